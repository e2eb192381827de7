/// A group for Diffie-Hellman in PEM (`openssl dhparam BITS`), too short on purpose.
enum DHParameters {
  static let bits1024 = """
    -----BEGIN DH PARAMETERS-----
    MIGHAoGBAPG53FLSmgzzEu4//+2g5PNivxQTT8NEB5oXeBEyAxjao8lnbGJCISyu
    4BJhmfMaR5E6F70T9Z1DkKSMJPqOp47NVSgImhjauphl3aOpCl53id3rKPQ7rmGY
    nx7bSr7h3vTiYDpQQ/38Nzey+iFrEHRnA80x5iHVUnbn1ymeqihfAgEC
    -----END DH PARAMETERS-----

    """
}

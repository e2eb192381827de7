internal import COpenSSL

extension Staple {
  /// What an OCSP answer in DER says of the first of the certificates that were sent.
  init(reading bytes: [UInt8], _ sent: OpaquePointer?) {
    var facts = copenssl_staple_facts()
    bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { copenssl_read_staple(start, bytes.count, sent, &facts) }
    }
    func orNone(_ moment: Int64) -> Int? { moment == .min ? nil : Int(moment) }
    let status: Status? = [0: .good, 1: .revoked, 2: .unknown][facts.status]
    self.init(
      status: facts.fits != 0 ? status : nil,
      isReadable: facts.readable != 0,
      isSigned: facts.is_signed != 0,
      thisUpdate: orNone(facts.this_update),
      nextUpdate: orNone(facts.next_update)
    )
  }
}

extension Staple {
  /// What an OCSP answer in DER says of the first of `certificates`, in DER; those that are none are left out.
  package static func read(_ bytes: [UInt8], certificates: [[UInt8]]) -> Staple? {
    guard let sent = copenssl_chain_open() else { return nil }
    defer { copenssl_chain_close(sent) }
    for certificate in certificates {
      _ = certificate.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { copenssl_chain_add(sent, $0, bytes.count) }
      }
    }
    return Staple(reading: bytes, sent)
  }
}

import Model

extension Fault {
  static let tlsFaults: [FaultEntry] = [
    FaultEntry(
      .tls11Only,
      "tls-12-offered/only-old",
      .fails(.blocker),
      also: ["tls-legacy-disabled"],
      "speaks TLS 1.1 only"
    ) {
      $0.tls.minimum = .tls11
      $0.tls.maximum = .tls11
      $0.tls.suites = "ECDHE+AES"
    },
    FaultEntry(
      .tls13Only,
      "tls-12-offered/ipn-only-13",
      .fails(.minor),
      "speaks TLS 1.3 only, to notifications too"
    ) {
      $0.tls.minimum = .tls13
      $0.giveIPN()
    },
    FaultEntry(
      .versionIntolerant,
      "tls-12-offered/intolerant",
      .fails(.major),
      verdict: .cannotTell,
      "cuts off who offers TLS 1.3 and 1.2 together"
    ) {
      $0.tls.cutsOffNewest = true
    },
    FaultEntry(
      .privateRoot,
      "cert-trusted-chain/private-authority",
      .fails(.blocker),
      "certificate of an authority nobody knows"
    ) {
      $0.certificate.issuer = .otherRoot
    },
    FaultEntry(
      .selfSigned,
      "cert-trusted-chain/self-signed",
      .fails(.blocker),
      "certificate signed by itself"
    ) {
      $0.certificate.issuer = .itself
    },
    FaultEntry(
      .notForServers,
      "cert-trusted-chain/not-for-servers",
      .fails(.blocker),
      "certificate for clients only"
    ) {
      $0.certificate.serverUse = false
    },
    FaultEntry(
      .chainStray,
      "cert-chain-complete/stray",
      .notes,
      "sends a certificate that has nothing to do with its chain"
    ) {
      $0.certificate.form = .withStranger
    },
    FaultEntry(.leafOnly, "cert-chain-complete/missing", .fails(.major), "sends no intermediate certificate")
    {
      $0.certificate.includesIntermediate = false
    },
    FaultEntry(
      .intermediateExpired,
      "cert-chain-complete/expired",
      .fails(.major),
      "sends an intermediate that ended"
    ) {
      $0.certificate.expiredIntermediate = true
    },
    FaultEntry(.wrongHost, "cert-hostname-match/mismatch", .fails(.blocker), "certificate for another name") {
      $0.certificate.names = ["somebody-else.example"]
    },
    FaultEntry(
      .twinNotCovered,
      "cert-hostname-match/twin-mismatch",
      .fails(.minor),
      "certificate without the www. name"
    ) {
      $0.certificate.names = [$0.host, "api.\($0.host)"]
    },
    FaultEntry(.certificateExpired, "cert-validity/expired", .fails(.blocker), "certificate ended yesterday")
    {
      $0.certificate.validFrom = -90 * CertificatePlan.day
      $0.certificate.validFor = 89 * CertificatePlan.day
    },
    FaultEntry(
      .certificateNotYetValid,
      "cert-validity/not-yet-valid",
      .fails(.blocker),
      "certificate begins tomorrow"
    ) {
      $0.certificate.validFrom = CertificatePlan.day
    },
    FaultEntry(
      .certificateTenDays,
      "cert-validity/ends-in-days",
      .fails(.major),
      "certificate ends in ten days"
    ) {
      $0.certificate = CertificatePlan(names: $0.certificate.names, days: 10)
    },
    FaultEntry(
      .certificateTwentyDays,
      "cert-validity/ends-soon",
      .fails(.minor),
      "certificate ends in twenty days"
    ) {
      $0.certificate = CertificatePlan(names: $0.certificate.names, days: 20)
    },
    FaultEntry(.keyRSA1024, "cert-signature-and-key/weak-key", .fails(.major), "RSA key of 1024 bits") {
      $0.certificate.key = .rsa1024
    },
    FaultEntry(.signatureSHA1, "cert-signature-and-key/sha1", .fails(.major), "certificate signed with SHA-1")
    {
      $0.certificate.digest = .sha1
    },
    FaultEntry(.signatureMD5, "cert-signature-and-key/md5", .fails(.blocker), "certificate signed with MD5") {
      $0.certificate.digest = .md5
    },
    FaultEntry(
      .keyEd25519,
      "cert-signature-and-key/unusual-key",
      .fails(.major),
      "Ed25519 key, which no public authority certifies"
    ) {
      $0.certificate.key = .ed25519
    },
    FaultEntry(
      .noForwardSecrecy,
      "tls-cipher-modern-12/no-forward-secrecy",
      .fails(.major),
      "suites without forward secrecy only"
    ) {
      $0.speaks12("AES128-GCM-SHA256:AES128-SHA", key: .rsa2048)
    },
    FaultEntry(.cbcOnly, "tls-cipher-modern-12/only-cbc", .fails(.minor), "CBC suites only") {
      $0.speaks12("ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA")
    },
    FaultEntry(
      .nullSuites,
      "tls-cipher-modern-12/weak-accepted",
      .fails(.minor),
      "accepts suites without encryption"
    ) {
      $0.speaks12("ECDHE+AESGCM:NULL-SHA256:NULL-SHA", key: .rsa2048)
    },
    FaultEntry(
      .anonymousSuites,
      "tls-cipher-modern-12/weak-accepted",
      .fails(.minor),
      "accepts suites without authentication"
    ) {
      $0.speaks12("ECDHE+AESGCM:AECDH-AES128-SHA:ADH-AES128-GCM-SHA256")
    },
    FaultEntry(
      .dh1024,
      "tls-cipher-modern-12/small-group",
      .fails(.minor),
      "Diffie-Hellman group of 1024 bits"
    ) {
      $0.speaks12("DHE-RSA-AES128-GCM-SHA256", key: .rsa2048)
      $0.tls.dhBits = 1024
    },
    FaultEntry(.tls10Accepted, "tls-legacy-disabled/accepted", .fails(.minor), "accepts TLS 1.0") {
      $0.tls.minimum = .tls10
      $0.tls.suites += ":ECDHE-ECDSA-AES128-SHA"
    },
    FaultEntry(.tls11Accepted, "tls-legacy-disabled/accepted", .fails(.minor), "accepts TLS 1.1") {
      $0.tls.minimum = .tls11
      $0.tls.suites += ":ECDHE-ECDSA-AES128-SHA"
    },
    FaultEntry(
      .otherCertificateElsewhere,
      "cert-observed-everywhere/differs",
      .fails(.minor),
      "another certificate on 127.0.0.2"
    ) {
      $0.certificateElsewhere = CertificatePlan(names: $0.certificate.names, days: 1)
    },
    FaultEntry(
      .nameConstraints,
      "cert-trusted-chain/name-constraints",
      .fails(.blocker),
      "certificate of an authority that may issue for other names only"
    ) {
      $0.certificate.permittedBelow = "somebody-else.example"
    },
    FaultEntry(
      .chainDisordered,
      "cert-chain-complete/disordered",
      .fails(.minor),
      "sends the root before the intermediate"
    ) {
      $0.certificate.form = .disordered
    },
    FaultEntry(
      .certificateRevoked,
      "cert-validity/revoked",
      .fails(.blocker),
      "staples the answer that its certificate was revoked"
    ) {
      $0.certificate.staple = .revoked
    },
    FaultEntry(
      .stapleMissing,
      "cert-validity/staple-missing",
      .fails(.major),
      "certificate demands a stapled answer, and there is none"
    ) {
      $0.certificate.mustStaple = true
    },
    FaultEntry(
      .stapleOutdated,
      "cert-validity/staple-outdated",
      .fails(.minor),
      "staples an answer of last week"
    ) {
      $0.certificate.staple = .outdated
    },
    FaultEntry(
      .certificateTooLong,
      "cert-validity/too-long",
      .fails(.minor),
      "certificate valid for ten years"
    ) {
      $0.certificate.validFor = 3650 * CertificatePlan.day
    },
  ]
}

extension Site {
  /// Lets the shop speak TLS 1.2 only, with these suites.
  fileprivate mutating func speaks12(_ suites: String, key: CertificatePlan.Key = .ec256) {
    tls.minimum = .tls12
    tls.maximum = .tls12
    tls.suites = suites
    certificate.key = key
  }
}

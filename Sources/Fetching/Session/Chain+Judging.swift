extension Chain {
  /// A chain from what path validation found: errors by OpenSSL's code and depth, and whether the path ended at a
  /// certificate of the store.
  package init(
    certificates: [Certificate],
    errors: [(code: Int, depth: Int)],
    anchored: Bool,
    coversHost: Bool,
    ocspStaple: [UInt8]?
  ) {
    let verdict = Self.verdict(certificates: certificates, errors: errors.map(\.code), anchored: anchored)
    var problems: [Problem] = []
    func add(_ flaw: Flaw, _ depth: Int) {
      let problem = Problem(flaw, depth: depth)
      if !problems.contains(problem) { problems.append(problem) }
    }
    for error in errors {
      if let flaw = Self.flaw(of: error.code) { add(flaw, error.depth) }
    }
    if let origin = verdict.flaw {
      add(origin, errors.first { Self.originCodes.contains($0.code) }?.depth ?? 0)
    }
    if !coversHost { add(.wrongHost, 0) }
    self.init(
      certificates: certificates,
      problems: problems.sorted { ($0.depth, $0.flaw.rank) < ($1.depth, $1.flaw.rank) },
      trusted: verdict.trusted,
      chainComplete: verdict.complete,
      coversHost: coversHost,
      ocspStaple: ocspStaple
    )
  }

  /// Where the chain comes from: to a root of ours, to a stranger's, or to nowhere that can be seen.
  private static func verdict(
    certificates: [Certificate],
    errors: [Int],
    anchored: Bool
  ) -> (trusted: Bool?, complete: Bool?, flaw: Flaw?) {
    guard let leaf = certificates.first else { return (nil, nil, .other(code: 0)) }
    if errors.contains(where: brokenPath.contains) { return (false, leaf.selfSigned ? nil : true, nil) }
    if anchored { return (true, leaf.selfSigned ? nil : true, nil) }
    if leaf.selfSigned { return (false, nil, .selfSigned) }
    if errors.contains(selfSignedInChain) { return (false, true, .unknownIssuer) }
    // The path stops at a certificate whose issuer is neither sent nor known. Public issuers say where theirs can
    // be had; an issuer that does not is a private one whose root is not sent, as is usual.
    let top = Self.top(of: certificates)
    if top.isCA, top != leaf, !top.namesIssuerAddress { return (false, true, .unknownIssuer) }
    return (nil, false, .missingIntermediate)
  }

  /// The last certificate that can be reached from the server's own by names of issuers.
  private static func top(of certificates: [Certificate]) -> Certificate {
    var top = certificates[0]
    for _ in certificates {
      guard let issuer = certificates.first(where: { $0 != top && $0.subject == top.issuer && $0.isCA })
      else { break }
      top = issuer
    }
    return top
  }

  /// `X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN`.
  private static let selfSignedInChain = 19
  /// Issuer not found (2, 20), self-signed (18, 19), first certificate not verified (21): told by the verdict.
  private static let originCodes: Set<Int> = [2, 18, 19, 20, 21]
  /// Bad signature, an issuer that may not issue, a path that is too long, revoked or rejected certificates.
  private static let brokenPath: Set<Int> = [4, 6, 7, 22, 23, 24, 25, 27, 28, 37, 38, 47, 48, 79]

  /// The flaw behind a code of OpenSSL's; `nil` for those that the verdict tells.
  ///
  /// Source: `openssl/x509_vfy.h`.
  private static func flaw(of code: Int) -> Flaw? {
    switch code {
    case _ where originCodes.contains(code): nil
    case 9, 13: .notYetValid
    case 10, 14: .expired
    case 4, 6, 7: .badSignature
    case 24, 25, 32, 37, 79: .notAnIssuer
    case 26: .notForServers
    case 62, 64: .wrongHost
    case 66, 67: .weakKey
    case 68: .weakSignature
    default: .other(code: code)
    }
  }
}

extension Chain.Flaw {
  /// An order for lists of problems.
  fileprivate var rank: Int {
    switch self {
    case .expired: 0
    case .notYetValid: 1
    case .selfSigned: 2
    case .unknownIssuer: 3
    case .missingIntermediate: 4
    case .wrongHost: 5
    case .weakKey: 6
    case .weakSignature: 7
    case .notForServers: 8
    case .badSignature: 9
    case .notAnIssuer: 10
    case .other(let code): 11 + max(0, min(code, 1000))
    }
  }
}

extension Chain {
  /// A chain from what path validation found: errors by OpenSSL's code and depth, and whether the path ended at a
  /// certificate of the store.
  package init(
    certificates: [Certificate],
    errors: [(code: Int, depth: Int)],
    anchored: Bool,
    coversHost: Bool,
    staple: Staple?
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
      staple: staple
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
    certificates[path(in: certificates).last ?? 0]
  }

  /// The places of the server's own certificate and, one after another, of its issuers, by their names.
  private static func path(in certificates: [Certificate]) -> [Int] {
    guard !certificates.isEmpty else { return [] }
    var path = [0]
    for _ in certificates {
      let last = certificates[path[path.count - 1]]
      let issuer = certificates.indices.first { index in
        let candidate = certificates[index]
        return candidate.isCA && candidate != last && candidate.subject == last.issuer
          && !path.contains(index)
      }
      guard let issuer else { break }
      path.append(issuer)
    }
    return path
  }

  /// Whether each certificate of the path comes behind the one that it certifies; what does not belong to the path is
  /// passed over.
  ///
  /// Source: RFC 5246, 7.4.2 (must), RFC 8446, 4.4.2 (should).
  package var isOrdered: Bool {
    let path = Self.path(in: certificates)
    return zip(path, path.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// How many certificates do not belong to the path from the server's own upwards, repetitions among them.
  package var strayCount: Int { certificates.count - Self.path(in: certificates).count }

  /// Whether a self-signed root is sent, which a client has or does not trust.
  package var sendsRoot: Bool {
    certificates.dropFirst().contains { $0.selfSigned && $0.isCA }
  }

  /// `X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN`.
  private static let selfSignedInChain = 19
  /// Issuer not found (2, 20), self-signed (18, 19), first certificate not verified (21): told by the verdict.
  private static let originCodes: Set<Int> = [2, 18, 19, 20, 21]
  /// Bad signature, an issuer that may not issue or not for this name, a path that is too long, revoked or rejected
  /// certificates.
  private static let brokenPath: Set<Int> = [
    4, 6, 7, 22, 23, 24, 25, 27, 28, 37, 38, 47, 48, 49, 51, 52, 53, 79,
  ]

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
    case 47...53: .nameConstraints
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
    case .nameConstraints: 11
    case .other(let code): 12 + max(0, min(code, 1000))
    }
  }
}

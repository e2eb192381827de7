import Fetching
import Model
import Reading

/// The certificate that a host sends, and what it is worth to a client that repairs nothing.
enum CertificateProbe: Probe {
  static let name = "certificate"

  /// Why a chain leads to no root that is trusted.
  enum TrustProblem: String, FactWord {
    case selfSigned, privateAuthority, notForServers, nameConstraints, other
  }
  /// All that can be wrong with a chain, whatever it means for trust.
  enum Problem: String, FactWord {
    case expired, notYetValid, selfSigned, unknownIssuer, missingIntermediate, wrongHost, weakKey,
      weakSignature, notForServers, badSignature, notAnIssuer, nameConstraints, other
  }
  /// Digests that no signature should rest on.
  enum WeakDigest: String, FactWord { case md5, sha1 }

  static let trusted = FactKey<Bool>(
    "certificate.trusted",
    of: .host,
    "Whether the chain leads to a trusted root, its dates and names apart."
  )
  static let trustProblem = FactKey<TrustProblem>(
    "certificate.trustProblem",
    of: .host,
    absent: "it is trusted",
    "Why the chain is not trusted."
  )
  static let chainComplete = FactKey<Bool>(
    "certificate.chainComplete",
    of: .host,
    absent: "the certificate is self-signed",
    "Whether all intermediate certificates were sent."
  )
  static let expiredIntermediate = FactKey<Bool>(
    "certificate.expiredIntermediate",
    of: .host,
    "Whether an intermediate certificate has expired."
  )
  static let coversHost = FactKey<Bool>(
    "certificate.coversHost",
    of: .host,
    "Whether the certificate is for this host."
  )
  static let names = FactKey<[String]>("certificate.names", of: .host, "The names the certificate is for.")
  static let issuer = FactKey<String>("certificate.issuer", of: .host, "Who issued it.")
  static let selfSigned = FactKey<Bool>(
    "certificate.selfSigned",
    of: .host,
    "Whether it is signed by itself."
  )
  static let daysLeft = FactKey<Int>(
    "certificate.daysLeft",
    of: .host,
    unit: .days,
    "Whole days until it expires, rounded down; negative once it has."
  )
  static let daysUntilValid = FactKey<Int>(
    "certificate.daysUntilValid",
    of: .host,
    unit: .days,
    "Days until it is valid; 0 or less when it is already."
  )
  static let notAfter = FactKey<Moment>("certificate.notAfter", of: .host, "When it expires.")
  static let notBefore = FactKey<Moment>("certificate.notBefore", of: .host, "From when it is valid.")
  static let weakKey = FactKey<String>(
    "certificate.weakKey",
    of: .host,
    absent: "all keys are strong enough",
    "The weak key in the chain."
  )
  static let weakSignature = FactKey<WeakDigest>(
    "certificate.weakSignature",
    of: .host,
    absent: "no signature rests on one",
    "The broken digest that a signature in the chain rests on."
  )
  static let unusualKey = FactKey<String>(
    "certificate.unusualKey",
    of: .host,
    absent: "public authorities certify such keys",
    "A type of key that no public authority may certify."
  )
  static let problems = FactKey<[Problem]>(
    "certificate.problems",
    of: .host,
    "All that path validation objects to, by this machine's clock and roots."
  )
  static let ordered = FactKey<Bool>(
    "certificate.chainOrdered",
    of: .host,
    "Whether each certificate of the chain comes behind the one that it certifies."
  )
  static let stray = FactKey<Int>(
    "certificate.strayCount",
    of: .host,
    unit: .count,
    "How many certificates were sent that do not belong to the chain."
  )
  static let chainLength = FactKey<Int>(
    "certificate.chainLength",
    of: .host,
    unit: .count,
    "How many certificates were sent."
  )
  static let rootSent = FactKey<Bool>(
    "certificate.rootSent",
    of: .host,
    "Whether a root is sent, which clients have already or do not trust."
  )
  static let validityDays = FactKey<Int>(
    "certificate.validityDays",
    of: .host,
    unit: .days,
    "For how many days in all it is valid."
  )
  static let overlong = FactKey<Bool>(
    "certificate.overlong",
    of: .host,
    "Whether it is valid for longer than public authorities may issue at its date."
  )
  static let keyType = FactKey<String>("certificate.keyType", of: .host, "The type of its key: RSA, EC.")
  static let keyBits = FactKey<Int>("certificate.keyBits", of: .host, unit: .bits, "The size of its key.")
  static let signature = FactKey<String>(
    "certificate.signatureAlgorithm",
    of: .host,
    "The algorithm of the signature on it."
  )
  static let wildcard = FactKey<Bool>(
    "certificate.wildcard",
    of: .host,
    "Whether one of its names stands for many."
  )
  static let keys: [any AnyFactKey] =
    [
      trusted, trustProblem, chainComplete, expiredIntermediate, coversHost, names, issuer, selfSigned,
      daysLeft, daysUntilValid, notAfter, notBefore, weakKey, weakSignature, unusualKey, problems, ordered,
      stray, chainLength, rootSent, validityDays, overlong, keyType, keyBits, signature, wildcard,
    ] + StapleFacts.keys

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let exchange = await scene.secureLook(at: host)
    var looks = [exchange.id]
    let clear = exchange.session == nil ? await scene.clearChain(of: host) : nil
    if let clear { looks.append(clear.look) }
    guard let chain = exchange.session?.chain ?? clear?.chain, let leaf = chain.certificates.first else {
      let nobody = await scene.noTLS(of: host)
      let why = nobody ?? exchange.failure ?? Unknown(.handshakeFailed, detail: "no certificate was sent")
      set.fill(keys, with: why, from: looks)
      return set
    }
    // A network that replaces certificates shows its own: nothing can be said of the shop's.
    if !scene.localShop, let replaced = await scene.replacedCertificates() {
      set.fill(keys, with: replaced.unknown, from: looks + [replaced.look])
      return set
    }
    trust(of: chain, from: looks, &set)
    dates(of: leaf, at: scene.startedAt, from: looks, &set)
    strength(of: chain, from: looks, &set)
    set.set(coversHost, chain.coversHost, from: looks)
    let cut = leaf.namesAreCut ? Unknown(.limitReached, detail: "the certificate has too many names") : nil
    set.set(names, leaf.names, missing: cut, from: looks)
    set.set(issuer, leaf.issuer, from: looks)
    set.set(selfSigned, leaf.selfSigned, from: looks)
    shape(of: chain, leaf, from: looks, &set)
    StapleFacts.tell(chain, leaf, wasAsked: clear?.asksStaple ?? true, at: scene.startedAt, from: looks, &set)
    return set
  }

  private static func trust(of chain: Chain, from looks: [Look.ID], _ set: inout FactSet) {
    let problems = Set(chain.problems.map(\.flaw))
    set.set(expiredIntermediate, chain.problems.contains { $0.flaw == .expired && $0.depth > 0 }, from: looks)
    set.set(chainComplete, Observed(chain.chainComplete), from: looks)
    // A certificate that is not for servers leads to a root and helps nobody.
    let isTrusted = problems.contains(.notForServers) ? false : chain.trusted
    switch isTrusted {
    case true?:
      set.set(trusted, true, from: looks)
      set.set(trustProblem, .absent, from: looks)
    case false?:
      set.set(trusted, false, from: looks)
      let problem: TrustProblem =
        problems.contains(.selfSigned)
        ? .selfSigned
        : problems.contains(.unknownIssuer)
          ? .privateAuthority
          : problems.contains(.notForServers)
            ? .notForServers : problems.contains(.nameConstraints) ? .nameConstraints : .other
      set.set(trustProblem, problem, from: looks)
    case nil:
      let unknown = Unknown(
        .notVisible,
        detail: "an intermediate certificate is missing, so the root is not known"
      )
      set.set(trusted, .unknown(unknown), from: looks)
      set.set(trustProblem, .unknown(unknown), from: looks)
    }
  }

  private static func shape(
    of chain: Chain,
    _ leaf: Certificate,
    from looks: [Look.ID],
    _ set: inout FactSet
  ) {
    let found = Set(chain.problems.map { Problem($0.flaw) })
    set.set(problems, Problem.allCases.filter(found.contains), from: looks)
    set.set(ordered, chain.isOrdered, from: looks)
    set.set(stray, chain.strayCount, from: looks)
    set.set(chainLength, chain.certificates.count, from: looks)
    set.set(rootSent, chain.sendsRoot, from: looks)
    set.set(wildcard, leaf.isWildcard, from: looks)
    let unreadable = Unknown(.malformed, detail: "the certificate's key cannot be read")
    let isReadable = !leaf.keyType.isEmpty && leaf.keyBits > 0
    set.set(keyType, isReadable ? .known(leaf.keyType) : .unknown(unreadable), from: looks)
    set.set(keyBits, isReadable ? .known(leaf.keyBits) : .unknown(unreadable), from: looks)
    set.set(signature, leaf.signatureAlgorithm, from: looks)
  }

  /// The longest validity that public authorities may give, by the day from which a certificate is valid.
  ///
  /// Source: CA/Browser Forum, Baseline Requirements, 6.3.2.
  private static func longestValidity(from notBefore: Int) -> Int {
    switch notBefore {
    case ..<1_519_862_400: 1188  // before 1 March 2018: 39 months
    case ..<1_598_918_400: 825  // before 1 September 2020
    case ..<1_773_532_800: 398  // before 15 March 2026
    case ..<1_805_068_800: 200  // before 15 March 2027
    case ..<1_868_227_200: 100  // before 15 March 2029
    default: 47
    }
  }

  private static func dates(of leaf: Certificate, at now: Int, from looks: [Look.ID], _ set: inout FactSet) {
    let unreadable = Unknown(.malformed, detail: "the certificate's dates cannot be read")
    func tell<T>(_ key: FactKey<T>, _ epoch: Int?, _ value: (Int) -> T) {
      set.set(key, epoch.map { .known(value($0)) } ?? .unknown(unreadable), from: looks)
    }
    tell(notAfter, leaf.notAfter) { Moment(epoch: $0) }
    tell(notBefore, leaf.notBefore) { Moment(epoch: $0) }
    tell(validityDays, leaf.validityDays) { $0 }
    let limit = leaf.notBefore.map(longestValidity(from:))
    tell(overlong, leaf.validityDays) { days in limit.map { days > $0 } ?? false }
    tell(daysLeft, leaf.notAfter) { days(from: now, to: $0) }
    tell(daysUntilValid, leaf.notBefore) { -days(from: $0, to: now) }
  }

  /// The root is not judged: its signature is not what it is trusted for.
  private static func strength(of chain: Chain, from looks: [Look.ID], _ set: inout FactSet) {
    let judged = chain.certificates.enumerated().filter { $0.offset == 0 || !$0.element.selfSigned }.map(
      \.element
    )
    let weak = judged.first {
      $0.keyBits > 0 && ($0.keyType == "RSA" && $0.keyBits < 2048 || $0.keyType == "EC" && $0.keyBits < 256)
    }
    // What cannot be read is neither strong nor usual.
    let unreadable =
      judged.contains { $0.keyType.isEmpty || $0.keyBits <= 0 }
      ? Unknown(.malformed, detail: "a key in the chain cannot be read") : nil
    func tell(_ key: FactKey<String>, _ found: String?) {
      set.set(key, found.map(Observed.known) ?? unreadable.map(Observed.unknown) ?? .absent, from: looks)
    }
    tell(weakKey, weak.map { "\($0.keyType) \($0.keyBits) bit" })
    let digests = judged.filter { !$0.selfSigned }.map { $0.signatureAlgorithm.lowercased() }
    let digest: WeakDigest? =
      digests.contains { $0.contains("md5") } ? .md5 : digests.contains { $0.contains("sha1") } ? .sha1 : nil
    set.set(weakSignature, Observed(digest), from: looks)
    let unusual = judged.first { !["RSA", "EC", ""].contains($0.keyType) }
    tell(unusualKey, unusual?.keyType)
  }
}

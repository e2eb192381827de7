import Fetching
import Model
import Reading

/// The certificate that a host sends, and what it is worth to a client that repairs nothing.
enum CertificateProbe: Probe {
  static let name = "certificate"

  /// Why a chain leads to no root that is trusted.
  enum TrustProblem: String, FactWord { case selfSigned, privateAuthority, notForServers, other }
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
  static let keys: [any AnyFactKey] = [
    trusted, trustProblem, chainComplete, expiredIntermediate, coversHost, names, issuer, selfSigned,
    daysLeft,
    daysUntilValid, notAfter, notBefore, weakKey, weakSignature, unusualKey,
  ]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let exchange = await scene.secureLook(at: host)
    let looks = [exchange.id]
    guard let chain = exchange.session?.chain, let leaf = chain.certificates.first else {
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
          ? .privateAuthority : problems.contains(.notForServers) ? .notForServers : .other
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

  private static func dates(of leaf: Certificate, at now: Int, from looks: [Look.ID], _ set: inout FactSet) {
    let unreadable = Unknown(.malformed, detail: "the certificate's dates cannot be read")
    func tell<T>(_ key: FactKey<T>, _ epoch: Int?, _ value: (Int) -> T) {
      set.set(key, epoch.map { .known(value($0)) } ?? .unknown(unreadable), from: looks)
    }
    tell(notAfter, leaf.notAfter) { Moment(epoch: $0) }
    tell(notBefore, leaf.notBefore) { Moment(epoch: $0) }
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

/// Whether every address of a host sends the same certificate.
enum AddressProbe: Probe {
  static let name = "addresses"

  static let differing = FactKey<[String]>(
    "certificate.differingAddresses",
    of: .host,
    absent: "the host has one address, or connections are mapped by the operator",
    "The addresses that send another certificate than the one connected to first."
  )
  static let keys: [any AnyFactKey] = [differing]
  /// The most addresses of one host that are asked.
  static let most = 6

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let resolution = await scene.visit.resolve(host.url.hostName)
    let reachable = resolution.addresses.filter { $0.family == .ipv6 ? scene.families.ipv6 : true }
    // Addresses that this machine has no route for are not asked, which is no failure of theirs.
    let left = reachable.count < resolution.addresses.count ? Unknown.noIPv6 : nil
    if scene.request.mapped || resolution.addresses.count < 2 {
      set.set(differing, resolution.failure.map(Observed.unknown) ?? .absent, from: resolution.looks)
      return set
    }
    let first = await scene.secureLook(at: host)
    guard let expected = first.session?.chain.certificates.first?.sha256 else {
      set.set(differing, .unknown(first.failure ?? Unknown(.handshakeFailed)), from: [first.id])
      return set
    }
    var others: [String] = []
    var missing: Unknown?
    var looks = [first.id]
    for address in reachable.prefix(most) where address != first.address {
      let handshake = await scene.visit.handshake(
        HandshakeTarget(HostTarget(host.url, address: address)),
        after: resolution.looks
      )
      looks.append(handshake.id)
      if let leaf = handshake.session?.chain.certificates.first {
        if leaf.sha256 != expected { others.append(address.text) }
      } else {
        missing = handshake.failure ?? Unknown(.handshakeFailed)
      }
    }
    if reachable.count > most {
      missing = missing ?? Unknown(.limitReached, detail: "more than \(most) addresses")
    }
    set.set(differing, others, missing: missing ?? left, from: looks)
    return set
  }
}

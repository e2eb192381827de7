import Fetching
import Model
import Reading

/// One of Amazon's hosts, as seen from here: a control of the auditor's own network.
struct AmazonService: Hashable, Sendable {
  let host: AmazonHost
  var url: WebURL? { host.purpose == .script ? host.url?.resolving("/checkout.js") : host.url }
  var id: Subject.ID { Subject.ID(.service, host.name) }

  /// The button's scripts and the API, in every region.
  static let all = [AmazonHost.Purpose.script, .api].flatMap { purpose in
    Region.allCases.map { AmazonService(host: AmazonHost(purpose: purpose, region: $0)) }
  }
}

/// Whether the auditor's network leaves Amazon's certificates alone, and whether the button's script loads.
enum ControlProbe: Probe {
  static let name = "control"

  static let chainVerifies = FactKey<Bool>(
    "control.chainVerifies",
    of: .service,
    "Whether Amazon's own certificate verifies from here."
  )
  private static let none = "no script is this host's to serve"
  static let status = FactKey<Int>(
    "script.status",
    of: .service,
    absent: none,
    "The status of checkout.js."
  )
  static let isJavaScript = FactKey<Bool>(
    "script.isJavaScript",
    of: .service,
    absent: none,
    "Whether it comes as JavaScript."
  )
  static let keys: [any AnyFactKey] = [chainVerifies, status, isJavaScript]

  static func facts(of service: AmazonService, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard let exchange = await scene.answer(of: service) else {
      if service.host.purpose != .script {
        set.set(status, .absent, from: [])
        set.set(isJavaScript, .absent, from: [])
      }
      set.fill(keys, with: Unknown(.notAsked, needs: .publicNetwork))
      return set
    }
    let looks = [exchange.id]
    if let chain = exchange.session?.chain {
      let unknown = Unknown(.notVisible, detail: "an intermediate certificate is missing")
      // A certificate for another host is not Amazon's, whoever vouches for it.
      let isTrusted = chain.coversHost ? chain.trusted : false
      set.set(chainVerifies, isTrusted.map(Observed.known) ?? .unknown(unknown), from: looks)
    }
    if service.host.purpose != .script {
      set.set(status, .absent, from: looks)
      set.set(isJavaScript, .absent, from: looks)
    } else if let answer = exchange.answer {
      set.set(status, answer.status, from: looks)
      let type = answer.headers.first("content-type")?.lowercased() ?? ""
      set.set(isJavaScript, type.contains("javascript") || type.contains("ecmascript"), from: looks)
    }
    set.fill(keys, with: exchange.failure ?? Unknown(.defect), from: looks)
    return set
  }
}

/// Whether Amazon's API can be reached from here, so that a fault of this network is told as such.
enum OutsideReachProbe: Probe {
  static let name = "outsideReach"

  enum RegionWord: String, FactWord { case na, eu, fe }

  private static let none = "it is no host of the API"
  static let region = FactKey<RegionWord>("service.region", of: .service, "The region that the host serves.")
  static let reached = FactKey<Bool>(
    "api.reached",
    of: .service,
    absent: none,
    "Whether the API answers over a connection that is trusted from here, whatever it answers."
  )
  static let problem = FactKey<ReachProbe.Problem>(
    "api.problem",
    of: .service,
    absent: "\(none), or it is reached",
    "Why it is not reached."
  )
  static let keys: [any AnyFactKey] = [region, reached, problem]

  static func facts(of service: AmazonService, in scene: Scene) async -> FactSet {
    var set = FactSet()
    set.set(region, Observed(RegionWord(rawValue: service.host.region.rawValue)), from: [])
    guard service.host.purpose == .api else {
      set.fill(keys, absentFrom: [])
      return set
    }
    guard let exchange = await scene.answer(of: service) else {
      set.fill(keys, with: Unknown(.notAsked, needs: .publicNetwork))
      return set
    }
    let (found, unknown) = ReachProbe.judge(exchange)
    if let unknown {
      set.fill(keys, with: unknown, from: [exchange.id])
      return set
    }
    set.set(reached, found == nil, from: [exchange.id])
    set.set(problem, Observed(found), from: [exchange.id])
    return set
  }
}

extension Scene {
  /// The region's checkout.js; `nil` where a local shop keeps the audit off the public network.
  func checkoutScript(_ region: Region) async -> Exchange? {
    await answer(of: AmazonService(host: AmazonHost(purpose: .script, region: region)))
  }

  /// What a host of Amazon's answers; `nil` where a local shop keeps the audit off the public network.
  func answer(of service: AmazonService) async -> Exchange? {
    guard let url = service.url else { return nil }
    let isScript = service.host.purpose == .script
    // For a local shop the API is what the operator put in its place, or nothing.
    guard !localShop || (isScript ? request.mapped : visit.maps(url)) else { return nil }
    var request = ExchangeRequest(isScript ? .get : .head, url)
    request.isLeaf = true
    let exchange = await visit.exchange(request)
    return exchange.failure?.reason == .forbidden ? nil : exchange
  }

  /// The sign that this network replaces certificates: a chain of Amazon's that does not verify.
  ///
  /// `nil` where there is none; that Amazon cannot be reached proves nothing.
  func replacedCertificates() async -> (unknown: Unknown, look: Look.ID)? {
    guard let exchange = await checkoutScript(controlRegion), let chain = exchange.session?.chain,
      chain.trusted == false
    else { return nil }
    return (
      Unknown(
        .blocked,
        detail: "a network between here and the shop replaces certificates, Amazon's own too"
      ),
      exchange.id
    )
  }

  /// The region whose host serves as the control: the account's where the operator states it, else Europe's.
  var controlRegion: Region { .eu }
}

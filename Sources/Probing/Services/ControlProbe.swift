import Fetching
import Model
import Reading

/// One of Amazon's static hosts, as seen from here: a control of the auditor's own network.
struct AmazonService: Hashable, Sendable {
  let region: Region
  var url: WebURL? { WebURL("https://static-\(region.rawValue).payments-amazon.com/checkout.js") }
  var id: Subject.ID { Subject.ID(.service, "static-\(region.rawValue).payments-amazon.com") }
}

/// Whether the auditor's network leaves Amazon's certificates alone, and whether the button's script loads.
enum ControlProbe: Probe {
  static let name = "control"

  static let chainVerifies = FactKey<Bool>(
    "control.chainVerifies",
    of: .service,
    "Whether Amazon's own certificate verifies from here."
  )
  static let status = FactKey<Int>("script.status", of: .service, "The status of checkout.js.")
  static let isJavaScript = FactKey<Bool>(
    "script.isJavaScript",
    of: .service,
    "Whether it comes as JavaScript."
  )
  static let keys: [any AnyFactKey] = [chainVerifies, status, isJavaScript]

  static func facts(of service: AmazonService, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard let exchange = await scene.checkoutScript(service.region) else {
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
    if let answer = exchange.answer {
      set.set(status, answer.status, from: looks)
      let type = answer.headers.first("content-type")?.lowercased() ?? ""
      set.set(isJavaScript, type.contains("javascript") || type.contains("ecmascript"), from: looks)
    }
    set.fill(keys, with: exchange.failure ?? Unknown(.defect), from: looks)
    return set
  }
}

extension Scene {
  /// The region's checkout.js; `nil` where a local shop keeps the audit off the public network.
  func checkoutScript(_ region: Region) async -> Exchange? {
    guard !localShop || self.request.mapped, let url = AmazonService(region: region).url else { return nil }
    var request = ExchangeRequest(.get, url)
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

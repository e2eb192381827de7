import Fetching
import Model
import Reading

/// What an endpoint that hands out checkout sessions answers.
enum SessionProbe: Probe {
  static let name = "session"

  static let status = FactKey<Int>("session.status", of: .endpoint, "The status of its answer.")
  static let isJSON = FactKey<Bool>(
    "session.isJSON",
    of: .endpoint,
    "Whether it answers JSON, by type and by text."
  )
  static let noStore = FactKey<Bool>(
    "session.noStore",
    of: .endpoint,
    "Whether caches may not keep the answer."
  )
  static let notices = FactKey<Bool>(
    "session.notices",
    of: .endpoint,
    "Whether error messages stand in the answer."
  )
  static let keys: [any AnyFactKey] = [status, isJSON, noStore, notices]

  static func facts(of endpoint: EndpointTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard let method = endpoint.safeMethod else {
      set.fill(keys, with: Unknown(.notAsked, needs: .post))
      return set
    }
    let exchange = await scene.visit.exchange(
      ExchangeRequest(method, endpoint.url, headers: [("Origin", endpoint.storefront)])
    )
    let looks = [exchange.id]
    let answer: Answer
    switch scene.observedAnswer(exchange) {
    case .known(let known): answer = known
    case .unknown(let unknown):
      set.fill(keys, with: unknown, from: looks)
      return set
    }
    set.set(status, answer.status, from: looks)
    let type = answer.headers.first("content-type")?.lowercased() ?? ""
    let reads = method == .head || (try? JSONReader.read(answer.body)) != nil
    // Half an answer may be the beginning of JSON.
    let unread = type.contains("json") && !reads ? answer.cut : nil
    set.set(isJSON, .seen(type.contains("json") && reads, unless: unread), from: looks)
    set.set(noStore, CacheControl.read(answer.headers.values("cache-control"))?.noStore ?? false, from: looks)
    let text = String(decoding: answer.body, as: UTF8.self)
    let signs = ["<b>Warning</b>:", "<b>Notice</b>:", "PHP Warning", "PHP Notice", "<b>Fatal error</b>:"]
    let unseen = method == .head ? Unknown(.notVisible, detail: "HEAD shows no body") : answer.cut
    set.set(notices, .seen(signs.contains { text.contains($0) }, unless: unseen), from: looks)
    return set
  }
}

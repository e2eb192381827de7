import Fetching
import Model
import Reading

/// A look that a pack declares for itself; its facts are the shop's, under `probes.` and the look's name.
enum PackProbe {
  /// The longest body that is kept, in bytes; of a longer one nothing is, as a part would pass for the whole.
  static let longestBody = 256 << 10

  static func facts(of probe: PackProbeRequest, at host: WebURL, in scene: Scene) async -> [String: Fact] {
    let prefix = "probes.\(probe.name)."
    func all(_ unknown: Unknown, _ looks: [Look.ID]) -> [String: Fact] {
      let names = ["status", "finalUrl", "contentType", "headers", "body", "latencyMilliseconds"]
      return Dictionary(names.map { (prefix + $0, Fact.unknown(unknown, from: looks)) }) { first, _ in first }
    }
    guard let url = host.resolving(probe.path), url.host == host.host else {
      return all(Unknown(.forbidden, detail: "a pack may look at the shop's own host only"), [])
    }
    let method: ExchangeRequest.Method = probe.method == "HEAD" ? .head : .get
    var exchange = await scene.visit.exchange(ExchangeRequest(method, url))
    var looks = [exchange.id]
    var final = url
    // Only on the shop's own host: a redirect elsewhere is the answer.
    while let answer = exchange.answer, answer.isRedirect, looks.count < Journey.longest,
      let next = answer.headers.first("location").flatMap({ final.resolving($0) }), next.host == host.host
    {
      exchange = await scene.visit.exchange(ExchangeRequest(method, next), after: looks)
      looks.append(exchange.id)
      final = next
    }
    guard let answer = exchange.answer else { return all(exchange.failure ?? Unknown(.defect), looks) }
    let fields = answer.headers.fields.map { field -> Value in
      ["name": .text(field.name.lowercased()), "value": .text(excerpt(redacted(field)))]
    }
    let type = answer.headers.first("content-type")
    return [
      prefix + "status": .known(.int(answer.status), from: looks),
      prefix + "finalUrl": .known(.text(final.text), from: looks),
      prefix + "contentType": type.map { .known(.text(excerpt($0)), from: looks) } ?? .absent(from: looks),
      prefix + "headers": .known(.list(fields), from: looks),
      prefix + "body": body(of: answer, from: looks),
      prefix + "latencyMilliseconds": exchange.timings.total.map { .known(.int($0 / 1000), from: looks) }
        ?? .unknown(Unknown(.defect), from: looks),
    ]
  }

  private static func body(of answer: Answer, from looks: [Look.ID]) -> Fact {
    if let cut = answer.cut { return .unknown(cut, from: looks) }
    guard answer.body.count <= longestBody else {
      return .unknown(Unknown(.limitReached, detail: "a body of more than \(longestBody) bytes"), from: looks)
    }
    return .known(.text(String(decoding: answer.body, as: UTF8.self)), from: looks)
  }

  /// A cookie's value is nobody's business.
  private static func redacted(_ field: Look.Header) -> String {
    guard field.name.lowercased() == "set-cookie" else { return field.value }
    return field.value.split(separator: "=", maxSplits: 1).first.map { "\($0)=…" } ?? "…"
  }
}

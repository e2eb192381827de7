import Fetching
import Model
import Reading

/// A look that a pack declares for itself; its facts are the shop's, under `probes.` and the look's name.
enum PackProbe {
  /// The most of a body that is kept, in characters.
  static let longestBody = 4096

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
      prefix + "body": .known(
        .text(excerpt(String(decoding: answer.body, as: UTF8.self), to: longestBody)),
        from: looks
      ),
      prefix + "latencyMilliseconds": exchange.timings.total.map { .known(.int($0 / 1000), from: looks) }
        ?? .unknown(Unknown(.defect), from: looks),
    ]
  }

  /// A cookie's value is nobody's business.
  private static func redacted(_ field: Look.Header) -> String {
    guard field.name.lowercased() == "set-cookie" else { return field.value }
    return field.value.split(separator: "=", maxSplits: 1).first.map { "\($0)=…" } ?? "…"
  }
}

import Fetching
import Glibc
import Model
package import Reading

/// What stands between an audit and a page.
package enum Barrier: String, FactWord {
  case challenge, firewall, rateLimit, login, clientCertificate, shopPassword, comingSoon, maintenance
}

/// A barrier that was met, with the name of who put it there.
package struct MetBarrier: Hashable, Sendable {
  /// What it is.
  package let kind: Barrier
  /// `Cloudflare`, `Shopify`, …; `nil` where nothing names it.
  package let name: String?

  /// Whether a product gave itself away, not just a status.
  var isNamed: Bool { name.map { !["the server", "the shop", "a password prompt"].contains($0) } ?? false }

  /// What it makes of the facts behind it.
  var unknown: Unknown {
    let what =
      switch kind {
      case .challenge: "a challenge page"
      case .firewall: "a firewall's refusal"
      case .rateLimit: "a rate limit"
      case .login: "a login"
      case .clientCertificate: "a demand for a client certificate"
      case .shopPassword: "the shop's password page"
      case .comingSoon: "a coming-soon page"
      case .maintenance: "a maintenance page"
      }
    return Unknown(.blocked, detail: name.map { "\(what) of \($0)" } ?? what)
  }
}

/// Recognises barriers by the packs' data and by what HTTP itself says.
package struct BarrierReader: Sendable {
  private let data: ProbingData

  /// Recognises what `data` describes.
  package init(data: ProbingData) { self.data = data }

  /// The barrier that `answer` is; `nil` when it looks like the page itself.
  ///
  /// `redirected` says that it came from another address than was asked for.
  package func barrier(in answer: Answer, at url: WebURL, redirected: Bool) -> MetBarrier? {
    let source = lowercased(answer.body)
    for barrier in data.barriers where matches(barrier, answer, source, redirected ? url : nil) {
      return MetBarrier(kind: barrier.kind, name: barrier.name)
    }
    switch answer.status {
    case 401: return MetBarrier(kind: .login, name: nil)
    case 403: return MetBarrier(kind: .firewall, name: nil)
    case 429: return MetBarrier(kind: .rateLimit, name: nil)
    case 503: return MetBarrier(kind: .maintenance, name: nil)
    default: return nil
    }
  }

  private func matches(
    _ barrier: ProbingData.Obstacle,
    _ answer: Answer,
    _ source: [UInt8],
    _ redirectedTo: WebURL?
  ) -> Bool {
    if !barrier.statuses.isEmpty, !barrier.statuses.contains(answer.status) { return false }
    if case .header(let name, let value)? = barrier.header {
      let fields = answer.headers.values(name)
      guard fields.contains(where: { value == nil || $0.lowercased().contains((value ?? "").lowercased()) })
      else { return false }
    }
    if let part = barrier.url {
      guard let redirectedTo, redirectedTo.text.lowercased().contains(part) else { return false }
    }
    if !barrier.source.isEmpty {
      guard barrier.source.contains(where: { contains(source, Array($0.utf8)) }) else { return false }
    }
    let hasSign = barrier.header != nil || barrier.url != nil || !barrier.source.isEmpty
    return hasSign || !barrier.statuses.isEmpty
  }
}

extension Scene {
  /// What the exchange shows of what was asked for: its answer, or why that is not known.
  ///
  /// An answer by a barrier says nothing of what lies behind it. `redirected` says that the exchange asks at another
  /// address than the way to it began at.
  func observedAnswer(_ exchange: Exchange, redirected: Bool = false) -> ObservedAnswer {
    guard let answer = exchange.answer else {
      if exchange.demandsCertificate {
        return .unknown(MetBarrier(kind: .clientCertificate, name: nil).unknown)
      }
      return .unknown(exchange.failure ?? Unknown(.defect))
    }
    let met = barriers.barrier(in: answer, at: exchange.request.url, redirected: redirected).flatMap { met in
      // A preflight that is refused without a name behind it is what was asked for.
      exchange.request.method != .options || met.isNamed || met.kind == .rateLimit ? met : nil
    }
    return met.map { .unknown($0.unknown) } ?? .known(answer)
  }
}

extension Scene {
  /// The barrier that the answer at the end of a way is; `nil` where it is none, or there is no answer.
  func obstacle(at way: Journey) -> Unknown? {
    guard case .arrived = way.end, let last = way.hops.last else { return nil }
    return observedAnswer(last.exchange, redirected: way.hops.count > 1).unknown
  }
}

/// An answer of what was asked for, or why there is none.
enum ObservedAnswer: Sendable {
  /// It answered.
  case known(Answer)
  /// Nothing answered, or something that stands before it.
  case unknown(Unknown)

  /// The answer; `nil` where it is not known.
  var answer: Answer? { if case .known(let answer) = self { answer } else { nil } }
  /// Why it is not known; `nil` where it is.
  var unknown: Unknown? { if case .unknown(let unknown) = self { unknown } else { nil } }
}

/// ASCII lower case, byte by byte.
func lowercased(_ bytes: [UInt8]) -> [UInt8] {
  bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
}

/// Whether `needle` stands in `haystack`; an empty needle does everywhere.
func contains(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
  guard let first = needle.first else { return true }
  guard haystack.count >= needle.count else { return false }
  return haystack.withUnsafeBytes { hay in
    needle.withUnsafeBytes { part in
      guard var place = hay.baseAddress, let word = part.baseAddress else { return false }
      // Where the needle may begin; the C library finds its first byte many bytes at a time.
      var left = hay.count - part.count + 1
      while left > 0, let hit = memchr(place, Int32(first), left) {
        if memcmp(hit, word, part.count) == 0 { return true }
        left -= UnsafeRawPointer(hit) - place + 1
        place = UnsafeRawPointer(hit) + 1
      }
      return false
    }
  }
}

internal import CCurl

/// Looks names up with the system's resolver, which blocks: on a few threads of its own, made when needed
/// and gone when idle.
///
/// A lookup past its deadline is abandoned; its thread comes back when the system's resolver does.
final class Resolver: Sendable {
  /// How a lookup ended.
  enum End: Hashable, Sendable {
    case found([Address])
    /// The name does not exist or has no address.
    case noName
    /// No name server gave an answer.
    case noAnswer
    case failed
    case timedOut
    case cancelled
  }

  private struct Job: Sendable {
    let name: String
    let reply: Reply
  }

  private struct State {
    var jobs: [Job] = []
    var workers = 0
  }

  private static let mostWorkers = 32
  private static let mostAddresses = 16

  private let state = Locked(State())
  private let loop: Loop

  /// A resolver whose deadlines are kept by `loop`.
  init(loop: Loop) {
    self.loop = loop
  }

  /// Looks `name` up, for at most `limit`.
  func lookUp(_ name: String, within limit: Duration, alarm: UInt64) async -> End {
    let reply = Reply()
    let end = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        reply.expect(continuation)
        loop.post { $0.setAlarm(alarm, at: .now + limit) { reply.give(.timedOut) } }
        submit(Job(name: name, reply: reply))
      }
    } onCancel: {
      reply.give(.cancelled)
    }
    loop.post { $0.dropAlarm(alarm) }
    return end
  }

  private func submit(_ job: Job) {
    let needsWorker = state.withLock { state in
      state.jobs.append(job)
      guard state.workers < Self.mostWorkers else { return false }
      state.workers += 1
      return true
    }
    guard needsWorker, !startThread({ [self] in work() }) else { return }
    let isLast = state.withLock { state in
      state.workers -= 1
      return state.workers == 0
    }
    if isLast { job.reply.give(.failed) }
  }

  private func work() {
    while let job = nextJob() {
      if !job.reply.isGiven { job.reply.give(Self.ask(job.name)) }
    }
  }

  private func nextJob() -> Job? {
    state.withLock { state in
      guard !state.jobs.isEmpty else {
        state.workers -= 1
        return nil
      }
      return state.jobs.removeFirst()
    }
  }

  private static func ask(_ name: String) -> End {
    var raw = [ccurl_address](repeating: ccurl_address(), count: mostAddresses)
    var count: Int32 = 0
    switch ccurl_lookup(name, &raw, Int32(mostAddresses), &count) {
    case CCURL_LOOKUP_FOUND: return .found(raw.prefix(max(0, Int(count))).compactMap { Address($0) })
    case CCURL_LOOKUP_NO_NAME: return .noName
    case CCURL_LOOKUP_NO_ANSWER: return .noAnswer
    default: return .failed
    }
  }
}

/// The end of a lookup, given once: the first to give it counts.
private final class Reply: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Resolver.End, Never>?
    var end: Resolver.End?
  }

  private let state = Locked(State())

  var isGiven: Bool { state.withLock { $0.end != nil } }

  func expect(_ continuation: CheckedContinuation<Resolver.End, Never>) {
    let end = state.withLock { state in
      if state.end == nil { state.continuation = continuation }
      return state.end
    }
    if let end { continuation.resume(returning: end) }
  }

  func give(_ end: Resolver.End) {
    let waiting = state.withLock { state -> CheckedContinuation<Resolver.End, Never>? in
      guard state.end == nil else { return nil }
      state.end = end
      defer { state.continuation = nil }
      return state.continuation
    }
    waiting?.resume(returning: end)
  }
}

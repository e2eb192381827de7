import Glibc
package import Reading

/// Something that the browser tells without being asked.
package struct DevToolsEvent: Sendable {
  /// Its name (`Network.requestWillBeSent`).
  package let method: String
  /// What it says.
  package let parameters: JSONValue
  /// The session of the target that it is about; `nil` for the browser itself.
  package let session: String?
}

/// Speaks the Chrome DevTools Protocol over a pipe: JSON texts that end in NUL.
///
/// Source: chromedevtools.github.io/devtools-protocol; `--remote-debugging-pipe`.
///
/// `@unchecked`: the state is locked; `channel` and `unread` are touched only by the loop's thread.
final class DevTools: @unchecked Sendable {
  private typealias Answer = Result<JSONValue, BrowserFailure>

  private struct State {
    var lastCall = 0
    var pending: [Int: CheckedContinuation<Answer, Never>] = [:]
    var listeners: [String: @Sendable (DevToolsEvent) -> Void] = [:]
    var failure: BrowserFailure?
  }

  /// A longer message is not read: the browser is given up.
  private static let longestMessage = JSONReader.longest

  private let loop: Loop
  private let numbers: @Sendable () -> UInt64
  private let deadline: ContinuousClock.Instant
  private let state = Locked(State())
  private var channel: Channel?
  private var unread: [UInt8] = []
  private let messages: AsyncStream<[UInt8]>
  private let inbox: AsyncStream<[UInt8]>.Continuation

  /// Takes over `pipe`; every call ends by `deadline`.
  init(
    _ pipe: Int32,
    loop: Loop,
    numbers: @escaping @Sendable () -> UInt64,
    deadline: ContinuousClock.Instant
  ) {
    self.loop = loop
    self.numbers = numbers
    self.deadline = deadline
    (messages, inbox) = AsyncStream.makeStream()
    let posted = loop.post { loop in self.begin(pipe, on: loop) }
    if !posted {
      close(pipe)
      end(.cancelled)
    }
    Task { await self.readMessages() }
  }

  /// Calls a method, of the target of `session` or of the browser itself; what it returned.
  func call(
    _ method: String,
    _ parameters: [String: JSONValue] = [:],
    in session: String? = nil
  ) async throws(BrowserFailure) -> JSONValue {
    let id = state.withLock { state in
      state.lastCall += 1
      return state.lastCall
    }
    var message: [String: JSONValue] = [
      "id": .number(String(id)), "method": .string(method), "params": .object(parameters),
    ]
    message["sessionId"] = session.map(JSONValue.string)
    let text = JSONValue.object(message).text
    let alarm = numbers()
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Answer, Never>) in
        let failure = state.withLock { state in
          if state.failure == nil { state.pending[id] = continuation }
          return state.failure
        }
        if let failure { return continuation.resume(returning: .failure(failure)) }
        loop.post { loop in
          loop.setAlarm(alarm, at: self.deadline) { self.answer(id, .failure(.timedOut)) }
          self.channel?.send(Array(text.utf8) + [0])
        }
        if Task.isCancelled { self.answer(id, .failure(.cancelled)) }
      }
    } onCancel: {
      self.answer(id, .failure(.cancelled))
    }
    loop.post { $0.dropAlarm(alarm) }
    return try answer.get()
  }

  /// Hands on what the target of `session` tells, one event after another; `nil` for the browser itself.
  func listen(to session: String?, _ take: @escaping @Sendable (DevToolsEvent) -> Void) {
    state.withLock { $0.listeners[session ?? ""] = take }
  }

  /// Ends every call, and hangs up.
  func stop() {
    end(.ended)
    loop.post { _ in self.channel?.close() }
  }

  private func begin(_ pipe: Int32, on loop: Loop) {
    let channel = Channel(pipe, on: loop)
    channel.receive = { [weak self] in self?.take($0) }
    channel.whenEnded = { [weak self] in self?.end(.ended) }
    self.channel = channel
  }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    for piece in bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
      inbox.yield(unread + piece)
      unread = []
    }
    let rest = bytes.lastIndex(of: 0).map { bytes[($0 + 1)...] } ?? bytes[...]
    unread.append(contentsOf: rest)
    if unread.count > Self.longestMessage {
      channel?.close()
      end(.ended)
    }
  }

  private func readMessages() async {
    for await bytes in messages {
      guard let message = try? JSONReader.read(bytes) else { continue }
      if let id = message["id"]?.int {
        let refusal = message["error"]?["message"]?.string
        answer(id, refusal.map { .failure(.refused($0)) } ?? .success(message["result"] ?? .null))
      } else if let method = message["method"]?.string {
        let session = message["sessionId"]?.string
        let event = DevToolsEvent(method: method, parameters: message["params"] ?? .null, session: session)
        state.withLock { $0.listeners[session ?? ""] }?(event)
      }
    }
  }

  private func answer(_ id: Int, _ answer: Answer) {
    state.withLock { $0.pending.removeValue(forKey: id) }?.resume(returning: answer)
  }

  private func end(_ failure: BrowserFailure) {
    let left = state.withLock { state in
      state.failure = state.failure ?? failure
      state.listeners = [:]
      defer { state.pending = [:] }
      return Array(state.pending.values)
    }
    for continuation in left { continuation.resume(returning: .failure(failure)) }
    inbox.finish()
  }
}

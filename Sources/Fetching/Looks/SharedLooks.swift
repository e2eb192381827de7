/// Makes equal looks once: whoever asks while one is under way, or after it, gets the same.
///
/// A caller that is cancelled stops waiting; the look itself is cancelled, and forgotten, when nobody waits any more.
final class SharedLooks<Value: Sendable>: Sendable {
  private struct Entry {
    let number: Int
    var value: Value?
    var task: Task<Void, Never>?
    var waiters: [Int: CheckedContinuation<Value, Never>] = [:]
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var lastNumber = 0
  }

  /// What a caller is to do.
  private enum Turn {
    case have(Value)
    case wait
    case begin(Int)
  }

  private let state = Locked(State())

  /// The look named `key`: the one that was made or is under way, else what `make` makes.
  func look(_ key: String, cancelled: Value, make: @escaping @Sendable () async -> Value) async -> Value {
    let waiter = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(for: key, as: waiter, continuation, make: make)
        if Task.isCancelled { leave(key, waiter, cancelled) }
      }
    } onCancel: {
      leave(key, waiter, cancelled)
    }
  }

  /// Cancels every look under way.
  func cancel() {
    for task in state.withLock({ $0.entries.values.compactMap(\.task) }) { task.cancel() }
  }

  private func wait(
    for key: String,
    as waiter: Int,
    _ continuation: CheckedContinuation<Value, Never>,
    make: @escaping @Sendable () async -> Value
  ) {
    let turn = state.withLock { state -> Turn in
      if let value = state.entries[key]?.value { return .have(value) }
      if state.entries[key] != nil {
        state.entries[key]?.waiters[waiter] = continuation
        return .wait
      }
      state.lastNumber += 1
      state.entries[key] = Entry(number: state.lastNumber, waiters: [waiter: continuation])
      return .begin(state.lastNumber)
    }
    switch turn {
    case .have(let value): continuation.resume(returning: value)
    case .wait: break
    case .begin(let number):
      let task = Task { self.complete(key, number, with: await make()) }
      state.withLock { state in
        if state.entries[key]?.number == number { state.entries[key]?.task = task }
      }
    }
  }

  private func complete(_ key: String, _ number: Int, with value: Value) {
    let waiters = state.withLock { state -> [CheckedContinuation<Value, Never>] in
      guard state.entries[key]?.number == number else { return [] }
      let waiters = state.entries[key]?.waiters.values.map { $0 } ?? []
      state.entries[key] = Entry(number: number, value: value)
      return waiters
    }
    for waiter in waiters { waiter.resume(returning: value) }
  }

  private func leave(_ key: String, _ waiter: Int, _ cancelled: Value) {
    let (continuation, task) = state.withLock { state in
      guard let continuation = state.entries[key]?.waiters.removeValue(forKey: waiter) else {
        return (nil, nil) as (CheckedContinuation<Value, Never>?, Task<Void, Never>?)
      }
      guard state.entries[key]?.waiters.isEmpty == true else { return (continuation, nil) }
      defer { state.entries[key] = nil }
      return (continuation, state.entries[key]?.task)
    }
    task?.cancel()
    continuation?.resume(returning: cancelled)
  }
}

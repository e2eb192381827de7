/// Makes each value once, however many ask for it at the same time.
actor Memo<Key: Hashable & Sendable, Value: Sendable> {
  private var tasks: [Key: Task<Value, Never>] = [:]

  /// The value for `key`; `make` runs for the first who asks.
  func value(_ key: Key, make: @escaping @Sendable () async -> Value) async -> Value {
    if let task = tasks[key] { return await task.value }
    let task = Task { await make() }
    tasks[key] = task
    return await task.value
  }
}

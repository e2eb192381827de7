import Synchronization

/// What a signal cancels.
final class CurrentTask: Sendable {
  private let cancel = Mutex<(@Sendable () -> Void)?>(nil)

  /// Puts `newCancel` in place of what was there.
  func set(_ newCancel: (@Sendable () -> Void)?) { cancel.withLock { $0 = newCancel } }

  /// What is to be cancelled, once; `nil` when nothing is, or it was taken before.
  func take() -> (@Sendable () -> Void)? {
    cancel.withLock { current in
      defer { current = nil }
      return current
    }
  }
}

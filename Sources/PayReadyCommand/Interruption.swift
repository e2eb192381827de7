import Glibc

/// Turns Ctrl-C into the cancellation of a task.
///
/// The signals are blocked in every thread and taken by one that waits for nothing else: no code runs inside a
/// signal handler.
enum Interruption {
  /// Takes SIGINT and SIGTERM from now on; to be called before any other thread is started.
  ///
  /// Until ``cancels(_:)`` is called, and at a second signal, they end the program at once.
  static func begin() {
    var signals = watched
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let code = pthread_create(
      &thread,
      nil,
      { _ in
        Interruption.watch()
        return nil
      },
      nil
    )
    if code == 0 { pthread_detach(thread) } else { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  /// Runs `work` in a task that the first signal cancels.
  static func cancels<Success: Sendable>(
    _ work: @escaping @Sendable () async throws -> Success
  ) async throws -> Success {
    // Work that says it has begun can be interrupted from then on: it waits until it can.
    let (isReady, gate) = AsyncStream<Void>.makeStream()
    let task = Task {
      for await _ in isReady {}
      return try await work()
    }
    current.set { task.cancel() }
    gate.finish()
    defer { current.set(nil) }
    return try await task.value
  }

  private static let current = CurrentTask()

  private static var watched: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }

  private static func watch() {
    var signals = watched
    var signal: Int32 = 0
    while sigwait(&signals, &signal) == 0 {
      guard let cancel = current.take() else { _exit(ProgramFailure.Code.interrupted.rawValue) }
      cancel()
    }
  }
}

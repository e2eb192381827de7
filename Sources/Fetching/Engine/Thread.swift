internal import CCurl
import Glibc

/// Runs `work` on a thread of its own, with all signals blocked (OpenSSL's writes would raise SIGPIPE); `false` when
/// the system gives none.
func startThread(_ work: @escaping @Sendable () -> Void) -> Bool {
  let box = Unmanaged.passRetained(Work(run: work))
  var thread = pthread_t()
  let code = pthread_create(
    &thread,
    nil,
    { context in
      ccurl_block_signals()
      guard let context else { return nil }
      Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
      return nil
    },
    box.toOpaque()
  )
  guard code == 0 else {
    box.release()
    return false
  }
  pthread_detach(thread)
  return true
}

private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

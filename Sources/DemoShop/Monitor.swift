import Glibc

/// A mutex with a condition, for threads that are not Swift's.
///
/// `@unchecked Sendable` holds because both never move and are only handed to pthread functions, whose
/// business is to be called from many threads.
final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Waits for ``wakeAll()``; only inside ``locked(_:)``.
  func wait() {
    pthread_cond_wait(condition, mutex)
  }

  /// Waits for ``wakeAll()`` or until `deadline` of the realtime clock has passed; only inside
  /// ``locked(_:)``.
  func wait(until deadline: timespec) {
    var deadline = deadline
    pthread_cond_timedwait(condition, mutex, &deadline)
  }

  func wakeAll() {
    pthread_cond_broadcast(condition)
  }
}

extension timespec {
  /// The moment `duration` from now on the realtime clock.
  init(after duration: Duration) {
    self.init()
    clock_gettime(CLOCK_REALTIME, &self)
    let (seconds, attoseconds) = duration.components
    tv_sec += Int(seconds)
    tv_nsec += Int(attoseconds / 1_000_000_000)
    if tv_nsec >= 1_000_000_000 {
      tv_sec += 1
      tv_nsec -= 1_000_000_000
    }
  }

  /// Whether this moment of the realtime clock has passed.
  var hasPassed: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return (now.tv_sec, now.tv_nsec) >= (tv_sec, tv_nsec)
  }
}

/// Starts a thread that runs `body` and needs no join; `false` when the system refuses.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let refused = pthread_create(
    &thread,
    &attributes,
    { context in
      guard let context else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      return nil
    },
    box.toOpaque()
  )
  if refused != 0 { box.release() }
  return refused == 0
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

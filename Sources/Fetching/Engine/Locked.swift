import Glibc

/// A value under a mutex.
///
/// `@unchecked`: the value is touched only while the mutex is held. A pthread mutex, because the loop's and the
/// resolver's threads take part, and the thread sanitizer does not see `Synchronization.Mutex`.
final class Locked<Value>: @unchecked Sendable {
  /// Its address must not move, so it does not live inside the object.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  init(_ value: sending Value) {
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    self.value = value
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` with the value while no one else can touch it.
  ///
  /// It must not wait for anything.
  func withLock<Product>(_ body: (inout Value) -> Product) -> Product {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}

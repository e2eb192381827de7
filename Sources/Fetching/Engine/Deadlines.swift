/// Moments at which something must happen, one a key: a heap whose outdated entries are dropped when they surface.
struct Deadlines<Key: Hashable> {
  private struct Entry {
    var moment: ContinuousClock.Instant
    var key: Key
  }

  private var heap: [Entry] = []
  private var current: [Key: ContinuousClock.Instant] = [:]

  /// The earliest moment; `nil` when nothing is to happen.
  mutating func next() -> ContinuousClock.Instant? {
    dropOutdated()
    return heap.first?.moment
  }

  /// Sets the moment of `key`; an earlier one is forgotten.
  mutating func set(_ key: Key, at moment: ContinuousClock.Instant) {
    current[key] = moment
    heap.append(Entry(moment: moment, key: key))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].moment < heap[parent].moment else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Whether something is to happen for `key`.
  func isSet(_ key: Key) -> Bool { current[key] != nil }

  /// Forgets the moment of `key`.
  mutating func remove(_ key: Key) {
    current[key] = nil
  }

  /// Takes one key whose moment has come; `nil` when there is none.
  mutating func takeDue(at now: ContinuousClock.Instant) -> Key? {
    dropOutdated()
    guard let first = heap.first, first.moment <= now else { return nil }
    removeFirst()
    current[first.key] = nil
    return first.key
  }

  private mutating func dropOutdated() {
    while let first = heap.first, current[first.key] != first.moment { removeFirst() }
  }

  private mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].moment < heap[least].moment {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(least, parent)
      parent = least
    }
  }
}

import Glibc

/// How many times the processor time of `work` grows when its size does eightfold: about 8 where it is linear, 64
/// where it is quadratic.
///
/// Measured on the calling thread alone, so that other tests beside it do not count; the least of several attempts, which
/// end as soon as one is no more than `limit`: what else the machine does can only make it look worse.
package func growth(from size: Int, atMost limit: Double = linearGrowth, _ work: (Int) -> Void) -> Double {
  var least = Double.infinity
  for _ in 0..<20 where least > limit {
    let small = (0..<3).map { _ in processorTime { work(size) } }.min() ?? 0
    least = min(least, processorTime { work(8 * size) } / max(small, 1e-6))
  }
  return least
}

/// The growth up to which work is called linear.
package let linearGrowth = 24.0

/// Seconds of processor time.
private func processorTime(_ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  work()
  return now() - start
}

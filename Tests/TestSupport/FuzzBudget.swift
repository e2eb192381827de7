import Foundation

/// How long parsers are fuzzed: a number of seeds, or minutes where `PAYREADY_FUZZ_MINUTES` says so.
package enum FuzzBudget {
  /// The minutes that the environment asks for; 0 for the usual seeds.
  package static let minutes =
    ProcessInfo.processInfo.environment["PAYREADY_FUZZ_MINUTES"].flatMap { Int($0) }.map { max(0, $0) } ?? 0

  /// Calls `body` with seed after seed: `usual` of them, or as many as the minutes have room for.
  package static func run(_ usual: Int, _ body: (Int) -> Void) {
    let end = ContinuousClock.now + .seconds(60 * minutes)
    var seed = 0
    while seed < usual || (minutes > 0 && ContinuousClock.now < end) {
      body(seed)
      seed += 1
    }
  }
}

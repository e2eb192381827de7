import CBench
import Glibc

/// The time of an audit over a slow link, beside that of its longest chain of looks made bare over the same link.
enum Latency {
  /// The link's round trip.
  private static let roundTrip = 40

  static func measure(_ place: Place, _ thresholds: Thresholds, _ report: inout Report) throws {
    report.heading("Time of an audit over a link of \(roundTrip) ms")
    guard geteuid() == 0 else { return report.tell("not measured", "needs root") }
    var link = cbench_link()
    let reason = cbench_link_open(roundTrip * 1000 / 2, &link)
    guard reason == 0 else {
      return report.tell("not measured", "no link: \(String(cString: strerror(reason)))")
    }
    let server = try DemoServer(place, at: ["10.78.0.2", "10.78.0.3"], network: link.server)
    defer { server.stop() }
    let audit = [place.program] + server.audit + ["--output", place.path("reports")]
    var durations = Samples()
    var floors = Samples()
    var ratios = Samples()
    var processes = Samples()
    var chain: [Look] = []
    for _ in 0..<9 {
      let usage = try Child.run(audit, network: link.client)
      guard usage.status == 0 else { throw Obstacle("the reference shop did not pass its audit") }
      let evidence = try place.takeEvidence()
      chain = evidence.longestChain
      let floor = try BareTransfers(chain, roots: server.root).run(in: place, network: link.client)
      guard floor.failed == 0 else { throw Obstacle("\(floor.failed) bare transfers failed") }
      processes.add(usage.wallMilliseconds)
      durations.add(evidence.durationMilliseconds)
      floors.add(floor.wallMilliseconds)
      ratios.add(evidence.durationMilliseconds / floor.wallMilliseconds)
    }
    report.tell("the audit's looks", durations.milliseconds)
    report.tell("the program from start to end", processes.milliseconds)
    report.tell("its longest chain made bare", floors.milliseconds)
    report.tell("that chain, last run: round trips", "\(chain.map(\.roundTrips).reduce(0, +))")
    for look in chain { report.tell("  \(look.roundTrips) \(look.id)", "") }
    report.judge("audit to chain (median of ratios)", ratios.median, atMost: thresholds.latencyRatio, "times")
  }
}

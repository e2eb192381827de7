import CBench

/// The processor time of an audit, beside that of the same transfers made bare.
enum Processor {
  static func measure(_ place: Place, _ thresholds: Thresholds, _ report: inout Report) throws {
    let server = try DemoServer(place)
    defer { server.stop() }
    let audit = [place.program] + server.audit
    guard try Child.run(audit + ["--output", place.path("reports")]).status == 0 else {
      throw Obstacle("the reference shop did not pass its audit")
    }
    let evidence = try place.takeEvidence()
    let ownRoot = BareTransfers(evidence.looks, roots: server.root)
    let allRoots = BareTransfers(evidence.looks, roots: try server.allRoots(place))
    var whole = Samples()
    var rules = Samples()
    var one = Samples()
    var all = Samples()
    var outcome: BareTransfers.Outcome?
    for _ in 0..<15 {
      whole.add(try Child.run(audit + ["--no-save"]).processorMilliseconds)
      rules.add(try Child.run([place.program, "rules", "list"]).processorMilliseconds)
      let floor = try ownRoot.run(in: place)
      one.add(floor.processorMilliseconds)
      all.add(try allRoots.run(in: place).processorMilliseconds)
      outcome = floor
    }
    report.heading("Processor time of an audit (loopback)")
    let handshakes = evidence.looks.count { $0.timings.tls != nil }
    let reached = evidence.looks.count { $0.address != nil }
    report.tell("looks, TLS handshakes of the audit", "\(reached), \(handshakes)")
    if let outcome {
      report.tell(
        "transfers, TLS handshakes made bare",
        "\(ownRoot.transfers.count), \(outcome.handshakes)"
          + (outcome.failed > 0 ? "; \(outcome.failed) FAILED" : "")
      )
    }
    report.tell("payready audit", whole.milliseconds)
    report.tell("payready rules list", rules.milliseconds)
    report.tell("bare transfers, trusting the demo's root alone", one.milliseconds)
    report.tell("bare transfers, trusting the system's roots too", all.milliseconds)
    report.tell("audit to bare, start-up and rules included", (whole.median / all.median).rounded(to: 2))
    let looking = whole.median - rules.median
    report.judge("less start-up and rules", looking / all.median, atMost: thresholds.processorRatio, "times")
    report.judge(
      "less start-up and rules, to bare with one root",
      looking / one.median,
      atMost: thresholds.processorRatioOneRoot,
      "times"
    )
  }
}

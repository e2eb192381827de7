import CBench
import FoundationEssentials

/// The processor time of a full look at TLS and certificate, beside that of the same connections made bare.
///
/// A shop whose firewall shows everybody its challenge is all TLS: its pages are not read, so what an audit of it costs
/// beside judging and telling (measured by judging its evidence again) are the looks at its connections.
enum TLSLook {
  static func measure(_ place: Place, _ thresholds: Thresholds, _ report: inout Report) throws {
    let server = try DemoServer(place, shop: "guarded-shop.example")
    defer { server.stop() }
    let audit = [place.program] + server.audit
    // 2: nobody can tell anything of the shop behind the challenge.
    guard try Child.run(audit + ["--output", place.path("reports")]).status == 2 else {
      throw Obstacle("the guarded shop did not end as it should")
    }
    let kept = place.path("guarded.evidence.json")
    try? FileManager.default.removeItem(atPath: kept)
    try FileManager.default.copyItem(atPath: try place.evidenceFile(), toPath: kept)
    let looks = try place.takeEvidence().looks
    let ownRoot = BareTransfers(looks, roots: server.root)
    let allRoots = BareTransfers(looks, roots: try server.allRoots(place))
    var whole = Samples()
    var judging = Samples()
    var one = Samples()
    var all = Samples()
    var outcome: BareTransfers.Outcome?
    for _ in 0..<15 {
      whole.add(try Child.run(audit + ["--no-save"]).processorMilliseconds)
      judging.add(try Child.run([place.program, "judge", kept]).processorMilliseconds)
      let floor = try ownRoot.run(in: place)
      one.add(floor.processorMilliseconds)
      all.add(try allRoots.run(in: place).processorMilliseconds)
      outcome = floor
    }
    report.heading("Processor time of a full look at TLS and certificate (loopback)")
    let hellos = looks.count { $0.kind == "hello" }
    report.tell(
      "hellos, other looks that reached somebody",
      "\(hellos), \(looks.count { $0.address != nil } - hellos)"
    )
    if let outcome {
      report.tell(
        "connections, TLS handshakes made bare",
        "\(outcome.connections), \(outcome.handshakes)"
          + (outcome.failed > 0 ? "; \(outcome.failed) FAILED" : "")
      )
    }
    report.tell("payready audit", whole.milliseconds)
    report.tell("payready judge", judging.milliseconds)
    report.tell("bare connections, trusting the demo's root alone", one.milliseconds)
    report.tell("bare connections, trusting the system's roots too", all.milliseconds)
    let looking = whole.median - judging.median
    report.tell("looking, to bare with one root", "\((looking / one.median).rounded(to: 2)) times")
    report.judge(
      "looking (audit less judge), to bare",
      looking / all.median,
      atMost: thresholds.tlsRatio,
      "times"
    )
  }
}

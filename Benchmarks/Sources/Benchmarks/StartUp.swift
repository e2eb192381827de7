import CBench

/// How long the program takes to begin, and to read and check its rules.
enum StartUp {
  static func measure(_ place: Place, _ thresholds: Thresholds, _ report: inout Report) throws {
    var floor = Samples()
    var version = Samples()
    var list = Samples()
    var processors = (version: Samples(), list: Samples())
    for _ in 0..<25 {
      floor.add(try Child.run(["/bin/true"]).wallMilliseconds)
      let short = try Child.run([place.program, "--version"])
      version.add(short.wallMilliseconds)
      processors.version.add(short.processorMilliseconds)
      let long = try Child.run([place.program, "rules", "list"])
      list.add(long.wallMilliseconds)
      processors.list.add(long.processorMilliseconds)
    }
    let usage = try Child.run([place.program, "rules", "list"], output: place.path("rules.txt"))
    guard usage.status == 0 else { throw Obstacle("'payready rules list' failed") }
    // One line a rule, below its category.
    let rules = place.text("rules.txt").split(separator: "\n").count { $0.hasPrefix("  ") }
    report.heading("Start-up")
    report.tell("/bin/true", floor.milliseconds)
    report.tell("payready --version", version.milliseconds)
    report.tell("payready rules list", list.milliseconds)
    report.judge("payready --version", version.median, atMost: thresholds.startUpMilliseconds, "ms")
    // Processor time: it is all computing, and others on the machine do not count.
    let loading = processors.list.median - processors.version.median
    report.judge(
      "rules read and checked (processor, list less version)",
      loading,
      atMost: thresholds.rulesMilliseconds,
      "ms"
    )
    report.tell(
      "per rule",
      "\((loading * 1000 / Double(max(1, rules))).rounded(to: 0)) µs of \(rules) rules"
    )
  }
}

import DemoShop
import Foundation
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Bad input` {
  private let program: ProgramRunner
  private let bench: Workbench

  init() throws {
    program = try ProgramRunner()
    bench = try Workbench()
  }

  @Test(
    arguments: [
      ("", "no address was given; give a shop such as shop.example"),
      (
        "two words",
        "'two words' has spaces in it; give one address, and put each further page behind --page"
      ),
      (
        "ftp://shop.example",
        "'ftp:' is not a web address; give one that begins with https:// or with the shop's name"
      ),
      (
        "file:///etc/passwd",
        "'file:' is not a web address; give one that begins with https:// or with the shop's name"
      ),
      (
        "mailto:me@shop.example",
        "'mailto:' is not a web address; give one that begins with https:// or with the shop's name"
      ),
      (
        "javascript:alert(1)",
        "'javascript:' is not a web address; give one that begins with https:// or with the shop's name"
      ),
      ("http://", "the address ends before the shop's name; give one such as https://shop.example"),
      ("https:///cart", "'/cart' names no shop; give a name such as shop.example"),
      ("shop..example", "'shop..example' is not a name that a shop can have; check its spelling"),
      ("shop_%00.example", "'shop_%00.example' is not a name that a shop can have; check its spelling"),
      ("[::1", "'[::1' is not a name that a shop can have; check its spelling"),
      (
        "https://me:secret@shop.example/",
        "the address has a user name or password in it; give 'shop.example' and put the credentials behind --user"
      ),
      ("shop.example:99999", "'99999' is not a port; give a number from 1 to 65535"),
      ("shop.example:0", "'0' is not a port; give a number from 1 to 65535"),
      ("https://shop.example:http/", "'http' is not a port; give a number from 1 to 65535"),
    ] as [(String, String)]
  )
  func `in place of a shop ends with 64 and one sentence`(_ shop: String, _ sentence: String) async throws {
    for command in ["audit", "plan"] {
      let run = try await program.run([command, shop])
      #expect(run.exitCode == 64)
      #expect(run.standardError == "payready: \(sentence)\n")
      #expect(run.standardOutput == "")
    }
  }

  @Test(
    arguments: [
      (
        ["--ipn", "shop"],
        "'shop' is not an http or https address; give --ipn a URL such as https://shop.example/…"
      ),
      (["--allow-post"], "--allow-post needs --ipn, the URL that may be sent test notifications"),
      (["--header", "X-Key"], "'X-Key' is not a header field; write 'Name: value'"),
      (
        ["--resolve", "shop.example"],
        "'shop.example': the host is missing; write host:port:address[,address]"
      ),
      (
        ["--connect-to", "a:b:c:d"],
        "'a:b:c:d': 'b' is no port; write host:port:host:port, where each may be empty"
      ),
      (
        ["--api", "/x", "--api-method", "P0ST"], "'P0ST' is not an HTTP method; give one such as POST or GET"
      ),
    ] as [([String], String)]
  )
  func `in an option ends with 64 and one sentence`(_ options: [String], _ sentence: String) async throws {
    let run = try await program.run(["audit", "shop.example"] + options)
    #expect(run.exitCode == 64)
    #expect(run.standardError == "payready: \(sentence)\n")
    #expect(run.standardOutput == "")
  }

  @Test func `in place of roots ends with 64 and says which file`() async throws {
    let empty = try bench.put("no certificate", at: "roots.pem")
    for path in ["\(bench.folder)/none.pem", empty] {
      let run = try await program.run(["audit", "shop.example", "--cacert", path])
      #expect(run.exitCode == 64)
      #expect(run.standardError.contains(path), "\(run.standardError)")
      #expect(run.standardError.split(separator: "\n").count == 1)
    }
  }

  @Test func `in place of evidence ends with 65 and one sentence`() async throws {
    let path = try bench.put("<html></html>", at: "page.json")
    let run = try await program.run(["judge", path])
    #expect(run.exitCode == 65)
    #expect(
      run.standardError
        == "payready: '\(path)' is no evidence; give the file whose name ends in .evidence.json\n"
    )
  }

  @Test func `in place of rules ends with 65 before anything is sent`() async throws {
    let silent = try RawServer { _ in [.hold] }
    defer { silent.stop() }
    try bench.put("- id: house\n  titel: House rule\n", at: "house/rules.yaml")
    for folder in ["\(bench.folder)/house", "\(bench.folder)/none"] {
      let run = try await program.run(["audit", "127.0.0.1:\(silent.port)", "--rules", folder])
      #expect(run.exitCode == 65)
      #expect(run.standardError.contains(folder) || run.standardError.contains("rules.yaml:2:3"))
      #expect(run.standardError.split(separator: "\n").allSatisfy { $0.hasPrefix("payready: ") })
      #expect(run.standardOutput == "")
    }
    #expect(silent.connections == 0)
  }

  @Test func `of a name that nobody has ends with 2, and says so`() async throws {
    let run = try await program.run(["audit", "no-such-shop.invalid", "--no-save", "--timeout", "20"])
    #expect(run.exitCode == 2)
    #expect(run.standardError == "")
    let words = run.standardOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // Without a name server nobody can say that the name has no address.
    #expect(words.contains("a name has no address") || words.contains("no name server gave an answer"))
    #expect(!words.contains("the server answered with an error of its own"))
  }

  @Test func `of a port that refuses ends with 2, and says so`() async throws {
    let closed = try RawServer { _ in [] }
    closed.stop()
    let run = try await HostileRun(secure: closed.port, plain: closed.port)
    #expect(run.exitCode == 2)
    #expect(run.words.contains("the connection was refused"))
    #expect(run.value("dns.resolves", of: .host, .shop) == true)
  }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Certificates in trouble` {
  @Test(arguments: [
    (Fault.certificateExpired, "cert-validity"), (.selfSigned, "cert-trusted-chain"),
    (.wrongHost, "cert-hostname-match"),
  ])
  func `are named, and the shop behind them is read`(_ fault: Fault, _ rule: String) async throws {
    let world = try DemoWorld([ShopPlan(faults: [fault])])
    defer { world.stop() }
    let run = try await AuditRun(of: try #require(world.shops.first), in: world)
    #expect(run.exitCode == 1)
    #expect(run.failures.map(\.rule) == [rule])
    #expect(run.results["button-script-present"] == "pass")
  }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct `An audit on its way` {
  private let program: ProgramRunner
  private let bench: Workbench

  init() throws {
    program = try ProgramRunner()
    bench = try Workbench()
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `that is interrupted says so in one line and leaves nothing`(_ signal: Int32) async throws {
    let silent = try RawServer { _ in [.read, .hold] }
    defer { silent.stop() }
    let running = try program.start([
      "audit", "127.0.0.1:\(silent.port)", "--output", "\(bench.folder)/reports",
      "--format", "json=\(bench.folder)/report.json", "--format", "terminal",
    ])
    try await running.waits { _ in silent.connections > 0 }
    running.send(signal)
    let run = try await running.finish(within: .seconds(10))
    #expect(run.exitCode == 130)
    #expect(run.standardOutput == "")
    #expect(run.standardError.split(separator: "\n").count == 1)
    #expect(run.standardError.hasPrefix("payready: interrupted: "))
    #expect(bench.files == [])
  }

  @Test func `keeps the report on stdout and everything else on stderr`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let run = try await AuditRun(of: try #require(world.shops.first), in: world, arguments: ["--verbose"])
    #expect(run.verdict == "ready")
    #expect(run.standardOutput.hasPrefix("{") && run.standardOutput.hasSuffix("}\n"))
    #expect(run.standardError.contains("GET https://good-shop.example/"))
    #expect(run.standardError.contains("hello TLS 1.0 good-shop.example:443"))
  }

  @Test func `does not mind a reader that goes away`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let words = world.connectTo.map { "--connect-to \($0)" }.joined(separator: " ")
    let line =
      "'\(program.program)' audit good-shop.example --no-save --format json --cacert '\(world.rootPath)' \(words)"
    let run = try await ProgramRunner(program: "/bin/sh").run(["-c", "\(line) | head -n 1"])
    #expect(run.standardOutput == "{\n")
    #expect(run.standardError == "")
  }

  /// Whether util-linux's `script` can give a program a terminal, and the system has terminals to give.
  private static let hasTerminals = ["/usr/bin/script", "/dev/pts/ptmx"].allSatisfy {
    FileManager.default.fileExists(atPath: $0)
  }

  @Test(.enabled(if: hasTerminals))
  func `is coloured on a terminal, unless NO_COLOR is set`() async throws {
    let evidence = try bench.put(.ofCertificate(daysLeft: -3))
    for (environment, option, isColoured) in [
      ([:], "", true), (["NO_COLOR": "1"], "", false), (["NO_COLOR": ""], "", true),
      (["TERM": "dumb"], "", false), (["NO_COLOR": "1"], "--color always", true),
      ([:], "--color never", false),
    ] as [([String: String], String, Bool)] {
      let line = "'\(program.program)' judge '\(evidence)' \(option)"
      let run = try await ProgramRunner(program: "/usr/bin/script").run(
        ["-qec", line, "/dev/null"],
        environment: ["TERM": "xterm"].merging(environment) { $1 }
      )
      #expect(run.exitCode == 1)
      #expect(run.standardOutput.contains("Not ready"))
      #expect(run.standardOutput.contains("\u{1B}[") == isColoured, "\(environment) \(option)")
    }
  }

  @Test func `asks a rule of five lines, with a look of its own, without a build`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    try bench.put(
      """
      - id: house-imprint
        title: The imprint names the company
        outcomes:
          - { id: gone, fail: minor, when: { probes.imprint.status: { atLeast: 400 } }, says: "{probes.imprint.finalUrl} answers {probes.imprint.status}." }
          - { id: nameless, fail: minor, when: { probes.imprint.body: { excludes: GmbH } }, says: "No GmbH at {probes.imprint.finalUrl}." }
      """,
      at: "house/rules.yaml"
    )
    try bench.put(
      """
      name: house
      version: 1.0.0
      format: 1
      categories: [{ id: house, title: House rules, file: rules.yaml }]
      probes: { imprint: { get: /contact } }
      """,
      at: "house/pack.yaml"
    )
    let run = try await AuditRun(of: shop, in: world, arguments: ["--rules", "\(bench.folder)/house"])
    #expect(run.failures.map(\.rule) == ["house-imprint"], "\(run.standardError)")
    #expect(run.failures.first?.outcome == "nameless")
    #expect(run.standardOutput.contains("No GmbH at https://good-shop.example/contact."))
    #expect(run.verdict == "ready")
  }
}

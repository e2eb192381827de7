import DemoShop
import Foundation
import Glibc
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The doctor and what surrounds it` {
  @Test func `takes the environment's proxy but for the hosts that are excepted from it`() async throws {
    let place = try AmazonPlace()
    let proxy = try RawServer { _ in [.read, .text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")] }
    defer { proxy.stop() }
    let seen = try await DoctorRun(
      place.words + ["--cacert", place.rootPath, "--region", "eu"],
      environment: [
        "https_proxy": "http://127.0.0.1:\(proxy.port)", "no_proxy": "localhost, .amazon.eu",
      ]
    )
    #expect(seen.results["api-endpoint-reachable"] == "pass")
    #expect(seen.outcomes["ipn-egress-cert-fetch"] == "unreachable")
    #expect(seen.outcomes["api-egress-proxy"] == "some-direct")
    #expect(Set(place.server.requests.map(\.host)) == ["pay-api.amazon.eu"])
  }

  @Test(arguments: ["http://buyer:s3cr3t-word@127.0.0.1:PORT", "http://buyer:s3cr3t-w@rd/x@127.0.0.1:PORT/"])
  func `keeps a proxy's password out of everything it writes`(_ proxy: String) async throws {
    let bench = try Workbench()
    let closed = try ClosedPort()
    let run = try await Program.payready(
      [
        "doctor", "--region", "eu", "--output", "\(bench.folder)/reports", "--timeout", "20", "--format",
        "markdown=\(bench.folder)/r.md", "--format", "csv=\(bench.folder)/r.csv",
      ],
      environment: ["https_proxy": proxy.replacing("PORT", with: "\(closed.port)")]
    )
    #expect(run.exitCode == 1)
    let texts = [run.standardOutput, run.standardError] + (try bench.files.map { try bench.text($0) })
    #expect(texts.count >= 7)
    for text in texts { #expect(!text.contains("s3cr3t") && !text.contains("w@rd")) }
    #expect(texts.contains { $0.contains("http://127.0.0.1:\(closed.port)") })
  }

  @Test func `notes a proxy for unencrypted addresses alone, and none where there is none`() async throws {
    let place = try AmazonPlace()
    let words = place.words + ["--cacert", place.rootPath, "--region", "eu"]
    let plain = try await DoctorRun(words, environment: ["http_proxy": "http://127.0.0.1:1"])
    #expect(plain.outcomes["api-egress-proxy"] == "plain-only")
    #expect(plain.results["api-endpoint-reachable"] == "pass")
    let none = try await DoctorRun(words)
    #expect(none.outcomes["api-egress-proxy"] == nil && none.results["api-egress-proxy"] == "pass")
  }

  /// Where a program lies, what lies beside it, and the version that shows.
  private static let places: [(program: String, link: String?, beside: [String: String], version: String?)] =
    [
      ("usr/bin/php5.4", "php", [:], "5.4"), ("usr/bin/php8.2", "php", [:], "8.2"),
      (
        "usr/bin/php", nil, ["usr/include/php/main/php_version.h": "#define PHP_VERSION \"8.3.1\"\n"], "8.3.1"
      ),
      ("usr/bin/php", nil, [:], nil),
      (
        "opt/node/bin/node", nil,
        [
          "opt/node/include/node/node_version.h":
            "#define NODE_MAJOR_VERSION 6\n#define NODE_MINOR_VERSION 17\n#define NODE_PATCH_VERSION 1\n"
        ], "6.17.1"
      ),
      (".nvm/versions/node/v20.9.0/bin/node", nil, [:], "20.9.0"),
      ("jvm/17/bin/java", nil, ["jvm/17/release": "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.9\"\n"], "17.0.9"),
      ("jvm/8/jre/bin/java", nil, ["jvm/8/release": "JAVA_VERSION=\"1.8.0_392\"\n"], "8.0_392"),
      ("jvm/7/bin/java", nil, ["jvm/7/release": "\u{0}\u{1b}"], nil),
      (
        "dotnet/dotnet", nil,
        [
          "dotnet/shared/Microsoft.NETCore.App/8.0.1/x": "",
          "dotnet/shared/Microsoft.NETCore.App/10.0.0/x": "",
          "dotnet/shared/Microsoft.NETCore.App/junk/x": "",
        ], "10.0.0"
      ),
    ]

  @Test func `reads what is installed from the disk and runs none of it`() async throws {
    let place = try AmazonPlace()
    for (program, link, beside, version) in Self.places {
      let bench = try Workbench()
      let ran = "\(bench.folder)/ran"
      let path = try bench.put("#!/bin/sh\ntouch \(ran)\necho 99.9\n", at: program)
      #expect(chmod(path, 0o755) == 0)
      for (file, text) in beside { try bench.put(text, at: file) }
      var folder = path.split(separator: "/").dropLast().joined(separator: "/")
      if let link {
        try FileManager.default.createDirectory(
          atPath: "\(bench.folder)/bin",
          withIntermediateDirectories: true
        )
        #expect(symlink(path, "\(bench.folder)/bin/\(link)") == 0)
        folder = String("\(bench.folder)/bin".dropFirst())
      }
      let evidence = "\(bench.folder)/e.json"
      let seen = try await DoctorRun(
        place.words + ["--cacert", place.rootPath, "--region", "eu", "--format", "evidence=\(evidence)"],
        environment: ["PATH": ".:relative:/nowhere:/\(folder)"]
      )
      #expect(seen.run.exitCode == 0)
      let read = try JSONDecoder().decode(Evidence.self, from: Data(bench.text("e.json").utf8))
      let fact = read.subjects.first?.facts["runtimes.installed"]
      guard case .known(.list(let runtimes), _)? = fact else {
        Issue.record("\(program): \(String(describing: fact))")
        continue
      }
      let versions = runtimes.compactMap { value -> String? in
        guard case .record(let fields) = value, case .text(let text)? = fields["version"] else { return nil }
        return text
      }
      #expect(versions == (version.map { [$0] } ?? []), "\(program)")
      #expect(!FileManager.default.fileExists(atPath: ran), "\(program) was run")
    }
  }

  @Test(arguments: [("php5.4", "installed-too-old"), ("php5.6", nil), ("php8.2", nil)])
  func `compares what is installed with what the code's SDK needs`(_ name: String, _ outcome: String?)
    async throws
  {
    let place = try AmazonPlace()
    let bench = try Workbench()
    #expect(chmod(try bench.put("", at: "bin/\(name)"), 0o755) == 0)
    #expect(symlink(name, "\(bench.folder)/bin/php") == 0)
    try bench.put(
      #"{"packages":[{"name":"amzn/amazon-pay-api-sdk-php","version":"2.7.2"}],"platform":{"php":">=8.1"}}"#,
      at: "code/composer.lock"
    )
    let words = ["--region", "eu", "--source", "\(bench.folder)/code"]
    let seen = try await DoctorRun(
      place.words + ["--cacert", place.rootPath] + words,
      environment: ["PATH": "\(bench.folder)/bin"]
    )
    #expect(seen.outcomes["sdk-runtime"] == outcome)
    #expect(seen.results["sdk-runtime"] == (outcome == nil ? "pass" : "fail"))
    let offline = try await DoctorRun(
      ["--offline", "--source", "\(bench.folder)/code"],
      environment: ["PATH": "\(bench.folder)/bin"]
    )
    #expect(offline.results["sdk-runtime"] == "pass")
  }

  @Test func `says that a version does not show, where the code runs on it`() async throws {
    let place = try AmazonPlace()
    let bench = try Workbench()
    #expect(chmod(try bench.put("", at: "bin/php"), 0o755) == 0)
    try bench.put(
      #"{"packages":[{"name":"amzn/amazon-pay-api-sdk-php","version":"2.7.2"}]}"#,
      at: "code/composer.lock"
    )
    let seen = try await DoctorRun(
      place.words + ["--cacert", place.rootPath, "--region", "eu", "--source", "\(bench.folder)/code"],
      environment: ["PATH": "\(bench.folder)/bin"]
    )
    #expect(seen.results["sdk-runtime"] == "unknown")
  }
}

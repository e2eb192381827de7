import DemoShop
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The doctor` {
  @Test func `finds nothing on a server that reaches Amazon, and sends HEAD alone`() async throws {
    let place = try AmazonPlace()
    let seen = try await place.doctor([])
    #expect(seen.run.exitCode == 0, "\(seen.run.standardError)")
    for rule in [
      "api-endpoint-reachable", "api-server-tls12-client", "ipn-egress-cert-fetch", "api-server-clock-exact",
    ] {
      #expect(seen.results[rule] == "pass", "\(rule)")
    }
    #expect(seen.results["api-credential-signature"] == "open")
    #expect(seen.results["sdk-version"] == "open")
    #expect(Set(place.server.requests.map(\.method)) == ["HEAD"])
    #expect(Set(place.server.requests.map(\.host)) == Set(AmazonPlace.hosts))
  }

  @Test func `fails on a server whose way to the API is closed`() async throws {
    let place = try AmazonPlace(closed: AmazonPlace.hosts)
    let seen = try await place.doctor(["--region", "eu"])
    #expect(seen.run.exitCode == 1)
    #expect(seen.outcomes["api-endpoint-reachable"] == "unreachable")
    #expect(seen.outcomes["ipn-egress-cert-fetch"] == "unreachable")
    #expect(seen.run.standardOutput.contains("refused"))
    #expect(place.server.requests.isEmpty)
  }

  @Test func `asks where one region is closed, and is content with the account's`() async throws {
    let place = try AmazonPlace(closed: ["pay-api.amazon.jp", "sns.ap-northeast-1.amazonaws.com"])
    let all = try await place.doctor([])
    #expect(all.outcomes["api-endpoint-reachable"] == "some")
    #expect(all.outcomes["ipn-egress-cert-fetch"] == "some")
    let own = try await place.doctor(["--region", "na"])
    #expect(own.results["api-endpoint-reachable"] == "pass")
    #expect(own.results["ipn-egress-cert-fetch"] == "pass")
  }

  @Test func `fails where the store of roots does not know what answers`() async throws {
    let place = try AmazonPlace()
    let seen = try await place.doctor(["--region", "eu"], trusts: false)
    #expect(seen.run.exitCode == 1)
    #expect(seen.outcomes["api-endpoint-reachable"] == "untrusted")
  }

  @Test func `fails where nothing newer than TLS 1.1 comes about`() async throws {
    let place = try AmazonPlace(tls: {
      $0.minimum = .tls11
      $0.maximum = .tls11
      $0.suites = "ALL:@SECLEVEL=0"
    })
    let seen = try await place.doctor(["--region", "eu"])
    #expect(seen.run.exitCode == 1)
    #expect(seen.outcomes["api-server-tls12-client"] == "no-tls12")
  }

  @Test func `fails where no encryption comes about at all`() async throws {
    let raw = try RawServer { _ in [.text("HTTP/1.1 400 Bad Request\r\n\r\n")] }
    defer { raw.stop() }
    let hosts = AmazonPlace.hosts.flatMap { ["--connect-to", "\($0):443:127.0.0.1:\(raw.port)"] }
    let seen = try await DoctorRun(hosts + ["--region", "eu"])
    #expect(seen.run.exitCode == 1)
    #expect(seen.outcomes["api-server-tls12-client"] == "no-tls12")
    #expect(seen.results["api-endpoint-reachable"] == "fail")
  }

  @Test(arguments: [(600, "far-off"), (-600, "far-off"), (120, "off"), (20, nil)])
  func `compares the clock with Amazon's`(seconds: Int, outcome: String?) async throws {
    let place = try AmazonPlace(answer: { _ in
      var moment = time(nil) + seconds
      var parts = tm()
      gmtime_r(&moment, &parts)
      var text = [CChar](repeating: 0, count: 64)
      strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
      return Response(
        404,
        headers: [HeaderField("Date", text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })]
      )
    })
    let seen = try await place.doctor(["--region", "eu"])
    #expect(seen.outcomes["api-server-clock-exact"] == outcome)
  }

  @Test func `goes through the proxy that the environment names`() async throws {
    let raw = try RawServer { _ in [.read, .text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")] }
    defer { raw.stop() }
    let seen = try await DoctorRun(
      ["--region", "eu"],
      environment: ["https_proxy": "http://127.0.0.1:\(raw.port)"]
    )
    #expect(seen.run.exitCode == 1)
    #expect(seen.results["api-endpoint-reachable"] == "fail")
    #expect(seen.run.standardOutput.contains("--proxy"))
  }

  @Test func `stores report and evidence under the server's name, and judges them again`() async throws {
    let place = try AmazonPlace()
    let run = try await Program.payready(
      ["doctor", "--output", "\(place.bench.folder)/reports", "--cacert", place.rootPath] + place.words
    )
    #expect(run.exitCode == 0)
    let evidence = try #require(place.bench.files.first { $0.hasSuffix(".evidence.json") })
    let again = try await Program.payready(["judge", "\(place.bench.folder)/\(evidence)", "--format", "json"])
    #expect(again.exitCode == 0)
    let report = try #require(place.bench.files.first { $0.hasSuffix("Z.json") })
    #expect(try place.bench.text(report) == again.standardOutput)
  }

  @Test(arguments: [
    ["--offline"], ["--live"], ["--timeout", "0"], ["--credentials", "x", "--offline", "--source", "."],
  ])
  func `refuses what does not go together`(_ words: [String]) async throws {
    #expect(try await Program.payready(["doctor", "--no-save"] + words).exitCode == 64)
  }
}

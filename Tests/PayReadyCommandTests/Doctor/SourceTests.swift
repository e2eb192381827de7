import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The doctor and the shop's code` {
  private func read(_ files: [String: String], _ words: [String] = []) async throws -> DoctorRun {
    let bench = try Workbench()
    try bench.put("", at: "code/.keep")
    for (path, text) in files { try bench.put(text, at: "code/\(path)") }
    return try await DoctorRun(["--source", "\(bench.folder)/code", "--offline"] + words)
  }

  private static func composer(_ version: String, php: String = ">=8.1") -> String {
    #"{"packages":[{"name":"amzn/amazon-pay-api-sdk-php","version":"\#(version)"}],"platform":{"php":"\#(php)"}}"#
  }

  @Test func `sound code passes without the network`() async throws {
    let seen = try await read([
      "composer.lock": Self.composer("2.7.2"),
      "pay.php":
        "<?php new Amazon\\Pay\\API\\Client(); $c->createCharge($x, ['x-amz-pay-idempotency-key' => 1]);",
    ])
    #expect(seen.run.exitCode == 0, "\(seen.run.standardOutput)")
    for rule in ["sdk-version", "sdk-runtime", "sdk-mws-keys", "api-client-hygiene"] {
      #expect(seen.results[rule] == "pass", "\(rule)")
    }
    #expect(seen.results["ipn-signature-verified"] == "notApplicable")
    // The bare word is about a shop, which was not looked at.
    #expect(seen.run.standardOutput.contains("\"This server: ready\""))
    #expect(seen.results["api-endpoint-reachable"] == "open")
  }

  @Test(arguments: [
    ("composer.lock", composer("v2.3.0")),
    (
      "package-lock.json",
      #"{"packages":{"node_modules/@amazonpay/amazon-pay-api-sdk-nodejs":{"version":"2.2.0"}}}"#
    ),
    (
      "pnpm-lock.yaml",
      "lockfileVersion: '9.0'\npackages:\n  '@amazonpay/amazon-pay-api-sdk-nodejs@2.2.0':\n    x: y\n"
    ),
    (
      "web/yarn.lock",
      "# yarn lockfile v1\n\"@amazonpay/amazon-pay-api-sdk-nodejs@^2\":\n  version \"2.2.0\"\n"
    ),
    ("gradle.lockfile", "software.amazon.pay:amazon-pay-api-sdk-java:2.5.0=runtimeClasspath\n"),
    (
      "pom.xml",
      "<project><dependencies><dependency><groupId>software.amazon.pay</groupId><artifactId>amazon-pay-api-sdk-java</artifactId><version>2.5.0</version></dependency></dependencies></project>"
    ),
    (
      "a/b/Shop.csproj",
      "<Project><ItemGroup><PackageReference Include=\"Amazon.Pay.API.SDK\" Version=\"2.5.0\"/></ItemGroup></Project>"
    ),
    ("packages.lock.json", #"{"dependencies":{"net8.0":{"Amazon.Pay.API.SDK":{"resolved":"2.5.0"}}}}"#),
  ])
  func `a version that was taken back is found in every kind of lockfile`(path: String, text: String)
    async throws
  {
    let seen = try await read([path: text])
    #expect(seen.outcomes["sdk-version"] == "withdrawn")
    #expect(seen.run.standardOutput.contains(path.split(separator: "/").last ?? ""))
  }

  @Test(arguments: [
    ("1.0.0", "first-api"), ("2.6.0", "outdated"), ("dev-main", "unreadable"), ("3.0.0", nil),
  ])
  func `a version is told by what is known of it`(version: String, outcome: String?) async throws {
    #expect(try await read(["composer.lock": Self.composer(version)]).outcomes["sdk-version"] == outcome)
  }

  @Test func `an SDK of the old checkout is told`() async throws {
    let seen = try await read([
      "composer.lock": #"{"packages":[{"name":"amzn/amazon-pay-sdk-php","version":"3.7.0"}]}"#
    ])
    #expect(seen.outcomes["sdk-version"] == "legacy")
  }

  @Test func `runtimes that are too old are found`() async throws {
    let php = try await read(["composer.lock": Self.composer("2.7.2", php: "^5.3")])
    #expect(php.outcomes["sdk-runtime"] == "too-old")
    #expect(php.results["api-server-tls12-client"] != "fail")
    let net = try await read([
      "Shop.csproj":
        "<Project><PropertyGroup><TargetFrameworkVersion>v3.5</TargetFrameworkVersion></PropertyGroup><ItemGroup><PackageReference Include=\"Amazon.Pay.API.SDK\" Version=\"2.7.3\"/></ItemGroup></Project>"
    ])
    #expect(net.outcomes["sdk-runtime"] == "too-old")
    #expect(net.outcomes["api-server-tls12-client"] == "runtime-too-old")
    #expect(net.run.exitCode == 1)
  }

  @Test(arguments: [
    ("start.sh", "NODE_TLS_REJECT_UNAUTHORIZED=0 node .", "api-client-hygiene", "certificates-unchecked"),
    ("pay.js", "const c = {overrideServiceUrl: 'x.test'}", "api-client-hygiene", "override-service-url"),
    (
      "pay.php", "<?php new Amazon\\Pay\\API\\Client(); $c->createCharge($x);", "api-client-hygiene",
      "no-idempotency"
    ),
    (
      "pay.php", "<?php\n$c = ['mws_access_key' => 'A'];\nnew Amazon\\Pay\\API\\Client($c);", "sdk-mws-keys",
      "mws-keys"
    ),
    (
      "ipn.php", "<?php getallheaders()['x-amz-sns-message-type']; $m['MessageId'];",
      "ipn-signature-verified", "unchecked"
    ),
    (
      "ipn.php", "<?php getallheaders()['x-amz-sns-message-type']; new MessageValidator;",
      "ipn-idempotent-and-polling", "repeats"
    ),
  ])
  func `a plain mistake fails its rule`(path: String, text: String, rule: String, outcome: String)
    async throws
  {
    let seen = try await read([path: text])
    #expect(seen.outcomes[rule] == outcome)
    #expect(seen.results[rule] == "fail")
  }

  @Test func `a damaged lockfile makes versions unknown, with its name and the reason`() async throws {
    let seen = try await read(["composer.lock": "{", "web/yarn.lock": "# yarn lockfile v1\n"])
    #expect(seen.results["sdk-version"] == "unknown")
    #expect(seen.run.standardOutput.contains("composer.lock: it is not JSON"))
    let both = try await read([
      "composer.lock": "{",
      "package-lock.json":
        #"{"packages":{"node_modules/@amazonpay/amazon-pay-api-sdk-nodejs":{"version":"2.2.0"}}}"#,
    ])
    #expect(both.outcomes["sdk-version"] == "withdrawn", "what was seen is not hidden by what was not")
  }

  @Test func `other people's code and what links point at are left alone`() async throws {
    let bench = try Workbench()
    let bad = "NODE_TLS_REJECT_UNAUTHORIZED=0"
    for path in ["code/vendor/a.sh", "code/node_modules/b/a.sh", "code/.git/a.sh", "elsewhere/a.sh"] {
      try bench.put(bad, at: path)
    }
    try bench.put("", at: "code/ok.js")
    #expect(symlink("\(bench.folder)/elsewhere", "\(bench.folder)/code/linked") == 0)
    #expect(symlink("\(bench.folder)/elsewhere/a.sh", "\(bench.folder)/code/a.sh") == 0)
    #expect(symlink("loop", "\(bench.folder)/code/loop") == 0)
    #expect(mkfifo("\(bench.folder)/code/pipe.js", 0o600) == 0)
    let seen = try await DoctorRun(["--source", "\(bench.folder)/code", "--offline"])
    #expect(seen.results["api-client-hygiene"] == "pass")
  }

  @Test func `folders deeper than the bound make signs unknown, not absent`() async throws {
    let deep = (0..<30).map { "d\($0)" }.joined(separator: "/")
    let seen = try await read(["\(deep)/a.js": "x", "ipn.php": "x-amz-sns-message-type MessageId"])
    #expect(seen.results["sdk-mws-keys"] == "unknown")
    #expect(seen.results["ipn-signature-verified"] == "unknown")
  }

  @Test func `a folder that is not there is refused`() async throws {
    let run = try await Program.payready(["doctor", "--no-save", "--offline", "--source", "/nowhere/at/all"])
    #expect(run.exitCode == 65)
    #expect(run.standardError.contains("/nowhere/at/all"))
  }

  @Test func `hostile names stand in the report as text`() async throws {
    let seen = try await read(
      ["<script>alert(1)<\u{2044}script>/start.sh": "NODE_TLS_REJECT_UNAUTHORIZED=0"],
      ["--format", "html=/dev/null"]
    )
    #expect(seen.outcomes["api-client-hygiene"] == "certificates-unchecked")
  }
}

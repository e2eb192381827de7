import Foundation
import TestSupport
import Testing

/// The good shop at public addresses, under names that nothing maps.
///
/// It has a network of its own (network_namespaces(7)), whose addresses lead nowhere else, and a file of hosts in
/// place of a name server.
@Suite(
  .serialized,
  .timeLimit(.minutes(3)),
  .enabled("the kernel gives no namespaces") { await Island.isPossible }
)
struct `A public shop` {
  @Test func `is ready under names that lead to it`() async throws {
    let told = try await Island.audit()
    #expect(told.verdict == "ready")
    #expect(told.failures == [])
    #expect(told.results["dns-resolves-public"] == "pass")
    #expect(told.results["dns-ipv6-reachable"] == "notApplicable")
  }

  @Test func `loses nothing but tidiness by an IPv6 address that leads nowhere`() async throws {
    let told = try await Island.audit(hosts: ["2a00:1:2::77 good-shop.example"])
    #expect(told.verdict == "ready")
    #expect(told.failures == ["minor dns-ipv6-reachable/silent"])
    #expect(told.results["dns-resolves-public"] == "pass")
  }

  @Test(arguments: [
    (["10.1.2.3 ipn.example"], "blocker dns-resolves-public/ipn-private"),
    ([], "blocker dns-resolves-public/ipn-unresolved"),
  ])
  func `cannot get notifications at a name that leads to no public address`(
    _ hosts: [String],
    _ failure: String
  ) async throws {
    let told = try await Island.audit(hosts: hosts, ipn: "https://ipn.example/amazon-pay/ipn")
    #expect(told.verdict == "notReady")
    #expect(told.failures == [failure])
  }
}

/// A network of this test's own.
private enum Island {
  /// What an audit there told: its verdict, its unexplained failures, and how every rule ended.
  struct Told {
    let verdict: String
    let failures: [String]
    let results: [String: String]
  }

  static var isPossible: Bool {
    get async {
      let run = try? await ProgramRunner(program: "/usr/bin/unshare")
        .run(["--user", "--map-root-user", "--net", "--mount", "sh", "-c", "ip link set lo up"])
      return run?.exitCode == 0
    }
  }

  /// Audits the good shop as the demo says; `hosts` are further lines of the file of hosts.
  static func audit(hosts: [String] = [], ipn: String? = nil) async throws -> Told {
    let bench = try Workbench()
    let script = try bench.put(Self.script, at: "island.sh")
    try bench.put(hosts.map { $0 + "\n" }.joined(), at: "more-hosts")
    let run = try await ProgramRunner(program: "/usr/bin/unshare").run(
      [
        "--user", "--map-root-user", "--net", "--mount", "sh", script, try ProgramRunner().program, ipn ?? "",
      ],
      directory: bench.folder
    )
    let report = try #require(
      try? JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any],
      "\(run.standardError)"
    )
    let assessment = report["assessment"] as? [String: Any] ?? [:]
    var failures: Set<String> = []
    var results: [String: String] = [:]
    for rule in assessment["rules"] as? [[String: Any]] ?? [] {
      let id = rule["rule"] as? String ?? "?"
      results[id] = rule["result"] as? String
      for result in rule["results"] as? [[String: Any]] ?? []
      where result["result"] as? String == "fail" && result["explainedBy"] == nil {
        failures.insert("\(result["severity"] ?? "?") \(id)/\(result["outcome"] ?? "?")")
      }
    }
    return Told(
      verdict: assessment["verdict"] as? String ?? "none",
      failures: failures.sorted(),
      results: results
    )
  }

  /// Serves the shop at the standard ports and runs the very command that the demo prints for it.
  private static let script = """
    set -eu
    program=$1 ipn=$2
    ip link set lo up
    ip addr add 5.6.7.8/32 dev lo
    ip addr add 5.6.7.9/32 dev lo
    ip route add default dev lo
    ip -6 addr add 2a00:1:2::5/128 dev lo nodad
    ip -6 route add default dev lo
    ip -6 route add unreachable 2a00:1:2::77
    "$program" demo --serve --shop good-shop.example --listen 5.6.7.8 --listen 5.6.7.9 --standard-ports >served 2>&1 &
    server=$!
    trap 'kill $server' EXIT
    while ! grep -q '^serving' served; do kill -0 $server; sleep 0.05; done
    { echo '127.0.0.1 localhost'; sed -n 's/^# hosts: //p' served; cat more-hosts; } >hosts
    echo 'hosts: files' >nsswitch
    mount --bind hosts /etc/hosts
    mount --bind nsswitch /etc/nsswitch.conf
    command=$(sed -n "s#^payready#$program#p" served)
    [ -z "$ipn" ] || command=$(echo "$command" | sed "s#--ipn [^ ]* --allow-post#--ipn $ipn#")
    eval "$command --format json --no-save" || [ $? -le 2 ]
    """
}

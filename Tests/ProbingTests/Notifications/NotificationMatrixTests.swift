import DemoShop
import Fetching
import Foundation
import Glibc
import Model
import Probing
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Answers to a notification` {
  private static func visit() throws -> Visit {
    var settings = VisitSettings(
      userAgent: "PayReady-Test/1",
      startedAt: .now,
      judgedAt: time(nil),
      deadline: .seconds(50),
      scope: .local
    )
    settings.limits.looks = 500
    return try Engine().visit(settings)
  }

  /// One row of the confusion matrix: what a server was made to answer, and what was read from it.
  private struct Cell: Sendable {
    let answer: AnswerClass
    let server: String
    let read: String
    var isRight: Bool { read == answer.kind.rawValue || read == "unknown" }
  }

  /// Installing it would start a web server for good, so it is used where it is.
  private static let hasNginx = access("/usr/sbin/nginx", X_OK) == 0

  @Test
  func `are told alike on three differing servers, or not at all`() async throws {
    let silent = try RawServer { _ in [.read, .hold] }
    defer { silent.stop() }
    let closed = try ClosedPort()
    let classes = AnswerClass.all(closed: closed.port, silent: silent.port)
    let demo = try LocalServer { request in
      let number = Int(request.path.dropFirst().prefix { $0 != "/" }) ?? 0
      return classes.indices.contains(number) ? classes[number].demo : Response(404)
    }
    let nginx = Self.hasNginx ? try await Nginx(classes) : nil
    let raws = try classes.map { answer in
      try RawServer { _ in answer.raw.isEmpty ? [.read, .hold] : [.read, .text(answer.raw), .hold] }
    }
    defer { for raw in raws { raw.stop() } }
    let barriers = BarrierReader(data: try PackData.all())
    let visit = try Self.visit()
    var cells: [Cell] = []
    for (number, answer) in classes.enumerated() {
      for (server, port) in [("demo", demo.port), ("raw", raws[number].port), ("nginx", nginx?.port)]
        as [(String, Int?)]
      {
        guard let port else { continue }
        let url = try WebURL.of("http://127.0.0.1:\(port)/\(number)/")
        var request = NotificationPostProbe.request(to: url, 1)
        request.patience = answer.kind == .timeout ? .seconds(1) : .seconds(10)
        let exchange = await visit.exchange(request)
        let read: String
        switch NotificationPostProbe.kind(of: exchange, by: barriers) {
        case .known(let kind): read = kind.rawValue
        case .absent: read = "absent"
        case .unknown: read = "unknown"
        }
        cells.append(Cell(answer: answer, server: server, read: read))
      }
    }
    try await nginx?.stop()
    demo.stop()
    for cell in cells {
      #expect(
        cell.isRight,
        "\(cell.answer.name) of \(cell.server): \(cell.answer.kind.rawValue) read as \(cell.read)"
      )
    }
    // Unknown is allowed, but it is not the way to be right.
    #expect(cells.filter { $0.read == "unknown" }.isEmpty)
    let perKind = Dictionary(grouping: cells, by: \.answer.kind)
    for kind in NotificationPostProbe.Answered.allCases {
      #expect(Set(perKind[kind]?.map(\.server) ?? []).count >= (Self.hasNginx ? 3 : 2), "\(kind.rawValue)")
    }
  }

  /// The facts about the IPN endpoint of a shop that answers so.
  private func facts(_ answer: @escaping LocalServer.Handler, allowPost: Bool = true) async throws
    -> (facts: [String: Fact], requests: [Request])
  {
    let server = try LocalServer(handler: answer)
    defer { server.stop() }
    let url = "http://127.0.0.1:\(server.port)/ipn"
    let request = try Prober.request(
      typed: "http://127.0.0.1:\(server.port)/",
      ipn: url,
      allowPost: allowPost
    )
    let evidence = try await Prober(options: LookOptions(), data: PackData.all(), tool: "test").gather(
      request
    )
    let endpoint = evidence.subjects.first { $0.roles.contains(.ipn) && $0.id.kind == .endpoint }
    return (try #require(endpoint).facts, server.requests.filter { $0.path == "/ipn" })
  }

  @Test func `are asked for three times, and no variant is sent where the notification is taken`()
    async throws
  {
    let (facts, requests) = try await facts { _ in Response(200, delay: .milliseconds(20)) }
    #expect(requests.filter { $0.method == "POST" }.count == 3)
    #expect(facts["ipn.ownAgentAnswer"]?.isAbsent == true)
    guard case .int(let latency)? = facts["ipn.postLatencyMilliseconds"]?.value else {
      Issue.record("no latency")
      return
    }
    #expect((20..<10_000).contains(latency))
    for post in requests where post.method == "POST" {
      #expect(post.headers.first("User-Agent") == "Amazon Simple Notification Service Agent")
      #expect(post.headers.first("Content-Type") == "text/plain; charset=UTF-8")
      #expect(post.headers.first("Connection") == "Keep-Alive")
    }
  }

  @Test func `tell an agent that is shut out by a variant`() async throws {
    let (facts, requests) = try await facts { request in
      request.headers.first("User-Agent")?.hasPrefix("Amazon Simple") == true ? Response(403) : Response(200)
    }
    #expect(facts["ipn.postAnswer"]?.value == "forbidden")
    #expect(facts["ipn.ownAgentAnswer"]?.value == "application")
    #expect(facts["ipn.jsonAnswer"]?.value == "forbidden")
    #expect(requests.filter { $0.method == "POST" }.count == 6)
  }

  @Test func `tell a type that is refused by a variant`() async throws {
    let (facts, _) = try await facts { request in
      guard request.method == "POST" else { return Response(405) }
      return request.headers.first("Content-Type") == "application/json" ? Response(200) : Response(415)
    }
    #expect(facts["ipn.postAnswer"]?.value == "unsupportedMediaType")
    #expect(facts["ipn.jsonAnswer"]?.value == "application")
  }

  @Test func `tell WooCommerce by what it says to nothing`() async throws {
    let (facts, _) = try await facts { request in
      .text(request.body.isEmpty ? "Empty post data." : "Bad request", status: 400)
    }
    #expect(facts["ipn.postAnswer"]?.value == "application")
    #expect(facts["ipn.postStatus"]?.value == 400)
    #expect(facts["ipn.emptyAnswer"]?.value == "badRequest")
  }

  @Test func `are not asked for without leave: nothing is posted at all`() async throws {
    let (facts, requests) = try await facts({ _ in Response(200) }, allowPost: false)
    #expect(facts["ipn.postAnswer"]?.reason == .notAsked)
    #expect(Set(requests.map(\.method)) == ["GET", "OPTIONS"])
  }
}

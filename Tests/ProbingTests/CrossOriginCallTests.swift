import DemoShop
import Model
import Probing
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `A call across origins` {
  private static let page = Response.html("<title>Lamps</title>")

  /// What is seen of an API that answers so, and the methods by which it was asked.
  private func asked(_ method: String, _ api: Response) async throws -> (api: Subject, methods: Set<String>) {
    let server = try LocalServer { request in request.path == "/data" ? api : Self.page }
    defer { server.stop() }
    let closed = try RawServer { _ in [] }
    closed.stop()
    var options = LookOptions()
    options.connectTo = [
      "shop.example:443:127.0.0.1:\(closed.port)", "shop.example:80:127.0.0.1:\(server.port)",
      "api.shop.example:443:127.0.0.1:\(closed.port)", "api.shop.example:80:127.0.0.1:\(server.port)",
    ]
    let request = try Prober.request(
      typed: "shop.example",
      api: "http://api.shop.example/data",
      apiMethod: method,
      options: options
    )
    let prober = try Prober(options: options, data: PackData.all(), tool: "test")
    let subjects = await prober.gather(request).subjects
    let endpoint = try #require(subjects.first { $0.id.kind == .endpoint && $0.roles.contains(.api) })
    return (endpoint, Set(server.requests.filter { $0.path == "/data" }.map(\.method)))
  }

  private func json(_ fields: [HeaderField]) -> Response {
    Response(200, headers: [HeaderField("Content-Type", "application/json")] + fields, body: Array("{}".utf8))
  }

  @Test func `by GET needs no preflight, and none is sent`() async throws {
    let allowed = json([HeaderField("Access-Control-Allow-Origin", "https://shop.example")])
    let (api, methods) = try await asked("GET", allowed)
    #expect(methods == ["GET"])
    #expect(api.facts["cors.preflightNeeded"]?.value == false)
    #expect(api.facts["cors.preflightAllowed"]?.isAbsent == true)
    #expect(api.facts["cors.originAllowed"]?.value == true)
    #expect(api.facts["cors.reflected"]?.value == [])
    #expect(api.facts["session.isJSON"]?.value == true)
  }

  @Test func `by GET shows nothing where a barrier answers`() async throws {
    let challenge = Response(
      403,
      headers: [HeaderField("cf-mitigated", "challenge")],
      body: Array("Just a moment".utf8)
    )
    let (api, _) = try await asked("GET", challenge)
    #expect(api.facts["cors.preflightNeeded"]?.value == false)
    #expect(api.facts["cors.originAllowed"]?.reason == .blocked)
    #expect(api.facts["cors.twinRedirect"]?.reason == .blocked)
    #expect(api.facts["cors.reflected"]?.reason == .blocked)
    #expect(api.facts["session.status"]?.reason == .blocked)
  }

  @Test func `by POST is asked for first, and a bare refusal is the answer`() async throws {
    let (api, methods) = try await asked("POST", Response(403))
    #expect(methods == ["OPTIONS"])
    #expect(api.facts["cors.preflightAllowed"]?.value == false)
    #expect(api.facts["cors.preflightStatus"]?.value == 403)
    #expect(api.facts["session.status"]?.reason == .notAsked)
  }

  @Test(arguments: [
    ("http://api.shop.example/end", "https://shop.example", true),
    ("http://api.shop.example/end", nil, false),
    ("http://other.example/end", "https://shop.example", false),
    ("http://other.example/end", "*", true),
    ("http://other.example/end", "null", true),
  ])
  func `by GET is followed through redirects as a browser goes`(
    target: String,
    allowed: String?,
    reads: Bool
  ) async throws {
    let page = "https://shop.example"
    let server = try LocalServer { request in
      switch request.path {
      case "/data":
        Response(
          302,
          headers: [HeaderField("Location", target), HeaderField("Access-Control-Allow-Origin", page)]
        )
      case "/end":
        json(allowed.map { [HeaderField("Access-Control-Allow-Origin", $0)] } ?? [])
      default: Self.page
      }
    }
    defer { server.stop() }
    let closed = try ClosedPort()
    var options = LookOptions()
    options.connectTo = ["shop.example", "api.shop.example", "other.example"].flatMap { host in
      ["\(host):443:127.0.0.1:\(closed.port)", "\(host):80:127.0.0.1:\(server.port)"]
    }
    let request = try Prober.request(
      typed: "shop.example",
      api: "http://api.shop.example/data",
      apiMethod: "GET",
      options: options
    )
    let subjects = try await Prober(options: options, data: PackData.all(), tool: "test").gather(request)
      .subjects
    let api = try #require(subjects.first { $0.id.kind == .endpoint && $0.roles.contains(.api) })
    #expect(api.facts["cors.originAllowed"]?.value == true)
    #expect(api.facts["cors.wayAllowed"]?.value == .bool(reads))
    #expect(api.facts["cors.wayTarget"]?.value == .text(target))
    let origins = Set(server.requests.filter { $0.path == "/end" }.compactMap { $0.headers.first("Origin") })
    #expect(origins == [target.contains("other") ? "null" : page])
  }
}

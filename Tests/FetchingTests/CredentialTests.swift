import DemoShop
import Fetching
import Model
import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct Credentials {
  private let all: @Sendable (inout VisitSettings) -> Void = { settings in
    settings.user = "maria:geheim-77"
    settings.headers = [("X-Preview", "token-4711")]
    settings.cookies = "gate=opensesame"
    settings.operatorOrigins = ["https://shop.example"]
  }

  private func sent(_ request: Request?) -> [String?] {
    ["Authorization", "X-Preview", "Cookie"].map { request?.headers.first($0) }
  }

  @Test func `they go to the operator's own origin once its chain has verified`() async throws {
    let server = try Surroundings.server()
    let visit = try Surroundings.visit(to: server, all)
    let exchange = await visit.exchange(ExchangeRequest(.get, try url("https://shop.example/")))
    #expect(exchange.answer?.status == 200)
    #expect(sent(server.requests.first) == ["Basic bWFyaWE6Z2VoZWltLTc3", "token-4711", "gate=opensesame"])
  }

  @Test(arguments: ["https://other.example/", "https://www.shop.example/", "https://shop.example:444/"])
  func `they do not go to another origin`(place: String) async throws {
    let server = try Surroundings.server(names: ["shop.example", "www.shop.example", "other.example"])
    let visit = try Surroundings.visit(to: server) {
      all(&$0)
      $0.connectTo = [ConnectToWord(host: nil, port: nil, toHost: "127.0.0.1", toPort: server.port)]
    }
    for sends in [nil, true] as [Bool?] {
      let exchange = await visit.exchange(ExchangeRequest(.get, try url(place), sendsCredentials: sends))
      #expect(exchange.answer?.status == 200)
    }
    #expect(server.requests.count == 2)
    for request in server.requests { #expect(sent(request) == [nil, nil, nil]) }
  }

  @Test func `they do not go over plain HTTP`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let visit = try Surroundings.visit {
      all(&$0)
      $0.operatorOrigins = ["https://shop.example", "http://shop.example"]
      $0.connectTo = [ConnectToWord(host: nil, port: 80, toHost: "127.0.0.1", toPort: server.port)]
    }
    #expect(
      await visit.exchange(ExchangeRequest(.get, try url("http://shop.example/"))).answer?.status == 200
    )
    #expect(sent(server.requests.first) == [nil, nil, nil])
  }

  @Test(
    arguments: [
      ChainCase("another root", [.unknownIssuer]) { $0.issuer = .otherRoot },
      ChainCase("nobody vouches", [.selfSigned]) { $0.issuer = .itself },
      ChainCase("no intermediate", [.missingIntermediate]) { $0.includesIntermediate = false },
      ChainCase("another name", [.wrongHost]) { $0.names = ["other.example"] },
      ChainCase("not yet valid", [.notYetValid]) { $0.validFrom = CertificatePlan.day },
    ])
  func `nothing is sent over a connection that does not verify`(_ fault: ChainCase) async throws {
    let server = try Surroundings.server(change: fault.change)
    let visit = try Surroundings.visit(to: server, all)
    let place = try url("https://shop.example/")
    let exchange = await visit.exchange(ExchangeRequest(.get, place))
    #expect(exchange.failure?.reason == .forbidden)
    #expect(exchange.session?.chain.problems.map(\.flaw) == fault.flaws)
    #expect(server.requests.isEmpty)
    let without = await visit.exchange(ExchangeRequest(.get, place, sendsCredentials: false))
    #expect(without.answer?.status == 200)
    #expect(sent(server.requests.first) == [nil, nil, nil])
  }

  @Test func `they stand in no look, also when the server says them back`() async throws {
    let server = try Surroundings.server(handler: { request in
      Response(
        200,
        headers: [
          HeaderField("X-Echo", request.headers.map(\.value).joined(separator: " ")),
          HeaderField("Set-Cookie", "session=opensesame-of-theirs; Secure; Path=/"),
          HeaderField("X-Long", String(repeating: "l", count: 1000)),
          HeaderField("X-Marks", "l" + String(repeating: "\u{301}", count: 1000)),
        ]
      )
    })
    let visit = try Surroundings.visit(to: server, all)
    let exchange = await visit.exchange(ExchangeRequest(.get, try url("https://shop.example/")))
    #expect(exchange.answer?.headers.first("Set-Cookie")?.contains("opensesame") == true)
    let look = try #require(visit.looks.first { $0.kind == .exchange })
    let kept = "\(look)"
    for secret in ["geheim-77", "token-4711", "opensesame", "bWFyaWE6Z2VoZWltLTc3"] {
      #expect(!kept.contains(secret))
    }
    #expect(look.headers.first { $0.name == "Set-Cookie" }?.value == "session=***; Secure; Path=/")
    #expect(look.headers.allSatisfy { $0.value.unicodeScalars.count <= 256 })
    #expect(look.headers.first { $0.name == "X-Long" }?.value.hasSuffix("…") == true)
    let cut = "X " + visit.withoutSecrets("… the token is token-47…")
    #expect(cut == "X … the token is ***…", "a secret that a cut left half is one too")
    #expect(visit.withoutSecrets("https://shop.example/") == "https://shop.example/")
    #expect(look.command.contains("--user '***' --cookie '***' -H 'X-Preview: ***'"))
  }
}

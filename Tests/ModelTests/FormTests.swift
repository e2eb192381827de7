import Foundation
import Model
import Testing

/// The forms in which values stand in JSON, and back.
@Suite struct `Values in JSON` {
  private func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func read<Read: Decodable>(_ text: String, as type: Read.Type = Read.self) throws -> Read {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test(
    arguments: [
      (.known(3, from: ["GET https://shop.example/"]), #"{"from":["GET https://shop.example/"],"is":3}"#),
      (.known(false, from: []), #"{"is":false}"#), (.known("", from: []), #"{"is":""}"#),
      (.known([], from: []), #"{"is":[]}"#), (.known([:], from: []), #"{"is":{}}"#),
      (
        .known([["url": "https://a/", "status": 301], ["url": "https://b/"]], from: ["x", "y"]),
        #"{"from":["x","y"],"is":[{"status":301,"url":"https://a/"},{"url":"https://b/"}]}"#
      ),
      (.absent(from: []), #"{"absent":true}"#), (.absent(from: ["x"]), #"{"absent":true,"from":["x"]}"#),
      (.unknown(Unknown(.refused), from: []), #"{"unknown":"refused"}"#),
      (
        .unknown(Unknown(.notAsked, needs: .allowPost), from: []),
        #"{"needs":"allowPost","unknown":"notAsked"}"#
      ),
      (
        .unknown(Unknown(.blocked, detail: "a firewall"), from: ["x"]),
        #"{"detail":"a firewall","from":["x"],"unknown":"blocked"}"#
      ),
      (
        .partial(["a"], missing: Unknown(.limitReached, detail: "bytes"), from: ["x"]),
        #"{"detail":"bytes","from":["x"],"is":["a"],"missing":"limitReached"}"#
      ),
      (.partial([], missing: Unknown(.timedOut), from: []), #"{"is":[],"missing":"timedOut"}"#),
    ] as [(Fact, String)]
  )
  func `a fact has one form`(_ fact: Fact, _ form: String) throws {
    #expect(try text(fact) == form)
    #expect(try read(form) == fact)
  }

  @Test(arguments: [
    "{}", #"{"absent":false}"#, #"{"is":null}"#, #"{"unknown":"someday"}"#, #"{"missing":"reset"}"#,
    #"{"is":3,"missing":"reset"}"#, #"{"is":1.5}"#, #"{"unknown":"notAsked","needs":"luck"}"#, "[]", "3",
    #"{"is":3,"from":"x"}"#,
  ])
  func `what is no fact is refused`(_ text: String) {
    #expect(throws: DecodingError.self) { _ = try read(text, as: Fact.self) }
  }

  @Test(
    arguments: [
      (true, "true"), (0, "0"), (1, "1"), (-7, "-7"), (.int(.max), "9223372036854775807"),
      ("true", #""true""#),
      ("1", #""1""#), ([true, 1, "x", []], #"[true,1,"x",[]]"#), (["a": ["b": 2]], #"{"a":{"b":2}}"#),
    ] as [(Value, String)]
  )
  func `a value keeps its type`(_ value: Value, _ form: String) throws {
    #expect(try text([value]) == "[\(form)]")
    #expect(try read("[\(form)]") == [value])
  }

  @Test(arguments: [
    (Subject.ID(.host, "shop.example:443"), "host:shop.example:443"),
    (Subject.ID(.page, "https://shop.example/a?b=c"), "page:https://shop.example/a?b=c"),
    (Subject.ID(.endpoint, "ipn https://[::1]:8443/"), "endpoint:ipn https://[::1]:8443/"),
    (Subject.ID(.shop, ""), "shop:"),
  ])
  func `a subject is named by kind and key`(_ id: Subject.ID, _ form: String) throws {
    #expect(id.description == form)
    #expect(try text([id]) == "[\"\(form)\"]")
    #expect(try read("[\"\(form)\"]") == [id])
  }

  @Test(arguments: ["planet:earth", "host", "", "Host:x"])
  func `what names no subject is refused`(_ text: String) {
    #expect(throws: DecodingError.self) { _ = try read("[\"\(text)\"]", as: [Subject.ID].self) }
  }

  @Test func `subjects are ordered from the shop downwards`() {
    let ids: [Subject.ID] = [
      Subject.ID(.service, "a"), Subject.ID(.host, "b"), Subject.ID(.host, "a"), Subject.ID(.page, "a"),
      Subject.ID(.shop, "z"), Subject.ID(.endpoint, "a"), Subject.ID(.button, "a"),
    ]
    #expect(
      ids.sorted().map(\.description) == [
        "shop:z", "host:a", "host:b", "page:a", "button:a", "endpoint:a", "service:a",
      ]
    )
  }
}

@Suite struct `Evidence in JSON` {
  private static var evidence: Evidence {
    var request = AuditRequest(typed: "Shop.Example", shop: "https://shop.example/")
    request.pages = ["https://shop.example/cart"]
    request.ipn = "https://shop.example/ipn"
    request.api = "https://api.shop.example/"
    request.apiMethod = "GET"
    request.apiCredentials = true
    request.storefront = "https://www.shop.example"
    request.allowPost = true
    request.mapped = true
    let look = Look(
      id: "GET https://shop.example/",
      kind: .exchange,
      startedAfter: 3,
      timings: Look.Timings(connect: 1, tls: 2, firstByte: 3, total: 4),
      roundTrips: 3,
      address: "127.0.0.1",
      waitedFor: ["resolve shop.example"],
      status: 200,
      headers: [Look.Header("Server", "nginx"), Look.Header("Set-Cookie", "a=***")],
      bodyBytes: 7,
      failure: Unknown(.limitReached, detail: "bytes of the body"),
      command: "curl https://shop.example/"
    )
    let silent = Look(
      id: "resolve shop.example",
      kind: .resolution,
      startedAfter: 0,
      roundTrips: 0,
      failure: Unknown(.unresolved),
      command: "getent ahosts shop.example"
    )
    let shop = Subject.ID(.shop, "shop")
    let facts: [String: Fact] = [
      "a": .known(["x": [1, true, "y"]], from: [look.id]), "b": .absent(from: []),
      "c": .unknown(Unknown(.notAsked, needs: .person, detail: "z"), from: []),
      "d": .partial(["q"], missing: Unknown(.reset), from: [look.id]),
    ]
    return Evidence(
      startedAt: "2026-11-23T07:01:00Z",
      durationMilliseconds: 40,
      request: request,
      vantage: Vantage(tool: "0.1.0", curl: "8", openSSL: "3", ipv4: true, ipv6: false, localShop: true),
      audited: "https://shop.example/",
      looks: [silent, look],
      subjects: [
        Subject(id: Subject.ID(.host, "shop.example:443"), name: "shop.example", parent: shop, facts: facts),
        Subject(id: shop, name: "shop.example", url: "https://shop.example/", roles: [.shop, .home, .shop]),
      ]
    )
  }

  @Test func `comes back as it was`() throws {
    let data = try JSONEncoder().encode(Self.evidence)
    #expect(try JSONDecoder().decode(Evidence.self, from: data) == Self.evidence)
  }

  @Test func `has looks, subjects and roles in one order`() {
    #expect(Self.evidence.looks.map(\.id) == ["GET https://shop.example/", "resolve shop.example"])
    #expect(Self.evidence.subjects.map(\.id.kind) == [.shop, .host])
    #expect(Self.evidence.subjects.first?.roles == [.home, .shop])
  }

  @Test func `says the version of its form`() throws {
    let data = try JSONEncoder().encode(Self.evidence)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(object?["schemaVersion"] as? Int == 1)
    #expect(
      Set((object ?? [:]).keys) == [
        "schemaVersion", "startedAt", "durationMilliseconds", "request", "vantage", "audited", "looks",
        "subjects",
      ]
    )
  }

  @Test func `leaves out what a look does not have`() throws {
    let data = try JSONEncoder().encode(Self.evidence.looks[1])
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(
      Set((object ?? [:]).keys) == [
        "id", "kind", "startedAfter", "timings", "roundTrips", "waitedFor", "headers", "failure", "command",
      ]
    )
  }

  @Test func `has every result, severity and verdict in its own word`() throws {
    let summary = RuleSummary(
      rule: "cert-validity",
      category: "tls",
      result: .fail,
      severity: .blocker,
      weight: 10,
      results: [
        RuleResult(
          rule: "cert-validity",
          subject: Subject.ID(.host, "shop.example:443"),
          result: .fail,
          outcome: "expired",
          severity: .blocker,
          atWorst: .blocker,
          question: .reopened,
          unknowns: [Unknown(.reset)],
          values: ["certificate.daysLeft": -1],
          read: ["certificate.daysLeft"],
          looks: ["GET https://shop.example/"]
        )
      ]
    )
    let data = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(RuleSummary.self, from: data) == summary)
    #expect(summary.results.first?.fingerprint == "cert-validity|expired|host:shop.example:443")
    #expect(Severity.minor < .major && Severity.major < .blocker)
  }
}

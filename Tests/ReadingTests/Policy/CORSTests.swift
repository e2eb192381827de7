import Reading
import TestSupport
import Testing

private let page = "https://shop.example"

extension CrossOriginCall: CustomTestStringConvertible {
  package var testDescription: String { clause }
}

@Suite(.timeLimit(.minutes(1))) struct `Cross-origin calls` {
  @Test(arguments: CrossOriginCall.all)
  func `a browser decides after Fetch`(_ row: CrossOriginCall) throws {
    let url = try #require(WebURL("https://api.example/session"))
    let request = row.request
    let preflight = row.preflight.map { CORSAnswer(status: $0.0, headers: HeaderFields($0.1)) }
    let answer = CORSAnswer(status: 403, headers: HeaderFields(row.answer))
    #expect(CORS.decide(request, to: url, preflight: preflight, answer: answer) == row.expected)
  }

  @Test(arguments: [
    ("Accept", "application/json", false), ("Accept", "a\"b", true),
    ("Accept-Language", "de-DE,de;q=0.9", false),
    ("Accept-Language", "de_DE", true), ("Content-Language", "de", false),
    ("Content-Type", "text/plain", false),
    ("Content-Type", "TEXT/PLAIN;charset=utf-8", false), ("Content-Type", "application/json", true),
    ("Content-Type", "multipart/form-data; boundary=x", false), ("Content-Type", "text/plain; a=\"b\"", true),
    ("Content-Type", "nonsense", true), ("Range", "bytes=0-", false), ("Range", "bytes=5-9", false),
    ("Range", "bytes=9-5", true), ("Range", "bytes=-5", true), ("X-Requested-With", "XMLHttpRequest", true),
    ("Accept", String(repeating: "a", count: 128), false),
    ("Accept", String(repeating: "a", count: 129), true),
  ])
  func `a header needs leave unless it is safelisted`(_ name: String, _ value: String, _ unsafe: Bool) {
    let request = CORSRequest(origin: page, headers: HeaderFields([(name, value)]))
    #expect(request.needsPreflight == unsafe)
    #expect(request.unsafeHeaderNames == (unsafe ? [name.lowercased()] : []))
  }

  @Test func `more than 1024 safe bytes need leave together`() {
    let long = String(repeating: "a", count: 120)
    let few = (0..<8).map { _ in ("Accept", long) }
    #expect(!CORSRequest(origin: page, headers: HeaderFields(few)).needsPreflight)
    #expect(
      CORSRequest(origin: page, headers: HeaderFields(few + [("Accept", long)])).unsafeHeaderNames == [
        "accept"
      ]
    )
  }

  @Test(arguments: [
    ("Origin", true), ("accept, ORIGIN", true), ("*", true), ("Accept-Encoding", false), ("X-Origin", false),
  ])
  func `vary tells caches about the origin`(_ value: String, _ expected: Bool) {
    #expect(CORS.variesByOrigin(HeaderFields([("Vary", value)])) == expected)
    #expect(!CORS.variesByOrigin(HeaderFields([("Age", "1")])))
  }

  struct Way: CustomTestStringConvertible {
    let what: String
    var method = "GET"
    var headers: [(String, String)] = []
    /// Address, status, allowed origin, target of a redirect.
    let hops: [(String, Int, String?, String?)]
    /// Whether preflights are answered everywhere.
    var preflights = false
    let expected: CORSDecision
    var testDescription: String { what }
  }

  private static func refused(_ reason: CORSRefusal.Reason) -> CORSDecision {
    .refused(CORSRefusal(stage: .answer, reason: reason))
  }

  static let ways: [Way] = [
    Way(what: "no way at all", hops: [], expected: .needsPreflight),
    Way(
      what: "stays at home",
      hops: [("https://shop.example/a", 302, nil, "/b"), ("https://shop.example/b", 200, nil, nil)],
      expected: .sameOrigin
    ),
    Way(
      what: "from home to the API",
      hops: [
        ("https://shop.example/a", 302, nil, "https://api.example/"),
        ("https://api.example/", 200, page, nil),
      ],
      expected: .allowed
    ),
    Way(
      what: "from home to an API that does not know the shop",
      hops: [
        ("https://shop.example/a", 302, nil, "https://api.example/"), ("https://api.example/", 200, nil, nil),
      ],
      expected: refused(.noAllowOrigin)
    ),
    Way(
      what: "within the API",
      hops: [("https://api.example/a", 301, page, "/b"), ("https://api.example/b", 200, page, nil)],
      expected: .allowed
    ),
    Way(
      what: "the redirect itself is not allowed",
      hops: [("https://api.example/a", 301, nil, "/b"), ("https://api.example/b", 200, page, nil)],
      expected: refused(.noAllowOrigin)
    ),
    Way(
      what: "the origin becomes null between two APIs",
      hops: [
        ("https://api.example/a", 301, page, "https://www.api.example/a"),
        ("https://www.api.example/a", 200, page, nil),
      ],
      expected: refused(.otherOrigin(page))
    ),
    Way(
      what: "null is allowed there",
      hops: [
        ("https://api.example/a", 301, page, "https://www.api.example/a"),
        ("https://www.api.example/a", 200, "null", nil),
      ],
      expected: .allowed
    ),
    Way(
      what: "any is allowed there",
      hops: [
        ("https://api.example/a", 307, "*", "https://www.api.example/a"),
        ("https://www.api.example/a", 200, "*", nil),
      ],
      expected: .allowed
    ),
    Way(
      what: "back home, where it is still checked",
      hops: [
        ("https://api.example/a", 302, page, "https://shop.example/b"),
        ("https://shop.example/b", 200, nil, nil),
      ],
      expected: refused(.noAllowOrigin)
    ),
    Way(
      what: "to another scheme",
      hops: [("https://api.example/a", 302, page, "ftp://api.example/")],
      expected: refused(.redirectTarget("ftp://api.example/"))
    ),
    Way(
      what: "to a user name",
      hops: [("https://api.example/a", 302, page, "https://u@api.example/")],
      expected: refused(.redirectTarget("https://u@api.example/"))
    ),
    Way(what: "without a target", hops: [("https://api.example/a", 302, page, nil)], expected: .allowed),
    Way(
      what: "another status is no redirect",
      hops: [("https://api.example/a", 300, page, "/b")],
      expected: .allowed
    ),
    Way(
      what: "PUT asks again behind a redirect",
      method: "PUT",
      hops: [("https://api.example/a", 307, page, "/b"), ("https://api.example/b", 200, page, nil)],
      preflights: true,
      expected: .allowed
    ),
    Way(
      what: "PUT without the second preflight",
      method: "PUT",
      hops: [("https://api.example/a", 307, page, "/b"), ("https://api.example/b", 200, page, nil)],
      expected: .needsPreflight
    ),
    Way(
      what: "303 makes PUT a GET",
      method: "PUT",
      headers: [("Content-Type", "application/json")],
      hops: [
        ("https://shop.example/a", 303, nil, "https://api.example/"),
        ("https://api.example/", 200, page, nil),
      ],
      expected: .allowed
    ),
    Way(
      what: "302 makes a JSON POST a plain GET",
      method: "POST",
      headers: [("Content-Type", "application/json")],
      hops: [
        ("https://shop.example/a", 302, nil, "https://api.example/"),
        ("https://api.example/", 200, page, nil),
      ],
      expected: .allowed
    ),
    Way(
      what: "307 keeps a JSON POST",
      method: "POST",
      headers: [("Content-Type", "application/json")],
      hops: [
        ("https://shop.example/a", 307, nil, "https://api.example/"),
        ("https://api.example/", 200, page, nil),
      ],
      expected: .needsPreflight
    ),
    Way(
      what: "Authorization stays behind",
      headers: [("Authorization", "x")],
      hops: [
        ("https://shop.example/a", 302, nil, "https://api.example/"),
        ("https://api.example/", 200, page, nil),
      ],
      expected: .allowed
    ),
    Way(
      what: "in a circle",
      hops: (0..<30).map { _ in ("https://api.example/a", 302, page, "/a") },
      expected: refused(.tooManyRedirects)
    ),
  ]

  @Test(arguments: ways) func `redirects are followed after Fetch`(_ way: Way) throws {
    let request = CORSRequest(origin: page, method: way.method, headers: HeaderFields(way.headers))
    let leave = CORSAnswer(
      status: 204,
      headers: HeaderFields([
        ("Access-Control-Allow-Origin", page), ("Access-Control-Allow-Methods", "*"),
        ("Access-Control-Allow-Headers", "*"),
      ])
    )
    let hops = try way.hops.map { address, status, allowed, target in
      let fields =
        (allowed.map { [("Access-Control-Allow-Origin", $0)] } ?? [])
        + (target.map { [("Location", $0)] } ?? [])
      return CORSHop(
        try #require(WebURL(address)),
        preflight: way.preflights ? leave : nil,
        answer: CORSAnswer(status: status, headers: HeaderFields(fields))
      )
    }
    #expect(CORS.decide(request, through: hops) == way.expected)
  }

  @Test func `the table is as broad as it was meant to be`() {
    #expect(CrossOriginCall.all.count >= 140)
  }
}

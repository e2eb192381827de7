import Reading
import Testing

private let page = "https://shop.example"

@Suite(.timeLimit(.minutes(1))) struct `Cross-origin calls` {
  struct Row: CustomTestStringConvertible {
    var clause: String
    var method = "GET"
    var headers: [(String, String)] = []
    var credentials = false
    var origin = page
    var preflight: (Int, [(String, String)])?
    var answer: [(String, String)] = []
    var expected: CORSDecision
    var testDescription: String { clause }
  }

  private static func refused(_ stage: CORSRefusal.Stage, _ reason: CORSRefusal.Reason) -> CORSDecision {
    .refused(CORSRefusal(stage: stage, reason: reason))
  }

  private static func allow(_ origin: String, _ credentials: String? = nil) -> [(String, String)] {
    [("Access-Control-Allow-Origin", origin)]
      + (credentials.map { [("Access-Control-Allow-Credentials", $0)] } ?? [])
  }

  /// The CORS check on an answer: without credentials, then with.
  static let checks: [Row] = [
    Row(clause: "check 2: nothing", expected: refused(.answer, .noAllowOrigin)),
    Row(clause: "check 3: any", answer: allow("*"), expected: .allowed),
    Row(clause: "check 4: the origin", answer: allow(page), expected: .allowed),
    Row(clause: "check 4: the origin, spaces around", answer: allow(" \(page)\t"), expected: .allowed),
    Row(
      clause: "check 4: other scheme",
      answer: allow("http://shop.example"),
      expected: refused(.answer, .otherOrigin("http://shop.example"))
    ),
    Row(
      clause: "check 4: other host",
      answer: allow("https://www.shop.example"),
      expected: refused(.answer, .otherOrigin("https://www.shop.example"))
    ),
    Row(
      clause: "check 4: default port written",
      answer: allow("https://shop.example:443"),
      expected: refused(.answer, .otherOrigin("https://shop.example:443"))
    ),
    Row(
      clause: "check 4: slash at the end",
      answer: allow("https://shop.example/"),
      expected: refused(.answer, .otherOrigin("https://shop.example/"))
    ),
    Row(
      clause: "check 4: other case",
      answer: allow("https://Shop.example"),
      expected: refused(.answer, .otherOrigin("https://Shop.example"))
    ),
    Row(
      clause: "check 4: no scheme",
      answer: allow("shop.example"),
      expected: refused(.answer, .otherOrigin("shop.example"))
    ),
    Row(
      clause: "check 4: a pattern",
      answer: allow("https://*.example"),
      expected: refused(.answer, .otherOrigin("https://*.example"))
    ),
    Row(clause: "check 4: empty", answer: allow(""), expected: refused(.answer, .otherOrigin(""))),
    Row(clause: "check 4: null", answer: allow("null"), expected: refused(.answer, .otherOrigin("null"))),
    Row(clause: "check 4: null to null", origin: "null", answer: allow("null"), expected: .allowed),
    Row(
      clause: "check 4: list in one field",
      answer: allow("\(page), https://b.example"),
      expected: refused(.answer, .severalOrigins("\(page), https://b.example"))
    ),
    Row(
      clause: "check 4: two fields",
      answer: allow(page) + allow(page),
      expected: refused(.answer, .severalOrigins("\(page), \(page)"))
    ),
    Row(
      clause: "check 4: two stars",
      answer: allow("*") + allow("*"),
      expected: refused(.answer, .severalOrigins("*, *"))
    ),
    Row(
      clause: "check 4: star and origin",
      answer: allow("*, \(page)"),
      expected: refused(.answer, .severalOrigins("*, \(page)"))
    ),
    Row(
      clause: "check 4: separated by a space",
      answer: allow("\(page) https://b.example"),
      expected: refused(.answer, .otherOrigin("\(page) https://b.example"))
    ),
    Row(
      clause: "get: field name in other case",
      answer: [("access-CONTROL-allow-origin", page)],
      expected: .allowed
    ),
    Row(clause: "check 5: credentials are not looked at", answer: allow(page, "false"), expected: .allowed),
    Row(
      clause: "check 6: any with credentials",
      credentials: true,
      answer: allow("*", "true"),
      expected: refused(.answer, .wildcardWithCredentials)
    ),
    Row(
      clause: "check 6: none",
      credentials: true,
      answer: allow(page),
      expected: refused(.answer, .credentialsNotAllowed(nil))
    ),
    Row(clause: "check 7: true", credentials: true, answer: allow(page, "true"), expected: .allowed),
    Row(
      clause: "check 7: True",
      credentials: true,
      answer: allow(page, "True"),
      expected: refused(.answer, .credentialsNotAllowed("True"))
    ),
    Row(
      clause: "check 7: TRUE",
      credentials: true,
      answer: allow(page, "TRUE"),
      expected: refused(.answer, .credentialsNotAllowed("TRUE"))
    ),
    Row(
      clause: "check 7: 1",
      credentials: true,
      answer: allow(page, "1"),
      expected: refused(.answer, .credentialsNotAllowed("1"))
    ),
    Row(
      clause: "check 7: twice",
      credentials: true,
      answer: allow(page, "true") + [("Access-Control-Allow-Credentials", "true")],
      expected: refused(.answer, .credentialsNotAllowed("true, true"))
    ),
    Row(
      clause: "check 4 with credentials: other",
      credentials: true,
      answer: allow("https://b.example", "true"),
      expected: refused(.answer, .otherOrigin("https://b.example"))
    ),
    Row(
      clause: "check 2 with credentials: nothing",
      credentials: true,
      expected: refused(.answer, .noAllowOrigin)
    ),
    Row(clause: "main fetch: same origin", origin: "https://api.example", expected: .sameOrigin),
    Row(
      clause: "main fetch: POST alone needs no preflight",
      method: "POST",
      answer: allow("*"),
      expected: .allowed
    ),
    Row(clause: "method: post is normalised", method: "post", answer: allow("*"), expected: .allowed),
    Row(
      clause: "main fetch: form needs no preflight",
      method: "POST",
      headers: [("Content-Type", "application/x-www-form-urlencoded")],
      answer: allow("*"),
      expected: .allowed
    ),
    Row(
      clause: "main fetch: DELETE needs one",
      method: "DELETE",
      answer: allow("*"),
      expected: .needsPreflight
    ),
    Row(
      clause: "main fetch: JSON needs one",
      method: "POST",
      headers: [("Content-Type", "application/json")],
      answer: allow("*"),
      expected: .needsPreflight
    ),
  ]

  private static let json = [("Content-Type", "application/json")]

  private static func preflight(
    _ clause: String,
    method: String = "POST",
    headers: [(String, String)] = json,
    credentials: Bool = false,
    status: Int = 204,
    _ fields: [(String, String)],
    origin: String? = nil,
    _ expected: CORSDecision
  ) -> Row {
    let base = allow(origin ?? page, credentials ? "true" : nil)
    return Row(
      clause: clause,
      method: method,
      headers: headers,
      credentials: credentials,
      preflight: (status, base + fields),
      answer: allow(page, "true"),
      expected: expected
    )
  }

  private static func allowHeaders(_ value: String) -> (String, String) {
    ("Access-Control-Allow-Headers", value)
  }
  private static func allowMethods(_ value: String) -> (String, String) {
    ("Access-Control-Allow-Methods", value)
  }

  static let preflights: [Row] = [
    preflight("preflight: all named", [allowMethods("POST"), allowHeaders("content-type")], .allowed),
    preflight("preflight 7: POST need not be named", [allowHeaders("content-type")], .allowed),
    preflight("preflight: header names in any case", [allowHeaders("CONTENT-Type")], .allowed),
    preflight(
      "preflight: lists over two fields",
      [allowHeaders("x-a"), allowHeaders("content-type")],
      .allowed
    ),
    preflight("preflight: empty elements", [allowHeaders(", content-type,,")], .allowed),
    preflight("preflight: any header", [allowHeaders("*")], .allowed),
    preflight(
      "preflight: any header with credentials",
      credentials: true,
      [allowHeaders("*")],
      refused(.preflight, .headerNotAllowed("content-type"))
    ),
    preflight(
      "preflight: named with credentials",
      credentials: true,
      [allowHeaders("*, content-type")],
      .allowed
    ),
    preflight("preflight: header missing", [], refused(.preflight, .headerNotAllowed("content-type"))),
    preflight(
      "preflight: other header",
      [allowHeaders("x-requested-with")],
      refused(.preflight, .headerNotAllowed("content-type"))
    ),
    preflight(
      "preflight: authorization is not covered by any",
      headers: [("Authorization", "x")],
      [allowHeaders("*")],
      refused(.preflight, .headerNotAllowed("authorization"))
    ),
    preflight(
      "preflight: authorization named",
      headers: [("Authorization", "x")],
      [allowHeaders("Authorization")],
      .allowed
    ),
    preflight(
      "preflight: authorization named beside any",
      headers: [("Authorization", "x"), ("X-A", "1")],
      [allowHeaders("*, authorization")],
      .allowed
    ),
    preflight(
      "preflight: the first missing name, sorted",
      headers: [("X-B", "1"), ("X-A", "1")],
      [],
      refused(.preflight, .headerNotAllowed("x-a"))
    ),
    preflight("preflight: method named", method: "PUT", headers: [], [allowMethods("GET, PUT")], .allowed),
    preflight(
      "preflight: method missing",
      method: "PUT",
      headers: [],
      [],
      refused(.preflight, .methodNotAllowed("PUT"))
    ),
    preflight(
      "preflight: other method",
      method: "PUT",
      headers: [],
      [allowMethods("DELETE")],
      refused(.preflight, .methodNotAllowed("PUT"))
    ),
    preflight("preflight: any method", method: "PUT", headers: [], [allowMethods("*")], .allowed),
    preflight(
      "preflight: any method with credentials",
      method: "PUT",
      headers: [],
      credentials: true,
      [allowMethods("*")],
      refused(.preflight, .methodNotAllowed("PUT"))
    ),
    preflight(
      "preflight: method in lower case in the answer",
      method: "PUT",
      headers: [],
      [allowMethods("put")],
      refused(.preflight, .methodNotAllowed("PUT"))
    ),
    preflight(
      "preflight: patch is not normalised",
      method: "patch",
      headers: [],
      [allowMethods("PATCH")],
      refused(.preflight, .methodNotAllowed("patch"))
    ),
    preflight(
      "preflight: method before header",
      method: "PUT",
      [],
      refused(.preflight, .methodNotAllowed("PUT"))
    ),
    preflight(
      "preflight: malformed methods",
      method: "PUT",
      headers: [],
      [allowMethods("PUT; DELETE")],
      refused(.preflight, .malformed(field: "Access-Control-Allow-Methods"))
    ),
    preflight(
      "preflight: malformed headers",
      [allowHeaders("content type")],
      refused(.preflight, .malformed(field: "Access-Control-Allow-Headers"))
    ),
    preflight("preflight 7: status 200", status: 200, [allowHeaders("*")], .allowed),
    preflight("preflight 7: status 299", status: 299, [allowHeaders("*")], .allowed),
    preflight(
      "preflight 7: status 300",
      status: 300,
      [allowHeaders("*")],
      refused(.preflight, .statusNotOK(300))
    ),
    preflight(
      "preflight 7: status 304",
      status: 304,
      [allowHeaders("*")],
      refused(.preflight, .statusNotOK(304))
    ),
    preflight(
      "preflight 7: status 301",
      status: 301,
      [allowHeaders("*")],
      refused(.preflight, .redirected(301))
    ),
    preflight(
      "preflight 7: status 308",
      status: 308,
      [allowHeaders("*")],
      refused(.preflight, .redirected(308))
    ),
    preflight(
      "preflight 7: status 401",
      status: 401,
      [allowHeaders("*")],
      refused(.preflight, .statusNotOK(401))
    ),
    preflight(
      "preflight 7: status 405",
      status: 405,
      [allowHeaders("*")],
      refused(.preflight, .statusNotOK(405))
    ),
    preflight(
      "preflight 7: status 500",
      status: 500,
      [allowHeaders("*")],
      refused(.preflight, .statusNotOK(500))
    ),
    preflight(
      "preflight 7: CORS check first",
      status: 500,
      [allowHeaders("*")],
      origin: "https://b.example",
      refused(.preflight, .otherOrigin("https://b.example"))
    ),
    preflight(
      "preflight 7: any origin with credentials",
      credentials: true,
      [allowHeaders("content-type")],
      origin: "*",
      refused(.preflight, .wildcardWithCredentials)
    ),
    preflight("preflight 7: any origin", [allowHeaders("content-type")], origin: "*", .allowed),
    Row(
      clause: "answer after a good preflight",
      method: "PUT",
      preflight: (200, allow("*") + [allowMethods("PUT")]),
      expected: refused(.answer, .noAllowOrigin)
    ),
  ]

  @Test(arguments: checks + preflights)
  func `a browser decides after Fetch`(_ row: Row) throws {
    let url = try #require(WebURL("https://api.example/session"))
    let request = CORSRequest(
      origin: row.origin,
      method: row.method,
      headers: HeaderFields(row.headers),
      withCredentials: row.credentials
    )
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

  @Test func `the table is as broad as it was meant to be`() {
    #expect(Self.checks.count + Self.preflights.count >= 60)
  }
}

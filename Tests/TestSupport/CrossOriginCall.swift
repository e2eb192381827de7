package import Reading

private let page = "https://shop.example"

/// A call that a page of `https://shop.example` makes to `https://api.example`, what is answered, and what a browser
/// decides; each row is one clause of Fetch.
package struct CrossOriginCall: Sendable {
  /// The clause.
  package var clause: String
  /// As the script gives it.
  package var method = "GET"
  /// What the script sets.
  package var headers: [(String, String)] = []
  /// Whether cookies go along.
  package var credentials = false
  /// The page's origin.
  package var origin = page
  /// Status and fields of the answer to the preflight; `nil` where none is made.
  package var preflight: (Int, [(String, String)])?
  /// The fields of the answer.
  package var answer: [(String, String)] = []
  /// What a browser decides.
  package var expected: CORSDecision
  /// Every row.
  package static var all: [CrossOriginCall] { checks + preflights + wrongOrigins }

  /// The call.
  package var request: CORSRequest {
    CORSRequest(origin: origin, method: method, headers: HeaderFields(headers), withCredentials: credentials)
  }

  static func refused(_ stage: CORSRefusal.Stage, _ reason: CORSRefusal.Reason) -> CORSDecision {
    .refused(CORSRefusal(stage: stage, reason: reason))
  }

  static func allow(_ origin: String, _ credentials: String? = nil) -> [(String, String)] {
    [("Access-Control-Allow-Origin", origin)]
      + (credentials.map { [("Access-Control-Allow-Credentials", $0)] } ?? [])
  }

  /// The CORS check on an answer: without credentials, then with.
  package static let checks: [CrossOriginCall] = [
    CrossOriginCall(clause: "check 2: nothing", expected: refused(.answer, .noAllowOrigin)),
    CrossOriginCall(clause: "check 3: any", answer: allow("*"), expected: .allowed),
    CrossOriginCall(clause: "check 4: the origin", answer: allow(page), expected: .allowed),
    CrossOriginCall(
      clause: "check 4: the origin, spaces around",
      answer: allow(" \(page)\t"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "check 4: other scheme",
      answer: allow("http://shop.example"),
      expected: refused(.answer, .otherOrigin("http://shop.example"))
    ),
    CrossOriginCall(
      clause: "check 4: other host",
      answer: allow("https://www.shop.example"),
      expected: refused(.answer, .otherOrigin("https://www.shop.example"))
    ),
    CrossOriginCall(
      clause: "check 4: default port written",
      answer: allow("https://shop.example:443"),
      expected: refused(.answer, .otherOrigin("https://shop.example:443"))
    ),
    CrossOriginCall(
      clause: "check 4: slash at the end",
      answer: allow("https://shop.example/"),
      expected: refused(.answer, .otherOrigin("https://shop.example/"))
    ),
    CrossOriginCall(
      clause: "check 4: other case",
      answer: allow("https://Shop.example"),
      expected: refused(.answer, .otherOrigin("https://Shop.example"))
    ),
    CrossOriginCall(
      clause: "check 4: no scheme",
      answer: allow("shop.example"),
      expected: refused(.answer, .otherOrigin("shop.example"))
    ),
    CrossOriginCall(
      clause: "check 4: a pattern",
      answer: allow("https://*.example"),
      expected: refused(.answer, .otherOrigin("https://*.example"))
    ),
    CrossOriginCall(
      clause: "check 4: empty",
      answer: allow(""),
      expected: refused(.answer, .otherOrigin(""))
    ),
    CrossOriginCall(
      clause: "check 4: null",
      answer: allow("null"),
      expected: refused(.answer, .otherOrigin("null"))
    ),
    CrossOriginCall(
      clause: "check 4: null to null",
      origin: "null",
      answer: allow("null"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "check 4: list in one field",
      answer: allow("\(page), https://b.example"),
      expected: refused(.answer, .severalOrigins("\(page), https://b.example"))
    ),
    CrossOriginCall(
      clause: "check 4: two fields",
      answer: allow(page) + allow(page),
      expected: refused(.answer, .severalOrigins("\(page), \(page)"))
    ),
    CrossOriginCall(
      clause: "check 4: two stars",
      answer: allow("*") + allow("*"),
      expected: refused(.answer, .severalOrigins("*, *"))
    ),
    CrossOriginCall(
      clause: "check 4: star and origin",
      answer: allow("*, \(page)"),
      expected: refused(.answer, .severalOrigins("*, \(page)"))
    ),
    CrossOriginCall(
      clause: "check 4: separated by a space",
      answer: allow("\(page) https://b.example"),
      expected: refused(.answer, .otherOrigin("\(page) https://b.example"))
    ),
    CrossOriginCall(
      clause: "get: field name in other case",
      answer: [("access-CONTROL-allow-origin", page)],
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "check 5: credentials are not looked at",
      answer: allow(page, "false"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "check 6: any with credentials",
      credentials: true,
      answer: allow("*", "true"),
      expected: refused(.answer, .wildcardWithCredentials)
    ),
    CrossOriginCall(
      clause: "check 6: none",
      credentials: true,
      answer: allow(page),
      expected: refused(.answer, .credentialsNotAllowed(nil))
    ),
    CrossOriginCall(
      clause: "check 7: true",
      credentials: true,
      answer: allow(page, "true"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "check 7: True",
      credentials: true,
      answer: allow(page, "True"),
      expected: refused(.answer, .credentialsNotAllowed("True"))
    ),
    CrossOriginCall(
      clause: "check 7: TRUE",
      credentials: true,
      answer: allow(page, "TRUE"),
      expected: refused(.answer, .credentialsNotAllowed("TRUE"))
    ),
    CrossOriginCall(
      clause: "check 7: 1",
      credentials: true,
      answer: allow(page, "1"),
      expected: refused(.answer, .credentialsNotAllowed("1"))
    ),
    CrossOriginCall(
      clause: "check 7: twice",
      credentials: true,
      answer: allow(page, "true") + [("Access-Control-Allow-Credentials", "true")],
      expected: refused(.answer, .credentialsNotAllowed("true, true"))
    ),
    CrossOriginCall(
      clause: "check 4 with credentials: other",
      credentials: true,
      answer: allow("https://b.example", "true"),
      expected: refused(.answer, .otherOrigin("https://b.example"))
    ),
    CrossOriginCall(
      clause: "check 2 with credentials: nothing",
      credentials: true,
      expected: refused(.answer, .noAllowOrigin)
    ),
    CrossOriginCall(clause: "main fetch: same origin", origin: "https://api.example", expected: .sameOrigin),
    CrossOriginCall(
      clause: "main fetch: POST alone needs no preflight",
      method: "POST",
      answer: allow("*"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "method: post is normalised",
      method: "post",
      answer: allow("*"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "main fetch: form needs no preflight",
      method: "POST",
      headers: [("Content-Type", "application/x-www-form-urlencoded")],
      answer: allow("*"),
      expected: .allowed
    ),
    CrossOriginCall(
      clause: "main fetch: DELETE needs one",
      method: "DELETE",
      answer: allow("*"),
      expected: .needsPreflight
    ),
    CrossOriginCall(
      clause: "main fetch: JSON needs one",
      method: "POST",
      headers: [("Content-Type", "application/json")],
      answer: allow("*"),
      expected: .needsPreflight
    ),
  ]

  static let json = [("Content-Type", "application/json")]

  static func preflight(
    _ clause: String,
    method: String = "POST",
    headers: [(String, String)] = json,
    credentials: Bool = false,
    status: Int = 204,
    _ fields: [(String, String)],
    origin: String? = nil,
    _ expected: CORSDecision
  ) -> CrossOriginCall {
    let base = allow(origin ?? page, credentials ? "true" : nil)
    return CrossOriginCall(
      clause: clause,
      method: method,
      headers: headers,
      credentials: credentials,
      preflight: (status, base + fields),
      answer: allow(page, "true"),
      expected: expected
    )
  }

  static func allowHeaders(_ value: String) -> (String, String) {
    ("Access-Control-Allow-Headers", value)
  }
  static func allowMethods(_ value: String) -> (String, String) {
    ("Access-Control-Allow-Methods", value)
  }

  /// Preflights with what is behind them.
  package static let preflights: [CrossOriginCall] = [
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
    CrossOriginCall(
      clause: "answer after a good preflight",
      method: "PUT",
      preflight: (200, allow("*") + [allowMethods("PUT")]),
      expected: refused(.answer, .noAllowOrigin)
    ),
  ]
}

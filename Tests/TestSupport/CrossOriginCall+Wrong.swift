import Reading

private let page = "https://shop.example"

extension CrossOriginCall {
  /// Values of `Access-Control-Allow-Origin` that name no origin, or more than one; a browser compares bytes.
  package static let wrongOrigins: [CrossOriginCall] = {
    let others = [
      "\"\(page)\"", "'\(page)'", "<\(page)>", "[\(page)]", "\(page);", "\(page)#", "\(page)?",
      "\(page)/cart",
      "\(page).", "HTTPS://shop.example", "https://SHOP.example", "//shop.example", "https:shop.example",
      "https:/shop.example", "shop.example:443", "https://user@shop.example", "https://*.shop.example",
      "*.shop.example", "https://shop.example:0443", "\(page)|https://b.example", "\(page) \(page)",
      "^https://.*$",
      "**", "* *", "*;", "all", "any", "true", "undefined", "none", "NULL", "Null", "\"null\"",
      "$http_origin",
      "%{ORIGIN}e", "https://sh\u{00F6}p.example", "file://", "http://shop.example",
      "https://shop.example.evil.example",
      "https://evilshop.example", String(repeating: "https://a.example ", count: 200).trimmed,
    ].map {
      CrossOriginCall(
        clause: "wrong: \($0.prefix(40))",
        answer: allow($0),
        expected: refused(.answer, .otherOrigin($0))
      )
    }
    let several = [
      [page, "*"], ["*", page], [page, page, page], [page, "https://b.example"], ["null", "null"],
      ["", page],
      [page, ""], ["null", page],
    ].map { values in
      CrossOriginCall(
        clause: "several fields: \(values.joined(separator: " | "))",
        answer: values.flatMap { allow($0) },
        expected: refused(.answer, .severalOrigins(values.joined(separator: ", ")))
      )
    }
    let lists = ["\(page),", ",\(page)", "\(page),*", "*,", ",*", "\(page),\(page)", "a,b,c", ","].map {
      CrossOriginCall(
        clause: "list: \($0)",
        answer: allow($0),
        expected: refused(.answer, .severalOrigins($0))
      )
    }
    let noTruth = ["\"true\"", "yes", "false", "true,", "true true", "tru", ""]
    let cookies = noTruth.map { (value: String) in
      CrossOriginCall(
        clause: "cookies: \(value)",
        credentials: true,
        answer: allow(page, value),
        expected: refused(.answer, .credentialsNotAllowed(value))
      )
    }
    return others + several + lists + cookies + [
      CrossOriginCall(
        clause: "cookies: true, spaces around",
        credentials: true,
        answer: allow(page, " true\t"),
        expected: .allowed
      ),
      CrossOriginCall(
        clause: "cookies: any origin twice",
        credentials: true,
        answer: allow("*", "true") + allow("*"),
        expected: refused(.answer, .severalOrigins("*, *"))
      ),
      preflight(
        "preflight: two origins",
        [allowHeaders("*"), ("Access-Control-Allow-Origin", page)],
        refused(.preflight, .severalOrigins("\(page), \(page)"))
      ),
      preflight(
        "preflight: methods in two fields",
        method: "PUT",
        headers: [],
        [allowMethods("GET"), allowMethods("PUT")],
        .allowed
      ),
      preflight(
        "preflight: headers in two fields",
        [allowHeaders("x-a"), allowHeaders("content-type")],
        .allowed
      ),
      preflight(
        "preflight: method in other case",
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
      preflight("preflight: patch as it is", method: "patch", headers: [], [allowMethods("patch")], .allowed),
      preflight(
        "preflight: authorization is no any",
        headers: [("Authorization", "x")],
        [allowHeaders("*")],
        refused(.preflight, .headerNotAllowed("authorization"))
      ),
      preflight(
        "preflight: authorization named",
        headers: [("Authorization", "x")],
        [allowHeaders("*, Authorization")],
        .allowed
      ),
      preflight(
        "preflight: one of two headers",
        headers: [("X-A", "1"), ("X-B", "2")],
        [allowHeaders("x-a")],
        refused(.preflight, .headerNotAllowed("x-b"))
      ),
    ]
  }()
}

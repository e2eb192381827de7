import Reading
import TestSupport
import Testing

private let amazon = "https://static-eu.payments-amazon.com"
private let checkout = "\(amazon)/checkout.js"

@Suite(.timeLimit(.minutes(1))) struct `Content security policies` {
  private func url(_ text: String) throws -> WebURL { try #require(WebURL(text)) }

  private func policies(_ enforced: String..., reportOnly: [String] = [], meta: [String] = []) throws
    -> PolicySet
  {
    PolicySet(
      document: try url("https://shop.example/cart"),
      enforced: enforced,
      reportOnly: reportOnly,
      meta: meta
    )
  }

  // MARK: Reading

  @Test func `directives are read as CSP3 2-2-1 says`() throws {
    let policy = try #require(
      ContentSecurityPolicy.read(
        header: " ; Script-Src\t'self'  https://A.example ;; img-src; SCRIPT-SRC *; x-ü y"
      ).first
    )
    #expect(policy.directives.map(\.name) == ["script-src", "img-src"])
    #expect(policy["script-src"]?.tokens == ["'self'", "https://A.example"])
    #expect(policy["img-src"]?.allowsNothing == true)
    #expect(policy["default-src"] == nil)
  }

  @Test func `commas separate policies, empty ones do not count`() {
    let list = ContentSecurityPolicy.read(header: "script-src 'self', , img-src *,;")
    #expect(list.map { $0.directives.map(\.name) } == [["script-src"], ["img-src"]])
    #expect(ContentSecurityPolicy.read(header: " , ;").isEmpty)
  }

  @Test func `a meta element cannot sandbox, frame or report`() throws {
    let list = ContentSecurityPolicy.read(
      meta: "sandbox; frame-ancestors 'none'; report-uri /x; script-src 'self', *"
    )
    #expect(list.map { $0.directives.map(\.name) } == [["script-src"], ["*"]])
    #expect(ContentSecurityPolicy.read(meta: "sandbox").isEmpty)
  }

  @Test(
    arguments: [
      ("*", .any), ("'none'", SourceExpression.none), ("'SELF'", .documentOrigin),
      ("'Unsafe-Inline'", .keyword(.unsafeInline)), ("'strict-dynamic'", .keyword(.strictDynamic)),
      ("'nonce-aB+/-_=='", .nonce("aB+/-_==")), ("'NONCE-a'", .nonce("a")),
      ("'nonce-'", .unknown("'nonce-'")),
      ("'nonce-a b'", .unknown("'nonce-a b'")), ("'nonce-a===b'", .unknown("'nonce-a===b'")),
      ("'sha256-a-_='", .hash(.sha256, "a+/=")), ("'SHA512-abc'", .hash(.sha512, "abc")),
      ("'sha1-abc'", .unknown("'sha1-abc'")), ("'self", .unknown("'self")),
      ("self", .host(.init(host: "self"))),
      ("HTTPS:", .scheme("https")), ("https://", .unknown("https://")), ("a+b:", .scheme("a+b")),
      ("Shop.Example", .host(.init(host: "shop.example"))),
      ("*.shop.example", .host(.init(host: "*.shop.example"))),
      ("*:8443", .host(.init(host: "*", port: .number(8443)))),
      ("https://*", .host(.init(scheme: "https", host: "*"))),
      ("shop.example:*", .host(.init(host: "shop.example", port: .any))),
      (
        "http://a.example:80/x/",
        .host(.init(scheme: "http", host: "a.example", port: .number(80), path: "/x/"))
      ),
      ("a.example/x?y#z", .host(.init(host: "a.example", path: "/x"))), ("*.", .unknown("*.")),
      ("*shop.example", .unknown("*shop.example")), ("a.*.example", .unknown("a.*.example")),
      ("a.example:99999999", .unknown("a.example:99999999")), ("a.example:x", .unknown("a.example:x")),
      ("[::1]", .unknown("[::1]")), ("/path", .unknown("/path")), (".example", .unknown(".example")),
      ("localhost:8080", .host(.init(host: "localhost", port: .number(8080)))),
    ] as [(String, SourceExpression)]
  )
  func `a source expression is read as CSP3 2-3-1 says`(_ token: String, _ expected: SourceExpression) {
    #expect(SourceExpression.read(token) == expected)
  }

  // MARK: Directives

  @Test(
    arguments: [
      ("script-src-elem *; script-src 'none'; default-src 'none'", PolicyContent.script, nil),
      ("script-src *; default-src 'none'", .script, nil), ("default-src 'none'", .script, "default-src"),
      ("script-src 'none'; default-src *", .script, "script-src"), ("script-src-attr 'none'", .script, nil),
      ("frame-src 'none'; child-src *", .frame, "frame-src"),
      ("child-src 'none'; default-src *", .frame, "child-src"),
      ("default-src 'none'", .frame, "default-src"), ("script-src 'none'", .frame, nil),
      ("connect-src 'none'", .connect, "connect-src"), ("default-src 'none'", .connect, "default-src"),
      ("default-src 'none'", .formAction, nil), ("form-action 'none'", .formAction, "form-action"),
      ("img-src 'none'", .image, "img-src"), ("style-src-elem 'none'; style-src *", .style, "style-src-elem"),
      ("style-src 'none'", .style, "style-src"), ("style-src 'none'", .script, nil),
    ] as [(String, PolicyContent, String?)]
  )
  func `the fallbacks are those of CSP3 6-8-3`(_ header: String, _ content: PolicyContent, _ decided: String?)
    throws
  {
    let set = try policies(header)
    let url = try url("https://a.example/")
    let decision = content == .script ? set.script(ScriptRequest(url: url)) : set.load(content, url)
    #expect(decision.violations.first?.decidingDirective == decided)
    #expect(decision.isAllowed == (decided == nil))
    #expect(decision.violations.allSatisfy { $0.effectiveDirective == content.directives[0] })
  }

  @Test func `every policy must allow`() throws {
    let set = try policies(
      "script-src *",
      "script-src https:, script-src 'self'",
      meta: ["default-src 'self'"]
    )
    let decision = set.script(ScriptRequest(url: try url(checkout)))
    #expect(decision.violations.map(\.policy) == [2, 3])
    #expect(decision.violations.map(\.source) == [.header, .meta])
    #expect(decision.violations.map(\.blocked) == [checkout, checkout])
  }

  @Test func `a policy that only tells blocks nothing`() throws {
    let set = try policies(reportOnly: ["script-src 'self'"])
    let decision = set.script(ScriptRequest(url: try url(checkout)))
    #expect(decision.isAllowed)
    #expect(decision.reported.map(\.decidingDirective) == ["script-src"])
  }

  @Test func `without a policy all is allowed`() throws {
    let set = try policies()
    #expect(set.script(ScriptRequest(url: try url(checkout))).isAllowed)
    #expect(set.inlineScript(source: []).isAllowed)
    #expect(set.sandbox == nil)
  }

  @Test func `insecure requests are upgraded before they are blocked, not before they are told`() throws {
    let set = try policies("upgrade-insecure-requests; img-src https:", reportOnly: ["img-src https:"])
    let decision = set.load(.image, try url("http://a.example/"))
    #expect(set.upgradesInsecureRequests)
    #expect(decision.isAllowed)
    #expect(decision.reported.count == 1)
    #expect(try !policies(reportOnly: ["upgrade-insecure-requests"]).upgradesInsecureRequests)
  }

  @Test func `sandbox grants what every policy grants`() throws {
    #expect(try policies("sandbox").sandbox == [])
    #expect(try policies("sandbox Allow-Scripts allow-popups").sandbox == ["allow-scripts", "allow-popups"])
    #expect(
      try policies("sandbox allow-scripts", "sandbox allow-popups allow-scripts").sandbox == ["allow-scripts"]
    )
    #expect(try policies("script-src *", reportOnly: ["sandbox"], meta: ["sandbox"]).sandbox == nil)
  }

  // MARK: Scripts

  static let hash = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"

  @Test(
    arguments: [
      ("script-src 'nonce-abc'", "abc", nil, true, true), ("script-src 'nonce-abc'", "ABC", nil, true, false),
      ("script-src 'nonce-abc'", nil, nil, true, false), ("script-src 'nonce-abc'", "", nil, true, false),
      ("script-src 'nonce-abc' 'strict-dynamic'", "abc", nil, true, true),
      ("script-src 'nonce-abc' 'strict-dynamic' https:", nil, nil, true, false),
      ("script-src 'nonce-abc' 'strict-dynamic'", nil, nil, false, true),
      ("script-src 'STRICT-DYNAMIC' *", nil, nil, true, false),
      ("default-src 'strict-dynamic' 'nonce-x' *", nil, nil, true, false),
      ("script-src \(hash)", nil, "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=", true, true),
      ("script-src \(hash)", nil, "SHA256-qznLcsROx4GACP2dm0UCKCzCG-HiZ1guq6ZZDob_Tng=?x", true, true),
      (
        "script-src \(hash)", nil, "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng= sha384-AAAA", true,
        false
      ),
      ("script-src \(hash)", nil, "nonsense", true, false), ("script-src \(hash)", nil, "", true, false),
      ("script-src \(hash) https:", nil, "sha384-AAAA", true, true),
      ("script-src 'unsafe-inline'", nil, nil, true, false), ("script-src", nil, nil, true, false),
      ("script-src https://static-eu.payments-amazon.com", nil, nil, true, true),
      ("script-src https://static-na.payments-amazon.com", nil, nil, true, false),
      ("script-src https://static-eu.payments-amazon.com/checkout.js", nil, nil, true, true),
      ("script-src https://static-eu.payments-amazon.com/js/", nil, nil, true, false),
    ] as [(String, String?, String?, Bool, Bool)]
  )
  func `a script is judged as CSP3 6-7-1-1 says`(
    _ header: String,
    _ nonce: String?,
    _ integrity: String?,
    _ parserInserted: Bool,
    _ allowed: Bool
  ) throws {
    let request = ScriptRequest(
      url: try url(checkout),
      nonce: nonce,
      integrity: integrity,
      isParserInserted: parserInserted
    )
    #expect(try policies(header).script(request).isAllowed == allowed)
  }

  @Test(
    arguments: [
      ("script-src 'unsafe-inline'", nil, true), ("script-src *", nil, false), ("script-src", nil, false),
      ("script-src 'none'", nil, false), ("img-src 'none'", nil, true),
      ("script-src 'unsafe-inline' 'nonce-abc'", nil, false),
      ("script-src 'unsafe-inline' 'nonce-abc'", "abc", true),
      ("script-src 'unsafe-inline' 'sha256-AAAA'", nil, false),
      ("script-src 'unsafe-inline' 'strict-dynamic'", nil, false),
      ("script-src 'unsafe-inline' https:", nil, true),
      ("default-src 'unsafe-inline'; script-src 'self'", nil, false),
      ("script-src-elem 'self'; script-src 'unsafe-inline'", nil, false),
      ("script-src \(hash)", nil, true), ("script-src 'sha256-AAAA'", nil, false),
      ("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG-HiZ1guq6ZZDob_Tng='", nil, true),
      ("script-src 'sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO'", nil, true),
      (
        "script-src 'sha512-Q2bFTOhEALkN8hOms2FKTDLy7eugP2zFZ1T8LCvX42Fp3WoNr3bjZSAHeOsHrbV1Fu9/A0EzCinRE7Af1ofPrw=='",
        nil, true
      ),
    ] as [(String, String?, Bool)]
  )
  func `an inline script is judged as CSP3 6-7-3-3 says`(_ header: String, _ nonce: String?, _ allowed: Bool)
    throws
  {
    let source = Array("alert('Hello, world.');".utf8)
    #expect(try policies(header).inlineScript(nonce: nonce, source: source).isAllowed == allowed)
  }

  @Test func `strict-dynamic does not bind styles`() throws {
    #expect(try policies("style-src 'unsafe-inline' 'strict-dynamic'").inlineStyle(source: []).isAllowed)
    #expect(try !policies("style-src 'unsafe-inline' 'nonce-a'").inlineStyle(source: []).isAllowed)
    #expect(try policies("style-src 'nonce-a'").load(.style, url(checkout), nonce: "a").isAllowed)
  }

  // MARK: Changes

  @Test(
    arguments: [
      ("script-src 'self'", .add(source: amazon, to: "script-src")),
      ("script-src-elem 'self'", .add(source: amazon, to: "script-src-elem")),
      ("script-src 'none'", .replaceNone(source: amazon, in: "script-src")),
      ("script-src", .replaceNone(source: amazon, in: "script-src")),
      ("default-src 'none'", .replaceNone(source: amazon, in: "script-src")),
      ("default-src 'self'", .split(source: amazon, into: "script-src")),
      ("script-src 'nonce-a' 'strict-dynamic'", .useNonce(of: "script-src")),
      ("script-src 'sha256-AAAA' 'strict-dynamic'", .introduceNonce(in: "script-src")),
    ] as [(String, PolicyChange)]
  )
  func `the smallest change mends the policy`(_ header: String, _ expected: PolicyChange) throws {
    let decision = try policies(header).script(ScriptRequest(url: try url(checkout)))
    #expect(decision.violations.first?.change == expected)
  }

  @Test(arguments: [
    "script-src 'self'", "script-src-elem 'self'", "script-src 'none'", "default-src 'none'",
    "default-src 'self'",
  ])
  func `a policy with the change lets the script in`(_ header: String) throws {
    let request = ScriptRequest(url: try url(checkout))
    let change = try #require(try policies(header).script(request).violations.first?.change)
    let mended =
      switch change {
      case .add(let source, let directive): header.replacing(directive, with: "\(directive) \(source)")
      case .replaceNone(let source, let directive): "\(directive) \(source)"
      case .split(let source, let directive): header + "; \(directive) 'self' \(source)"
      case .useNonce, .addHash, .introduceNonce: header
      }
    #expect(try policies(mended).script(request).isAllowed)
  }

  @Test func `an inline script is mended by its digest, or by the nonce there is`() throws {
    let source = Array("alert('Hello, world.');".utf8)
    let hashed = try #require(try policies("script-src 'self'").inlineScript(source: source).violations.first)
    #expect(hashed.change == .addHash(source: Self.hash, to: "script-src"))
    #expect(hashed.blocked == "inline")
    let nonced = try policies("script-src 'nonce-a'").inlineScript(source: source).violations.first
    #expect(nonced?.change == .useNonce(of: "script-src"))
  }

  // MARK: Hostile input

  @Test func `every policy of any bytes can be asked`() throws {
    let source = SeededBytes([
      "default-src 'self'; script-src 'nonce-abc' 'strict-dynamic' https://*.payments-amazon.com:443/a/; sandbox",
      "script-src 'sha256-AAAA=', img-src *:* data: http://127.0.0.1:80",
      "frame-src; child-src 'none'; form-action *",
    ])
    let document = try url("https://shop.example/")
    let target = try url(checkout)
    var blocked = 0
    for seed in 0..<10_000 {
      let set = PolicySet(document: document, policies: ContentSecurityPolicy.read(source.bytes(seed)))
      #expect(set.policies.allSatisfy { !$0.directives.isEmpty }, "seed \(seed)")
      let decision = set.script(ScriptRequest(url: target, nonce: "x", integrity: "sha256-AAAA"))
      if !decision.isAllowed { blocked += 1 }
      #expect(decision.violations.count <= set.policies.count, "seed \(seed)")
      _ = set.inlineScript(source: [1, 2, 3])
    }
    #expect(blocked > 500)
  }

  @Test func `long values are read in linear time`() throws {
    let document = try url("https://shop.example/")
    for unit in ["a;", ",", "a b ", "https://*.a.example:443/x/y ", "'nonce-a' ", "/", "a:"] {
      let growth = growth(from: 15_000 / unit.utf8.count) { count in
        let text = "img-src " + String(repeating: unit, count: count)
        _ = PolicySet(document: document, enforced: [text]).load(.image, document)
      }
      #expect(growth < linearGrowth, "\(unit)")
    }
  }
}

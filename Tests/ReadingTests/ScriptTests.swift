import Reading
import Testing

private func told(_ text: String) -> [String] {
  let script = ScriptTokens(text)
  return script.tokens.indices.map { index in
    switch script.tokens[index].kind {
    case .regularExpression: "re:" + script.text(index)
    case .broken: "broken:" + script.text(index)
    default: script.text(index)
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Script tokens` {
  @Test(arguments: [
    Case("a=b/c/d", "a", "=", "b", "/", "c", "/", "d"),
    Case("a=/b/g.c", "a", "=", "re:/b/g", ".", "c"),
    Case("(a)/b/c", "(", "a", ")", "/", "b", "/", "c"),
    Case("if(a)/b/.c", "if", "(", "a", ")", "re:/b/", ".", "c"),
    Case("a[0]/b/c", "a", "[", "0", "]", "/", "b", "/", "c"),
    Case("return/a/", "return", "re:/a/"),
    Case("x.return/a/b", "x", ".", "return", "/", "a", "/", "b"),
    Case("{}/a/", "{", "}", "re:/a/"),
    Case("a={}/b/c", "a", "=", "{", "}", "/", "b", "/", "c"),
    Case("a++/b/c", "a", "++", "/", "b", "/", "c"),
    Case("f(/[/]\\/'/)", "f", "(", "re:/[/]\\/'/", ")"),
    Case("a=/b\nc", "a", "=", "/", "b", "c"),
    Case("`x`/a/b", "`x`", "/", "a", "/", "b"),
    Case("typeof/a/", "typeof", "re:/a/"),
    Case("a&&/b/", "a", "&&", "re:/b/"),
    Case("'a'/b", "'a'", "/", "b"),
  ])
  func `a slash divides or begins a regular expression`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    Case("a//b\nc", "a", "c"), Case("a/*b\n*/c", "a", "c"), Case("a/*", "a"), Case("#!/x y\na", "a"),
    Case("<!-- a\nb", "b"), Case("--> a\nb", "b"), Case("a\n--> b\nc", "a", "c"),
    Case("a-->b", "a", "--", ">", "b"),
    Case("'//'", "'//'"), Case("a\u{A0}\u{2028}b", "a", "b"),
  ])
  func `comments are left out`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    Case("`a`", "`a`"), Case("`a${b}c`", "`a${", "b", "}c`"),
    Case("`${a}${{b:1}}`", "`${", "a", "}${", "{", "b", ":", "1", "}", "}`"),
    Case("`${`${a}`}`", "`${", "`${", "a", "}`", "}`"), Case("`\\`${a}`", "`\\`${", "a", "}`"),
    Case("`a", "broken:`a"), Case("`${(}`b", "`${", "(", "}`", "b"),
  ])
  func `templates nest`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    Case("1.5e+3+.5", "1.5e+3", "+", ".5"), Case("0x1Fe+1", "0x1Fe", "+", "1"), Case("1_000n", "1_000n"),
    Case("a?.b?.5:c", "a", "?.", "b", "?", ".5", ":", "c"), Case("a>>>=b", "a", ">>>=", "b"),
    Case("a=>b", "a", "=>", "b"),
    Case("...a", "...", "a"), Case("'a\nb'", "broken:'a", "b", "broken:'"), Case("'a\\\nb'", "'a\\\nb'"),
    Case("#p in é$_1", "#p", "in", "é$_1"),
  ])
  func `numbers, names and punctuators are whole`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    (#"'a\n\t\'\"\\b'"#, "a\n\t'\"\\b"), (#""\x41\u0042\u{43}""#, "ABC"), (#"'\uD83D\uDE00'"#, "😀"),
    (#"'\uD83Dx'"#, "\u{FFFD}x"),
    (#"'<\/script>'"#, "</script>"), ("'a\\\r\nb'", "ab"), (#"'\0\101'"#, "\0A"), (#"`a\`b`"#, "a`b"),
    (#"'\xZZ\u12'"#, "xZZu12"),
  ])
  func `escapes in strings are undone`(_ text: String, _ value: String) {
    #expect(ScriptTokens(text).string(0) == value)
  }

  @Test func `an escaped name is the name it stands for`() {
    let script = ScriptTokens(#"\u0061b = \u{63}"#)
    #expect(script.identifier(0) == "ab" && script.identifier(2) == "c" && script.identifier(1) == nil)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Script literals` {
  private func read(_ text: String) -> ScriptLiteral { ScriptReader.literal(in: text) }

  @Test func `objects, arrays and scalars are read`() {
    let value = read(
      #"{a: 1, 'b': "x", "c": [true, null, , undefined,], 4: -2.5, [d]: 1, ['e']: !0, f: `t`, g: !1,}"#
    )
    #expect(value["e"] == .bool(true) && value["f"] == .string("t") && value["g"] == .bool(false))
    let members = value.members ?? []
    #expect(members.map(\.key) == ["a", "b", "c", "4", nil, "e", "f", "g"])
    #expect(members[2].value == .array([.bool(true), .null, .undefined, .undefined]))
    #expect(members[3].value == .number("-2.5"))
  }

  @Test func `what is not a literal is unknown, with an excerpt`() {
    let value = read(
      "{a: f(1, {x: 2}), b: c ? 1 : 2, d, e() { return {} }, get g() { return 1 }, h: `x${y}z`, i: a.b, j: 1}"
    )
    #expect(value["a"] == .unknown("f(1, {x: 2})"))
    #expect(value["b"] == .unknown("c ? 1 : 2"))
    #expect(value["d"] == .unknown("d"))
    #expect(value["h"] == .unknown("`x${y}z`"))
    #expect(value["i"] == .unknown("a.b"))
    #expect(value["j"] == .number("1"))
    #expect(["e", "g"].allSatisfy { value[$0]?.isUnknown == true })
  }

  @Test func `after a spread an earlier key is no longer certain`() {
    #expect(read("{a: 1, ...b}")["a"]?.isUnknown == true)
    #expect(read("{a: 1, ...b}")["c"]?.isUnknown == true)
    #expect(read("{...b, a: 1}")["a"] == .number("1"))
    #expect(read("{a: 1, a: 2}")["a"] == .number("2"))
  }

  @Test(arguments: [
    ("'a' + \"b\" + `c`", ScriptLiteral.string("abc")), ("'a' + 1", .string("a1")), ("('a')", .string("a")),
    ("JSON.stringify({a:'x\"',b:[1,null],c:undefined})", .string(#"{"a":"x\"","b":[1,null]}"#)),
    ("JSON.parse('{\"a\":1}')", .object([.init(key: "a", value: .number("1"))])),
    ("'a' + b", .unknown("'a' + b")), ("JSON.stringify({a: b})", .unknown("JSON.stringify({a: b})")),
    ("JSON.stringify({a:1}, null, 2)", .unknown("JSON.stringify({a:1}, null, 2)")),
    ("1 + 2", .unknown("1 + 2")),
  ])
  func `text is put together where all of it is there`(_ text: String, _ value: ScriptLiteral) {
    #expect(read(text) == value)
  }

  private func argument(_ script: String) -> ScriptLiteral? {
    let reader = ScriptReader(ScriptTokens(script))
    let tokens = reader.script.tokens
    guard
      let call = tokens.indices.last(where: { reader.script.isAt($0, "f") && reader.script.isAt($0 + 1, "(") }
      )
    else {
      return nil
    }
    return reader.arguments(at: call + 1).first
  }

  @Test(arguments: [
    ("const c = 'x'; f(c)", ScriptLiteral.string("x")), ("var c = {a: 'x'}\nf(c.a)", .string("x")),
    ("let a = 1, c = 'x'; f(c)", .string("x")), ("const b = 'x'; const c = b; f(c)", .string("x")),
  ])
  func `a name bound once to a literal is followed`(_ script: String, _ value: ScriptLiteral) {
    #expect(argument(script) == value)
  }

  @Test(arguments: [
    "let c = 'x'; c = 'y'; f(c)", "var c = 'x'; var c = 'y'; f(c)", "const c = 'x'; function g(c) { f(c) }",
    "const c = 'x'; g(c => f(c))", "const c = 'x'; g((a, c) => f(c))", "c = 'x'; f(c)",
    "let c = 'x'; c += 'y'; f(c)",
    "const {c = 'x'} = o; f(c)", "function g(c = 'x') { f(c) }", "const c = c; f(c)", "f(c)",
    "const o = {m(c) { f(c) }}, c = 'x'",
  ])
  func `any other name is unknown`(_ script: String) {
    #expect(argument(script)?.isUnknown == true)
  }

  @Test func `a member that is set later is unknown, the others are not`() {
    let value = argument("const c = {a: 1, b: 2}; if (x) c.b = 3; f(c)")
    #expect(value?["a"] == .number("1"))
    #expect(value?["b"]?.isUnknown == true)
    #expect(argument("const c = {a: 1}; c[k] = 3; f(c)")?["a"]?.isUnknown == true)
  }

  @Test(arguments: [
    "var g = {a: 1};", "window.g = {a: 1};", "window['g'] = {a: 1};", "g={a:1}",
    "var g = g || {}; g = {a: 1}",
  ])
  func `a global is found however it is set`(_ script: String) {
    #expect(ScriptReader(ScriptTokens(script)).global("g")?.value["a"] == .number("1"))
  }

  @Test(arguments: [
    "{", "{a:", "[1,", "{a:1}}", "{a:1} x", "", "{a 1}", "f(", "{...}", "{get}", "{:}", "[,]", "(", "{[",
    "`${", "}",
  ])
  func `malformed text is read to its end`(_ text: String) {
    _ = read(text)
    #expect(read(text)["a"] != .string("never"))
  }
}

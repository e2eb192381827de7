import Reading
import TestSupport
import Testing

/// What a page of any bytes must not do: crash, or take more than time in proportion.
@Suite(.timeLimit(.minutes(1))) struct `Hostile pages` {
  private static let small = 6_000

  /// Reads pages of one and of eight times the size, `unit` over and over.
  private func expectLinear(
    _ unit: (Int) -> String,
    before: String = "",
    after: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let growth = growth(from: Self.small / unit(0).utf8.count) { count in
      let bytes = Array(before.utf8) + (0..<count).flatMap { unit($0).utf8 } + Array(after.utf8)
      let page = PageReader.read(bytes, contentType: "text/html; charset=utf-8", url: "https://shop.example/")
      _ = ButtonReader.read(page, scripts: [ScriptSource(url: "https://shop.example/a.js", bytes: bytes)])
    }
    #expect(growth < linearGrowth, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "<div>", "<svg>", "<svg><desc>", "</p>", "<", "<!--", "<!-", "<a ", "<a b='", "<a\u{0}", "&amp", "&#x41",
    "<script>",
    "<template>", "<a href=x>", "<!--<script>", "<script><!--<script>", "<title>", "</title", "-->",
    "<p a=1 b=2 c=3>",
  ])
  func `nested or unterminated markup takes time in proportion`(_ unit: String) {
    expectLinear { _ in unit }
  }

  @Test(arguments: [
    "amazon.Pay.renderButton(", "amazon.Pay.renderButton({a:", "[", "{a:", "=/[", "`${", "(a)=>", "f(a){",
    "'a'+", "a=[a,a];",
    "const a=[b,b];", "...", "'payments-amazon", "'payments-amazon',", "amazonpay={a:amazonpay,b:amazonpay};",
    "/*", "-----BEGIN PRIVATE KEY-----",
    "amzn.mws.", " on line 1 ", "JSON.parse('", "c[0]=",
  ])
  func `entangled scripts take time in proportion`(_ unit: String) {
    let before = "<script>var amazonpay=amazon.Pay;const b=[1];const c=[b,b];"
    expectLinear({ _ in unit }, before: before)
    expectLinear({ _ in unit }, before: before, after: "amazon.Pay.renderButton('#a',c)</script>")
  }

  @Test func `one tag of very many attributes takes time in proportion`() {
    expectLinear({ _ in "ab " }, before: "<p ")
    expectLinear({ "a\($0) " }, before: "<p ", after: ">")
  }

  @Test(arguments: 0..<60)
  func `any bytes are read`(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let pieces = [
      "<script>", "</script>", "<!--", "-->", "<svg>", "</svg>", "<title>", "amazon.Pay.renderButton('#a',",
      "{", "}", "[", "]", "(",
      ")", "'", "\"", "`", "${", "\\", "\\u", "/", "//", "/*", "*/", "&#", "&amp", "=", "<a href=",
      "<template>", "</template>",
      "<iframe srcdoc='", "static-eu.payments-amazon.com/checkout.js", "<meta charset=", "\0", "\u{E4}",
      "const c=", "c", ",", ":", ";",
      "<noscript>", "...", "JSON.parse(", "var amazonpay=", "-----BEGIN PRIVATE KEY-----", " on line 3",
      ".php", "Warning:", "=>",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<400 {
      if random.next() % 4 == 0 {
        bytes.append(UInt8(truncatingIfNeeded: random.next()))
      } else {
        bytes += Array(pieces[Int(random.next() % UInt64(pieces.count))].utf8)
      }
    }
    let page = PageReader.read(bytes, url: "https://shop.example/")
    let found = ButtonReader.read(page, scripts: [ScriptSource(url: "/x.js", bytes: bytes)])
    #expect(page.scripts.count <= bytes.count && found.calls.count <= bytes.count)
    let script = ScriptTokens(bytes[...])
    #expect(script.tokens.allSatisfy { $0.start < $0.end && $0.end <= bytes.count })
    #expect(zip(script.tokens, script.tokens.dropFirst()).allSatisfy { $0.end <= $1.start })
  }
}

/// A small generator of numbers that are the same on every run.
private struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

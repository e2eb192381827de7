import Reading
import Testing

/// The tokens of a text, one a piece: `<a href="x">`, `</a>`, `'text'`, `<!--c-->`.
private func told(_ html: String, scripting: Bool = true) -> [String] {
  let bytes = Array(html.utf8)
  var tokenizer = HTMLTokenizer(bytes, scripting: scripting)
  var pieces: [String] = []
  while let token = tokenizer.next() {
    switch token {
    case .startTag(let tag):
      let attributes = tag.attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
      pieces.append("<\(tag.name)\(attributes)\(tag.isSelfClosing ? "/" : "")>")
    case .endTag(let name, _): pieces.append("</\(name)>")
    case .text(let text): pieces.append("'\(tokenizer.string(of: text))'")
    case .comment(let range): pieces.append("<!--\(String(decoding: bytes[range], as: UTF8.self))-->")
    case .doctype(let range): pieces.append("<!\(String(decoding: bytes[range], as: UTF8.self))>")
    }
  }
  return pieces
}

struct Case: Sendable, CustomTestStringConvertible {
  let input: String
  let gives: [String]
  init(_ input: String, _ gives: String...) {
    self.input = input
    self.gives = gives
  }
  var testDescription: String { input }
}

@Suite(.timeLimit(.minutes(1))) struct `HTML tokenizer` {
  @Test(arguments: [
    Case("<p>a</p>", "<p>", "'a'", "</p>"),
    Case("<DIV Class=X>", "<div class=\"X\">"),
    Case("<a href='x' href=y>", "<a href=\"x\">"),
    Case("<a b=\"1\"c=2>", "<a b=\"1\" c=\"2\">"),
    Case("<a b = 1 c= '2' d>", "<a b=\"1\" c=\"2\" d=\"\">"),
    Case("<a =b>", "<a =b=\"\">"),
    Case("<a b=>x", "<a b=\"\">", "'x'"),
    Case("<a b=c/d>", "<a b=\"c/d\">"),
    Case("<br/>", "<br/>"),
    Case("<br / x>", "<br x=\"\">"),
    Case("<a/b/c>", "<a b=\"\" c=\"\">"),
    Case("<a b='\n>'>", "<a b=\"\n>\">"),
    Case("</p x='>'>y", "</p>", "'y'"),
    Case("<x\0y>", "<x\u{FFFD}y>"),
  ])
  func `tags and attributes are read as browsers read them`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    Case("a < b", "'a < b'"),
    Case("a<3", "'a<3'"),
    Case("<", "'<'"),
    Case("</", "'</'"),
    Case("a</>b", "'a'", "'b'"),
    Case("</ x>b", "<!-- x-->", "'b'"),
    Case("<?php x ?>b", "<!--?php x ?-->", "'b'"),
    Case("<!x>b", "<!--x-->", "'b'"),
    Case("<!DOCTYPE html>b", "<! html>", "'b'"),
    Case("<!doctype", "<!>"),
    Case("<a href=x", ""),
    Case("a<b c='", "'a'"),
  ])
  func `what is no tag is text or a bogus comment`(_ example: Case) {
    #expect(told(example.input) == example.gives.filter { !$0.isEmpty })
  }

  @Test(arguments: [
    Case("<!--a-->b", "<!--a-->", "'b'"),
    Case("<!-->b", "<!---->", "'b'"),
    Case("<!--->b", "<!---->", "'b'"),
    Case("<!---->b", "<!---->", "'b'"),
    Case("<!--a--!>b", "<!--a-->", "'b'"),
    Case("<!--a--!-->b", "<!--a--!-->", "'b'"),
    Case("<!--a--b--->c", "<!--a--b--->", "'c'"),
    Case("<!--a<!--b-->c", "<!--a<!--b-->", "'c'"),
    Case("<!--a", "<!--a-->"),
    Case("<!--<script src=x></script>-->", "<!--<script src=x></script>-->"),
  ])
  func `comments end where the standard ends them`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    Case("<title>a<b>&amp;</title>c", "<title>", "'a<b>&'", "</title>", "'c'"),
    Case("<textarea><script></textarea>", "<textarea>", "'<script>'", "</textarea>"),
    Case("<style>a<b>&amp;</STYLE >c", "<style>", "'a<b>&amp;'", "</style>", "'c'"),
    Case("<iframe><p></iframe>", "<iframe>", "'<p>'", "</iframe>"),
    Case("<noscript><img></noscript>", "<noscript>", "'<img>'", "</noscript>"),
    Case("<title>a</titles>b</title>", "<title>", "'a</titles>b'", "</title>"),
    Case("<title></title>", "<title>", "</title>"),
    Case("<xmp>a", "<xmp>", "'a'"),
    Case("<plaintext>a</plaintext>", "<plaintext>", "'a</plaintext>'"),
  ])
  func `some elements hold text alone`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test func `without scripting a noscript holds markup`() {
    #expect(told("<noscript><p></noscript>", scripting: false) == ["<noscript>", "<p>", "</noscript>"])
  }

  @Test(arguments: [
    Case("<script>a<b</script>c", "<script>", "'a<b'", "</script>", "'c'"),
    Case("<script>a</script\n>c", "<script>", "'a'", "</script>", "'c'"),
    Case("<script>'</scripts>'</script>", "<script>", "''</scripts>''", "</script>"),
    Case("<script><!--a</script>c", "<script>", "'<!--a'", "</script>", "'c'"),
    Case(
      "<script><!--<script>a</script>b--></script>c",
      "<script>",
      "'<!--<script>a</script>b-->'",
      "</script>",
      "'c'"
    ),
    Case(
      "<script><!--<script>a</script>b</script>c",
      "<script>",
      "'<!--<script>a</script>b'",
      "</script>",
      "'c'"
    ),
    Case("<script><!--<script --></script>c", "<script>", "'<!--<script -->'", "</script>", "'c'"),
    Case("<script><!--><script></script>c", "<script>", "'<!--><script>'", "</script>", "'c'"),
    Case("<script><!--<scriptx></script>c", "<script>", "'<!--<scriptx>'", "</script>", "'c'"),
    Case("<script/>a</script>b", "<script/>", "'a'", "</script>", "'b'"),
    Case("<script>a", "<script>", "'a'"),
  ])
  func `scripts end where a browser ends them`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    Case("<svg><title>a<b>c</title></svg>", "<svg>", "<title>", "'a'", "<b>", "'c'", "</title>", "</svg>"),
    Case("<svg><style>a&amp;<x></style></svg>", "<svg>", "<style>", "'a&'", "<x>", "</style>", "</svg>"),
    Case("<svg><![CDATA[<b>&amp;]]></svg>", "<svg>", "'<b>&amp;'", "</svg>"),
    Case("<p><![CDATA[<b>]]>", "<p>", "<!--[CDATA[<b-->", "']]>'"),
    Case("<svg><p><title><b></title>", "<svg>", "<p>", "<title>", "'<b>'", "</title>"),
    Case(
      "<svg><foreignObject><title><b></title></foreignObject></svg>",
      "<svg>",
      "<foreignobject>",
      "<title>",
      "'<b>'",
      "</title>",
      "</foreignobject>",
      "</svg>"
    ),
    Case("<svg/><title><b></title>", "<svg/>", "<title>", "'<b>'", "</title>"),
    Case(
      "<button><svg></button><title><b></title>",
      "<button>",
      "<svg>",
      "</button>",
      "<title>",
      "'<b>'",
      "</title>"
    ),
  ])
  func `foreign content is markup`(_ example: Case) {
    #expect(told(example.input) == example.gives)
  }

  @Test(arguments: [
    ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&nbsp;", "\u{A0}"), ("&euro;&hellip;", "€…"),
    ("&#65;&#x42;&#X43", "ABC"),
    ("&#128;", "€"), ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("&ampx", "&x"), ("&notit;", "¬it;"), ("&not;&notin;", "¬∉"), ("&nosuch;", "&nosuch;"),
    ("&;&#;&#x;", "&;&#;&#x;"),
    ("&", "&"), ("&auml&Auml", "äÄ"), ("a\0b", "ab"),
  ])
  func `character references in text stand for characters`(_ input: String, _ output: String) {
    #expect(told(input) == ["'\(output)'"])
  }

  @Test(arguments: [
    ("?a=1&copy=2", "?a=1&copy=2"), ("?a=1&amp;copy=2", "?a=1&copy=2"), ("&copy;", "©"), ("&copyx", "&copyx"),
    ("&copy", "©"), ("&#58;", ":"), ("a\0b", "a\u{FFFD}b"),
  ])
  func `in attributes a reference without semicolon may be part of an address`(
    _ input: String,
    _ output: String
  ) {
    #expect(told("<a b=\"\(input)\">") == ["<a b=\"\(output)\">"])
  }

  @Test func `offsets count in the whole text`() throws {
    let bytes = Array("ab<p>cd<!--e--></p>".utf8)
    var tokenizer = HTMLTokenizer(bytes, in: 5..<bytes.count)
    var tokens: [HTMLToken] = []
    while let token = tokenizer.next() { tokens.append(token) }
    #expect(
      tokens == [
        .text(.init(range: 5..<7, kind: .references)), .comment(11..<12), .endTag(name: "p", offset: 15),
      ]
    )
  }

  @Test func `of many attributes the first hundred and more are kept`() {
    let names = (0..<300).map { "a\($0)=1" }.joined(separator: " ")
    let pieces = told("<p \(names)>x")
    #expect(pieces.count == 2)
    #expect(pieces[0].contains(" a100=") && !pieces[0].contains(" a200="))
  }
}

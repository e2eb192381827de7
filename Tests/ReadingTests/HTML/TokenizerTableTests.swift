import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `HTML tokenizer, state by state` {
  static let rows =
    MarkupRows.data + MarkupRows.attributes + MarkupRows.comments + TextRows.text + ScriptRows.all
    + TextRows.references + TextRows.foreign

  @Test(arguments: rows)
  func `a text gives the tokens of the standard`(_ row: TokenizerRow) {
    #expect(row.told == row.tokens.filter { !$0.isEmpty })
  }

  @Test func `the table has rows for every state it names`() {
    #expect(Self.rows.count >= 250)
    #expect(Set(Self.rows.map(\.state)).count >= 60)
  }

  /// Every text up to each of its bytes: the end may come anywhere.
  @Test(arguments: rows)
  func `a text may end anywhere`(_ row: TokenizerRow) {
    let bytes = Array(row.input.utf8)
    for length in 0...bytes.count {
      var tokenizer = HTMLTokenizer(bytes, in: 0..<length)
      while tokenizer.next() != nil {}
      #expect(tokenizer.position == length)
    }
  }

  @Test(arguments: [
    ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb"), ("a\n\rb", "a\n\nb"), ("a&#13;b", "a\rb"),
    ("a\r", "a\n"),
  ])
  func `lines end in a line feed before anything is read`(_ input: String, _ output: String) {
    let page = PageReader.read(Array("<svg><script>\(input)</script>".utf8), url: "https://shop.example/")
    #expect(page.scripts.first?.text == output)
    let attribute = PageReader.read(
      Array("<meta name=a content='\(input)'>".utf8),
      url: "https://shop.example/"
    )
    #expect(attribute.meta("a") == output)
  }

  @Test func `what an attribute given twice says of a nonce`() {
    let page = PageReader.read(
      Array(
        """
        <script nonce=a></script><script nonce=a nonce=b></script><script nonce=a x='<script'></script>
        <script nonce=a <style=1></script><script nonce=a x x></script>
        """.utf8
      ),
      url: "https://shop.example/"
    )
    #expect(page.scripts.map(\.nonce) == ["a", nil, nil, nil, nil])
  }
}

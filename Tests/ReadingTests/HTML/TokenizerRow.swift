import Reading
import Testing

/// A row of the tokenizer's table: a text, and the tokens that the HTML Standard's tokenization chapter makes of it.
struct TokenizerRow: Sendable, CustomTestStringConvertible {
  /// The state of the chapter that the row is about.
  let state: String
  let input: String
  /// One a piece: `<a b="c"/>`, `</a>`, `'text'`, `<!--c-->`, `<!doctype>`.
  let tokens: [String]

  init(_ state: String, _ input: String, _ tokens: String...) {
    self.state = state
    self.input = input
    self.tokens = tokens
  }

  var testDescription: String { "\(state): \(input.debugDescription)" }

  /// What the tokenizer makes of the input; runs of text that touch are one.
  var told: [String] {
    let bytes = Array(input.utf8)
    var tokenizer = HTMLTokenizer(bytes)
    var pieces: [String] = []
    var text = ""
    func flush() {
      if !text.isEmpty { pieces.append("'\(text)'") }
      text = ""
    }
    while let token = tokenizer.next() {
      if case .text(let run) = token {
        text += tokenizer.string(of: run)
        continue
      }
      flush()
      switch token {
      case .startTag(let tag):
        let attributes = tag.attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
        pieces.append("<\(tag.name)\(attributes)\(tag.isSelfClosing ? "/" : "")>")
      case .endTag(let name, _): pieces.append("</\(name)>")
      case .comment(let range): pieces.append("<!--\(tokenizer.string(ofComment: range))-->")
      case .doctype: pieces.append("<!doctype>")
      case .text: break
      }
    }
    flush()
    return pieces
  }
}

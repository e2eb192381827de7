/// The tokens of a script; comments are left out.
package struct ScriptTokens: Sendable {
  /// The text; tokens count in it.
  package let bytes: ArraySlice<UInt8>
  /// In their order.
  package let tokens: [ScriptToken]

  /// Reads a whole script; total on any bytes, one pass.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    var scanner = ScriptScanner(bytes)
    tokens = scanner.scan()
  }

  /// Reads a whole script.
  package init(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  /// A token as written.
  package func text(_ index: Int) -> String { String(decoding: slice(index), as: UTF8.self) }

  /// What a string, or a template without substitutions, stands for; `nil` for any other token.
  package func string(_ index: Int) -> String? {
    guard tokens.indices.contains(index) else { return nil }
    switch tokens[index].kind {
    case .string, .template: return ScriptString.decode(slice(index).dropFirst().dropLast())
    default: return nil
    }
  }

  /// The name of an identifier; `nil` for any other token.
  package func identifier(_ index: Int) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .identifier else { return nil }
    let name = slice(index)
    return name.contains(0x5C) ? ScriptString.decode(name) : String(decoding: name, as: UTF8.self)
  }

  /// Whether a token is that name or punctuator, as written.
  package func isAt(_ index: Int, _ text: StaticString) -> Bool {
    guard index >= 0, index < tokens.count else { return false }
    let token = tokens[index]
    guard token.kind == .identifier || token.kind == .punctuator else { return false }
    guard token.end - token.start == text.utf8CodeUnitCount else { return false }
    var position = token.start
    return text.withUTF8Buffer { buffer in
      for byte in buffer {
        guard bytes[position] == byte else { return false }
        position += 1
      }
      return true
    }
  }

  /// Whether the name stands there as an identifier, outside of strings and comments.
  package static func names(_ name: String, in bytes: ArraySlice<UInt8>) -> Bool {
    // Most scripts do not have the bytes at all.
    guard !name.isEmpty, ByteSearch.first(of: name, in: bytes) != nil else { return false }
    let script = ScriptTokens(bytes)
    let wanted = Array(name.utf8)
    return script.tokens.contains { token in
      token.kind == .identifier && bytes[token.start..<token.end].elementsEqual(wanted)
    }
  }

  /// The token that covers a place; `nil` where a comment or white space does.
  func token(covering offset: Int) -> Int? {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low].start <= offset ? low : nil
  }

  private func slice(_ index: Int) -> ArraySlice<UInt8> {
    guard tokens.indices.contains(index) else { return [] }
    return bytes[tokens[index].start..<tokens[index].end]
  }
}

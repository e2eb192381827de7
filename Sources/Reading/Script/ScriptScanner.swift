/// Splits a script into tokens (ECMAScript, lexical grammar, with annex B's HTML-like comments).
///
/// Whether `/` begins a regular expression is judged by the token before it and by the brackets that are open, as a parser
/// would know in all but rare cases.
struct ScriptScanner {
  /// What an open bracket is, as far as what follows its end depends on it.
  private enum Bracket: UInt8 {
    /// After `if`, `while`, `for`, `with`: a statement follows.
    case control
    case parenthesis
    case square
    /// A block: a statement follows.
    case block
    /// An object literal: an operator follows.
    case object
    /// `${` of a template.
    case substitution
  }

  private let bytes: ArraySlice<UInt8>
  private let end: Int
  private var position: Int
  private var tokens: [ScriptToken] = []
  private var brackets: [Bracket] = []
  private var followsLineBreak = false
  /// Whether a `/` here begins a regular expression.
  private var expectsOperand = true
  /// No regular expression that begins before this place ends on its line.
  private var noExpressionBefore: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    end = bytes.endIndex
    position = bytes.startIndex
    noExpressionBefore = bytes.startIndex
  }

  /// All tokens.
  mutating func scan() -> [ScriptToken] {
    tokens.reserveCapacity(bytes.count / 4)
    if byte(position) == 0xEF, byte(position + 1) == 0xBB, byte(position + 2) == 0xBF { position += 3 }
    if byte(position) == 0x23, byte(position + 1) == 0x21 { skipLine() }
    while skipSpace() { readToken() }
    return tokens
  }

  private func byte(_ index: Int) -> UInt8? { index < end ? bytes[index] : nil }

  // MARK: Space

  /// Moves to the next token; whether there is one.
  private mutating func skipSpace() -> Bool {
    followsLineBreak = false
    while position < end {
      let first = bytes[position]
      switch first {
      case 0x0A, 0x0D:
        followsLineBreak = true
        position += 1
      case 0x09, 0x0B, 0x0C, 0x20:
        position += 1
      case 0x2F where byte(position + 1) == 0x2F:
        skipLine()
      case 0x2F where byte(position + 1) == 0x2A:
        skipComment()
      case 0x3C where ByteSearch.isAt(position + 1, "!--", in: bytes):
        skipLine()
      case 0x2D where ByteSearch.isAt(position + 1, "->", in: bytes) && (followsLineBreak || tokens.isEmpty):
        skipLine()
      case 0xC2 where byte(position + 1) == 0xA0:
        position += 2
      case 0xE2 where byte(position + 1) == 0x80 && (byte(position + 2) ?? 0) & 0xFE == 0xA8:
        followsLineBreak = true
        position += 3
      case 0xEF where byte(position + 1) == 0xBB && byte(position + 2) == 0xBF:
        position += 3
      default:
        return true
      }
    }
    return false
  }

  private mutating func skipLine() {
    while position < end, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
  }

  private mutating func skipComment() {
    position += 2
    while position < end {
      if bytes[position] == 0x2A, byte(position + 1) == 0x2F {
        position += 2
        return
      }
      if bytes[position] == 0x0A { followsLineBreak = true }
      position += 1
    }
  }

  // MARK: Tokens

  private mutating func append(_ kind: ScriptToken.Kind, from start: Int) {
    tokens.append(
      ScriptToken(kind: kind, range: start..<position, followsLineBreak: followsLineBreak)
    )
  }

  private mutating func readToken() {
    let start = position
    let first = bytes[position]
    switch first {
    case 0x22, 0x27:
      readString(first)
    case 0x60:
      position += 1
      readTemplate(from: start, isHead: true)
    case 0x30...0x39:
      readNumber()
    case 0x2E where byte(position + 1)?.isASCIIDigit == true:
      readNumber()
    case 0x2F where expectsOperand && readExpression():
      append(.regularExpression, from: start)
      expectsOperand = false
    case _ where Self.isNamePart(first) || first == 0x5C || first == 0x23:
      readName()
    default:
      readPunctuator()
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == 0x24 || byte == 0x5F || byte >= 0x80
  }

  /// Whether a space outside of ASCII stands there: U+00A0, U+2028, U+2029, U+FEFF.
  private func isSpace(_ index: Int) -> Bool {
    switch bytes[index] {
    case 0xC2: byte(index + 1) == 0xA0
    case 0xE2: byte(index + 1) == 0x80 && (byte(index + 2) ?? 0) & 0xFE == 0xA8
    case 0xEF: byte(index + 1) == 0xBB && byte(index + 2) == 0xBF
    default: false
    }
  }

  private mutating func readName() {
    let start = position
    position += 1
    while position < end {
      if isSpace(position) { break }
      if Self.isNamePart(bytes[position]) || bytes[position] == 0x5C {
        position += 1
      } else if bytes[position] == 0x7B, position > start + 1, bytes[position - 1] == 0x75,
        bytes[position - 2] == 0x5C
      {
        // \u{…}
        while position < end, bytes[position] != 0x7D, bytes[position] != 0x0A { position += 1 }
        position = min(position + 1, end)
      } else {
        break
      }
    }
    let isMember = tokens.last.map { $0.kind == .punctuator && bytes[$0.end - 1] == 0x2E } ?? false
    append(.identifier, from: start)
    expectsOperand = !isMember && ScriptWords.isFollowedByOperand(bytes[start..<position])
  }

  private mutating func readNumber() {
    let start = position
    let isHexadecimal = bytes[position] == 0x30 && (byte(position + 1) ?? 0) | 0x20 == 0x78
    while position < end {
      let byte = bytes[position]
      let isExponentSign =
        (byte == 0x2B || byte == 0x2D) && !isHexadecimal && position > start
        && bytes[position - 1] | 0x20 == 0x65
      guard byte.isASCIIAlphanumeric || byte == 0x2E || byte == 0x5F || isExponentSign else { break }
      position += 1
    }
    append(.number, from: start)
    expectsOperand = false
  }

  private mutating func readString(_ quote: UInt8) {
    let start = position
    position += 1
    expectsOperand = false
    while position < end {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        append(.string, from: start)
        return
      }
      if byte == 0x0A || byte == 0x0D { break }
      if byte == 0x5C, self.byte(position + 1) == 0x0D, self.byte(position + 2) == 0x0A { position += 1 }
      position = min(position + (byte == 0x5C ? 2 : 1), end)
    }
    append(.broken, from: start)
  }

  /// Reads up to the backtick or the next `${`.
  private mutating func readTemplate(from start: Int, isHead: Bool) {
    while position < end {
      let byte = bytes[position]
      if byte == 0x60 {
        position += 1
        append(isHead ? .template : .templateTail, from: start)
        expectsOperand = false
        return
      }
      if byte == 0x24, self.byte(position + 1) == 0x7B {
        position += 2
        append(isHead ? .templateHead : .templateMiddle, from: start)
        brackets.append(.substitution)
        expectsOperand = true
        return
      }
      position = min(position + (byte == 0x5C ? 2 : 1), end)
    }
    append(.broken, from: start)
    expectsOperand = false
  }

  /// Moves over a regular expression; `false` when none ends on this line.
  private mutating func readExpression() -> Bool {
    guard position >= noExpressionBefore else { return false }
    var index = position + 1
    var isInClass = false
    while index < end {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D { break }
      if byte == 0x5C {
        index += 2
        continue
      }
      if byte == 0x5B { isInClass = true }
      if byte == 0x5D { isInClass = false }
      if byte == 0x2F, !isInClass {
        position = index + 1
        while position < end, Self.isNamePart(bytes[position]) { position += 1 }
        return true
      }
      index += 1
    }
    // Without this a line of `=/[` would be read again from each of its slashes.
    noExpressionBefore = min(index, end)
    return false
  }

  private mutating func readPunctuator() {
    let start = position
    let first = bytes[position]
    if first == 0x7D, closesSubstitution() {
      position += 1
      readTemplate(from: start, isHead: false)
      return
    }
    position += ScriptWords.punctuatorLength(bytes[position..<min(position + 4, end)])
    let isUpdate = position - start == 2 && (first == 0x2B || first == 0x2D) && bytes[start + 1] == first
    switch first {
    case 0x28: open(isAfterControlWord ? .control : .parenthesis)
    case 0x5B: open(.square)
    case 0x7B: open(opensObject ? .object : .block)
    case 0x29: close([.control, .parenthesis])
    case 0x5D: close([.square])
    case 0x7D: close([.block, .object])
    default: expectsOperand = !isUpdate
    }
    append(.punctuator, from: start)
  }

  private mutating func open(_ bracket: Bracket) {
    brackets.append(bracket)
    expectsOperand = true
  }

  private mutating func close(_ kinds: [Bracket]) {
    guard let last = brackets.last, kinds.contains(last) else {
      expectsOperand = false
      return
    }
    brackets.removeLast()
    expectsOperand = last == .control || last == .block
  }

  /// Whether a `}` ends a substitution; brackets left open inside it are given up.
  private mutating func closesSubstitution() -> Bool {
    while let last = brackets.last {
      switch last {
      case .substitution:
        brackets.removeLast()
        return true
      case .block, .object: return false
      case .control, .parenthesis, .square: brackets.removeLast()
      }
    }
    return false
  }

  private var isAfterControlWord: Bool {
    guard let last = tokens.last, last.kind == .identifier else { return false }
    return ScriptWords.isControl(bytes[last.start..<last.end])
  }

  /// Whether a `{` begins an object literal.
  private var opensObject: Bool {
    guard let last = tokens.last else { return false }
    let text = bytes[last.start..<last.end]
    switch last.kind {
    case .punctuator:
      // A colon ends a label in a block and a key elsewhere.
      if text.elementsEqual([0x3A]) { return brackets.last != .block && brackets.last != nil }
      return !ScriptWords.precedesBlock(text)
    case .identifier: return ScriptWords.precedesObject(text)
    case .templateHead, .templateMiddle: return true
    case .number, .string, .template, .templateTail, .regularExpression, .broken: return false
    }
  }
}

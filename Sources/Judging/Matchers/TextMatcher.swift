import CRE2
import Model

/// `matches`, `startsWith`, `endsWith`: the form of a text.
struct TextMatcher: Matcher {
  private enum Form {
    case pattern(Pattern)
    case start(String)
    case end(String)
  }

  let text: String
  private let form: Form

  func decide(_ value: Value) -> Truth {
    guard case .text(let text) = value else { return .unknown(Unknown(.malformed)) }
    return switch form {
    case .pattern(let pattern): Truth(pattern.occurs(in: text))
    case .start(let start): Truth(text.utf8.starts(with: start.utf8))
    case .end(let end): Truth(text.utf8.reversed().starts(with: end.utf8.reversed()))
    }
  }

  static let kinds = [
    MatcherKind(
      name: "matches",
      summary: "The regular expression (RE2) occurs in the text.",
      operand: .text,
      fits: isText,
      read: { node, _, complaints in
        guard case .text(let written)? = Operand.scalar(node, .text, &complaints) else { return nil }
        switch Pattern.compile(written) {
        case .success(let pattern): return TextMatcher(text: "matches \(written)", form: .pattern(pattern))
        case .failure(let refusal):
          complaints.add(
            node.place,
            "\(quoted(written)) is no regular expression of RE2 (\(refusal.reason)); mend or simplify it"
          )
          return nil
        }
      }
    ),
    MatcherKind(
      name: "startsWith",
      summary: "The text begins with this.",
      operand: .text,
      fits: isText,
      read: { node, _, complaints in
        guard case .text(let written)? = Operand.scalar(node, .text, &complaints) else { return nil }
        return TextMatcher(text: "startsWith \(written)", form: .start(written))
      }
    ),
    MatcherKind(
      name: "endsWith",
      summary: "The text ends with this.",
      operand: .text,
      fits: isText,
      read: { node, _, complaints in
        guard case .text(let written)? = Operand.scalar(node, .text, &complaints) else { return nil }
        return TextMatcher(text: "endsWith \(written)", form: .end(written))
      }
    ),
  ]

  private static let isText: @Sendable (FactType) -> Bool = { $0 == .text || $0 == .url || $0 == .version }
}

/// A regular expression that takes linear time whatever the text.
final class Pattern: Sendable {
  /// Why RE2 refuses an expression, in its words; for people only.
  struct Refusal: Error {
    let reason: String
  }

  private let compiled: cre2_pattern

  private init(_ compiled: cre2_pattern) {
    self.compiled = compiled
  }

  deinit { cre2_free(compiled) }

  static func compile(_ text: String) -> Swift.Result<Pattern, Refusal> {
    var error = [CChar](repeating: 0, count: 200)
    var written = text
    let compiled = written.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var none: CChar = 0
        return withUnsafePointer(to: &none) { empty in
          cre2_compile(characters.baseAddress ?? empty, characters.count, &error, error.count)
        }
      }
    }
    guard compiled.regex != nil else {
      let reason = String(decoding: error.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return .failure(Refusal(reason: reason))
    }
    return .success(Pattern(compiled))
  }

  func occurs(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var none: CChar = 0
        return withUnsafePointer(to: &none) { empty in
          cre2_match(compiled, characters.baseAddress ?? empty, characters.count)
        }
      }
    }
  }
}

extension String {
  /// Whether `part` occurs in it, byte for byte; in linear time.
  func holds(_ part: String) -> Bool {
    var (whole, part) = (self, part)
    return whole.withUTF8 { bytes in
      part.withUTF8 { sought in
        guard let start = bytes.baseAddress, let soughtStart = sought.baseAddress else {
          return sought.isEmpty
        }
        return cre2_holds(start, bytes.count, soughtStart, sought.count)
      }
    }
  }
}

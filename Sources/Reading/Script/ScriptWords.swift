/// Words and punctuators of ECMAScript, as far as tokens depend on them.
enum ScriptWords {
  private static let operandWords = words(
    "return typeof instanceof in of new delete void throw case do else yield await"
  )
  private static let controlWords = words("if while for with")
  private static let objectWords = words(
    "return typeof instanceof in of new delete void throw case yield await default"
  )
  private static let blockPunctuators = words(") ; { } =>")
  private static let longPunctuators = words(
    ">>>= ... === !== **= <<= >>= >>> &&= ||= ??= => == != <= >= && || ?? ?. ++ -- += -= *= /= %= &= |= ^= << >> **"
  )

  private static func words(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { Array($0.utf8) }
  }

  /// Whether an expression follows the word.
  static func isFollowedByOperand(_ word: ArraySlice<UInt8>) -> Bool { contains(operandWords, word) }
  /// Whether the parenthesis after the word is a statement's head.
  static func isControl(_ word: ArraySlice<UInt8>) -> Bool { contains(controlWords, word) }
  /// Whether a `{` after the word begins an object.
  static func precedesObject(_ word: ArraySlice<UInt8>) -> Bool { contains(objectWords, word) }
  /// Whether a `{` after the punctuator begins a block.
  static func precedesBlock(_ text: ArraySlice<UInt8>) -> Bool { contains(blockPunctuators, text) }

  private static func contains(_ list: [[UInt8]], _ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 10 && list.contains { word.elementsEqual($0) }
  }

  /// How many bytes the longest punctuator at the beginning has.
  static func punctuatorLength(_ text: ArraySlice<UInt8>) -> Int {
    let second = text.dropFirst().first
    // `?.` before a digit is a conditional and a number.
    if text.first == 0x3F, second == 0x2E, text.dropFirst(2).first?.isASCIIDigit == true { return 1 }
    guard let second, second.isPunctuation else { return 1 }
    for punctuator in longPunctuators where text.starts(with: punctuator) { return punctuator.count }
    return 1
  }
}

extension UInt8 {
  /// Whether a longer punctuator can have it as its second byte.
  fileprivate var isPunctuation: Bool {
    switch self {
    case 0x2E, 0x3D, 0x2A, 0x3C, 0x3E, 0x26, 0x7C, 0x3F, 0x2B, 0x2D: true
    default: false
    }
  }
}

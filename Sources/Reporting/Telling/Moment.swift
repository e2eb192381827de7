/// A point in time as evidence writes it.
struct Moment {
  /// `2026-11-23`.
  let date: String
  /// `07:01`, UTC.
  let time: String

  /// Reads `2026-11-23T07:01:00Z`; `nil` for anything else.
  init?(iso: String) {
    let pattern = Array("dddd-dd-ddTdd:dd:ddZ")
    let text = Array(iso)
    let fits =
      text.count == pattern.count
      && zip(text, pattern).allSatisfy { character, expected in
        expected == "d" ? character.isASCII && character.isNumber : character == expected
      }
    guard fits else { return nil }
    date = String(text[0..<10])
    time = String(text[11..<16])
  }
}

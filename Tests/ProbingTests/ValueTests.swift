import Model
import Probing
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Facts as values` {
  @Test func `a text of 256 characters is kept whole`() {
    let text = String(repeating: "ä", count: 256)
    #expect(excerpt(text) == text)
  }

  @Test func `a longer text is cut, and the cut is marked`() {
    let cut = excerpt(String(repeating: "ä", count: 257))
    #expect(cut == String(repeating: "ä", count: 255) + "…")
  }

  @Test func `one character of a million marks is cut as well`() {
    let cut = excerpt("e" + String(repeating: "\u{301}", count: 1_000_000))
    #expect(cut.unicodeScalars.count == 256)
    #expect(cut.unicodeScalars.last == "…")
  }

  @Test func `an address is cut later than other texts`() {
    let address = "https://shop.example/" + String(repeating: "a", count: 3000)
    guard case .text(let kept) = WebAddress(address).factValue else {
      Issue.record("an address is no text")
      return
    }
    #expect(kept.count == 2048)
    #expect(kept.hasSuffix("a…"))
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `a moment is told in UTC`(_ epoch: Int, _ text: String) {
    #expect(isoText(epoch: epoch) == text)
  }

  @Test(arguments: [
    (0, 0), (86_399, 0), (86_400, 1), (-1, -1), (-86_400, -1), (-86_401, -2), (864_000 - 1, 9),
  ])
  func `days are whole and rounded down`(_ end: Int, _ expected: Int) {
    #expect(days(from: 0, to: end) == expected)
  }
}

@Suite struct `What a probe observed` {
  private let count = FactKey<Int>("a.count", of: .page, "A number.")
  private let names = FactKey<[String]>("a.names", of: .page, "A list.")

  @Test func `becomes a fact of the same kind`() {
    var set = FactSet()
    let why = Unknown(.timedOut)
    for (seen, fact) in [
      (Observed.known(3), Fact.known(3, from: ["look"])), (.absent, .absent(from: ["look"])),
      (.unknown(why), .unknown(why, from: ["look"])),
    ] as [(Observed<Int>, Fact)] {
      set.set(count, seen, from: ["look"])
      #expect(set.facts == ["a.count": fact])
    }
  }

  @Test func `stays unknown or absent when its value is transformed`() {
    var set = FactSet()
    set.set(count, Observed<Int>.absent.map { $0 + 1 }, from: [])
    #expect(set.facts["a.count"]?.isAbsent == true)
    set.set(count, Observed<Int>.unknown(.reset, "gone").map { $0 + 1 }, from: [])
    #expect(set.facts["a.count"] == .unknown(Unknown(.reset, detail: "gone"), from: []))
    set.set(count, Observed(2).map { $0 + 1 }, from: [])
    #expect(set.facts["a.count"]?.value == 3)
  }

  @Test func `is a part of a list where some of it is missing`() {
    var set = FactSet()
    set.set(names, ["a"], missing: Unknown(.limitReached), from: [])
    #expect(set.facts["a.names"] == .partial(["a"], missing: Unknown(.limitReached), from: []))
    set.set(names, ["a"], missing: nil, from: [])
    #expect(set.facts["a.names"] == .known(["a"], from: []))
  }

  @Test func `is not overwritten by what fills the rest`() {
    var set = FactSet()
    set.set(count, 1, from: [])
    set.fill([count, names], with: Unknown(.refused))
    #expect(set.facts["a.count"]?.value == 1)
    #expect(set.facts["a.names"]?.reason == .refused)
  }

  @Test func `has a detail of at most 256 characters`() {
    guard case .unknown(let unknown) = Observed<Int>.unknown(.notVisible, String(repeating: "x", count: 999))
    else {
      Issue.record("it is not unknown")
      return
    }
    #expect(unknown.detail?.count == 256)
  }
}

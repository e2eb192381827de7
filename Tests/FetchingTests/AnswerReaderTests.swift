import Fetching
import Model
import Reading
import Testing

@Suite struct `Answer reader` {
  /// Reads header lines and a body; `nil` when a limit was reached.
  private func read(_ lines: [String], body: String = "", limits: Limits = Limits()) -> Exchange.Answer? {
    var reader = AnswerReader(limits: limits)
    for line in lines {
      let bytes = Array((line + "\r\n").utf8)
      guard bytes.withUnsafeBytes({ reader.take(header: $0) }) else { return nil }
    }
    let bytes = Array(body.utf8)
    _ = bytes.withUnsafeBytes { reader.take(body: $0) }
    return reader.answer()
  }

  @Test func `fields keep their order and are found without regard to case`() {
    let answer = read(["HTTP/1.1 200 OK", "X-One: 1", "Set-Cookie: a=1", "set-cookie:  b=2 ", ""])
    #expect(answer?.headers.fields.map(\.name) == ["X-One", "Set-Cookie", "set-cookie"])
    #expect(answer?.headers.values("SET-COOKIE") == ["a=1", "b=2"])
    #expect(answer?.headers.first("x-one") == "1")
    #expect(answer?.headers.first("x-two") == nil)
  }

  @Test func `interim answers are dropped`() {
    let answer = read(["HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/2 204", "X: y", ""])
    #expect(answer?.status == 204)
    #expect(answer?.httpVersion == "2")
    #expect(answer?.headers.fields.map(\.name) == ["X"])
  }

  @Test func `trailers are dropped`() {
    let answer = read(["HTTP/1.1 200 OK", "X: y", "", "Trailer-Field: z", ""])
    #expect(answer?.headers.fields.count == 1)
  }

  @Test func `a folded line goes on with the field before`() {
    #expect(read(["HTTP/1.1 200 OK", "X: a", "  b", "\tc", ""])?.headers.first("X") == "a b c")
  }

  @Test func `an answer without the end of its head is none`() {
    #expect(read(["HTTP/1.1 200 OK", "X: y"]) == nil)
    #expect(read([]) == nil)
    #expect(read(["HTTP/1.1 abc", ""]) == nil)
    #expect(read(["HTTP/1.1", ""]) == nil)
  }

  @Test func `bytes that are not UTF-8 do not stop it`() {
    var reader = AnswerReader(limits: Limits())
    for line in [
      Array("HTTP/1.1 200 OK\r\n".utf8), [0x58, 0x3a, 0x20, 0xff, 0xfe, 0x0d, 0x0a], [0x0d, 0x0a],
    ] {
      let goesOn = line.withUnsafeBytes { reader.take(header: $0) }
      #expect(goesOn)
    }
    #expect(reader.answer()?.headers.first("X") == "\u{fffd}\u{fffd}")
  }

  @Test func `header bytes and count end at their limits, over all interim answers`() {
    let small = Limits(headerBytes: 60)
    #expect(read(["HTTP/1.1 200 OK", "X: " + String(repeating: "y", count: 30), ""], limits: small) != nil)
    #expect(read(["HTTP/1.1 200 OK", "X: " + String(repeating: "y", count: 60), ""], limits: small) == nil)
    let few = Limits(headerCount: 3)
    #expect(read(["HTTP/1.1 200 OK", "A: 1", "B: 2", "C: 3", ""], limits: few) != nil)
    #expect(read(["HTTP/1.1 200 OK", "A: 1", "B: 2", "C: 3", "D: 4", ""], limits: few) == nil)
    let hints = Array(repeating: ["HTTP/1.1 103 Early Hints", ""], count: 10).flatMap { $0 }
    #expect(read(hints + ["HTTP/1.1 200 OK", ""], limits: few) == nil)
  }

  @Test func `a body is kept up to its limit`() {
    #expect(read(["HTTP/1.1 200 OK", ""], body: "12345", limits: Limits(bodyBytes: 5))?.body.count == 5)
    #expect(read(["HTTP/1.1 200 OK", ""], body: "123456", limits: Limits(bodyBytes: 5))?.body.count == 5)
    #expect(read(["HTTP/1.1 200 OK", ""], body: "1", limits: Limits(bodyBytes: 0))?.body.isEmpty == true)
  }
}

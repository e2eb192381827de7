import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `JSON readers` {
  @Test(
    arguments: [
      ("null", .null), (" true\r\n\t", .bool(true)), ("false", .bool(false)),
      ("0", .number("0")), ("-0.10e+05", .number("-0.10e+05")), ("1E9", .number("1E9")),
      ("12345678901234567890.5", .number("12345678901234567890.5")),
      (#""""#, .string("")), (#""aü\u00fc\n\/\"\\""#, .string("aüü\n/\"\\")),
      (#""\b\f\r\t""#, .string("\u{8}\u{C}\r\t")),
      (#""\ud83d\ude00""#, .string("😀")), (#""\ud83d""#, .string("\u{FFFD}")),
      (#""\ud83dx""#, .string("\u{FFFD}x")), (#""\ude00\ud83d""#, .string("\u{FFFD}\u{FFFD}")),
      (#""\ud83d\u0041""#, .string("\u{FFFD}A")), (#""\u0000""#, .string("\0")),
      ("[]", .array([])), ("[1, [2], {}]", .array([.number("1"), .array([.number("2")]), .object([:])])),
      ("{}", .object([:])),
      (#"{"a":1,"b":{"c":null}}"#, .object(["a": .number("1"), "b": .object(["c": .null])])),
      (#"{"a":1,"a":2}"#, .object(["a": .number("2")])),
    ] as [(String, JSONValue)]
  )
  func `what RFC 8259 allows is read`(_ text: String, _ expected: JSONValue) throws {
    #expect(try JSONReader.read(text) == expected)
  }

  @Test(
    arguments: [
      ("", .empty, 0), ("  \n", .empty, 0), ("{", .truncated, 1), ("[1,", .truncated, 3),
      (#"{"a""#, .truncated, 4),
      (#""abc"#, .truncated, 4), (#""\"#, .truncated, 2), (#""\u00"#, .truncated, 5), ("tru", .truncated, 3),
      ("-", .truncated, 1), ("1.", .truncated, 2), ("1e+", .truncated, 3),
      ("[1,]", .unexpected, 3), (#"{"a":1,}"#, .unexpected, 7), ("{a:1}", .unexpected, 1),
      ("['a']", .unexpected, 1),
      ("[1 2]", .unexpected, 3), ("NaN", .unexpected, 0), ("nul!", .unexpected, 3), ("+1", .unexpected, 0),
      (".5", .unexpected, 0), ("// x\n1", .unexpected, 0), ("\u{FEFF}1", .unexpected, 0),
      ("\u{A0}1", .unexpected, 0),
      ("01", .badNumber, 1), ("-x", .badNumber, 1), ("1.x", .badNumber, 2), ("1ex", .badNumber, 2),
      ("1 1", .trailing, 2), ("{}}", .trailing, 2), ("1;", .trailing, 1),
      ("\"a\nb\"", .badString, 2), (#""\x""#, .badString, 2), (#""\u00g0""#, .badString, 5),
      (#"{"a":{&quot;b&quot;:1}}"#, .unexpected, 6),
      (#"<br /><b>Notice</b>{"a":1}"#, .unexpected, 0),
    ] as [(String, JSONFault.Kind, Int)]
  )
  func `what RFC 8259 forbids is refused with its place`(
    _ text: String,
    _ kind: JSONFault.Kind,
    _ offset: Int
  ) {
    #expect(throws: JSONFault.self) { try JSONReader.read(text) }
    do throws(JSONFault) {
      _ = try JSONReader.read(text)
    } catch {
      #expect(error.kind == kind)
      #expect(error.offset == offset)
    }
  }

  @Test func `invalid UTF-8 in a string is refused`() {
    #expect(throws: JSONFault.self) { try JSONReader.read([0x22, 0xC3, 0x28, 0x22]) }
    #expect(throws: JSONFault.self) { try JSONReader.read([0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test func `nesting is read down to its bound`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONReader.read(nested(JSONReader.deepest))
    #expect(throws: JSONFault.self) { try JSONReader.read(nested(JSONReader.deepest + 1)) }
    #expect(throws: JSONFault.self) { try JSONReader.read(String(repeating: #"{"a":"#, count: 100_000)) }
  }

  @Test func `members and kinds can be asked for`() throws {
    let value = try JSONReader.read(#"{"a": {"b": ["x", 12, 1.5, true]}}"#)
    #expect(value["a"]?["b"]?.array?.map(\.kind) == ["string", "number", "number", "boolean"])
    #expect(value["a"]?["b"]?.array?.map(\.int) == [nil, 12, nil, nil])
    #expect(value["a"]?["b"]?.array?.first?.string == "x")
    #expect(value["c"] == nil)
    #expect(value.kind == "object")
  }

  @Test(arguments: ["1,", #"\u00fc"#, "\"k\":0,", " ", "\"\\", "[", "{\"a\":"])
  func `long texts take time in proportion`(_ unit: String) {
    for before in ["[", "{", "\"", ""] {
      let growth = growth(from: 15_000 / unit.utf8.count) { count in
        _ = try? JSONReader.read(before + String(repeating: unit, count: count))
      }
      #expect(growth < linearGrowth, "after \(before)")
    }
  }

  @Test func `any bytes are either JSON or a fault inside them`() {
    let source = SeededBytes([
      #"{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://a.example"},"storeId":"x","scopes":["name"]}"#,
      #"[1.5e3,-0,true,false,null,"\ud83d\ude00\n"]"#,
    ])
    var read = 0
    for seed in 0..<10_000 {
      let bytes = source.bytes(seed)
      do throws(JSONFault) {
        _ = try JSONReader.read(bytes)
        read += 1
      } catch {
        #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
      }
    }
    #expect(read > 1_000)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Base64 and digests` {
  @Test(
    arguments: [
      ("", []), ("Zg==", [0x66]), ("Zm8=", [0x66, 0x6F]), ("Zm9v", [0x66, 0x6F, 0x6F]),
      ("+/+/", [0xFB, 0xFF, 0xBF]),
    ] as [(String, [UInt8])]
  )
  func `strict Base64 is decoded and written back`(_ text: String, _ bytes: [UInt8]) {
    #expect(Base64.decode(text) == bytes)
    #expect(Base64.encode(bytes) == text)
    #expect(Base64.decodedLength(text) == bytes.count)
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zm9vZ", "Zg==Zg==", "Zh==", "Zm9=", "Zm9v\n", " Zm9v", "-_-_", "====", "=", "Z===",
    "Zm=v",
    "Zm9ü",
  ])
  func `anything looser is refused`(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func `what was written is read`() {
    for seed in 0..<10_000 {
      let bytes = SeededBytes([]).bytes(seed)
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  @Test(arguments: [
    (Digest.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      .sha384,
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
    ),
    (
      .sha512,
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
  func `digests are those of FIPS 180-4`(_ digest: Digest, _ expected: String) {
    #expect(digest.hex(of: Array("abc".utf8)) == expected)
    #expect(digest.of([])?.count == digest.length)
  }
}

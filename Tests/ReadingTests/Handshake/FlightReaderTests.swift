import Reading
import Testing

/// Builds servers' first flights.
private enum Flight {
  static func record(_ type: UInt8, _ payload: [UInt8], version: UInt16 = 0x0303) -> [UInt8] {
    [type, UInt8(version >> 8), UInt8(version & 255), UInt8(payload.count >> 8), UInt8(payload.count & 255)]
      + payload
  }

  static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    [type, UInt8(body.count >> 16), UInt8(body.count >> 8 & 255), UInt8(body.count & 255)] + body
  }

  static func ext(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    [UInt8(type >> 8), UInt8(type & 255), UInt8(value.count >> 8), UInt8(value.count & 255)] + value
  }

  static func helloBody(
    version: UInt16 = 0x0303,
    random: [UInt8] = [UInt8](repeating: 7, count: 32),
    suite: UInt16 = 0xC02F,
    compression: UInt8 = 0,
    extensions: [UInt8]? = nil
  ) -> [UInt8] {
    var body: [UInt8] = [UInt8(version >> 8), UInt8(version & 255)] + random + [0]
    body += [UInt8(suite >> 8), UInt8(suite & 255), compression]
    if let extensions { body += [UInt8(extensions.count >> 8), UInt8(extensions.count & 255)] + extensions }
    return body
  }

  static let keyShare = ext(51, [0, 29, 0, 32] + [UInt8](repeating: 9, count: 32))
  static let tls13 = ext(43, [3, 4])
  static let alpn = ext(16, [0, 3, 2] + Array("h2".utf8))

  static func hello(_ body: [UInt8]) -> [UInt8] { record(22, message(2, body)) }
}

@Suite(.timeLimit(.minutes(1))) struct `Flight readers` {
  private func hello(_ bytes: [UInt8]) throws -> ServerHello {
    guard case .serverHello(let hello) = FlightReader.read(bytes) else {
      throw Unexpected(state: FlightReader.read(bytes))
    }
    return hello
  }

  private struct Unexpected: Error {
    var state: FlightReader.State
  }

  @Test(arguments: [TLSVersion.ssl30, .tls10, .tls11, .tls12])
  func `a server's version is that of its hello`(_ version: TLSVersion) throws {
    let hello = try hello(Flight.hello(Flight.helloBody(version: version.rawValue)))
    #expect(hello.version == version)
    #expect(hello.suite.name == "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
    #expect(!hello.isHelloRetryRequest)
    #expect(hello.keyShareGroup == nil)
  }

  @Test func `TLS 1-3 is told by an extension`() throws {
    let body = Flight.helloBody(suite: 0x1301, extensions: Flight.keyShare + Flight.tls13)
    let hello = try hello(Flight.hello(body))
    #expect(hello.version == .tls13)
    #expect(hello.keyShareGroup == 29)
  }

  @Test func `a request for another key share settles the version`() throws {
    let random: [UInt8] = [
      0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
      0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ]
    let body = Flight.helloBody(
      random: random,
      suite: 0x1302,
      extensions: Flight.tls13 + Flight.ext(51, [0, 23])
    )
    let hello = try hello(Flight.hello(body))
    #expect(hello.isHelloRetryRequest)
    #expect(hello.version == .tls13)
    #expect(hello.keyShareGroup == 23)
  }

  @Test(arguments: [(1, TLSVersion.tls12), (0, .tls11), (2, nil)] as [(UInt8, TLSVersion?)])
  func `a downgrade is told by the end of the random`(_ last: UInt8, _ expected: TLSVersion?) throws {
    let random = [UInt8](repeating: 3, count: 24) + Array("DOWNGRD".utf8) + [last]
    #expect(try hello(Flight.hello(Flight.helloBody(random: random))).downgradeSentinel == expected)
  }

  @Test func `the application protocol is read where it is in clear`() throws {
    #expect(try hello(Flight.hello(Flight.helloBody(extensions: Flight.alpn))).applicationProtocol == "h2")
    #expect(try hello(Flight.hello(Flight.helloBody())).applicationProtocol == nil)
  }

  @Test(
    arguments: [
      (2, 40, "handshake_failure"), (2, 70, "protocol_version"), (2, 71, "insufficient_security"),
      (2, 86, "inappropriate_fallback"), (2, 199, "alert 199"), (1, 0, "close_notify"),
    ] as [(UInt8, UInt8, String)]
  )
  func `an alert is an answer`(_ level: UInt8, _ code: UInt8, _ name: String) {
    let alert = TLSAlert(isFatal: level == 2, code: code)
    #expect(FlightReader.read(Flight.record(21, [level, code])) == .alert(alert))
    #expect(alert.name == name)
  }

  @Test func `after a warning the server goes on`() throws {
    let warning = Flight.record(21, [1, 112])
    let flight = warning + Flight.hello(Flight.helloBody())
    var reader = FlightReader()
    #expect(reader.read(warning) == .needMore)
    #expect(reader.warning?.name == "unrecognized_name")
    guard case .serverHello = reader.read(flight.dropFirst(warning.count)) else {
      Issue.record("\(reader.state)")
      return
    }
  }

  @Test func `a warning before the end is the answer`() {
    #expect(FlightReader.read(Flight.record(21, [1, 112])) == .alert(TLSAlert(isFatal: false, code: 112)))
  }

  @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH", "220 mail ESMTP", "\0\0\0"])
  func `another protocol is told apart`(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(FlightReader.read(bytes) == .notTLS(prefix: Array(bytes.prefix(64))))
  }

  @Test func `nothing at all decides nothing`() {
    #expect(FlightReader.read([]) == .needMore)
  }

  struct Malformed: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]

    init(_ meaning: String, _ bytes: [UInt8]) {
      testDescription = meaning
      self.bytes = bytes
    }
  }

  static let malformed: [Malformed] = [
    Malformed("half a record header", [22, 3, 3, 0]),
    Malformed("half a record", [22, 3, 3, 0, 9, 2]),
    Malformed("half a message", Flight.record(22, [2, 0, 0, 70, 3, 3])),
    Malformed("an alert of three bytes", Flight.record(21, [2, 40, 0])),
    Malformed("an alert of one byte", Flight.record(21, [2])),
    Malformed("an alert of level 3", Flight.record(21, [3, 40])),
    Malformed("another message", Flight.record(22, Flight.message(11, [0, 0, 0]))),
    Malformed("a hello request with a body", Flight.record(22, Flight.message(0, [0]))),
    Malformed("a message of 16 MB", Flight.record(22, [2, 255, 255, 255])),
    Malformed("an empty hello", Flight.hello([])),
    Malformed("an unknown version", Flight.hello(Flight.helloBody(version: 0x0305))),
    Malformed("1.3 without its extension", Flight.hello(Flight.helloBody(version: 0x0304))),
    Malformed("compression", Flight.hello(Flight.helloBody(compression: 1))),
    Malformed("a session id of 33 bytes", Flight.hello([3, 3] + [UInt8](repeating: 0, count: 32) + [33])),
    Malformed("bytes behind the extensions", Flight.hello(Flight.helloBody(extensions: []) + [0])),
    Malformed("a cut extension", Flight.hello(Flight.helloBody(extensions: [0, 43, 0, 5, 3]))),
    Malformed("an extension twice", Flight.hello(Flight.helloBody(extensions: Flight.tls13 + Flight.tls13))),
    Malformed("a draft of 1.3", Flight.hello(Flight.helloBody(extensions: Flight.ext(43, [0x7F, 28])))),
    Malformed(
      "two protocols",
      Flight.hello(Flight.helloBody(extensions: Flight.ext(16, [0, 4, 1, 97, 1, 98])))
    ),
    Malformed(
      "a cut key share",
      Flight.hello(Flight.helloBody(extensions: Flight.tls13 + Flight.ext(51, [0, 29])))
    ),
    Malformed("garbage behind a record", Flight.record(21, [1, 112]) + Array("HTTP/1.1".utf8)),
    Malformed("an empty record behind another", Flight.record(21, [1, 112]) + [22, 3, 3, 0, 0]),
  ]

  @Test(arguments: malformed)
  func `what breaks the rules is malformed`(_ row: Malformed) {
    #expect(FlightReader.read(row.bytes) == .malformed)
  }

  @Test func `a record above the bound is not waited for`() {
    #expect(FlightReader.read([22, 3, 3, 0x48, 0x01, 2]) == .notTLS(prefix: [22, 3, 3, 0x48, 0x01, 2]))
  }

  @Test func `a message may be spread over records`() throws {
    let message = Flight.message(2, Flight.helloBody(extensions: Flight.keyShare + Flight.tls13))
    let flight = message.flatMap { Flight.record(22, [$0]) }
    #expect(try hello(flight).version == .tls13)
  }

  @Test func `hello requests before the hello are passed over`() throws {
    let flight = Flight.record(
      22,
      Flight.message(0, []) + Flight.message(0, []) + Flight.message(2, Flight.helloBody())
    )
    #expect(try hello(flight).version == .tls12)
  }

  @Test func `an endless flight ends at the bound`() {
    var reader = FlightReader()
    let chunk = (0..<100).flatMap { _ in Flight.record(21, [1, 112]) }
    for _ in 0..<1_000 { reader.read(chunk) }
    #expect(reader.state == .malformed)
    #expect(reader.bytesRead == FlightReader.longestFlight)
  }

  @Test func `once decided it stays`() {
    var reader = FlightReader()
    reader.read(Flight.record(21, [2, 40]))
    #expect(reader.read(Flight.hello(Flight.helloBody())) == .alert(TLSAlert(isFatal: true, code: 40)))
  }

  @Test func `any cut of any flight is read as the whole`() {
    let source = SeededBytes(bytes: [
      Flight.hello(Flight.helloBody(extensions: Flight.keyShare + Flight.tls13)),
      Flight.record(21, [1, 112]) + Flight.hello(Flight.helloBody(extensions: Flight.alpn)),
      Flight.record(21, [2, 40]),
    ])
    var hellos = 0
    for seed in 0..<10_000 {
      let bytes = source.bytes(seed)
      let whole = FlightReader.read(bytes)
      var reader = FlightReader()
      var generator = SeededGenerator(seed)
      var rest = bytes[...]
      while !rest.isEmpty, reader.state == .needMore {
        let count = Int.random(in: 1...40, using: &generator)
        reader.read(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      let cut = reader.finish()
      if case .notTLS = whole, case .notTLS = cut { continue }
      #expect(cut == whole, "seed \(seed)")
      if case .serverHello = whole { hellos += 1 }
    }
    #expect(hellos > 500)
  }
}

import Reading
import TestSupport
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

  private func flight(_ suite: UInt16, _ rest: CannedFlights.Rest, version: UInt16 = 0x0303) throws
    -> ServerFlight
  {
    let hello = CannedFlights.serverHello(version: version, suite: suite)
    var reader = FlightReader()
    reader.read(hello + rest.records(version: version))
    #expect(reader.isOver == rest.isDone)
    return try #require(reader.flight)
  }

  @Test(arguments: [512, 768, 1023, 1024, 2047, 2048, 4096])
  func `a server's group has the bits of its prime`(_ bits: Int) throws {
    var rest = CannedFlights.Rest()
    rest.primeBits = bits
    let flight = try flight(0x009E, rest)
    #expect(flight.keyExchange == .finiteField(bits: bits))
    #expect(flight.end == .done)
  }

  @Test func `zeros before a prime are not counted`() throws {
    let exchange: [UInt8] = [0, 3, 0, 0, 0x7F, 0, 1, 2, 0, 1, 5]
    var reader = FlightReader()
    reader.read(CannedFlights.serverHello(version: 0x0303, suite: 0x009E))
    reader.read(Flight.record(22, Flight.message(12, exchange)))
    #expect(reader.flight?.keyExchange == .finiteField(bits: 7))
  }

  @Test(arguments: [(23, "secp256r1"), (29, "x25519"), (4588, "X25519MLKEM768"), (0x2A2A, "0x2A2A")])
  func `a named curve is read from the key exchange`(_ code: UInt16, _ name: String) throws {
    var rest = CannedFlights.Rest()
    rest.curve = code
    #expect(try flight(0xC02F, rest).keyExchange == .curve(code))
    #expect(NamedGroup.name(code) == name)
  }

  @Test func `certificates and a staple are read in the order in which they were sent`() throws {
    var rest = CannedFlights.Rest()
    rest.certificates = [[0x30, 1, 2], [0x30, 3]]
    rest.staple = [9, 9]
    rest.curve = 29
    rest.asksCertificate = true
    let flight = try flight(0xC02F, rest)
    #expect(flight.certificates == [[0x30, 1, 2], [0x30, 3]])
    #expect(flight.staple == [9, 9])
    #expect(flight.asksCertificate)
    #expect(flight.end == .done)
  }

  @Test(arguments: [0x0300, 0x0301, 0x0302, 0x0303] as [UInt16])
  func `older versions send the same flight`(_ version: UInt16) throws {
    var rest = CannedFlights.Rest()
    rest.certificates = [[0x30]]
    rest.primeBits = 1024
    let flight = try flight(0x0033, rest, version: version)
    #expect(flight.keyExchange == .finiteField(bits: 1024))
    #expect(flight.certificates.count == 1)
  }

  @Test func `a flight of TLS 1-3 ends with its hello`() {
    var reader = FlightReader()
    reader.read(CannedFlights.tls13 + [23, 3, 3, 0, 1, 7])
    #expect(reader.isOver)
    #expect(reader.flight?.end == .done)
  }

  @Test func `explicit curves and EXPORT keys are told apart from groups`() {
    var reader = FlightReader()
    reader.read(CannedFlights.serverHello(version: 0x0303, suite: 0xC02F))
    reader.read(Flight.record(22, Flight.message(12, [1, 0])))
    #expect(reader.flight?.keyExchange == .other)
    var export = FlightReader()
    export.read(CannedFlights.export)
    export.read(Flight.record(22, Flight.message(12, [0, 1, 3, 0, 1, 3])))
    #expect(export.flight?.keyExchange == .other)
  }

  static let brokenRests: [Malformed] = [
    Malformed("another record", [99, 3, 3, 0, 1, 0]),
    Malformed("an alert", Flight.record(21, [2, 80])),
    Malformed("an alert of one byte", Flight.record(21, [2])),
    Malformed("a second hello", Flight.hello(Flight.helloBody())),
    Malformed("a message that nobody knows", Flight.record(22, Flight.message(77, []))),
    Malformed(
      "a certificate after its key",
      Flight.record(22, Flight.message(12, [3, 0, 29, 1, 4]) + Flight.message(11, [0, 0, 0]))
    ),
    Malformed("certificates that are cut", Flight.record(22, Flight.message(11, [0, 0, 9, 0]))),
    Malformed("an empty certificate", Flight.record(22, Flight.message(11, [0, 0, 3, 0, 0, 0]))),
    Malformed(
      "endless certificates",
      Flight.record(22, Flight.message(11, [0, 0, 132] + (0..<33).flatMap { _ in [0, 0, 1, 7] as [UInt8] }))
    ),
    Malformed("a status of another kind", Flight.record(22, Flight.message(22, [2, 0, 0, 1, 7]))),
    Malformed("an empty status", Flight.record(22, Flight.message(22, [1, 0, 0, 0]))),
    Malformed("a curve without a point", Flight.record(22, Flight.message(12, [3, 0, 29, 0]))),
    Malformed("an empty key exchange", Flight.record(22, Flight.message(12, []))),
    Malformed("an end that is none", Flight.record(22, Flight.message(14, [0]))),
    Malformed("a message of 16 MB", Flight.record(22, [11, 255, 255, 255])),
  ]

  @Test(arguments: brokenRests)
  func `what breaks the rules behind a hello leaves the hello`(_ row: Malformed) throws {
    var reader = FlightReader()
    reader.read(CannedFlights.serverHello(version: 0x0303, suite: 0xC02F) + row.bytes)
    #expect(reader.flight?.end == .broken)
    #expect(reader.isOver)
    guard case .serverHello(let hello) = reader.finish() else {
      Issue.record("\(reader.state)")
      return
    }
    #expect(hello.suite == CipherSuite(0xC02F))
  }

  @Test func `a prime of zeros, or none, is no group`() {
    for exchange: [UInt8] in [[0, 2, 0, 0, 0, 1, 2, 0, 1, 5], [0, 0, 0, 1, 2, 0, 1, 5], [0, 1, 7, 0, 1]] {
      var reader = FlightReader()
      reader.read(CannedFlights.serverHello(version: 0x0303, suite: 0x009E))
      reader.read(Flight.record(22, Flight.message(12, exchange)))
      #expect(reader.flight?.end == .broken, "\(exchange)")
      #expect(reader.flight?.keyExchange == nil)
    }
  }

  @Test func `an endless flight behind a hello ends at the bound and leaves the hello`() {
    var reader = FlightReader()
    reader.read(CannedFlights.serverHello(version: 0x0303, suite: 0xC02F))
    let chunk = (0..<100).flatMap { _ in Flight.record(21, [1, 112]) }
    for _ in 0..<200 { reader.read(chunk) }
    #expect(reader.flight?.end == .broken)
    #expect(reader.bytesRead == FlightReader.longestFlight)
    guard case .serverHello = reader.state else {
      Issue.record("\(reader.state)")
      return
    }
  }

  @Test func `any cut of a whole flight is read as the whole`() {
    var rest = CannedFlights.Rest()
    rest.certificates = [[UInt8](repeating: 0x30, count: 300), [0x30, 1]]
    rest.staple = [1, 2, 3]
    rest.asksCertificate = true
    var field = rest
    field.primeBits = 1024
    rest.curve = 29
    let source = SeededBytes(bytes: [
      CannedFlights.serverHello(version: 0x0303, suite: 0xC02F) + rest.records(version: 0x0303),
      CannedFlights.serverHello(version: 0x0301, suite: 0x0033) + field.records(version: 0x0301),
      CannedFlights.fragmented(CannedFlights.serverHello(version: 0x0303, suite: 0xC02F))
        + rest.records(version: 0x0303),
    ])
    var done = 0
    for seed in 0..<5_000 {
      let bytes = source.bytes(seed)
      var whole = FlightReader()
      whole.read(bytes)
      var reader = FlightReader()
      var generator = SeededGenerator(seed)
      var left = bytes[...]
      while !left.isEmpty, !reader.isOver {
        let count = Int.random(in: 1...60, using: &generator)
        reader.read(left.prefix(count))
        left = left.dropFirst(count)
      }
      #expect(reader.flight == whole.flight, "seed \(seed)")
      if whole.flight?.end == .done { done += 1 }
    }
    #expect(done > 500)
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

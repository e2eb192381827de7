import Reading
import TestSupport
import Testing

/// What a server sees of a hello, read back byte by byte.
private struct SeenHello {
  var recordVersion: UInt16
  var version: UInt16
  var random: [UInt8]
  var sessionID: [UInt8]
  var suites: [UInt16]
  var extensions: [(type: UInt16, value: [UInt8])]

  init?(_ record: [UInt8]) {
    var rest = record[...]
    func take(_ count: Int) -> [UInt8]? {
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    func number(_ count: Int) -> Int? { take(count)?.reduce(0) { $0 << 8 | Int($1) } }
    guard number(1) == 22, let recordVersion = number(2), number(2) == rest.count else { return nil }
    guard number(1) == 1, number(3) == rest.count else { return nil }
    guard let version = number(2), let random = take(32), let session = number(1).flatMap(take) else {
      return nil
    }
    guard let suites = number(2).flatMap(take), suites.count % 2 == 0, take(2) == [1, 0] else { return nil }
    self.recordVersion = UInt16(recordVersion)
    self.version = UInt16(version)
    self.random = random
    sessionID = session
    self.suites = stride(from: 0, to: suites.count, by: 2).map {
      UInt16(suites[$0]) << 8 | UInt16(suites[$0 + 1])
    }
    extensions = []
    guard !rest.isEmpty else { return }
    guard number(2) == rest.count else { return nil }
    while !rest.isEmpty {
      guard let type = number(2), let value = number(2).flatMap(take) else { return nil }
      extensions.append((UInt16(type), value))
    }
  }

  subscript(type: UInt16) -> [UInt8]? { extensions.first { $0.type == type }?.value }
}

@Suite(.timeLimit(.minutes(1))) struct `Client hellos` {
  private func seen(_ hello: ClientHello, seed: Int = 1) throws -> SeenHello {
    var generator = SeededGenerator(seed)
    return try #require(SeenHello(hello.record(using: &generator)))
  }

  private func shop(_ text: String = "https://shop.example/") throws -> WebURL { try #require(WebURL(text)) }

  @Test(arguments: TLSVersion.allCases)
  func `a hello offers its version and no other`(_ version: TLSVersion) throws {
    let hello = try seen(ClientHello(version, to: shop()))
    #expect(hello.version == min(version.rawValue, 0x0303))
    #expect(hello.recordVersion == (version == .ssl30 ? 0x0300 : 0x0301))
    #expect(hello[43] == (version == .tls13 ? [2, 3, 4] : nil))
    #expect((hello[51] != nil) == (version == .tls13))
    #expect((hello[13] != nil) == (version >= .tls12))
    #expect(hello.sessionID.count == (version == .tls13 ? 32 : 0))
  }

  @Test func `SSL 3 has no extensions and signals renegotiation as a suite`() throws {
    let hello = try seen(ClientHello(.ssl30, to: shop()))
    #expect(hello.extensions.isEmpty)
    #expect(hello.suites.last == 0x00FF)
  }

  @Test func `the name of the shop is indicated, an address is not`() throws {
    let name: [UInt8] = [0, 15, 0, 0, 12] + Array("shop.example".utf8)
    #expect(try seen(ClientHello(.tls12, to: shop()))[0] == name)
    #expect(try seen(ClientHello(.tls12, to: shop("https://shop.example./")))[0] == name)
    #expect(try seen(ClientHello(.tls12, to: shop("https://192.0.2.1/")))[0] == nil)
    #expect(try seen(ClientHello(.tls12, to: shop("https://[::1]/")))[0] == nil)
  }

  @Test func `TLS 1-3 brings a key share for X25519`() throws {
    let share = try #require(try seen(ClientHello(.tls13, to: shop()))[51])
    #expect(share.count == 38)
    #expect(Array(share.prefix(6)) == [0, 36, 0, 29, 0, 32])
  }

  @Test func `the same numbers give the same hello`() throws {
    let hello = ClientHello(.tls13, to: try shop())
    var one = SeededGenerator(7)
    var same = SeededGenerator(7)
    var other = SeededGenerator(8)
    let record = hello.record(using: &one)
    #expect(record == hello.record(using: &same))
    #expect(record != hello.record(using: &other))
  }

  @Test(
    arguments: TLSVersion.allCases,
    ["a", "shop.example", String(repeating: "long.", count: 40) + "example"]
  )
  func `no hello has a length on which load balancers hang`(_ version: TLSVersion, _ name: String) throws {
    for count in [1, 20, 60, 90, 120] {
      let suites = Array(CipherSuite.offered(in: version).prefix(count))
      var generator = SeededGenerator(1)
      let record = ClientHello(version, serverName: name, suites: suites).record(using: &generator)
      _ = try #require(SeenHello(record))
      if version > .ssl30 { #expect(!(256..<512).contains(record.count - 5)) }
    }
  }

  @Test func `the weak hello offers weak and dated suites alone, of all families, the weak ones first`()
    throws
  {
    let hello = try seen(ClientHello.weak(to: shop()))
    let suites = hello.suites.map { CipherSuite($0) }
    #expect(suites.allSatisfy { $0.isModern == false || $0.isDated(.finiteField) })
    #expect(Set(suites.compactMap(\.weakFamily)) == Set(CipherSuite.WeakFamily.allCases))
    #expect(suites.prefix(CipherSuite.weakSuites.count).allSatisfy { $0.weakFamily != nil })
    #expect(suites.dropFirst(CipherSuite.weakSuites.count).allSatisfy { $0.weakFamily == nil })
    for kind in CipherSuite.DatedKind.allCases { #expect(suites.contains { $0.isDated(kind) }) }
    #expect(suites.allSatisfy { !$0.isTLS13 })
    #expect(hello.suites.count == Set(hello.suites).count)
    #expect(hello[43] == nil)
  }

  @Test func `an endless list of suites is cut`() throws {
    let suites = (0..<5_000).map { CipherSuite(UInt16($0)) }
    #expect(try seen(ClientHello(.tls12, serverName: nil, suites: suites)).suites.count == 1024)
  }
}

@Suite struct `Cipher suites` {
  @Test(
    arguments: [
      (0x1301, "TLS_AES_128_GCM_SHA256", true, true, false, nil),
      (0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", true, true, false, nil),
      (0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", true, true, false, nil),
      (0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", true, true, false, nil),
      (0xC09C, "TLS_RSA_WITH_AES_128_CCM", false, true, false, nil),
      (0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256", false, true, false, nil),
      (0xC013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", true, false, true, nil),
      (0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA", false, false, true, nil),
      (0xC02D, "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256", false, true, false, nil),
      (0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", false, false, true, .tripleDES),
      (0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", true, false, true, .tripleDES),
      (0x0005, "TLS_RSA_WITH_RC4_128_SHA", false, false, false, .rc4),
      (0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA", true, false, false, .rc4),
      (0x0009, "TLS_RSA_WITH_DES_CBC_SHA", false, false, true, .des),
      (0x0007, "TLS_RSA_WITH_IDEA_CBC_SHA", false, false, true, .des),
      (0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5", false, false, false, .export),
      (0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA", true, false, true, .export),
      (0x0002, "TLS_RSA_WITH_NULL_SHA", false, false, false, .null),
      (0xC010, "TLS_ECDHE_RSA_WITH_NULL_SHA", true, false, false, .null),
      (0x0018, "TLS_DH_anon_WITH_RC4_128_MD5", true, false, false, .anonymous),
      (0xC015, "TLS_ECDH_anon_WITH_NULL_SHA", true, false, false, .anonymous),
      (0x00A6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256", true, true, false, .anonymous),
    ] as [(UInt16, String, Bool, Bool, Bool, CipherSuite.WeakFamily?)]
  )
  func `a suite is worth what its name says`(
    _ code: UInt16,
    _ name: String,
    _ forward: Bool,
    _ aead: Bool,
    _ cbc: Bool,
    _ weak: CipherSuite.WeakFamily?
  ) {
    let suite = CipherSuite(code)
    #expect(suite.name == name)
    #expect(suite.hasForwardSecrecy == forward)
    #expect(suite.isAEAD == aead)
    #expect(suite.isCBC == cbc)
    #expect(suite.weakFamily == weak)
    #expect(suite.isModern == (forward && aead && weak == nil))
  }

  @Test func `of an unknown suite nothing is claimed`() {
    let suite = CipherSuite(0x0A0A)
    #expect(suite.name == "0x0A0A")
    #expect(suite.hasForwardSecrecy == nil)
    #expect(suite.isModern == nil)
    #expect(suite.weakFamily == nil)
  }

  @Test func `the table has every suite that OpenSSL knows, by the same name`() async throws {
    let run = try await ProgramRunner(program: "/usr/bin/openssl").run([
      "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0",
    ])
    var compared = 0
    for line in run.standardOutput.split(separator: "\n") {
      let words = line.split(separator: " ")
      let digits = (words.first ?? "").split(separator: ",").map { $0.dropFirst(2) }.joined()
      let code = try #require(UInt16(digits, radix: 16), "\(line)")
      let name = try #require(words.dropFirst(2).first.map(String.init))
      if ["PSK", "SRP", "GOST"].contains(where: name.contains) { continue }
      #expect(CipherSuite(code).knownName == name)
      compared += 1
    }
    #expect(compared > 90)
  }

  @Test func `dated kinds are what their names say, and never weak`() {
    #expect(CipherSuite.dated(.cbc).allSatisfy { $0.isCBC == true && $0.weakFamily == nil })
    #expect(CipherSuite.dated(.noForwardSecrecy).contains(CipherSuite(0x009C)))
    #expect(!CipherSuite.dated(.noForwardSecrecy).contains(CipherSuite(0xC02F)))
    #expect(CipherSuite.dated(.finiteField).contains(CipherSuite(0x009E)))
    #expect(CipherSuite.dated(.finiteField).contains(CipherSuite(0x0033)))
    #expect(!CipherSuite.dated(.finiteField).contains(CipherSuite(0x0016)))
    #expect(!CipherSuite.inferiorSuites.contains(CipherSuite(0xC02F)))
    let others = CipherSuite.all.filter { !CipherSuite.inferiorSuites.contains($0) && $0.code != 0 }
    #expect(others.allSatisfy { $0.isModern == true && !$0.name.contains("_DHE_") })
  }

  @Test func `families do not overlap and leave out the empty suite`() {
    let weak = CipherSuite.weakSuites
    #expect(Set(weak).count == weak.count)
    #expect(!weak.contains(CipherSuite(0)))
    #expect(CipherSuite.WeakFamily.allCases.allSatisfy { !CipherSuite.weak($0).isEmpty })
  }

  @Test func `old versions are offered no suites of TLS 1-2, and none is offered twice`() {
    for version in TLSVersion.allCases {
      let offered = CipherSuite.offered(in: version)
      #expect(Set(offered).count == offered.count)
      #expect(version == .tls13 || offered.contains(CipherSuite(0x0005)))
      #expect(version == .tls13 || !offered.contains(where: \.isTLS13))
      #expect(version >= .tls12 || offered.allSatisfy { $0.isAEAD == false && !$0.name.hasSuffix("_SHA256") })
    }
    #expect(CipherSuite.offered(in: .tls12).first == CipherSuite(0xC02B))
    #expect(CipherSuite.offered(in: .tls13).count == 5)
    #expect(CipherSuite.all.count == 224)
  }
}

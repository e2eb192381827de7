import Fetching
import Testing

@Suite struct `Address policy` {
  @Test(
    arguments: [
      ("8.8.8.8", .global), ("203.0.114.1", .global), ("172.15.255.255", .global), ("172.32.0.0", .global),
      ("100.63.255.255", .global), ("100.128.0.0", .global), ("198.17.255.255", .global),
      ("198.20.0.0", .global),
      ("192.0.1.0", .global), ("169.253.255.255", .global), ("169.255.0.0", .global), ("11.0.0.0", .global),
      ("126.255.255.255", .global), ("128.0.0.0", .global), ("223.255.255.255", .global),
      ("1.0.0.0", .global),
      ("127.0.0.1", .loopback), ("127.255.255.254", .loopback), ("::1", .loopback),
      ("::ffff:127.0.0.1", .loopback),
      ("10.0.0.1", .privateUse), ("172.16.0.1", .privateUse), ("172.31.255.255", .privateUse),
      ("192.168.1.1", .privateUse), ("100.64.0.1", .privateUse), ("100.127.255.255", .privateUse),
      ("fc00::1", .privateUse), ("fdff::1", .privateUse), ("fec0::1", .privateUse),
      ("::ffff:10.0.0.1", .privateUse),
      ("64:ff9b::192.168.0.1", .privateUse), ("2002:c0a8:1::1", .privateUse), ("::10.0.0.1", .privateUse),
      ("169.254.0.1", .linkLocal), ("169.254.169.254", .linkLocal), ("fe80::1", .linkLocal),
      ("febf::1", .linkLocal),
      ("::ffff:169.254.169.254", .linkLocal), ("64:ff9b::a9fe:a9fe", .linkLocal),
      ("fd00:ec2::254", .metadata), ("fd20:ce::254", .metadata), ("168.63.129.16", .metadata),
      ("100.100.100.200", .metadata), ("::ffff:168.63.129.16", .metadata), ("168.63.129.17", .global),
      ("100.100.100.201", .privateUse), ("fd20:ce::253", .privateUse),
      ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("255.255.255.255", .multicast),
      ("ff02::1", .multicast), ("0.0.0.0", .unspecified), ("0.1.2.3", .unspecified), ("::", .unspecified),
      ("::ffff:0.0.0.0", .unspecified), ("240.0.0.1", .reserved), ("192.0.2.1", .reserved),
      ("192.0.0.8", .reserved),
      ("198.18.0.1", .reserved), ("198.19.255.255", .reserved), ("198.51.100.7", .reserved),
      ("203.0.113.9", .reserved), ("192.88.99.1", .reserved), ("2001:db8::1", .reserved),
      ("2001::1", .reserved),
      ("100::1", .reserved), ("64:ff9b:1::1", .reserved), ("4000::1", .reserved), ("3fff::1", .reserved),
      ("2606:4700::1111", .global), ("64:ff9b::8.8.8.8", .global), ("::ffff:8.8.8.8", .global),
    ] as [(String, AddressKind)]
  )
  func `an address leads where the registries say`(text: String, kind: AddressKind) throws {
    #expect(try #require(Address(text)).kind == kind)
  }

  @Test(
    arguments: [
      ("8.8.8.8", true, false), ("127.0.0.1", false, true), ("10.1.2.3", false, true),
      ("fd12::1", false, true),
      ("100.64.1.1", false, true), ("169.254.169.254", false, false), ("fe80::1", false, false),
      ("fd00:ec2::254", false, false), ("168.63.129.16", false, false), ("100.100.100.200", false, false),
      ("224.0.0.1", false, false), ("0.0.0.0", false, false),
      ("::", false, false),
      ("192.0.2.1", false, false), ("::ffff:10.0.0.1", false, true), ("64:ff9b::7f00:1", false, true),
    ]
  )
  func `a public shop leads to public addresses, a local one to its own kind`(
    text: String,
    isPublic: Bool,
    isLocal: Bool
  ) throws {
    let address = try #require(Address(text))
    #expect(AddressScope.publicOnly.allows(address) == isPublic)
    #expect(AddressScope.local.allows(address) == isLocal)
  }

  @Test func `a shop is local only when all its addresses are`() {
    func scope(_ texts: String...) -> AddressScope { .of(texts.compactMap { Address($0) }) }
    #expect(scope("127.0.0.1", "::1") == .local)
    #expect(scope("192.168.0.7") == .local)
    #expect(scope("192.168.0.7", "8.8.8.8") == .publicOnly)
    #expect(scope("169.254.1.1") == .publicOnly)
    #expect(scope() == .publicOnly)
  }

  @Test(arguments: [
    "", "localhost", "1.2.3", "1.2.3.4.5", "fe80::1%lo", "[::1", "0x7f.1", "1.2.3.4\0", "::1]",
  ])
  func `what is no address is refused`(text: String) {
    #expect(Address(text) == nil)
  }

  @Test(arguments: [("[::1]", "::1"), ("0:0:0:0:0:0:0:1", "::1"), ("127.0.0.1", "127.0.0.1")])
  func `an address is written in its short form`(text: String, short: String) {
    #expect(Address(text)?.text == short)
  }
}

import Fetching
import Testing

@Suite struct `Words of curl` {
  @Test func `resolve takes a host, a port and addresses`() throws {
    let word = try ResolveWord(curl: "+Shop.Example:443:127.0.0.1,[::1]")
    #expect(word.host == "shop.example")
    #expect(word.port == 443)
    #expect(word.addresses.map(\.text) == ["127.0.0.1", "::1"])
    #expect(try ResolveWord(curl: "shop.example:443:::1").addresses.map(\.text) == ["::1"])
  }

  @Test(
    arguments: [
      ("", "the host is missing"), (":443:127.0.0.1", "the host is missing"),
      ("shop.example", "the host is missing"),
      ("shop.example:443", "the port must be a number from 1 to 65535"),
      ("shop.example:0:127.0.0.1", "the port must be a number from 1 to 65535"),
      ("shop.example:65536:127.0.0.1", "the port must be a number from 1 to 65535"),
      ("shop.example:https:127.0.0.1", "the port must be a number from 1 to 65535"),
      ("shop.example:443:", "'' is no IP address"), ("shop.example:443:other", "'other' is no IP address"),
      ("shop.example:443:127.0.0.1,", "'' is no IP address"),
      ("-shop.example:443:1.1.1.1", "removing an entry"),
      ("*:443:127.0.0.1", "a host for all names"),
    ]
  )
  func `a wrong resolve says what is wrong and what to write`(word: String, says: String) {
    let error = #expect(throws: CurlWordError.self) { try ResolveWord(curl: word) }
    #expect(error?.description.contains(says) == true)
    #expect(error?.description.hasSuffix("write host:port:address[,address]") == true)
  }

  @Test(
    arguments: [
      ("shop.example:443:127.0.0.1:8443", "shop.example", 443, "127.0.0.1", 8443),
      ("Shop.example:443:Other.example:", "shop.example", 443, "other.example", nil),
      ("::127.0.0.1:8443", nil, nil, "127.0.0.1", 8443),
      ("shop.example:443::8443", "shop.example", 443, nil, 8443),
      ("[::1]:443:[fd00::1]:8443", "::1", 443, "fd00::1", 8443),
    ] as [(String, String?, Int?, String?, Int?)]
  )
  func `connect-to takes four fields that may be empty`(
    word: String,
    host: String?,
    port: Int?,
    toHost: String?,
    toPort: Int?
  ) throws {
    #expect(
      try ConnectToWord(curl: word) == ConnectToWord(host: host, port: port, toHost: toHost, toPort: toPort)
    )
  }

  @Test(
    arguments: [
      ("", "four fields are needed"), ("shop.example:443", "four fields are needed"),
      ("shop.example:443:127.0.0.1", "four fields are needed"),
      ("shop.example:x:127.0.0.1:1", "'x' is no port"),
      ("shop.example:443:127.0.0.1:99999", "'99999' is no port"), ("a b:443:127.0.0.1:1", "'a b' is no host"),
      ("shop.example:443:127.0.0.1:1:2", "'1:2' is no port"),
    ]
  )
  func `a wrong connect-to says what is wrong`(word: String, says: String) {
    let error = #expect(throws: CurlWordError.self) { try ConnectToWord(curl: word) }
    #expect(error?.description.contains(says) == true)
  }
}

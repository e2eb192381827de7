import Model
import Probing
import Testing

@Suite struct `What an operator asks for` {
  @Test func `is a shop alone`() throws {
    let request = try Prober.request(typed: " Shop.Example ")
    #expect(request.shop == "https://shop.example/")
    #expect(request.pages == [])
    #expect(!request.mapped)
  }

  @Test func `is understood where paths stand for addresses`() throws {
    let request = try Prober.request(
      typed: "http://shop.example/cart?x=1",
      pages: ["/checkout", "https://pay.example/x"],
      ipn: "/ipn",
      api: "https://api.shop.example/session",
      apiMethod: "get",
      storefront: "https://www.shop.example/some/page",
      allowPost: true
    )
    #expect(request.shop == "https://shop.example/")
    #expect(
      request.pages == [
        "http://shop.example/cart?x=1", "https://shop.example/checkout", "https://pay.example/x",
      ]
    )
    #expect(request.ipn == "https://shop.example/ipn")
    #expect(request.apiMethod == "GET")
    #expect(request.storefront == "https://www.shop.example")
    #expect(request.allowPost)
  }

  /// Words that cannot be used, and what is said.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var typed = "shop.example"
    var pages: [String] = []
    var ipn: String?
    var api: String?
    var apiMethod: String?
    var storefront: String?
    var allowPost = false
    let message: String
    var testDescription: String { message }
  }

  @Test(arguments: [
    Refusal(typed: "", message: "no address was given; give a shop such as shop.example"),
    Refusal(
      typed: "two words",
      message: "'two words' has spaces in it; give one address, and put each further page behind --page"
    ),
    Refusal(
      pages: ["cart"],
      message:
        "'cart' is not an http or https address; give --page a URL such as https://shop.example/…"
    ),
    Refusal(
      pages: ["ftp://shop.example/"],
      message:
        "'ftp://shop.example/' is not an http or https address; give --page a URL such as https://shop.example/…"
    ),
    Refusal(
      ipn: "https://me:secret@shop.example/ipn",
      message: "'--ipn' has a user name or password in its address; put it behind --user"
    ),
    Refusal(
      api: "https://api.shop.example/",
      apiMethod: "PO ST",
      message: "'PO ST' is not an HTTP method; give one such as POST or GET"
    ),
    Refusal(
      storefront: "https://www.shop.example",
      message: "--storefront needs --api, the URL that the storefront calls"
    ),
    Refusal(
      allowPost: true,
      message: "--allow-post needs --ipn, the URL that may be sent test notifications"
    ),
  ])
  func `is refused with one sentence`(_ refusal: Refusal) {
    #expect(throws: OptionsError(refusal.message)) {
      _ = try Prober.request(
        typed: refusal.typed,
        pages: refusal.pages,
        ipn: refusal.ipn,
        api: refusal.api,
        apiMethod: refusal.apiMethod,
        storefront: refusal.storefront,
        allowPost: refusal.allowPost
      )
    }
  }
}

@Suite struct `Options of looks` {
  /// A change to sound options, and a part of what is said.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let says: String
    let change: @Sendable (inout LookOptions) -> Void
    var testDescription: String { says }
  }

  @Test(arguments: [
    Refusal(says: "'shop.example:443': four fields are needed") { $0.connectTo = ["shop.example:443"] },
    Refusal(says: "'nowhere' is no IP address") { $0.resolve = ["shop.example:443:nowhere"] },
    Refusal(says: "the port must be a number from 1 to 65535") { $0.resolve = ["shop.example:0:127.0.0.1"] },
    Refusal(says: "'X-Key' is not a header field; write 'Name: value'") { $0.headers = ["X-Key"] },
    Refusal(says: "is not a header field") { $0.headers = ["X Key: 1"] },
    Refusal(says: "is not a header field") { $0.headers = ["X-Key: 1\r\nHost: evil.example"] },
    Refusal(says: "/nowhere.pem") { $0.caFile = "/nowhere.pem" },
    Refusal(says: "/dev/null") { $0.caFile = "/dev/null" },
  ])
  func `are refused before anything is sent`(_ refusal: Refusal) throws {
    var options = LookOptions()
    refusal.change(&options)
    let data = try ProbingData([:])
    let error = #expect(throws: OptionsError.self) { _ = try Prober(options: options, data: data, tool: "0") }
    #expect(error?.message.contains(refusal.says) == true, "\(error?.message ?? "")")
  }
}

@Suite struct `Data files` {
  @Test func `that are missing leave their part empty`() throws {
    _ = try ProbingData([:])
  }

  @Test func `that are built in are read`() throws {
    let files = try PackData.files()
    #expect(
      Set(files.keys).isSuperset(of: [
        "platforms", "session-cookies", "placeholders", "barriers", "pages", "headless", "public-suffixes",
      ])
    )
    _ = try ProbingData(files)
  }

  @Test(
    arguments: [
      ("platforms", 7, "expected a mapping"), ("platforms", ["platforms": "x"], "'platforms' is not a list"),
      ("platforms", ["platforms": ["x"]], "'platforms' is not a list of mappings"),
      ("platforms", ["platforms": [["name": "x"]]], "an entry has no 'id'"),
      ("platforms", ["platforms": [["id": [], "name": "x"]]], "'id' is not a text"),
      (
        "platforms", ["platforms": [["id": "x", "name": "x", "hostedCheckout": "maybe"]]],
        "'hostedCheckout' is not true or false"
      ),
      (
        "platforms", ["platforms": [["id": "x", "name": "x", "controls": ["tsl"]]]],
        "'tsl' is no 'controls'; use tls, http, csp, ipn, checkout"
      ),
      (
        "platforms", ["platforms": [["id": "x", "name": "x", "markers": [["metta": "y"]]]]],
        "a marker names none of meta, header, cookie, url, source"
      ),
      ("barriers", ["barriers": [["kind": "challenge"]]], "an entry has no 'name'"),
      (
        "barriers", ["barriers": [["kind": "wall", "name": "x"]]],
        "'wall' is no 'kind'; use challenge, firewall, rateLimit, login, clientCertificate, shopPassword, comingSoon, maintenance"
      ),
      (
        "barriers", ["barriers": [["kind": "challenge", "name": "x", "status": ["often"]]]],
        "'status' is not a list of numbers"
      ),
      (
        "barriers", ["barriers": [["kind": "challenge", "name": "x", "header": ["value": "y"]]]],
        "an entry has no 'name'"
      ),
      ("pages", ["pages": ["cart": ["paths": "cart"]]], "'paths' is not a list"),
      ("pages", ["acting": "add"], "'acting' is not a mapping"),
      ("placeholders", ["merchantId": [["a": 1]]], "'merchantId' is not a list of texts"),
      ("session-cookies", ["cookies": [["name": "x", "with": ["name": "y"]]]], "an entry has no 'value'"),
    ] as [(String, Value, String)]
  )
  func `of another shape are refused by name`(_ file: String, _ value: Value, _ detail: String) {
    let error = #expect(throws: ProbingDataError.self) { _ = try ProbingData([file: value]) }
    #expect(error?.file == file)
    #expect(error?.detail == detail)
  }
}

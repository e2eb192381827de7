import DemoShop
import Model
import TestSupport
import Testing

/// Shops that answer without end, without sense or not at all.
@Suite(.serialized) struct `Hostile shops` {
  /// A home page that cannot be read whole, and what is said of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let home: Response
    /// Why the page is not known.
    let reason: Reason
    /// A part of the detail in the evidence.
    let detail: String
    /// What the first screen says of it.
    let says: String
    var timeout = 40
  }

  private static let limit = "a limit on size, time or number of looks was reached"

  private static func page(_ delivery: Response.Delivery, _ text: String = "<title>Lamps</title>") -> Response
  {
    var response = Response.html(text)
    response.delivery = delivery
    return response
  }

  private static func raw(_ text: String) -> Response {
    Response(200, delivery: .raw(Array(text.utf8)))
  }

  private static func compressed(_ bytes: [UInt8]) -> Response {
    Response(
      200,
      headers: [HeaderField("Content-Type", "text/html"), HeaderField("Content-Encoding", "gzip")],
      body: bytes
    )
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a page of 100 MB",
      home: page(.filler(bytes: 100 << 20)),
      reason: .limitReached,
      detail: "bytes",
      says: limit
    ),
    Case(
      testDescription: "a page that never ends",
      home: page(.endless, String(repeating: "<p>More lamps</p>", count: 1000)),
      reason: .limitReached,
      detail: "bytes",
      says: limit
    ),
    Case(
      testDescription: "a page that drips",
      home: page(.drip(bytes: 1, every: .milliseconds(20)), String(repeating: "lamp ", count: 2000)),
      reason: .limitReached,
      detail: "the audit's time was used up",
      says: limit,
      timeout: 5
    ),
    Case(
      testDescription: "silence behind a handshake",
      home: page(.silence),
      reason: .limitReached,
      detail: "the audit's time was used up",
      says: limit,
      timeout: 5
    ),
    Case(
      testDescription: "a gzip bomb",
      home: compressed(Bomb.gzip(megabytes: 200)),
      reason: .limitReached,
      detail: "bytes of the body",
      says: limit
    ),
    Case(
      testDescription: "gzip that is none",
      home: compressed(Array("<title>Lamps</title>".utf8)),
      reason: .malformed,
      detail: "",
      says: "the answer is of no use"
    ),
    Case(
      testDescription: "header fields without end",
      home: raw("HTTP/1.1 200 OK\r\n" + String(repeating: "X-Lamp: on\r\n", count: 200_000)),
      reason: .limitReached,
      detail: "header",
      says: limit
    ),
    Case(
      testDescription: "one header field without end",
      home: raw("HTTP/1.1 200 OK\r\nX-Lamp: " + String(repeating: "x", count: 2_000_000)),
      reason: .limitReached,
      detail: "header",
      says: limit
    ),
    Case(
      testDescription: "interim answers without end",
      home: raw(String(repeating: "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", count: 50_000)),
      reason: .limitReached,
      detail: "header",
      says: limit
    ),
    Case(
      testDescription: "a Content-Length that promises too much",
      home: page(.wrongLength(100_000)),
      reason: .reset,
      detail: "closed before the body ended",
      says: "the connection was cut off"
    ),
    Case(
      testDescription: "a reset in place of an answer",
      home: page(.reset),
      reason: .reset,
      detail: "",
      says: "the connection was cut off"
    ),
    Case(
      testDescription: "an end in place of an answer",
      home: page(.close),
      reason: .reset,
      detail: "closed without an answer",
      says: "the connection was cut off"
    ),
    Case(
      testDescription: "an answer that is no HTTP",
      home: raw("\u{1}\u{2}\u{3}220 lamps ready\r\n"),
      reason: .malformed,
      detail: "",
      says: "the answer is of no use"
    ),
    Case(
      testDescription: "an image",
      home: Response(
        200,
        headers: [HeaderField("Content-Type", "image/png")],
        body: [0x89, 0x50, 0x4E, 0x47]
      ),
      reason: .malformed,
      detail: "the answer is not an HTML page",
      says: "the answer is of no use (the answer is not an HTML page)"
    ),
    Case(
      testDescription: "a redirect to itself",
      home: .redirect(302, to: "/"),
      reason: .malformed,
      detail: "the redirects lead in a circle",
      says: "the answer is of no use (the redirects lead in a circle)"
    ),
    Case(
      testDescription: "a redirect to nowhere",
      home: .redirect(302, to: "https://:99999/"),
      reason: .malformed,
      detail: "a redirect names no usable address",
      says: "the answer is of no use (a redirect names no usable address)"
    ),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: cases)
  func `are told by what stood in the way, with all that could be seen`(_ example: Case) async throws {
    let shop = try HostileShop(home: example.home)
    let run = try await shop.audit(timeout: example.timeout)
    #expect(run.exitCode == 2, "\(run.standardError)")
    #expect(run.standardError == "")
    #expect(run.took < .seconds(example.timeout + 5))
    let why = try #require(run.unknown("amazonPay.present", of: .page, .home))
    #expect(why.reason == example.reason)
    #expect(why.detail?.contains(example.detail) ?? example.detail.isEmpty, "\(why)")
    #expect(run.words.contains("Cannot tell"))
    #expect(run.words.contains(example.says), "\(run.standardOutput)")
    #expect(run.value("tls.acceptsTLS12", of: .host, .shop) == true)
    #expect(run.value("tls.acceptsTLS10", of: .host, .shop) == false)
    #expect(
      !run.evidence.subjects.flatMap(\.facts.values).contains { fact in
        if case .unknown(let unknown, _) = fact { unknown.reason == .defect } else { false }
      }
    )
  }

  @Test(.timeLimit(.minutes(1))) func `that redirect on and on are left after ten`() async throws {
    let shop = try HostileShop { request in
      let number = Int(request.path.dropFirst()) ?? 0
      return .redirect(302, to: "https://shop.example/\(number + 1)")
    }
    let run = try await shop.audit()
    #expect(run.exitCode == 2)
    #expect(
      run.unknown("amazonPay.present", of: .page, .home)
        == Unknown(.malformed, detail: "more than 10 redirects")
    )
    #expect(run.value("http.redirect", of: .host, .shop) == "tooMany")
    #expect(run.value("certificate.coversHost", of: .host, .shop) == true)
  }

  @Test(.timeLimit(.minutes(1))) func `of noise are read without a hitch`() async throws {
    var generator = SystemRandomNumberGenerator()
    let noise = (0..<400_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let shop = try HostileShop(
      home: Response(200, headers: [HeaderField("Content-Type", "text/html")], body: noise)
    )
    let run = try await shop.audit()
    #expect(run.exitCode == 1 || run.exitCode == 2)
    #expect(run.value("document.status", of: .page, .home) == 200)
    #expect(run.standardOutput.actingScalars == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `that promise less than they send are read as far as promised`() async throws {
    let text = "<title>Lamps</title>"
    var home = Response.html(text + "<script src=//static-eu.payments-amazon.com/checkout.js></script>")
    home.delivery = .wrongLength(text.utf8.count)
    let run = try await HostileShop(home: home).audit()
    #expect(run.value("amazonPay.present", of: .page, .home) == false)
  }

  @Test(.timeLimit(.minutes(1))) func `that reset in the middle of a page leave it half known`() async throws
  {
    let closed = try RawServer { _ in [] }
    closed.stop()
    let server = try RawServer { _ in
      [
        .read,
        .text("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n<title>Lamps"),
        .reset,
      ]
    }
    defer { server.stop() }
    let run = try await HostileRun(secure: closed.port, plain: server.port)
    #expect(run.value("https.state", of: .host, .shop) == "refused")
    #expect(run.value("document.status", of: .page, .home) == 200)
    #expect(run.value("document.readWhole", of: .page, .home) == false)
    #expect(run.unknown("amazonPay.present", of: .page, .home)?.reason == .reset)
  }

  @Test(.timeLimit(.minutes(1))) func `that say nothing are left when the time is up`() async throws {
    let silent = try RawServer { _ in [.hold] }
    defer { silent.stop() }
    let run = try await HostileRun(secure: silent.port, plain: silent.port, timeout: 5)
    #expect(run.exitCode == 2)
    #expect(run.took < .seconds(9))
    #expect(run.words.contains(Self.limit))
    #expect(run.unknown("https.state", of: .host, .shop)?.reason == .limitReached)
  }

  @Test(.timeLimit(.minutes(1))) func `with thousands of scripts are asked for thirty of a page`()
    async throws
  {
    let scripts = (1...5000).map { "<script src=/\($0).js></script>" }.joined()
    let shop = try HostileShop { request in
      request.path.hasSuffix(".js") ? .text("lamp()") : .html("<title>Lamps</title>" + scripts)
    }
    let run = try await shop.audit()
    #expect(shop.secure.requests.count { $0.path.hasSuffix(".js") } == 30)
    #expect(
      run.unknown("amazonPay.present", of: .page, .home) == Unknown(.limitReached, detail: "too many scripts")
    )
  }

  @Test(.timeLimit(.minutes(1))) func `whose home page answers with an error are told so`() async throws {
    let run = try await HostileShop(home: .html("<title>Oops</title>", status: 500)).audit()
    #expect(run.exitCode == 1, "\(run.standardError)")
    #expect(run.words.contains("The home page answers with an error (status 500)"))
    #expect(run.unknown("amazonPay.present", of: .page, .home)?.reason == .unavailable)
  }
}

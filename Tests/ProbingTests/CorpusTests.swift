import DemoShop
import Model
import Probing
import TestSupport
import Testing

private let pages = (try? CorpusPage.all()) ?? []

@Suite(.serialized, .timeLimit(.minutes(2))) struct `Shops with a page of the corpus` {
  @Test(arguments: pages)
  func `are told as the label says`(_ page: CorpusPage) async throws {
    let path = page.url.replacing("https://shop.example", with: "")
    let server = try LocalServer { request in
      let target = request.target
      if target == path {
        return Self.answer(page.bytes, as: page.contentType, page.headers)
      }
      if let file = page.files[request.path] { return Self.answer(file, as: "text/javascript") }
      return request.path == "/" ? .html("<title>Lamps</title>") : .html("<title>None</title>", status: 404)
    }
    defer { server.stop() }
    let closed = try RawServer { _ in [] }
    closed.stop()
    let sight = try await Sight(
      secure: nil,
      plain: server.port,
      pages: path == "/" ? [] : ["http://shop.example" + path],
      seconds: 50
    ) { options in
      options.connectTo = [":80:127.0.0.1:\(server.port)", ":443:127.0.0.1:\(closed.port)"]
    }
    let platform = sight.shop("platform.name")
    if let name = page["platform"].first {
      #expect(platform?.value == .text(name))
    } else {
      #expect(platform?.isAbsent == true)
    }
    let level = sight.shop("amazonPay.level")
    switch page["level"].first {
    case "any": break
    case "nothing", "unknown":
      #expect(level?.value == nil || level?.value == "absent", "\(String(describing: level))")
    case let name?: #expect(level?.value == .text(name), "\(String(describing: level))")
    case nil: Issue.record("no level")
    }
    let generations = page.words("generation").flatMap {
      $0 == "both" ? ["checkoutV2", "checkoutV1"] : [$0]
    }
    #expect(known(sight.shop("amazonPay.generations")) == generations)
    #expect(Set(known(sight.shop("amazonPay.regions"))) == Set(page.words("region")))
  }

  private static func answer(
    _ bytes: [UInt8],
    as type: String,
    _ headers: [(name: String, value: String)] = []
  ) -> Response {
    var response = Response(200)
    response.headers = [HeaderField("Content-Type", type)] + headers.map { HeaderField($0.name, $0.value) }
    response.body = bytes
    return response
  }

  private func known(_ fact: Fact?) -> [String] {
    let items: [Value] =
      switch fact {
      case .known(.list(let items), _)?: items
      case .partial(let items, _, _)?: items
      default: []
      }
    return items.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
}

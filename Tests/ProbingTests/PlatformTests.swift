import DemoShop
import Model
import Probing
import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Platforms` {
  private func platform(_ html: String..., headers: [(String, String)] = []) throws -> RecognisedPlatform? {
    let sights = html.map { page in
      PageSight(
        PageReader.read(Array(page.utf8), url: "https://shop.example/"),
        headers: HeaderFields(headers)
      )
    }
    return RecognisedPlatform.find(in: sights, data: try PackData.all())
  }

  private let generator = "<meta name=generator content='WooCommerce 10.3.4'>"
  private let body = "<body class='woocommerce-no-js'>"

  @Test func `need two markers`() throws {
    #expect(try platform(generator) == nil)
    #expect(try platform(body) == nil)
    let found = try #require(try platform(generator + body))
    #expect(found.id == "woocommerce")
    #expect(found.markers.count == 2)
  }

  @Test func `need two different ones`() throws {
    #expect(try platform(generator + generator, generator) == nil)
  }

  @Test func `add up the markers of all pages`() throws {
    #expect(try platform(generator, body)?.id == "woocommerce")
  }

  @Test func `are known by cookies, header fields and addresses too`() throws {
    let found = try platform(
      "<script src='https://cdn.shopify.com/s/x.js'></script>",
      headers: [("X-ShopId", "1"), ("Set-Cookie", "_shopify_y=1; Path=/")]
    )
    #expect(found?.id == "shopify")
    #expect(found?.markers.count == 3)
  }

  @Test func `are the ones that most markers speak for`() throws {
    let found = try platform(
      generator + body + "<script src='https://cdn.shopify.com/s/x.js'></script>"
        + "<meta name=shopify-digital-wallet><meta name=shopify-checkout-api-token>"
    )
    #expect(found?.id == "shopify")
  }

  @Test(arguments: [ShopPlan.Platform.woocommerce, .magento, .shopware])
  func `are recognised on shops that look like one`(_ platform: ShopPlan.Platform) async throws {
    let sight = try await Sight(ShopPlan(platform: platform))
    let name = sight.shop("platform.name")?.value
    let expected: [ShopPlan.Platform: Value] = [
      .woocommerce: "woocommerce", .magento: "magento", .shopware: "shopware6",
    ]
    #expect(name == expected[platform])
    if platform == .woocommerce { #expect(sight.shop("platform.version")?.value == "10.3.4") }
  }

  @Test func `without updates are told as such`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.magento1]))
    #expect(sight.shop("platform.name")?.value == "magento1")
    #expect(sight.shop("platform.obsolete")?.value == "magento1")
    #expect(
      sight.shop("platform.markers")?.value == ["address …/skin/frontend/…", "source “Mage.Cookies.path”"]
    )
  }

  @Test func `with updates are not told as obsolete`() async throws {
    let sight = try await Sight(ShopPlan(platform: .magento))
    #expect(sight.shop("platform.obsolete")?.isAbsent == true)
  }

  @Test func `are none for a shop of nobody's make`() async throws {
    let sight = try await Sight(ShopPlan())
    #expect(sight.shop("platform.name")?.isAbsent == true)
    #expect(sight.shop("platform.markers")?.value == [])
    #expect(sight.shop("platform.controls")?.value == [])
  }

  @Test func `are unknown where nothing could be read`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.dark]))
    #expect(sight.shop("platform.name")?.reason == .refused)
  }
}

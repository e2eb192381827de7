import DemoShop
import Fetching
import Model
import Probing
import Testing

/// What a browser shows of shops that this machine serves.
@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: Chromium.executable() != nil, "Chromium is not installed"))
struct `A browser's sight` {
  @Test(arguments: [Fault.buttonHidden, .buttonNotDrawn, .buttonHiddenOnPhones, .buttonSmallOnPhones])
  func debug(_ fault: Fault) async throws {
    let sight = try await Sight(ShopPlan(host: "lamp-shop.example", faults: [fault]))
    for subject in sight.evidence.subjects where subject.id.kind == .page {
      print(fault, subject.id, subject.roles, subject.facts.filter { $0.key.hasPrefix("browser.") })
    }
  }
}

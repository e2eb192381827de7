import Model
import Reading
import TestSupport
import Testing

private let pages = (try? CorpusPage.all()) ?? []

@Suite(.timeLimit(.minutes(1))) struct `Pages of the corpus` {
  /// What the page and its own scripts show.
  private func shown(_ page: CorpusPage) throws -> AmazonPayOnPage {
    let content = page.content
    let scripts = page.files.sorted { $0.key < $1.key }.map { path, bytes in
      let element = content.scripts.first { content.address(of: $0)?.path == path }
      return ScriptSource(url: "https://shop.example" + path, bytes: bytes, runs: element?.runs ?? true)
    }
    return ButtonReader.read(content, scripts: scripts)
  }

  @Test func `are many, of every platform and kind`() {
    #expect(pages.count >= 60)
    #expect(Set(pages.flatMap { $0["platform"] }).count >= 15)
    #expect(pages.allSatisfy { $0["about"].count == 1 && $0["level"].count == 1 })
  }

  @Test(arguments: pages)
  func `run the scripts that a browser runs`(_ page: CorpusPage) throws {
    var left = page["runs"]
    let base = try #require(WebURL(page.url))
    for script in page.content.executedScripts(enforced: page.policies) {
      let index = left.firstIndex { label in
        switch script {
        case .file(let address): base.resolving(label)?.text == address && !label.hasPrefix("\"")
        case .text(let text): label.hasPrefix("\"") && text.trimmed.hasPrefix(String(label.dropFirst()))
        }
      }
      guard let index else {
        Issue.record("\(script) runs, but is not in the label")
        continue
      }
      left.remove(at: index)
    }
    #expect(left.isEmpty)
    let frames = page.content.scripts.filter { $0.place == .frame }.map { $0.source ?? $0.text }
    let framed = page["frame"].map { $0.hasPrefix("\"") ? String($0.dropFirst()) : $0 }
    #expect(frames.count == framed.count)
    #expect(framed.allSatisfy { label in frames.contains { $0.hasPrefix(label) } })
  }

  @Test(arguments: pages)
  func `refer to Amazon's scripts as the label says`(_ page: CorpusPage) throws {
    var counts: [String: Int] = [:]
    for script in try shown(page).scripts {
      let form: String =
        switch script.form {
        case .parked(let manager): "parked:\(manager.replacing(" ", with: "_"))"
        case .otherType: "otherType"
        default: "\(script.form)"
        }
      counts["\(script.kind.rawValue) \(form)", default: 0] += 1
    }
    let told = counts.map { $0.value == 1 ? $0.key : "\($0.key) x\($0.value)" }.sorted()
    #expect(told == page["script"].sorted())
  }

  @Test(arguments: pages)
  func `call what the label says`(_ page: CorpusPage) throws {
    let calls = try shown(page).calls.map { "\($0.api.rawValue)\($0.runs ? "" : "!")" }
    #expect(calls == page.words("calls"))
  }

  @Test(arguments: pages)
  func `configure a button as the label says`(_ page: CorpusPage) throws {
    let found = try shown(page)
    #expect(found.otherProducts.map(\.kind.rawValue) == page.words("other"))
    #expect(Set(found.pluginMarkers.map(\.plugin.rawValue)) == Set(page.words("plugin")))
    let wanted = page.words("config")
    guard !wanted.isEmpty else {
      #expect(found.buttons.allSatisfy { $0.merchantId.value == nil })
      return
    }
    let values = found.buttons.map(Self.values)
    #expect(values.contains { $0.isSuperset(of: wanted) }, "\(values)")
  }

  private static func values(of button: ButtonConfiguration) -> Set<String> {
    let words: [(String, String?)] = [
      ("merchantId", button.merchantId.value), ("publicKeyId", button.publicKeyId.value),
      ("ledgerCurrency", button.ledgerCurrency.value), ("placement", button.placement.value),
      ("productType", button.productType.value), ("buttonColor", button.buttonColor.value),
      ("checkoutLanguage", button.checkoutLanguage.value), ("pluginVersion", button.pluginVersion.value),
      ("sandbox", button.sandbox.value.map { "\($0)" }),
      ("decoupled", button.isDecoupled.value.map { "\($0)" }),
      ("region", button.region.value?.rawValue),
    ]
    return Set(words.compactMap { name, value in value.map { "\(name)=\($0)" } })
  }
}

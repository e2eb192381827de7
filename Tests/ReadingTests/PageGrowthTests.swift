import Reading
import TestSupport
import Testing

/// A page eight times as large costs at most nine times as much, whatever its shape.
@Suite(.serialized, .timeLimit(.minutes(2))) struct `Growth of pages` {
  private static let limit = 9.0
  private static let small = 16_000

  private func expectPromised(
    _ unit: String,
    before: String = "",
    after: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let count = Self.small / unit.utf8.count
    // Made beforehand: the page alone is measured.
    let pages = [count, 8 * count].map { number in
      Array((before + String(repeating: unit, count: number) + after).utf8)
    }
    let growth = growth(from: 1, atMost: Self.limit) { size in
      let bytes = pages[size == 1 ? 0 : 1]
      let page = PageReader.read(bytes, contentType: "text/html; charset=utf-8", url: "https://shop.example/")
      _ = ButtonReader.read(page)
      _ = page.executedScripts(enforced: ["script-src 'self' 'nonce-a' https:"])
    }
    #expect(growth <= Self.limit, "\(unit)", sourceLocation: sourceLocation)
  }

  @Test(arguments: ["<div>", "<div><span><b>", "<svg><g>", "<math><mi>", "<template>", "<ul><li><a href=x>"])
  func `nesting`(_ unit: String) { expectPromised(unit) }

  @Test(arguments: [
    "</div>", "<p", "<p a='", "<script>", "<title>", "<!--", "<svg><![CDATA[", "</scr", "<textarea></textare",
  ])
  func `what is never closed`(_ unit: String) { expectPromised(unit) }

  @Test(arguments: ["a=1 ", "a ", "data-amazon-pay='x' ", "class='a b c' ", "x=\"&amp;\" "])
  func `attributes`(_ unit: String) {
    expectPromised(unit, before: "<p ", after: ">")
    expectPromised("<p \(unit)>")
  }

  @Test(arguments: [
    "a", "ab ", "amazon", "AMAZON", "payments-amazon ", "-----BEGIN ", " on line 1 Warning", "\\",
  ])
  func `one long line`(_ unit: String) {
    expectPromised(unit)
    expectPromised(unit, before: "<script>var a = amazon.Pay; '", after: "'</script>")
  }

  @Test(arguments: [
    "<form id=a></form><input form=b name=c>", "<input name=a value=b>", "<select name=a><option value=b>",
  ])
  func `forms`(_ unit: String) {
    expectPromised(unit)
    expectPromised(unit, before: "<form>")
  }

  @Test(arguments: ["&amp;", "&amp", "&#65;", "&#x41", "&notanentity;", "&", "&#", "&auml;&Auml"])
  func `references`(_ unit: String) {
    expectPromised(unit)
    expectPromised(unit, before: "<meta name=a content='", after: "'>")
  }

  @Test(arguments: [
    "<script>a</script>", "<script src=/a.js></script>",
    "<script nonce=a>amazon.Pay.initCheckout({})</script>",
    "<script type=text/plain data-src=x></script>",
    "<script>'https://static-eu.payments-amazon.com/checkout.js'</script>",
    "<script type=application/json>{}</script>",
    "<meta http-equiv=content-security-policy content='img-src *'>",
  ])
  func `many scripts`(_ unit: String) { expectPromised(unit) }

  @Test(arguments: ["{a:", "[", "{a:1,", "f(", "{a:{b:[", "'x'+", "amazon.Pay.renderButton('#a',{", "`${"])
  func `deep object literals`(_ unit: String) {
    expectPromised(unit, before: "<script>amazon.Pay.renderButton('#a', ", after: ")</script>")
  }

  @Test(arguments: [
    "<!--a-->", "<!---->", "<!--<script src=x></script>-->", "<!-- payments-amazon.com/checkout.js -->",
    "<!-->", "<!--->", "<?x?>",
  ])
  func `comments`(_ unit: String) { expectPromised(unit) }
}

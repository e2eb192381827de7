import Reading
import Testing

@Suite struct `A form` {
  private func forms(_ markup: String) -> [PageForm] {
    PageReader.read(
      Array("<!doctype html><body>\(markup)".utf8),
      contentType: "text/html; charset=utf-8",
      url: ""
    ).forms
  }

  private func sent(_ markup: String) -> String {
    forms(markup).first.map { PageForm.encoded($0.entries) } ?? "none"
  }

  @Test(
    arguments: [
      ("<form><input name=a value=1><input type=hidden name=b value=2></form>", "a=1&b=2"),
      ("<form><input name=a><input value=1><input name='' value=2></form>", "a="),
      ("<form><input type=checkbox name=a><input type=checkbox name=b checked></form>", "b=on"),
      ("<form><input type=radio name=a value=1><input type=radio name=a value=2 checked></form>", "a=2"),
      ("<form><select name=a><option value=1><option value=2></select></form>", "a=1"),
      ("<form><select name=a><option value=1><option value=2 selected></select></form>", "a=2"),
      ("<form><select name=a><option disabled value=1><option value=2></select></form>", "a=2"),
      (
        "<form><textarea name=a></textarea><button name=add value=7>Add</button><button name=x>X</button></form>",
        "a=&add=7"
      ),
      ("<form><button type=button name=a value=1></button><input type=submit name=b value=2></form>", "b=2"),
      ("<form><input name=a value=1 disabled><input type=file name=f></form>", ""),
      ("<form id=f></form><input form=f name=a value=1><input name=b value=2>", "a=1"),
      ("<form><form><input name=a value=1></form>", "a=1"),
      ("<form></form><input name=a value=1>", ""),
      ("<form><button>Add</button><button name=action value=wishlist></button></form>", ""),
      (
        "<form><select name=a><option value=1></select><select><option value=2 selected></select></form>",
        "a=1"
      ),
      (
        "<form><select name=a><option value=1></select><select name=b disabled><option value=2 selected></form>",
        "a=1"
      ),
      ("<form><input name='ä b' value='1&2=3 €*-._~'></form>", "%C3%A4+b=1%262%3D3+%E2%82%AC*-._%7E"),
      ("<template><form><input name=a value=1></form></template>", "none"),
      ("<form><template></form></template><input name=a value=1></form>", "a=1"),
    ]
  )
  func `sends what a browser sends where nobody changes anything`(_ markup: String, _ expected: String) {
    #expect(sent(markup) == expected)
  }

  @Test func `keeps a bounded number of fields`() {
    let markup = "<form>" + String(repeating: "<input name=a value=1>", count: 6000) + "</form>"
    let page = PageReader.read(Array(markup.utf8), contentType: "text/html", url: "")
    #expect(page.forms.first?.fields.count == 5000)
    #expect(page.cut.contains(.forms))
  }

  @Test func `knows that it asks for a password`() {
    #expect(forms("<form><input type=password></form><form></form>").map(\.hasPassword) == [true, false])
  }
}

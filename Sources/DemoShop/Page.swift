/// One page of a shop.
struct Page: Sendable {
  let title: String
  /// Amazon's word for where a button on it stands.
  let placement: String
  let body: String

  static let all: [String: Page] = [
    "/": Page(
      title: "Lamps",
      placement: "Home",
      body: """
        <h1>Lamps for every room</h1>
        <ul class="products">
        <li><a href="/product/lamp">Desk lamp</a> <a href="/cart/add?id=1">Add to cart</a> \
        <a href="/wishlist/add/1">Remember</a> <a href="/compare/add/1">Compare</a></li>
        </ul>
        """
    ),
    "/product/lamp": Page(
      title: "Desk lamp",
      placement: "Product",
      body: """
        <h1>Desk lamp</h1>
        <p class="price">49,00 EUR</p>
        <form action="/cart/add" method="post"><input type="hidden" name="id" value="1"><button>Add to cart</button>\
        </form>
        """
    ),
    "/cart": Page(
      title: "Your cart",
      placement: "Cart",
      body: """
        <h1>Your cart</h1>
        <table><tr><td>Desk lamp</td><td>1</td><td>49,00 EUR</td></tr></table>
        <p><a href="/cart/remove?id=1">Remove</a> <a href="/checkout">To checkout</a></p>
        """
    ),
    "/checkout": Page(
      title: "Checkout",
      placement: "Checkout",
      body: """
        <h1>Checkout</h1>
        <form action="/checkout" method="post"><label>Name <input name="name"></label><button>Buy now</button></form>
        """
    ),
    "/login": Page(
      title: "Sign in",
      placement: "Other",
      body: """
        <h1>Sign in</h1>
        <form action="/login" method="post"><input name="mail"><input name="password" type="password">\
        <button>Sign in</button></form>
        """
    ),
    "/review": Page(title: "Check your order", placement: "Other", body: "<h1>Check your order</h1>"),
    "/result": Page(title: "Thank you", placement: "Other", body: "<h1>Thank you</h1>"),
    "/privacy": Page(
      title: "Privacy policy",
      placement: "Other",
      body: "<h1>Privacy policy</h1><p>We keep little.</p>"
    ),
    "/terms": Page(title: "Terms and conditions", placement: "Other", body: "<h1>Terms and conditions</h1>"),
    "/returns": Page(title: "Returns and refunds", placement: "Other", body: "<h1>Returns and refunds</h1>"),
    "/contact": Page(title: "Contact and imprint", placement: "Other", body: "<h1>Contact and imprint</h1>"),
  ]

  /// Paths that change something when they are asked for; no auditor may follow a link to them.
  static let actingPaths = ["/cart/add", "/cart/remove", "/wishlist/add", "/compare/add", "/logout"]
}

extension Site {
  /// `page` as the shop shows it at `path`.
  func html(_ page: Page, at path: String) -> String {
    let hasButton = buttonPaths.contains(path)
    let main =
      [page.body] + (hasButton ? [look.beforeButton, button.html(placement: page.placement), extras] : [])
    let privacy = hasPrivacyLink ? #"<a href="/privacy">Privacy policy</a> "# : ""
    let currency =
      path == "/product/lamp"
      ? #"<meta property="og:price:currency" content="\#(button.ledgerCurrency)">"# : ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(page.title) – \(host)</title>
      \(look.head)\(currency)<link rel="stylesheet" href="/assets/shop.css">
      <script src="/assets/shop.js" defer></script>
      </head>
      <body\(look.bodyAttributes)>
      <nav><a href="/">Home</a> <a href="/product/lamp">Desk lamp</a> <a href="/cart">Cart</a> \
      <a href="/checkout">Checkout</a> <a href="/login">Sign in</a> <a href="/logout">Sign out</a></nav>
      <main>
      \(main.filter { !$0.isEmpty }.joined(separator: "\n"))
      </main>
      <footer>\(privacy)<a href="/terms">Terms and conditions</a> <a href="/returns">Returns and refunds</a> \
      <a href="/contact">Contact and imprint</a></footer>
      \(look.foot)</body>
      </html>

      """
  }
}

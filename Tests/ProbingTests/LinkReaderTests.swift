import Probing
import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Links of a page` {
  private static let kinds = [
    "home", "product", "cart", "checkout", "login", "privacy", "terms", "returns", "contact",
  ]
  private let data: ProbingData
  private let home: WebURL

  init() throws {
    data = try PackData.all()
    home = try .of("https://shop.example/")
  }

  private func links(_ html: String) -> LinkReader {
    LinkReader(data: data, page: PageReader.read(Array(html.utf8), url: home.text), at: home)
  }

  @Test(arguments: [
    ("/cart", "…", "cart"), ("/warenkorb.html", "…", "cart"), ("/p/7", "Panier", "cart"),
    ("/x", "Vai alla cassa", "checkout"), ("/tramitar-pedido", "…", "checkout"), ("/Kasse/", "…", "checkout"),
    ("/index.php?cl=basket", "…", "cart"), ("/customer/account/login/", "…", "login"),
    ("/x", "Mein Konto", "login"), ("/datenschutzerklärung", "…", "privacy"),
    ("/confidentialite", "…", "privacy"), ("/agb", "…", "terms"), ("/x", "Términos", "terms"),
    ("/diritto-di-recesso", "…", "returns"), ("/x", "Mentions légales", "contact"),
    ("/x", "Mentions&nbsp;légales", "contact"), ("/x", "Wider\u{AD}rufs\u{AD}recht", "returns"),
  ])
  func `are known by path or text, in five languages`(_ path: String, _ text: String, _ kind: String) throws {
    let found = links("<a href='\(path)'>\(text)</a>").first(kind)
    #expect(found == home.resolving(path))
  }

  @Test func `are taken by their path before their text`() throws {
    let found = links("<a href='/sale'>Cart sale</a><a href='/cart'>🛒</a>").first("cart")
    #expect(found?.path == "/cart")
  }

  @Test(arguments: [
    // English
    ("/cart/add?id=1", "Add to cart"), ("/cart/add/1", "Cart"), ("/cart?add-to-cart=5", "Cart"),
    ("/cart/?remove_item=5", "×"), ("/account/logout", "Account"), ("/account?logout", "Account"),
    ("/account", "Log out"), ("/product/compare/1", "Compare"), ("/account/wishlist", "Account"),
    ("/checkout/cart/delete/id/5", "x"), ("/cart?action=empty", "Cart"), ("/checkout/place-order", "Order"),
    // German
    ("/warenkorb/hinzufuegen/5", "Warenkorb"), ("/warenkorb", "In den Warenkorb"),
    ("/konto/abmelden", "Konto"), ("/konto", "Abmelden"), ("/konto/merkzettel", "Konto"),
    ("/warenkorb/leeren", "Warenkorb"), ("/warenkorb?fnc=tobasket", "Warenkorb"),
    // French
    ("/panier/ajouter/5", "Panier"), ("/panier", "Ajouter au panier"), ("/compte/deconnexion", "Compte"),
    ("/compte", "Déconnexion"), ("/panier/supprimer/5", "Panier"),
    // Italian
    ("/carrello/aggiungi/5", "Carrello"), ("/carrello", "Aggiungi al carrello"), ("/cuenta/esci", "Accedi"),
    ("/il-mio-account", "Esci"), ("/carrello/svuota", "Carrello"),
    // Spanish
    ("/carrito/anadir/5", "Carrito"), ("/carrito", "Añadir al carrito"),
    ("/mi-cuenta/cerrar-sesion", "Mi cuenta"), ("/mi-cuenta", "Cerrar sesión"),
    ("/carrito/eliminar/5", "Carrito"),
    // Platforms
    ("/index.php?route=account/logout", "Account"), ("/index.php?route=checkout/cart/add", "Cart"),
    ("/login?mylogout=", "Account"), ("/cart.php?do=add", "Cart"),
    // Disguises
    ("/cart/%61dd?id=1", "Cart"), ("/cart%2Fadd", "Cart"), ("/cart?%61dd-to-cart=5", "Cart"),
    ("/CART/ADD", "Cart"), ("/cart/add.php", "Cart"), ("/cart/./x/../add", "Cart"),
    ("/account", "Log&nbsp;out"), ("/account", "Ab\u{AD}melden"), ("/account", "LOG\n  OUT"),
  ])
  func `are never followed when they act`(_ href: String, _ text: String) {
    let links = links("<a href='\(href)'>\(text)</a>")
    for kind in Self.kinds { #expect(links.first(kind) == nil, "\(kind)") }
  }

  @Test(arguments: [
    "https://other.example/cart", "//other.example/cart", "https://shop.example:8443/cart",
    "http://shop.example/cart", "javascript:cart()", "mailto:cart@shop.example",
    "http://169.254.169.254/cart",
    "https://shop.example.evil.example/cart", "https://user@evil.example/cart",
  ])
  func `that lead elsewhere are not the shop's`(_ href: String) {
    #expect(links("<a href='\(href)'>Cart</a>").first("cart") == nil)
  }

  @Test func `are resolved against the page's base`() {
    #expect(
      links("<base href='/de/'><a href='warenkorb'>x</a>").first("cart")?.text
        == "https://shop.example/de/warenkorb"
    )
    #expect(links("<base href='https://evil.example/'><a href='cart'>x</a>").first("cart") == nil)
  }

  @Test func `of a kind that no pack describes are none`() {
    #expect(links("<a href='/cart'>Cart</a>").first("imprint") == nil)
  }

  @Test func `by the hundred thousand are read in time`() {
    let many = String(repeating: "<a href='/a/b/c/d/e?f=g&h=i'>text of a link</a>", count: 100_000)
    #expect(links(many + "<a href='/cart'>Cart</a>").first("terms") == nil)
  }
}

import Model

extension Fault {
  /// A fault of the twin with www in front, over plain HTTP.
  private static func twin(
    _ fault: Fault,
    _ outcome: String,
    _ result: FaultEntry.Result,
    _ says: String,
    _ answer: @escaping Site.Answering
  ) -> FaultEntry {
    FaultEntry(fault, "https-redirect/\(outcome)", result, says) {
      $0.plainDoor = .answers { request, site in
        request.host == "www.\(site.host)"
          ? answer(request, site) : .redirect(301, to: site.secureURL(request))
      }
    }
  }

  static let httpsFaults: [FaultEntry] = [
    FaultEntry(
      .httpsRefused,
      "https-answers/no-https",
      .fails(.blocker),
      "port 443 refuses while port 80 serves the shop"
    ) {
      $0.secureDoor = .closed
      $0.plainDoor = .answers { $1.answerShop($0) }
    },
    FaultEntry(.plainHTTPOn443, "https-answers/plain-http", .fails(.blocker), "plain HTTP on port 443") {
      $0.secureDoor = .plain
      $0.plainDoor = .answers { $1.answerShop($0) }
    },
    FaultEntry(
      .buttonOverHTTP,
      "https-page-with-button/insecure",
      .fails(.blocker),
      also: ["https-redirect"],
      "checkout leads to http and shows the button there"
    ) {
      $0.overrides["/checkout"] = { request, site in
        request.isSecure
          ? .redirect(302, to: "http://\(site.host)/checkout")
          : site.dress(.html(site.html(Page.checkout, at: "/checkout")))
      }
      $0.plainDoor = .answers { request, site in
        request.path == "/checkout" ? site.answerShop(request) : .redirect(301, to: site.secureURL(request))
      }
    },
    FaultEntry(.httpAnswers, "https-redirect/stays", .fails(.major), "serves the shop over http") {
      $0.plainDoor = .answers { $1.answerShop($0) }
    },
    FaultEntry(
      .httpMetaRefresh,
      "https-redirect/stays",
      .fails(.major),
      "a page over http that refreshes itself to https"
    ) {
      $0.plainDoor = .answers { request, site in
        .html(#"<!DOCTYPE html><meta http-equiv="refresh" content="0; url=\#(site.secureURL(request))">"#)
      }
    },
    FaultEntry(.httpLoop, "https-redirect/loop", .fails(.major), "http leads to itself") {
      $0.plainDoor = .answers { request, site in .redirect(301, to: "http://\(site.host)\(request.target)") }
    },
    FaultEntry(
      .httpsDowngrade,
      "https-redirect/downgrade",
      .fails(.major),
      "http leads to https and from there back to http"
    ) {
      $0.overrides["/entry"] = { _, site in .redirect(302, to: "http://\(site.host)/plain") }
      $0.plainDoor = .answers { request, site in
        request.path == "/plain"
          ? .html("<h1>Welcome</h1>") : .redirect(301, to: "https://\(site.host)/entry")
      }
    },
    FaultEntry(.redirectTemporary, "https-redirect/temporary", .fails(.minor), "leads to https with 302") {
      $0.plainDoor = .answers { .redirect(302, to: $1.secureURL($0)) }
    },
    FaultEntry(
      .redirectExtraHop,
      "https-redirect/detour",
      .fails(.minor),
      "leads to https by a detour over http"
    ) {
      $0.plainDoor = .answers { request, site in
        request.target.hasPrefix("/-/")
          ? .redirect(301, to: "https://\(site.host)/\(request.target.dropFirst(3))")
          : .redirect(301, to: "http://\(site.host)/-\(request.target)")
      }
    },
    FaultEntry(
      .redirectPathLost,
      "https-redirect/path-lost",
      .fails(.minor),
      "leads to the home page, whatever was asked"
    ) {
      $0.plainDoor = .answers { _, site in .redirect(301, to: "https://\(site.host)/") }
    },
    FaultEntry(
      .redirectQueryLost,
      "https-redirect/path-lost",
      .fails(.minor),
      "loses the query on the way to https"
    ) {
      $0.plainDoor = .answers { request, site in .redirect(301, to: "https://\(site.host)\(request.path)") }
    },
    FaultEntry(
      .redirectOtherHost,
      "https-redirect/other-host",
      .fails(.minor),
      "leads to another host's https"
    ) {
      $0.plainDoor = .answers { request, site in
        .redirect(301, to: "https://api.\(site.host)\(request.target)")
      }
    },
    twin(.twinOverHTTP, "twin-stays", .fails(.minor), "the www. twin serves the shop over http") {
      request,
      site in
      site.answerShop(request)
    },
    twin(.twinPathLost, "twin-path-lost", .fails(.minor), "the www. twin leads to the home page alone") {
      _,
      site in
      .redirect(301, to: "https://\(site.host)/")
    },
    twin(.twinDetour, "twin-detour", .notes, "the www. twin leads to the shop by three redirects") {
      request,
      site in
      request.path.hasPrefix("/-")
        ? .redirect(301, to: "https://www.\(site.host)\(request.target.dropFirst(2))")
        : .redirect(301, to: "http://www.\(site.host)/-\(request.target)")
    },
    FaultEntry(
      .redirectNoLocation,
      "https-redirect/no-location",
      .fails(.minor),
      "redirects without saying where to"
    ) {
      $0.plainDoor = .answers { _, _ in .redirect(301, to: nil) }
    },
    FaultEntry(.httpNotFound, "https-redirect/error-status", .fails(.minor), "answers 404 over http") {
      $0.plainDoor = .answers { _, _ in .text("Not found", status: 404) }
    },
    FaultEntry(
      .cookieStrict,
      "https-cookies/strict",
      .fails(.major),
      "session cookie is not sent on the way back from Amazon"
    ) {
      $0.cookies = ["OCSESSID=5f0e7c1d9a; Path=/; Secure; HttpOnly; SameSite=Strict"]
    },
    FaultEntry(
      .cookieRefused,
      "https-cookies/refused",
      .fails(.major),
      "session cookie with SameSite=None and without Secure, which browsers refuse"
    ) {
      $0.cookies = ["OCSESSID=5f0e7c1d9a; Path=/; HttpOnly; SameSite=None"]
    },
    FaultEntry(
      .cookieNotSecure,
      "https-cookies/not-secure",
      .fails(.minor),
      "session cookie may travel over http"
    ) {
      $0.cookies = ["OCSESSID=5f0e7c1d9a; Path=/; HttpOnly; SameSite=Lax"]
    },
    FaultEntry(.mixedScript, "https-mixed-content/blockable", .fails(.major), "loads a script over http") {
      $0.extras += #"<script src="http://cdn.lamps.example/slider.js"></script>"#
    },
    FaultEntry(.mixedFrame, "https-mixed-content/blockable", .fails(.major), "shows a frame over http") {
      $0.extras += #"<iframe src="http://video.lamps.example/player"></iframe>"#
    },
    FaultEntry(.mixedStyle, "https-mixed-content/blockable", .fails(.major), "loads a style sheet over http")
    {
      $0.extras += #"<link rel="stylesheet" href="http://cdn.lamps.example/theme.css">"#
    },
    FaultEntry(.mixedForm, "https-mixed-content/blockable", .fails(.major), "sends a form over http") {
      $0.extras +=
        #"<form action="http://news.lamps.example/subscribe" method="post"><button>Subscribe</button></form>"#
    },
    FaultEntry(.mixedImage, "https-mixed-content/images", .fails(.minor), "shows an image over http") {
      $0.extras += #"<img src="http://cdn.lamps.example/banner.png" alt="">"#
    },
    FaultEntry(.wwwAnswersToo, "https-canonical-host/both-answer", .asks(.minor), "www. serves the shop too")
    { $0.twin = .answers },
    FaultEntry(.hstsMissing, "https-hsts/missing", .fails(.minor), "no Strict-Transport-Security") {
      $0.headers.set("Strict-Transport-Security", nil)
    },
    FaultEntry(.hstsShort, "https-hsts/short", .fails(.minor), "Strict-Transport-Security for five minutes") {
      $0.headers.set("Strict-Transport-Security", "max-age=300")
    },
    FaultEntry(.hstsRepeated, "https-hsts/repeated", .notes, "sends HSTS twice") {
      $0.headers.append(HeaderField("Strict-Transport-Security", "max-age=63072000"))
    },
    FaultEntry(.hstsPreload, "https-hsts/preload-unmet", .notes, "asks for preloading without its subdomains")
    {
      $0.headers.set("Strict-Transport-Security", "max-age=31536000; preload")
    },
    FaultEntry(
      .hstsInvalid,
      "https-hsts/invalid",
      .fails(.minor),
      "Strict-Transport-Security without max-age"
    ) {
      $0.headers.set("Strict-Transport-Security", "includeSubDomains")
    },
  ]
}

extension Page {
  /// The page of the last step.
  static var checkout: Page { all["/checkout"] ?? Page(title: "Checkout", placement: "Checkout", body: "") }
}

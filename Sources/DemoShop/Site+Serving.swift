import Glibc

extension Site {
  /// Answers what came over HTTPS, or in the role of port 443.
  func answer(_ request: Request) -> Response {
    var response = route(request)
    let own = response.headers
    response.headers += headers.filter { own.first($0.name) == nil }
    if clockOffset != 0 { response.headers.set("Date", httpDate(time(nil) + clockOffset)) }
    return response
  }

  /// Answers what came in the role of port 80.
  func answerPlain(_ request: Request) -> Response {
    guard case .answers(let answer) = plainDoor else { return Response(404) }
    return answer(request, self)
  }

  private func route(_ request: Request) -> Response {
    if request.path == Self.ipnPath { return ipn(request, self) }
    if request.path == Self.sessionPath { return answerAPI(request) }
    if let gate { return gate(request, self) }
    if request.host == "www.\(host)" {
      switch twin {
      case .redirects: return .redirect(301, to: "https://\(host)\(request.target)")
      case .otherSite: return .html(Self.otherSite)
      case .answers, .absent: break
      }
    }
    if request.host == "api.\(host)" { return .json(#"{"error":"not found"}"#, status: 404) }
    return answerShop(request)
  }

  private func answerAPI(_ request: Request) -> Response {
    if request.method == "OPTIONS" { return cors.preflight(request) }
    var response = session(request, self)
    cors.add(to: &response, for: request)
    return response
  }

  /// The shop itself, by path.
  func answerShop(_ request: Request) -> Response {
    if let override = overrides[request.path] { return override(request, self) }
    if let asset = look.assets[request.path] ?? Self.assets[request.path] {
      let type =
        request.path.hasSuffix(".css")
        ? "text/css" : request.path.hasSuffix(".js") ? "text/javascript" : asset.type
      return Response(200, headers: [HeaderField("Content-Type", type)], body: Array(asset.text.utf8))
    }
    guard ["GET", "HEAD", "POST"].contains(request.method) else {
      return Response(405, headers: [HeaderField("Allow", "GET, HEAD, POST")])
    }
    guard let page = Page.all[request.path], hasPrivacyLink || request.path != "/privacy" else {
      return .html("<!DOCTYPE html><title>Not found</title><h1>Not found</h1>", status: 404)
    }
    return dress(.html(html(page, at: request.path)))
  }

  /// `response` with what every page of the shop has.
  func dress(_ response: Response) -> Response {
    var response = response
    response.headers += pageHeaders + look.headers + cookies.map { HeaderField("Set-Cookie", $0) }
    if !policy.isEmpty {
      response.headers.append(
        HeaderField(
          "Content-Security-Policy" + (policyIsReportOnly ? "-Report-Only" : ""),
          policy.map { "\($0.name) \($0.sources)" }.joined(separator: "; ")
        )
      )
    }
    return response
  }

  private static let otherSite = """
    <!DOCTYPE html><html><head><meta charset="utf-8"><title>Parked</title></head>\
    <body><h1>This name is for sale</h1></body></html>
    """

  private static let assets: [String: PlatformLook.Asset] = [
    "/assets/shop.css": .init("body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:60rem}"),
    "/assets/shop.js": .init("document.documentElement.classList.add('js');\n"),
    "/robots.txt": .init("User-agent: *\nDisallow: /cart/add\n", type: "text/plain"),
  ]
}

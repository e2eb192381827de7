/// Something that answers in the place of Amazon's hosts for scripts and for the API; nothing of Amazon's is in it.
package struct AmazonStandIn: Sendable, Hashable {
  /// What it says in Cross-Origin-Resource-Policy; `nil` for nothing.
  package var resourcePolicy: String?

  /// The hosts in whose place it answers.
  package static let hosts =
    ["na", "eu", "fe"].map { "static-\($0).payments-amazon.com" }
    + ["com", "eu", "jp"].map { "pay-api.amazon.\($0)" }

  /// A stand-in that says `resourcePolicy`.
  package init(resourcePolicy: String? = "cross-origin") {
    self.resourcePolicy = resourcePolicy
  }

  /// Draws a box in an open shadow root where a button is wanted, as Amazon's script is known to, and asks Amazon for a
  /// logo, a frame and an answer.
  private static let script = """
    window.amazon = window.amazon || {};
    window.amazon.Pay = {
      renderButton(selector) {
        const host = 'https://static-eu.payments-amazon.com/';
        const root = document.querySelector(selector).attachShadow({mode: 'open'});
        root.innerHTML = '<div class="amazonpay-button-enabled" style="width: 200px; height: 45px; background: gold">'
          + `<img src="${host}logo.svg" alt="Amazon Pay"><iframe src="${host}frame.html" hidden></iframe></div>`;
        fetch(host + 'answer.json').catch(() => {});
        return {onClick() {}, initCheckout() {}};
      },
      initCheckout() {}
    };
    """

  private static let others: [String: (type: String, text: String)] = [
    "/logo.svg": ("image/svg+xml", #"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"/>"#),
    "/frame.html": ("text/html", "<!DOCTYPE html><title>Amazon</title>"),
    "/answer.json": ("application/json", "{}"),
  ]

  func serve(_ authority: Authority, at address: String, port: Int) throws -> LocalServer {
    let identity = try authority.issue(CertificatePlan(names: Self.hosts))
    return try LocalServer(address: address, port: port, tls: TLSOptions(identity: identity)) {
      [resourcePolicy] request in
      if request.host.hasPrefix("pay-api.") { return .json(#"{"message":"not found"}"#, status: 404) }
      let isScript = ["/checkout.js", "/cPSPcheckout.js"].contains(request.path)
      guard let (type, text) = isScript ? ("application/javascript", Self.script) : Self.others[request.path]
      else {
        return Response(404)
      }
      var response = Response.text(text)
      response.headers.set("Content-Type", type)
      response.headers.set("Access-Control-Allow-Origin", "*")
      response.headers.set("Cache-Control", "max-age=3600")
      response.headers.set("Cross-Origin-Resource-Policy", resourcePolicy)
      return response
    }
  }
}

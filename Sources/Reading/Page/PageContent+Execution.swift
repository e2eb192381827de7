/// A script that a browser runs as it reads a page.
package enum ExecutedScript: Hashable, Sendable {
  /// A file, by its address without fragment.
  case file(String)
  /// Text that stands in the page or in a `data:` address.
  case text(String)
}

extension PageContent {
  /// What a script loads, or will load once its visitor consents; `nil` for an inline one, and where that is no address
  /// of the web.
  package func address(of script: ScriptElement) -> WebURL? {
    guard let source = script.source ?? script.parkedSource, !source.isEmpty else { return nil }
    return WebURL(source, base: baseURL(at: script.offset))
  }

  /// The scripts that a browser comes to run by itself as it reads the page, under the policies of its header and its own.
  ///
  /// Not those that other scripts make, nor those of frames, nor what a digest in `integrity` keeps out. Source: HTML
  /// Standard, "prepare the script element"; Mixed Content, 4.1.
  ///
  /// - Parameter enforced: the values of the `Content-Security-Policy` header.
  /// - Returns: them, in the order of the page.
  package func executedScripts(enforced: [String] = []) -> [ExecutedScript] {
    guard let document = WebURL(url) else { return [] }
    let metas = metas.filter { $0.isInHead && $0.httpEquiv == "content-security-policy" }
    return scripts.compactMap { script in
      guard script.runs else { return nil }
      // A policy in the page counts for what comes after it.
      let own = metas.prefix { $0.offset < script.offset }.compactMap(\.content)
      let policies = PolicySet(document: document, enforced: enforced, meta: own)
      guard policies.runsScripts else { return nil }
      if script.source == nil { return executed(inline: script, policies) }
      // Browsers block what a page loads by an address with a password in it.
      guard let target = address(of: script), !target.hadUserInfo else { return nil }
      let isMixed = document.isHTTPS && !target.isHTTPS && !target.isLocalhost
      guard !isMixed || policies.upgradesInsecureRequests else { return nil }
      let request = ScriptRequest(url: target, nonce: script.nonce, integrity: script.integrity)
      return policies.script(request).isAllowed ? .file(target.text) : nil
    }
  }

  private func executed(inline script: ScriptElement, _ policies: PolicySet) -> ExecutedScript? {
    guard !script.body.isEmpty else { return nil }
    let decision =
      script.isEmbedded && script.nonce == nil
      ? policies.load(.script, scheme: "data")
      : policies.inlineScript(nonce: script.nonce, source: Array(script.body))
    return decision.isAllowed ? .text(script.text) : nil
  }
}

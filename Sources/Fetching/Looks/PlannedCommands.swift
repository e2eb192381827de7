package import Reading

/// The command lines that will repeat looks, before any of them is made.
package struct PlannedCommands: Sendable {
  private let settings: VisitSettings

  /// Command lines of an audit with `settings`.
  package init(_ settings: VisitSettings) {
    self.settings = settings
  }

  /// What makes the same HTTP request.
  package func exchange(_ request: ExchangeRequest) -> String {
    var plan = plan(.exchange, to: HostTarget(request.url, address: request.address), url: request.url.text)
    plan.credentials = settings.credentials(for: request)
    return RepeatCommand.curl(request, plan: plan, settings: settings)
  }

  /// What makes the same handshake.
  package func handshake(_ target: HandshakeTarget) -> String {
    RepeatCommand.handshake(target, plan: plan(.handshake, to: target.place))
  }

  /// What offers the same, as far as the tool's own TLS library is willing to.
  package func hello(_ request: HelloRequest) -> String {
    RepeatCommand.hello(request, plan: plan(.hello([]), to: request.place))
  }

  /// What opens the same page.
  package func page(_ url: WebURL, on screen: Screen) -> String { RepeatCommand.page(url, on: screen) }

  /// What looks the same name up.
  package func resolution(_ name: String) -> String { RepeatCommand.resolution(name) }

  private func plan(_ purpose: TransferPlan.Purpose, to place: HostTarget, url: String? = nil) -> TransferPlan
  {
    var plan = TransferPlan(
      purpose: purpose,
      url: url ?? "https://\(place.text)/",
      host: place.host,
      isTLS: true,
      place: place.text,
      userAgent: settings.userAgent,
      addresses: [],
      proxy: settings.proxy(for: place.host),
      scope: .publicOnly,
      limits: settings.limits,
      endsBy: settings.startedAt
    )
    let (host, port) = settings.destination(host: place.host, port: place.port)
    if (host, port) != (place.host, place.port) {
      plan.connectTo = ["\(place.text):\(HostTarget(host: host, port: port).text)"]
    }
    return plan
  }
}

extension VisitSettings {
  /// What goes along with `request`: only over https, to an origin of the operator's; `nil` for nothing.
  func credentials(for request: ExchangeRequest) -> TransferPlan.Credentials? {
    guard request.sendsCredentials != false, request.url.isHTTPS else { return nil }
    guard operatorOrigins.contains(request.url.origin) else { return nil }
    guard user != nil || cookies != nil || !headers.isEmpty else { return nil }
    return TransferPlan.Credentials(user: user, headers: headers, cookies: cookies)
  }
}

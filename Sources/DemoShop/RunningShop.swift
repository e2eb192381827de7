package import Model

/// One shop of a ``DemoWorld``, as long as that runs.
package struct RunningShop: Sendable {
  /// What was asked for.
  package let plan: ShopPlan
  /// The shop's address (`https://good-shop.example/`).
  package let url: String
  /// Its names: its own, the twin's, the API's.
  package let names: [String]
  /// The address that it is served at, an IP literal.
  package let address: String
  /// curl's `--connect-to` words for the shop's names, ports 443 and 80 and the IPN's; none where it is at the
  /// standard ports.
  package let connectTo: [String]
  /// What the operator says with the address.
  package var options: AuditOptions
  /// Where the role of port 443 is, an address and a port a listener.
  package let secureAddresses: [String]
  private let secure: [LocalServer]
  private let plain: LocalServer?
  private let closed: [ClosedPort]

  /// The verdict that the plan deserves.
  package var expectedVerdict: Verdict { plan.expectedVerdict }

  /// Every request so far: those to port 443's role, then those to port 80's, each in the order of arrival.
  package var requests: [Request] { secure.flatMap(\.requests) + (plain?.requests ?? []) }

  /// Requests that changed something or could have: acting links, and POSTs to anything but the IPN endpoint.
  package var actingRequests: [Request] {
    requests.filter { request in
      Page.actingPaths.contains { request.path.hasPrefix($0) }
        || (request.method == "POST" && request.path != Site.ipnPath)
    }
  }

  /// How many connections were accepted so far.
  package var connections: Int { (secure + (plain.map { [$0] } ?? [])).map(\.connections).reduce(0, +) }

  init(
    _ sound: Site,
    at address: String,
    standardPorts: Bool,
    authority: Authority,
    merchant: Merchant,
    delay: @escaping @Sendable (Request) -> Duration
  ) throws {
    var site = sound
    if site.button.signature == nil {
      site.button.signature = try merchant.sign(site.button)
    }
    let served = site
    let answer: LocalServer.Handler = { request in
      var response = served.answer(request)
      response.delay += delay(request)
      return response
    }
    let answerPlain: LocalServer.Handler = { request in
      var response = served.answerPlain(request)
      response.delay += delay(request)
      return response
    }
    var closed: [ClosedPort] = []
    secure = try Self.openSecure(served, at: address, port: standardPorts ? 443 : 0, authority, answer)
    let securePort = try secure.first?.port ?? Self.close(&closed, of: address)
    if case .closed = served.plainDoor {
      plain = nil
    } else {
      plain = try LocalServer(address: address, port: standardPorts ? 80 : 0, handler: answerPlain)
    }
    let plainPort = try plain?.port ?? Self.close(&closed, of: address)
    self.closed = closed
    plan = served.plan
    url = "https://\(served.host)/"
    options = served.options
    secureAddresses = secure.map { "\($0.address):\($0.port)" }
    names = served.names
    self.address = address
    connectTo =
      standardPorts
      ? []
      : served.names.flatMap { name in
        let ports = [(443, securePort), (80, plainPort)] + (served.ipnPort.map { [($0, securePort)] } ?? [])
        return ports.map { "\(name):\($0.0):\(bracketed(address)):\($0.1)" }
      }
  }

  func stop() {
    for server in secure { server.stop() }
    plain?.stop()
  }

  private static func close(_ closed: inout [ClosedPort], of address: String) throws -> Int {
    let port = try ClosedPort(address: address)
    closed.append(port)
    return port.port
  }

  private static func openSecure(
    _ site: Site,
    at address: String,
    port: Int,
    _ authority: Authority,
    _ answer: @escaping LocalServer.Handler
  ) throws -> [LocalServer] {
    switch site.secureDoor {
    case .closed: return []
    case .plain: return [try LocalServer(address: address, port: port, handler: answer)]
    case .tls:
      var options = site.tls
      options.identity = try authority.issue(site.certificate)
      let first = try LocalServer(address: address, port: port, tls: options, handler: answer)
      guard let elsewhere = site.certificateElsewhere else { return [first] }
      options.identity = try authority.issue(elsewhere)
      // The second address of a name is always one of this machine.
      return [first, try LocalServer(address: "127.0.0.2", port: first.port, tls: options, handler: answer)]
    }
  }
}

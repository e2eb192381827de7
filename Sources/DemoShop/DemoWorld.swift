import Glibc

/// Shops served from this machine, each in the roles of ports 443 and 80, reached by curl's `--connect-to`, or one at
/// these very ports.
///
/// They run from `init` until ``stop()`` or the world's end. No two plans may share a host.
package final class DemoWorld: Sendable {
  /// The shops in the order of their plans.
  package let shops: [RunningShop]
  /// The root that all sound shops' certificates lead to, PEM.
  package let rootPEM: String
  /// A file with ``rootPEM``; removed by ``stop()``.
  package let rootPath: String
  /// A file with the public half of the key that signs the buttons, PEM; removed by ``stop()``.
  package let publicKeyPath: String
  private let amazon: LocalServer?
  private let isMapped: Bool
  private let directory: String

  /// Starts the shops of `plans`.
  ///
  /// `listen` is the address that they are served at, an IP literal; `amazonAt` that of the stand-in for
  /// Amazon's hosts where it is another. `amazon` answers in place of Amazon's static hosts where it is given or a fault needs it; a fault's wish
  /// wins. `standardPorts` serves at ports 443 and 80, which takes the right to do so, one plan and an `amazonAt`.
  /// `delay` is asked before each answer of a shop, on the connection's own thread: the hook for
  /// answers in another order.
  package init(
    _ plans: [ShopPlan],
    listen: String = "127.0.0.1",
    amazonAt: String? = nil,
    amazon: AmazonStandIn? = nil,
    standardPorts: Bool = false,
    delay: (@Sendable (Request) -> Duration)? = nil
  ) throws {
    let authority = try Authority()
    let merchant = try Merchant.only.get()
    rootPEM = authority.rootPEM
    directory = try makeDirectory()
    rootPath = "\(directory)/root.pem"
    publicKeyPath = "\(directory)/merchant-public.pem"
    do {
      try write(rootPEM, to: rootPath)
      try write(merchant.publicKeyPEM, to: publicKeyPath)
      let sites = plans.map(Site.init)
      shops = try sites.map {
        try RunningShop(
          $0,
          at: listen,
          standardPorts: standardPorts,
          authority: authority,
          merchant: merchant,
          delay: delay ?? { _ in .zero }
        )
      }
      self.amazon = try (sites.lazy.compactMap(\.amazon).first ?? amazon)?.serve(
        authority,
        at: amazonAt ?? listen,
        port: standardPorts ? 443 : 0
      )
      isMapped = !standardPorts
    } catch {
      removeDirectory(directory, files: [rootPath, publicKeyPath])
      throw error
    }
  }

  deinit {
    stop()
  }

  /// curl's `--connect-to` words for every shop, and for Amazon's static hosts where something stands in for
  /// them; none at standard ports.
  package var connectTo: [String] {
    guard isMapped else { return [] }
    return shops.flatMap(\.connectTo)
      + (amazon.map { server in
        AmazonStandIn.hosts.map { "\($0):443:\(bracketed(server.address)):\(server.port)" }
      } ?? [])
  }

  /// What a file of hosts (hosts(5)) needs for the names to lead here, a line an address.
  package var hostLines: [String] {
    shops.map { "\($0.address) \($0.names.joined(separator: " "))" }
      + (amazon.map { ["\($0.address) \(AmazonStandIn.hosts.joined(separator: " "))"] } ?? [])
  }

  /// Ends every server and removes the files.
  package func stop() {
    for shop in shops { shop.stop() }
    amazon?.stop()
    removeDirectory(directory, files: [rootPath, publicKeyPath])
  }
}

/// A directory of its own below the one for temporary files.
private func makeDirectory() throws -> String {
  let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var template = Array("\(base)/payready-demo-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else {
    throw LocalServer.Failure(
      description: "cannot make a directory in \(base): \(String(cString: strerror(errno)))"
    )
  }
  return text(of: template)
}

private func write(_ text: String, to path: String) throws {
  let refusal = LocalServer.Failure(description: "cannot write \(path)")
  guard let file = fopen(path, "we") else { throw refusal }
  let isWritten = fputs(text, file) >= 0
  guard fclose(file) == 0, isWritten else { throw refusal }
}

private func removeDirectory(_ directory: String, files: [String]) {
  for file in files { unlink(file) }
  rmdir(directory)
}

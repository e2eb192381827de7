import Fetching
import Model
import Reading

extension Scene {
  /// The certificates that came in clear with a hello, the newest version's; `nil` where none came.
  ///
  /// For servers with which our own TLS library has nothing in common.
  func clearChain(
    of host: AuditedHost
  ) async -> (chain: Chain, look: Look.ID, asksStaple: Bool)? {
    for (version, hello) in await versionHellos(of: host).reversed() {
      guard let flight = hello.flight else { continue }
      // Hellos of older versions ask for no staple.
      if let chain = await visit.chain(of: flight, for: host.url.hostName) {
        return (chain, hello.id, version >= .tls12)
      }
    }
    return nil
  }
}

/// How an audit connects, in curl's own words.
package struct LookOptions: Sendable {
  /// `HOST:PORT:ADDRESS[,ADDRESS]…`, as curl's `--resolve`.
  package var resolve: [String] = []
  /// `HOST1:PORT1:HOST2:PORT2`, as curl's `--connect-to`.
  package var connectTo: [String] = []
  /// A file of further roots; `nil` for the system's alone.
  package var caFile: String?
  /// `name:password` for the shop's own origins.
  package var user: String?
  /// `Name: value` for the shop's own origins.
  package var headers: [String] = []
  /// The Cookie field for the shop's own origins.
  package var cookie: String?
  /// The proxy all connections go through.
  package var proxy: String?
  /// The environment, where the proxies that it names count as well: a ``proxy`` goes before them; empty where an
  /// audit is to look as from anywhere.
  package var environment: [String: String] = [:]
  /// The time all looks together may take, in seconds.
  package var timeoutSeconds = 120
  /// The file of trusted roots; `nil` for the system's.
  package var roots: String?

  /// The file of the merchant's public key, PEM; `nil` where signatures are not checked.
  package var publicKeyFile: String?
  /// A file that a browser gets in place of Amazon's checkout.js; `nil` for Amazon's own.
  package var checkoutScriptFile: String?

  /// Options that change nothing.
  package init() {}
}

/// A word of the operator's that cannot be used.
package struct OptionsError: Error, Hashable, Sendable {
  /// One sentence, lower-case, ending in what to do.
  package let message: String

  /// An error with its sentence.
  package init(_ message: String) { self.message = message }
}

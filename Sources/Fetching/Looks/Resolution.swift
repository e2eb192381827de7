package import Model

/// The addresses of a name.
package struct Resolution: Hashable, Sendable {
  /// The look; `nil` when no lookup was needed (an address, this machine, the operator's own word).
  package var id: Look.ID?
  /// The name that was asked for, after the operator's `--connect-to`.
  package var name: String
  /// In the resolver's order, without repetition; empty exactly when there is a failure.
  package var addresses: [Address]
  /// Why there are none; ``Model/Reason/unresolved`` when the name has none.
  package var failure: Unknown?

  /// A resolution from its parts.
  package init(id: Look.ID? = nil, name: String, addresses: [Address] = [], failure: Unknown? = nil) {
    self.id = id
    self.name = name
    self.addresses = addresses
    self.failure = failure
  }
}

import Glibc

/// A port that refuses connections and that nobody else can get, until this value ends.
package final class ClosedPort: Sendable {
  /// The port that refuses.
  package let port: Int
  private let descriptor: Int32

  /// Takes a free port of `address`, an IP literal.
  package init(address: String = "127.0.0.1") throws {
    (descriptor, port) = try bindSocket(address: address, port: 0)
  }

  deinit {
    close(descriptor)
  }
}

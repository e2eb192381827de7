import Glibc

/// A port that refuses connections and that nobody else can get, until this value ends.
final class ClosedPort: Sendable {
  let port: Int
  private let descriptor: Int32

  /// Takes a free port of `address`, an IP literal.
  init(address: String) throws {
    (descriptor, port) = try bindSocket(address: address, port: 0)
  }

  deinit {
    close(descriptor)
  }
}

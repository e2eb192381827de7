import Glibc

/// A port of 127.0.0.1 that refuses connections and that nobody else can get, until this value ends.
final class ClosedPort: Sendable {
  let port: Int
  private let descriptor: Int32

  init() throws {
    (descriptor, port) = try bindSocket(address: "127.0.0.1", port: 0)
  }

  deinit {
    close(descriptor)
  }
}

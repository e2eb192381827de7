internal import COpenSSL

/// Certificates that a chain may end at; each is parsed once, when a chain asks for its name.
///
/// `@unchecked`: filled before it is handed on; chains, which fill in the rest, are judged by the loop's thread alone.
final class Roots: @unchecked Sendable {
  let store: OpaquePointer

  /// The certificates of the PEM file at `path`.
  init(file path: String) throws(EngineError) {
    guard let store = copenssl_roots_open() else {
      throw EngineError.roots("there is no memory for root certificates")
    }
    self.store = store
    try add(path)
  }

  /// Those of `base`, and those of the PEM file at `path`; a chain may end at any of them, as with curl's `--cacert`.
  init(_ base: Roots, adding path: String) throws(EngineError) {
    guard let store = copenssl_roots_open() else {
      throw EngineError.roots("there is no memory for root certificates")
    }
    self.store = store
    copenssl_roots_add_all(store, base.store)
    copenssl_roots_allow_partial(store)
    try add(path)
  }

  deinit {
    copenssl_roots_close(store)
  }

  private func add(_ path: String) throws(EngineError) {
    switch copenssl_roots_add_file(store, path) {
    case ..<0: throw EngineError.roots("'\(path)' cannot be read; give a file with certificates in PEM")
    case 0: throw EngineError.roots("'\(path)' has no certificates in PEM")
    default: return
    }
  }
}

import Glibc

/// A file that an operator names behind an option.
enum OptionFile {
  /// The bytes of the file at `path`; of a longer one no more than shows that it is longer than `limit`.
  ///
  /// - Throws: ``OptionsError`` that names `option`, for a file that cannot be read.
  static func read(_ path: String, of option: String, atMost limit: Int) throws(OptionsError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, option) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count <= limit {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count > 0 { bytes += buffer[..<count] } else if errno != EINTR { throw unreadable(path, option) }
    }
    return bytes
  }

  private static func unreadable(_ path: String, _ option: String) -> OptionsError {
    let why = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    return OptionsError(
      "\(option) '\(path)' cannot be read: \(why.prefix(1).lowercased() + why.dropFirst()); check the path"
    )
  }
}

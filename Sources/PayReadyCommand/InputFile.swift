import Glibc

/// Reads files within bounds.
enum InputFile {
  /// A file that cannot be read.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The bytes of the file at `path`, at most `limit` and one more; `-` is stdin.
  static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw failure(path)
      }
    }
    return bytes
  }

  private static func failure(_ path: String) -> Failure {
    let why = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    return Failure(
      description: "cannot read '\(path)': \(why.prefix(1).lowercased() + why.dropFirst()); check the path"
    )
  }
}

import FoundationEssentials
import Judging
import Model
import Testing

/// The root of the repository.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

@Suite(.timeLimit(.minutes(1))) struct `Embedded files` {
  /// The files that have to be embedded, from the root of the repository.
  private static func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: repository.path + "/rules")
      .filter { !$0.hasPrefix("schema") && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
      .map { "rules/" + $0 }
      .filter { path in
        var isDirectory = false
        return FileManager.default.fileExists(atPath: repository.path + "/" + path, isDirectory: &isDirectory)
          && !isDirectory
      }
  }

  @Test func `are all files of the rules`() throws {
    let embedded = Set(EmbeddedFiles.all.map(\.path))
    for path in try Self.files() where !embedded.contains(path) {
      let name = path.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
      Issue.record(
        """
        \(path) is not embedded; add to Sources/CEmbedded/embedded.c:
        static const unsigned char \(name)[] = {
        #embed "../../\(path)"
        };
        and to its table: FILE_AT("\(path)", \(name)),
        """
      )
    }
    #expect(embedded.count == EmbeddedFiles.all.count)
  }

  @Test func `are the files as they are`() throws {
    #expect(!EmbeddedFiles.all.isEmpty)
    for file in EmbeddedFiles.all {
      let bytes = try Data(contentsOf: repository.appending(path: file.path))
      #expect(file.bytes == Array(bytes), "\(file.path)")
    }
  }

  @Test func `are checked against the facts that are given`() {
    // Without any fact every rule of the built-in packs that reads one is wrong, each at its place.
    let error = #expect(throws: RuleFileErrors.self) { try Catalogue.builtIn(facts: []) }
    let paths = Set(EmbeddedFiles.all.map(\.path))
    #expect(error?.errors.isEmpty == false)
    #expect(error?.errors.allSatisfy { paths.contains($0.file) } == true)
    #expect(error?.errors.contains { $0.message.hasPrefix("unknown fact") } == true)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Digests` {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `are those of FIPS 180-4`(_ message: String, expected: String) {
    #expect(Digest.of(Array(message.utf8)) == "sha256:" + expected)
  }

  @Test func `hold at the edges of a block`() {
    let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      Digest.of(million) == "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    )
    let digests = (50...70).map { Digest.of([UInt8](repeating: 0, count: $0)) }
    #expect(Set(digests).count == digests.count)
  }
}

import Foundation
package import Testing

/// Compares `actual` with the golden file `name` in the folder `Goldens` beside the calling test.
///
/// With `UPDATE_GOLDENS=1` in the environment it writes the file instead, and fails: a recording run never passes.
package func expectGolden(
  _ actual: String,
  _ name: String,
  filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: filePath).deletingLastPathComponent().appending(components: "Goldens", name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
    try Data(actual.utf8).write(to: file)
    Issue.record("recorded \(name); review the difference", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  if actual != expected { Attachment.record(actual, named: name, sourceLocation: sourceLocation) }
  #expect(actual == expected, "\(name) differs", sourceLocation: sourceLocation)
}

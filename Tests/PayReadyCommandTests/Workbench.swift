import Foundation
import Model
import TestSupport

/// A folder for one test, gone with it.
final class Workbench: Sendable {
  let folder: String

  init() throws { folder = try ProgramRunner.makeFolder() }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Puts a file there, with the folders above it.
  @discardableResult func put(_ text: String, at path: String) throws -> String {
    let file = URL(filePath: folder).appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    return file.path(percentEncoded: false)
  }

  /// Puts evidence there, as an audit stores it.
  func put(_ evidence: Evidence, at path: String = "shop.evidence.json") throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try put(String(decoding: encoder.encode(evidence), as: UTF8.self), at: path)
  }

  /// What stands in a file there.
  func text(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: folder).appending(path: path), encoding: .utf8)
  }

  /// The files there, by their paths within the folder, sorted.
  var files: [String] {
    (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
          && !isFolder.boolValue
      }.sorted()
  }
}

extension Evidence {
  /// Evidence of one host, whose certificate has so many days left; `nil` when nothing was answered.
  static func ofCertificate(daysLeft: Int?) -> Evidence {
    let look = Look(
      id: "TLS shop.example:443",
      kind: .handshake,
      startedAfter: 0,
      roundTrips: 2,
      failure: daysLeft == nil ? Unknown(.refused) : nil,
      command: "openssl s_client -connect shop.example:443"
    )
    let fact: Fact =
      daysLeft.map { .known(.int($0), from: [look.id]) } ?? .unknown(Unknown(.refused), from: [look.id])
    let shop = Subject.ID(.shop, "shop.example")
    return Evidence(
      startedAt: "2026-11-23T07:01:00Z",
      durationMilliseconds: 40,
      request: AuditRequest(typed: "shop.example", shop: "https://shop.example/"),
      vantage: Vantage(tool: "0", curl: "0", openSSL: "0", ipv4: true, ipv6: true, localShop: false),
      audited: "https://shop.example/",
      looks: [look],
      subjects: [
        Subject(
          id: shop,
          name: "shop.example",
          url: "https://shop.example/",
          roles: [.shop],
          facts: ["platform.controls": .known([], from: [])]
        ),
        Subject(
          id: Subject.ID(.host, "shop.example:443"),
          name: "shop.example",
          roles: [.shop],
          parent: shop,
          facts: [
            "https.state": .known("tls", from: [look.id]), "tls.acceptsTLS12": .known(true, from: [look.id]),
            "certificate.daysLeft": fact, "certificate.daysUntilValid": .known(-30, from: [look.id]),
            "certificate.notAfter": .known("2026-11-20T00:00:00Z", from: [look.id]),
          ]
        ),
      ]
    )
  }
}

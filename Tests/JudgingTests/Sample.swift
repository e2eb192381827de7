import Judging
import Model
import Testing

/// A small world of facts, and packs made of text.
enum Sample {
  static let facts: [FactDescription] = [
    fact("stale", .host, .bool),
    fact("certificate.daysLeft", .host, .int),
    fact("certificate.notAfter", .host, .date),
    fact("certificate.issuer", .host, .text),
    fact("tls.versions", .host, .list(.word(["1.0", "1.1", "1.2", "1.3"]))),
    fact("answers", .host, .bool),
    fact("server", .host, .record(["name": .text, "version": .version])),
    fact("platform.name", .shop, .word(["magento", "shopify", "woocommerce"])),
    fact("platform.version", .shop, .version),
    fact("button.present", .shop, .bool),
    fact("status", .page, .int),
    fact("title", .page, .text),
    fact("link", .page, .url),
    fact("hosts", .page, .list(.text)),
    fact(
      "scripts",
      .page,
      .list(.record(["src": .url, "async": .bool, "size": .int, "tags": .list(.text)]))
    ),
    fact("reachable", .endpoint, .bool),
    fact("color", .button, .text),
    fact("chainVerifies", .service, .bool),
  ]

  private static func fact(_ name: String, _ subject: SubjectKind, _ type: FactType) -> FactDescription {
    FactDescription(
      name: name,
      subject: subject,
      type: type,
      unit: nil,
      absent: nil,
      summary: name,
      probe: "sample"
    )
  }

  /// A catalogue with one pack whose only category holds `rules`.
  static func catalogue(_ rules: String, pack extra: String = "", strict: Bool = false) throws -> Catalogue {
    try Catalogue([folder(rules, pack: extra)], facts: facts, isStrict: strict)
  }

  /// The messages with their places, without the file; empty where the rules are sound.
  static func complaints(_ rules: String, pack extra: String = "", strict: Bool = false) -> [String] {
    do {
      _ = try catalogue(rules, pack: extra, strict: strict)
      return []
    } catch let errors as RuleFileErrors {
      return errors.errors.map { "\($0.line):\($0.column): \($0.message)" }
    } catch {
      return ["\(error)"]
    }
  }

  static func folder(_ rules: String, pack extra: String = "") -> PackInMemory {
    let header = """
      name: sample
      version: "1"
      format: 1
      categories: [{ id: tls, title: TLS, file: rules.yaml }]
      \(extra)
      """
    return PackInMemory(
      label: "sample",
      files: ["pack.yaml": Array(header.utf8), "rules.yaml": Array(rules.utf8)]
    )
  }
}

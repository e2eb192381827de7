import Foundation
import Model
import Reporting
import Testing

/// Probes word what stood in their way in English; German reports have words of their own for each.
@Suite(.timeLimit(.minutes(1))) struct `Details of what was not seen` {
  @Test func `have German words, all of them`() throws {
    let details = try Self.workedOut()
    // The scanner itself would be broken if it found far fewer than there are.
    #expect(details.count > 80)
    let english = details.filter { Language.de.detail($0) == $0 }
    #expect(english == [])
  }

  @Test(arguments: [
    ("more than 50 buttons", "mehr als 50 Buttons"),
    ("https://shop.example/ answered with status 503", "https://shop.example/ antwortete mit dem Status 503"),
    ("a login of the shop", "eine Anmeldung (Shop)"),
    ("a challenge page of Cloudflare", "eine Abfrageseite (Cloudflare)"),
    ("* answered with status *", "* antwortete mit dem Status *"),
  ])
  func `keep what varies`(_ detail: String, _ german: String) {
    #expect(Language.de.detail(detail) == german)
    #expect(Language.en.detail(detail) == detail)
  }

  @Test func `that nobody worded stay as they are`() {
    for detail in ["Frame error", "", "*", "more than", "répondu"] {
      #expect(Language.de.detail(detail) == detail)
    }
  }

  /// Every detail in the sources, what varies in it as a star.
  private static func workedOut() throws -> [String] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    var found: Set<String> = [
      "a challenge page", "a firewall's refusal", "a rate limit", "a login", "a maintenance page",
      "a demand for a client certificate", "the shop's password page", "a coming-soon page",
      "no connection", "no end of the handshake", "no end of the answer", "closed without an answer",
      "closed before the body ended",
    ]
    for room in ["Probing", "Fetching", "Judging"] {
      let folder = sources.appending(path: room)
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
        found.formUnion(details(in: try String(contentsOf: file, encoding: .utf8)))
      }
    }
    return found.sorted()
  }

  private static func details(in source: String) -> [String] {
    let begin = /nknown\(\s*\.\w+,\s*(needs: \.\w+,\s*)?(detail:\s*)?(excerpt\(\s*)?"/
    return source.matches(of: begin).map { match in
      var detail = ""
      var depth = 0
      var isEscaped = false
      for character in source[match.range.upperBound...] {
        if depth > 0 {
          if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
        } else if isEscaped {
          isEscaped = false
          if character == "(" {
            depth = 1
            detail += "*"
          } else {
            detail.append(character)
          }
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          break
        } else {
          detail.append(character)
        }
      }
      return detail
    }
  }
}

/// The Public Suffix List: under which names anybody can register a domain.
///
/// Source: publicsuffix.org/list, "Algorithm".
package struct PublicSuffixes: Hashable, Sendable {
  private enum Section: Hashable {
    case icann, personal
  }

  private var rules: [String: Section] = [:]
  private var wildcards: [String: Section] = [:]
  private var exceptions: Set<String> = []

  /// The list in the form in which it is published: a rule a line, `//` for comments, `*.` and `!`.
  ///
  /// Rules with international characters are taken in ASCII; what cannot be read is passed over.
  package init(_ text: String) {
    var section = Section.icann
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let word = line.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != 0x20 && $0 != 0x09 }
      if word.starts(with: "//".utf8) {
        let comment = String(Substring(line))
        if comment.contains("BEGIN PRIVATE DOMAINS") { section = .personal }
        if comment.contains("END PRIVATE DOMAINS") { section = .icann }
        continue
      }
      let isException = word.first == UInt8(ascii: "!")
      let isWildcard = word.starts(with: "*.".utf8)
      let rest = word.dropFirst(isException ? 1 : isWildcard ? 2 : 0)
      guard let name = DomainName.ascii(Array(rest)), !name.isEmpty else { continue }
      if isException {
        exceptions.insert(name)
      } else if isWildcard {
        wildcards[name] = section
      } else {
        rules[name] = section
      }
    }
  }

  /// The name that somebody registered: the public suffix and one label.
  ///
  /// `nil` for an address, for a public suffix itself and for a name of one label. A name under no rule is taken as
  /// one whose last label is a public suffix.
  package func registrableDomain(of host: String) -> String? {
    guard let labels = Self.labels(host) else { return nil }
    let length = suffix(of: labels).length
    guard labels.count > length else { return nil }
    return labels.suffix(length + 1).joined(separator: ".")
  }

  /// The other of `www.` and the registrable domain.
  ///
  /// `nil` for any other name below it, for addresses, and below suffixes that are not a registry's (a shop at a
  /// platform's domain has no twin).
  package func twin(of host: String) -> String? {
    guard let domain = registrableDomain(of: host), let labels = Self.labels(host) else { return nil }
    guard suffix(of: labels).section == .icann else { return nil }
    let name = labels.joined(separator: ".")
    if name == domain { return "www." + domain }
    return name == "www." + domain ? domain : nil
  }

  /// The address of the twin of `url`'s host, the rest as it is.
  package func twin(of url: WebURL) -> WebURL? {
    guard url.hostKind == .domain, let name = twin(of: url.host) else { return nil }
    return WebURL(
      scheme: url.scheme,
      host: name,
      hostKind: .domain,
      port: url.port,
      path: url.path,
      query: url.query,
      fragment: url.fragment,
      hadUserInfo: false
    )
  }

  /// Whether a browser counts both as one site: the same scheme, and the same registrable domain or host.
  ///
  /// Source: HTML Standard, "same site".
  package func areSameSite(_ one: WebURL, _ other: WebURL) -> Bool {
    guard one.scheme == other.scheme else { return false }
    if one.host == other.host { return true }
    guard one.hostKind == .domain, other.hostKind == .domain else { return false }
    guard let domain = registrableDomain(of: one.host) else { return false }
    return domain == registrableDomain(of: other.host)
  }

  /// The length in labels of the longest rule that matches; exceptions go before all.
  private func suffix(of labels: [Substring]) -> (length: Int, section: Section) {
    var best: (length: Int, section: Section) = (1, .icann)
    for length in 1...labels.count {
      let name = labels.suffix(length).joined(separator: ".")
      if exceptions.contains(name) { return (length - 1, .icann) }
      if let section = rules[name], length >= best.length { best = (length, section) }
      if let section = wildcards[name], length < labels.count, length + 1 > best.length {
        best = (length + 1, section)
      }
    }
    return best
  }

  /// `nil` for addresses and for what DNS cannot carry.
  private static func labels(_ host: String) -> [Substring]? {
    guard host.utf8.count <= 254, !host.hasPrefix("["), let parsed = HostParser.parse(Array(host.utf8)[...])
    else { return nil }
    guard parsed.kind == .domain else { return nil }
    let name = parsed.text.hasSuffix(".") ? String(parsed.text.dropLast()) : parsed.text
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { !$0.isEmpty } ? labels : nil
  }
}

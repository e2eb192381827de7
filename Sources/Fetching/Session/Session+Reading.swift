internal import COpenSSL

extension Session {
  /// What an established session shows, judged against `roots` for `host` at a moment in seconds since 1970.
  ///
  /// `ssl` is borrowed. Called on the loop's thread only.
  init(reading ssl: OpaquePointer, roots: Roots, host: String, at moment: Int) {
    var facts = copenssl_session_facts()
    copenssl_read_session(ssl, &facts)
    func orNone(_ text: String) -> String? { text.isEmpty ? nil : text }
    self.init(
      version: text(of: facts.version),
      suite: text(of: facts.suite_name),
      suiteCode: UInt16(truncatingIfNeeded: facts.suite),
      group: orNone(text(of: facts.group)),
      alpn: orNone(text(of: facts.protocol)),
      chain: Chain(
        reading: copenssl_session_chain(ssl),
        staple: staple(of: ssl),
        roots: roots,
        host: host,
        at: moment
      )
    )
  }
}

/// The stapled answer of a session, cut where no honest one ends.
private func staple(of ssl: OpaquePointer) -> [UInt8]? {
  var bytes: UnsafePointer<UInt8>?
  let length = copenssl_session_staple(ssl, &bytes)
  return bytes.flatMap {
    length > 0 ? Array(UnsafeBufferPointer(start: $0, count: min(length, 65_536))) : nil
  }
}

extension Chain {
  /// More than any honest server sends.
  private static let mostCertificates = 16

  /// What certificates in DER are worth, as if a session had shown them; `nil` when one of them is none.
  ///
  /// Called on the loop's thread only.
  init?(reading certificates: [[UInt8]], staple: [UInt8]?, roots: Roots, host: String, at moment: Int) {
    guard let sent = copenssl_chain_open() else { return nil }
    defer { copenssl_chain_close(sent) }
    for bytes in certificates {
      let isAdded = bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { copenssl_chain_add(sent, $0, bytes.count) } == 1
      }
      guard isAdded else { return nil }
    }
    self.init(reading: sent, staple: staple, roots: roots, host: host, at: moment)
  }

  fileprivate init(reading sent: OpaquePointer?, staple: [UInt8]?, roots: Roots, host: String, at moment: Int)
  {
    let count = min(Int(copenssl_chain_count(sent)), Self.mostCertificates)
    let certificates = (0..<count).compactMap { index in
      copenssl_chain_certificate(sent, Int32(index)).map { Certificate(reading: $0) }
    }
    var raw = [copenssl_problem](repeating: copenssl_problem(), count: 64)
    var judgement = copenssl_judgement()
    copenssl_judge(
      sent,
      roots.store,
      host,
      Address(host) == nil ? 0 : 1,
      Int64(moment),
      &raw,
      Int32(raw.count),
      &judgement
    )
    let found = raw.prefix(max(0, Int(judgement.problems))).map { (code: Int($0.code), depth: Int($0.depth)) }
    self.init(
      certificates: certificates,
      errors: found,
      anchored: judgement.anchored != 0,
      coversHost: judgement.covers_host != 0,
      staple: staple.map { Staple(reading: $0, sent) }
    )
  }
}

/// The text in a C array of characters that ends with a NUL.
func text<Characters>(of characters: Characters) -> String {
  withUnsafeBytes(of: characters) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

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

extension Staple {
  /// What an OCSP answer in DER says of the first of the certificates that were sent.
  init(reading bytes: [UInt8], _ sent: OpaquePointer?) {
    var facts = copenssl_staple_facts()
    bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { copenssl_read_staple(start, bytes.count, sent, &facts) }
    }
    func orNone(_ moment: Int64) -> Int? { moment == .min ? nil : Int(moment) }
    let status: Status? = [0: .good, 1: .revoked, 2: .unknown][facts.status]
    self.init(
      status: facts.fits != 0 ? status : nil,
      isReadable: facts.readable != 0,
      isSigned: facts.is_signed != 0,
      thisUpdate: orNone(facts.this_update),
      nextUpdate: orNone(facts.next_update)
    )
  }
}

extension Certificate {
  /// The certificate whose DER is `bytes`; `nil` when they are none.
  package static func read(_ bytes: [UInt8]) -> Certificate? {
    guard let sent = copenssl_chain_open() else { return nil }
    defer { copenssl_chain_close(sent) }
    let isAdded = bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { copenssl_chain_add(sent, $0, bytes.count) } == 1
    }
    return isAdded ? copenssl_chain_certificate(sent, 0).map { Certificate(reading: $0) } : nil
  }

  /// The most bytes of names that are read.
  private static let mostNameBytes = 16_384

  /// What the borrowed certificate says.
  init(reading certificate: OpaquePointer) {
    var facts = copenssl_certificate_facts()
    copenssl_read_certificate(certificate, &facts)
    func content(_ which: copenssl_text, _ capacity: Int) -> String {
      let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        count = buffer.withMemoryRebound(to: CChar.self) { text in
          text.baseAddress.map { copenssl_certificate_text(certificate, which, $0, text.count) } ?? 0
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    let names = content(COPENSSL_NAMES, Self.mostNameBytes + 1)
    let isCut = names.utf8.count >= Self.mostNameBytes
    self.init(
      subject: content(COPENSSL_SUBJECT, 513),
      issuer: content(COPENSSL_ISSUER, 513),
      // The last one may be a part of a name.
      names: names.split(separator: "\n").dropLast(isCut ? 1 : 0).map(String.init),
      namesAreCut: isCut,
      notBefore: facts.not_before == .min ? nil : Int(facts.not_before),
      notAfter: facts.not_after == .min ? nil : Int(facts.not_after),
      serial: content(COPENSSL_SERIAL, 129),
      keyType: text(of: facts.key_type),
      keyBits: Int(facts.key_bits),
      signatureAlgorithm: text(of: facts.signature),
      isCA: facts.is_ca != 0,
      selfSigned: facts.self_signed != 0,
      serverUse: facts.server_use != 0,
      namesIssuerAddress: facts.names_issuer_address != 0,
      sha256: withUnsafeBytes(of: facts.sha256) { hexadecimal($0) },
      ocspMustStaple: facts.must_staple != 0
    )
  }
}

/// The text in a C array of characters that ends with a NUL.
private func text<Characters>(of characters: Characters) -> String {
  withUnsafeBytes(of: characters) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

private func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

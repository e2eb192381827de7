internal import COpenSSL

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

private func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

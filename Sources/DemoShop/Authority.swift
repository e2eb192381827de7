import COpenSSL
import Glibc

/// A certificate with what a server needs to serve it.
package struct Identity: Sendable, Hashable {
  /// The chain as it is to be sent, PEM, leaf first.
  package let chainPEM: String
  /// The private key, PEM.
  package let keyPEM: String
  /// The OCSP answer to staple, DER; `nil` for none.
  package var staple: [UInt8]?
}

/// A private certificate authority: a root and an intermediate, made when it is.
package struct Authority: Sendable {
  /// OpenSSL would not make a key or a certificate.
  package struct Failure: Error, CustomStringConvertible {
    /// What OpenSSL said; for people only.
    package let description: String
  }

  /// The root certificate for the client's store, PEM.
  package let rootPEM: String
  private let name: String
  private let root: Identity
  private let intermediate: Identity

  /// An authority whose certificates bear `name`.
  package init(name: String = "PayReady demo") throws {
    self.name = name
    let century = 36_500 * CertificatePlan.day
    root = try Self.make(
      "\(name) root",
      validFrom: -CertificatePlan.day,
      validFor: century,
      use: COPENSSL_USE_ROOT,
      issuer: nil
    )
    intermediate = try Self.make(
      "\(name) intermediate",
      validFrom: -CertificatePlan.day,
      validFor: century,
      use: COPENSSL_USE_INTERMEDIATE,
      issuer: root
    )
    rootPEM = root.chainPEM
  }

  /// Issues a certificate after `plan`; faulty where the plan says so.
  package func issue(_ plan: CertificatePlan) throws -> Identity {
    let issuer: Identity?
    switch plan.issuer {
    case .itself: issuer = nil
    case .otherRoot: issuer = try Authority(name: "Somebody else").intermediate
    case .authority where plan.expiredIntermediate:
      let start = -30 * CertificatePlan.day
      issuer = try Self.make(
        "\(name) old intermediate",
        validFrom: start,
        validFor: -start - CertificatePlan.day,
        use: COPENSSL_USE_INTERMEDIATE,
        issuer: root
      )
    case .authority where plan.digest != .sha256:
      // Old digests went with RSA; there is no ECDSA with MD5.
      issuer = try Self.make(
        "\(name) RSA intermediate",
        validFrom: -CertificatePlan.day,
        validFor: 3650 * CertificatePlan.day,
        key: .rsa2048,
        use: COPENSSL_USE_INTERMEDIATE,
        issuer: root
      )
    case .authority where plan.permittedBelow != nil:
      issuer = try Self.make(
        "\(name) constrained intermediate",
        validFrom: -CertificatePlan.day,
        validFor: 3650 * CertificatePlan.day,
        use: COPENSSL_USE_INTERMEDIATE,
        permitted: plan.permittedBelow,
        issuer: root
      )
    case .authority: issuer = intermediate
    }
    let names = plan.names.map { ($0.contains(":") || Self.isIPv4($0) ? "IP:" : "DNS:") + $0 }
    let leaf = try Self.make(
      plan.names.first ?? "nobody",
      names: names.joined(separator: ","),
      validFrom: plan.validFrom,
      validFor: plan.validFor,
      key: plan.key,
      digest: plan.digest,
      use: plan.serverUse ? COPENSSL_USE_SERVER : COPENSSL_USE_CLIENT,
      mustStaple: plan.mustStaple,
      issuer: issuer
    )
    guard let issuer, plan.includesIntermediate else { return leaf }
    let chain =
      switch plan.form {
      case .asIssued: leaf.chainPEM + issuer.chainPEM
      case .withRoot: leaf.chainPEM + issuer.chainPEM + root.chainPEM
      case .disordered: leaf.chainPEM + root.chainPEM + issuer.chainPEM
      case .withStranger: leaf.chainPEM + issuer.chainPEM + (try Authority(name: "Stranger").root.chainPEM)
      }
    var identity = Identity(chainPEM: chain, keyPEM: leaf.keyPEM)
    identity.staple = try Self.staple(plan.staple, of: leaf, by: issuer)
    return identity
  }

  private static func staple(
    _ answer: CertificatePlan.StapledAnswer,
    of leaf: Identity,
    by issuer: Identity
  ) throws -> [UInt8]? {
    if answer == .none { return nil }
    if answer == .garbage { return Array("no answer".utf8) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let now = Int64(time(nil))
    let day = Int64(CertificatePlan.day)
    let (from, until) = answer == .outdated ? (now - 14 * day, now - 7 * day) : (now - day, now + 6 * day)
    let count = copenssl_make_staple(
      leaf.chainPEM,
      issuer.chainPEM,
      issuer.keyPEM,
      answer == .revoked ? 1 : 0,
      from,
      until,
      &bytes,
      bytes.count
    )
    guard count > 0 else { throw Failure(description: openSSLError()) }
    return Array(bytes.prefix(count))
  }

  private static func isIPv4(_ name: String) -> Bool {
    name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { UInt8($0) != nil }
  }

  private static func make(
    _ commonName: String,
    names: String = "",
    validFrom: Int,
    validFor: Int,
    key: CertificatePlan.Key = .ec256,
    digest: CertificatePlan.Digest = .sha256,
    use: copenssl_use,
    mustStaple: Bool = false,
    permitted: String? = nil,
    issuer: Identity?
  ) throws -> Identity {
    var certificateText = [CChar](repeating: 0, count: 8192)
    var keyText = certificateText
    let now = time(nil)
    let done = commonName.withCString { commonName in
      names.withCString { names in
        withOptionalCString(issuer?.chainPEM) { issuerCertificate in
          withOptionalCString(issuer?.keyPEM) { issuerKey in
            withOptionalCString(permitted) { permitted in
              var plan = copenssl_plan(
                common_name: commonName,
                names: names.pointee == 0 ? nil : names,
                not_before: Int64(now + validFrom),
                not_after: Int64(now + validFrom + validFor),
                key: key.raw,
                digest: digest.raw,
                use: use,
                must_staple: mustStaple ? 1 : 0,
                permitted: permitted,
                issuer_certificate: issuerCertificate,
                issuer_key: issuerKey
              )
              return copenssl_issue(
                &plan,
                &certificateText,
                certificateText.count,
                &keyText,
                keyText.count
              ) == 1
            }
          }
        }
      }
    }
    guard done else { throw Failure(description: openSSLError()) }
    return Identity(chainPEM: text(of: certificateText), keyPEM: text(of: keyText))
  }
}

/// The oldest error of this thread's OpenSSL queue, which is emptied.
func openSSLError() -> String {
  var said = [CChar](repeating: 0, count: 256)
  copenssl_issue_error(&said, said.count)
  return text(of: said)
}

/// The text of `characters` up to their NUL.
func text(of characters: [CChar]) -> String {
  String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func withOptionalCString<Value>(
  _ text: String?,
  _ body: (UnsafePointer<CChar>?) throws -> Value
) rethrows -> Value {
  guard let text else { return try body(nil) }
  return try text.withCString { try body($0) }
}

package import Model
package import Reading

/// What signs requests to Amazon Pay's API, as an operator keeps it in a file.
///
/// It has no coded form; the key shows itself nowhere.
package struct APICredentials: Sendable {
  /// Where a request counts.
  package enum Environment: String, CaseIterable, Sendable {
    case sandbox, live
  }

  /// The region of the account.
  package let region: Region
  /// As Seller Central shows it.
  package let publicKeyID: String
  /// The store for which a session is made.
  package let storeID: String
  /// How requests are signed.
  package let algorithm: SigningAlgorithm
  /// Where requests go: what the file says, else what the key's name says, else the sandbox.
  package let environment: Environment
  /// What the name of the key says; `nil` where it says nothing.
  package let keyEnvironment: Environment?
  let key: SigningKey

  /// The host of the API.
  var host: String { AmazonHost(purpose: .api, region: region).name }
  /// What the API calls the region.
  var regionCode: String { region == .fe ? "jp" : region.rawValue }
  /// Where a session is made; a key with its environment in its name leaves it out of the path.
  var path: String {
    keyEnvironment == nil ? "/\(environment.rawValue)/v2/checkoutSessions" : "/v2/checkoutSessions"
  }

  private static let members = [
    "region", "publicKeyId", "storeId", "privateKey", "algorithm", "environment",
  ]

  /// Reads a file of credentials.
  ///
  /// - Parameters:
  ///   - bytes: JSON with `region`, `publicKeyId`, `storeId`, `privateKey` (PEM, or the path of a file with it) and,
  ///     where they are not the usual ones, `algorithm` and `environment`.
  ///   - file: The bytes of the file with the key.
  /// - Returns: What signs.
  /// - Throws: ``OptionsError`` with what is wrong, without anything of the key.
  package static func read(
    _ bytes: [UInt8],
    file: (String) throws(OptionsError) -> [UInt8]
  ) throws(OptionsError) -> APICredentials {
    guard let members = (try? JSONReader.read(bytes))?.object else {
      throw OptionsError("the file of --credentials is no JSON object; payready doctor --help shows one")
    }
    if let unknown = members.keys.sorted().first(where: { !Self.members.contains($0) }) {
      throw OptionsError(
        "the file of --credentials has an unknown member '\(excerpt(unknown, to: 40))'; use \(Self.members.joined(separator: ", "))"
      )
    }
    func text(_ name: String, _ what: String) throws(OptionsError) -> String {
      guard let text = members[name]?.string?.trimmed, !text.isEmpty, text.utf8.count <= 1 << 16 else {
        throw OptionsError("the file of --credentials has no '\(name)'; give \(what)")
      }
      return text
    }
    func word(_ name: String, _ what: String) throws(OptionsError) -> String {
      let text = try text(name, what)
      guard text.utf8.count <= 200,
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\",;".utf8.contains($0) })
      else {
        throw OptionsError(
          "'\(name)' in the file of --credentials has signs that do not belong there; give \(what)"
        )
      }
      return text
    }
    let regions: [String: Region] = [
      "na": .na, "us": .na, "eu": .eu, "de": .eu, "uk": .eu, "fe": .fe, "jp": .fe,
    ]
    guard let region = regions[try word("region", "na, eu or jp").lowercased()] else {
      throw OptionsError("'region' in the file of --credentials is none of Amazon Pay's; give na, eu or jp")
    }
    let keyID = try word("publicKeyId", "the id that Seller Central shows for the key")
    let prefix = keyID.uppercased()
    let said: Environment? = prefix.hasPrefix("LIVE") ? .live : prefix.hasPrefix("SANDBOX") ? .sandbox : nil
    var environment = said ?? .sandbox
    if members["environment"] != nil {
      guard let given = Environment(rawValue: try word("environment", "sandbox or live")) else {
        throw OptionsError("'environment' in the file of --credentials is neither; give sandbox or live")
      }
      environment = given
    }
    var algorithm = SigningAlgorithm.pssV2
    if members["algorithm"] != nil {
      let names = SigningAlgorithm.allCases.map(\.rawValue).joined(separator: " or ")
      guard let given = SigningAlgorithm(rawValue: try word("algorithm", names)) else {
        throw OptionsError("'algorithm' in the file of --credentials is none of Amazon Pay's; give \(names)")
      }
      algorithm = given
    }
    let own = try text("privateKey", "the key in PEM, or the path of its file")
    let pem = own.hasPrefix("-----BEGIN") ? Array(own.utf8) : try file(own)
    do {
      return APICredentials(
        region: region,
        publicKeyID: keyID,
        storeID: try word("storeId", "the store's id, amzn1.application-oa2-client.…"),
        algorithm: algorithm,
        environment: environment,
        keyEnvironment: said,
        key: try SigningKey(pem: pem)
      )
    } catch let problem as KeyProblem {
      switch problem {
      case .unreadable:
        throw OptionsError(
          "'privateKey' in the file of --credentials is no private key in PEM without a password; give one"
        )
      case .isPrivate:
        throw OptionsError("'privateKey' in the file of --credentials cannot be used; give one in PEM")
      case .notRSA:
        throw OptionsError(
          "'privateKey' in the file of --credentials is no RSA key; give the one made for Amazon Pay"
        )
      case .tooShort:
        throw OptionsError(
          "'privateKey' in the file of --credentials has fewer than 2048 bits; make a new one in Seller Central"
        )
      }
    } catch let error as OptionsError {
      throw error
    } catch {
      throw OptionsError("the file of --credentials cannot be used; payready doctor --help shows one")
    }
  }
}

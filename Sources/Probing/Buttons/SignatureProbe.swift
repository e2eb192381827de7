import Fetching
import Model
import Reading

/// Whether the merchant's public key takes a button's signature, where the operator gave one.
enum SignatureProbe: Probe {
  static let name = "signature"

  enum Spelling: String, FactWord { case asShown, slashesEscaped, slashesPlain, trimmed }

  /// How a signature came about.
  struct Making: FactValue {
    static let factType = FactType.record([
      "algorithm": .text, "saltBytes": .int, "spelling": Spelling.factType,
    ])
    let signature: ButtonSignature
    var factValue: Value {
      [
        "algorithm": .text(signature.algorithm.rawValue), "saltBytes": .int(signature.saltLength),
        "spelling": .text(signature.spelling.rawValue),
      ]
    }
  }

  static let verifies = FactKey<Bool>(
    "payload.signatureVerifies",
    of: .button,
    absent: "no payload stands in the page",
    "Whether the operator's public key takes the signature for that of the payload, by the algorithm that is stated, "
      + "else by the one that Amazon's SDKs take."
  )
  static let signedAs = FactKey<Making>(
    "payload.signedAs",
    of: .button,
    absent: "no payload stands in the page, or its signature is not by the holder of this key",
    "The algorithm, salt and spelling of the payload that were signed."
  )
  static let keys: [any AnyFactKey] = [verifies, signedAs]

  static func facts(of button: FoundButton, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let (config, looks) = (button.configuration.asFarAsShown, button.looks)
    let payload: String
    switch config.payloadJSON {
    case .absent:
      set.fill(keys, absentFrom: looks)
      return set
    case .unknown(let why):
      set.fill(keys, with: Unknown(.notVisible, detail: excerpt(why)), from: looks)
      return set
    case .known(let text): payload = text
    }
    guard let key = scene.publicKey else {
      set.fill(keys, with: Unknown(.notAsked, needs: .publicKey), from: looks)
      return set
    }
    if case .unknown(let why) = config.signature {
      set.fill(keys, with: Unknown(.notVisible, detail: excerpt(why)), from: looks)
      return set
    }
    let made = config.signature.value.flatMap { ButtonSignature.read($0, ofPayload: payload, by: key) }
    set.set(signedAs, Observed(made.map(Making.init)), from: looks)
    set.set(verifies, Self.isSound(made, stated: config.algorithm), from: looks)
    return set
  }

  private static func isSound(_ made: ButtonSignature?, stated: Seen<String>) -> Observed<Bool> {
    guard let made else { return .known(false) }
    return switch stated {
    case .absent: .known(made.fits(.pss))
    case .known(let name): .known(SigningAlgorithm(rawValue: name).map(made.fits) ?? false)
    case .unknown(let why): .unknown(.notVisible, why)
    }
  }
}

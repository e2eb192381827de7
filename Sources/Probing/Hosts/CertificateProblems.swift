import Fetching

extension CertificateProbe.Problem {
  /// The word for a flaw.
  init(_ flaw: Chain.Flaw) {
    switch flaw {
    case .expired: self = .expired
    case .notYetValid: self = .notYetValid
    case .selfSigned: self = .selfSigned
    case .unknownIssuer: self = .unknownIssuer
    case .missingIntermediate: self = .missingIntermediate
    case .wrongHost: self = .wrongHost
    case .weakKey: self = .weakKey
    case .weakSignature: self = .weakSignature
    case .notForServers: self = .notForServers
    case .badSignature: self = .badSignature
    case .notAnIssuer: self = .notAnIssuer
    case .nameConstraints: self = .nameConstraints
    case .other: self = .other
    }
  }
}

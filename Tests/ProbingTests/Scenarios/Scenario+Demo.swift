import DemoShop
import Model

extension Scenario {
  static let demo: [Scenario] = [
    Scenario(
      demo: nil,
      good: true,
      ["tls.acceptedVersions": ["TLS 1.2", "TLS 1.3"], "certificate.problems": [], "tls.datedKinds": []]
    ),
    Scenario(demo: .tls11Only, ["tls.acceptedVersions": ["TLS 1.1"], "tls.datedKinds": ["cbc"]]),
    Scenario(demo: .tls13Only, ["tls.acceptedVersions": ["TLS 1.3"]]),
    Scenario(
      demo: .privateRoot,
      ["certificate.trustProblem": "privateAuthority", "certificate.problems": ["unknownIssuer"]]
    ),
    Scenario(
      demo: .selfSigned,
      [
        "certificate.trustProblem": "selfSigned", "certificate.problems": ["selfSigned"],
        "certificate.chainComplete": nil,
      ]
    ),
    Scenario(
      demo: .notForServers,
      ["certificate.trustProblem": "notForServers", "certificate.problems": ["notForServers"]]
    ),
    Scenario(
      demo: .leafOnly,
      ["certificate.chainComplete": false, "certificate.problems": ["missingIntermediate"]]
    ),
    Scenario(
      demo: .intermediateExpired,
      ["certificate.expiredIntermediate": true, "certificate.problems": ["expired"]]
    ),
    Scenario(demo: .wrongHost, ["certificate.coversHost": false, "certificate.problems": ["wrongHost"]]),
    Scenario(
      demo: .certificateExpired,
      ["certificate.problems": ["expired"], "certificate.expiredIntermediate": false]
    ),
    Scenario(demo: .certificateNotYetValid, ["certificate.problems": ["notYetValid"]]),
    Scenario(demo: .certificateTenDays, ["certificate.daysLeft": 10, "certificate.validityDays": 11]),
    Scenario(demo: .certificateTwentyDays, ["certificate.daysLeft": 20, "certificate.problems": []]),
    Scenario(
      demo: .keyRSA1024,
      [
        "certificate.weakKey": "RSA 1024 bit", "certificate.keyBits": 1024,
        "certificate.problems": ["weakKey"],
      ]
    ),
    Scenario(
      demo: .signatureSHA1,
      ["certificate.weakSignature": "sha1", "certificate.problems": ["weakSignature"]]
    ),
    Scenario(
      demo: .signatureMD5,
      ["certificate.weakSignature": "md5", "certificate.problems": ["weakSignature"]]
    ),
    Scenario(demo: .keyEd25519, ["certificate.unusualKey": "ED25519", "certificate.keyType": "ED25519"]),
    Scenario(
      demo: .noForwardSecrecy,
      ["tls.forwardSecrecy12": false, "tls.datedKinds": ["cbc", "noForwardSecrecy"]]
    ),
    Scenario(demo: .cbcOnly, ["tls.suite12AEAD": false, "tls.datedKinds": ["cbc"]]),
    Scenario(demo: .nullSuites, ["tls.weakFamilies": ["null"], "tls.datedKinds": []]),
    Scenario(demo: .anonymousSuites, ["tls.weakFamilies": ["anonymous"], "tls.datedKinds": []]),
    Scenario(demo: .dh1024, ["tls.dhGroupBits": 1024, "tls.datedKinds": ["finiteField"]]),
    Scenario(demo: .tls10Accepted, ["tls.legacyVersions": ["TLS 1.0", "TLS 1.1"]]),
    Scenario(demo: .tls11Accepted, ["tls.legacyVersions": ["TLS 1.1"]]),
    Scenario(demo: .httpsRefused, ["https.state": "refused", "tls.acceptsTLS12": .unknown(.refused)]),
  ]
}

import Model

extension Fault {
  static let signatureFaults: [FaultEntry] = [
    signed(.signatureOtherKey, "no-match", .fails(.blocker), "signed with somebody else's key") {
      $0.signing.isByStranger = true
    },
    signed(.payloadChanged, "no-match", .fails(.blocker), "payload changed after it was signed") {
      $0.mangle = { $0.replacing(#""phoneNumber","#, with: "") }
    },
    signed(
      .payloadReencoded,
      "re-encoded",
      .fails(.blocker),
      "payload with its slashes escaped after it was signed"
    ) {
      $0.mangle = { $0.replacing("/", with: "\\/") }
    },
    signed(.signatureOtherSalt, "salt", .fails(.blocker), "signed with a salt that is not the algorithm's") {
      $0.signing.salt = 20
    },
    signed(.signatureUnnamed, "unnamed", .fails(.major), "signed by the newer algorithm without saying so") {
      $0.signing.algorithm = $0.algorithm
      $0.algorithm = nil
    },
    signed(
      .signatureOtherAlgorithm,
      "other-algorithm",
      .fails(.blocker),
      "signed by the older algorithm, named the newer"
    ) {
      $0.signing.algorithm = "AMZN-PAY-RSASSA-PSS"
    },
  ]

  /// A fault that only the merchant's public key brings to light.
  private static func signed(
    _ fault: Fault,
    _ outcome: String,
    _ result: FaultEntry.Result,
    _ says: String,
    _ change: @escaping @Sendable (inout ButtonMarkup) -> Void
  ) -> FaultEntry {
    FaultEntry(fault, "api-button-signature-verify/\(outcome)", result, says) {
      $0.options.givesPublicKey = true
      change(&$0.button)
    }
  }
}

package import Model

extension Evidence {
  /// What a report needs of the evidence to be told again: the facts that are told as they are, and the looks
  /// without what was answered.
  ///
  /// A report told from it is the same as one told from all of the evidence.
  package var excerpt: Evidence {
    var excerpt = self
    excerpt.subjects = subjects.map { subject in
      var subject = subject
      subject.facts = subject.facts.filter { Self.told.contains($0.key) }.mapValues(\.withoutLooks)
      return subject
    }
    excerpt.looks = looks.map { look in
      var look = look
      look.headers = []
      look.waitedFor = []
      return look
    }
    return excerpt
  }

  /// The facts that a report tells as they are.
  private static let told: Set<String> = [
    "platform.name", "platform.version", "amazonPay.plugin", "amazonPay.pluginVersion", "amazonPay.pages",
    "amazonPay.origins", "ipn.url", "ipn.proposedUrl", "headers.banners", "http.hops", "amazonPay.scripts",
    "amazonPay.call", "amazonPay.unmatchedContainers", "csp.present", "csp.script.allowed",
    "csp.inline.allowed",
    "csp.frame.allowed", "csp.connect.allowed", "csp.form.allowed", "csp.image.allowed", "config.merchantId",
    "config.storeId", "config.publicKeyId", "config.scriptRegion", "config.ledgerCurrency",
    "payload.returnUrls",
  ]
}

extension Fact {
  fileprivate var withoutLooks: Fact {
    switch self {
    case .known(let value, _): .known(value, from: [])
    case .partial(let values, let missing, _): .partial(values, missing: missing, from: [])
    case .absent: .absent(from: [])
    case .unknown(let unknown, _): .unknown(unknown, from: [])
    }
  }
}

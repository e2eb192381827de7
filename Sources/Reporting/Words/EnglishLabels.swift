extension Labels {
  /// English.
  static let english = Labels(
    page: Page(
      title: "Amazon Pay readiness report",
      skip: "Skip to the report",
      contents: "On this page",
      onlyThisPart: "Only this part",
      wholeReport: "Back to the whole report",
      copy: "Copy",
      copied: "Copied",
      yes: "yes",
      no: "no",
      notSeen: "not seen",
      none: "none",
      details: "Evidence and sources"
    ),
    finding: Finding(
      fix: "How to mend it",
      why: "Why it matters",
      owner: "Who can mend it",
      rule: "Rule",
      places: "Where",
      symptom: "Seen as",
      basis: "Rests on",
      source: "Source",
      lookAgain: "Look again",
      severity: "Consequence",
      category: "Category",
      says: "What was seen",
      kind: "Kind",
      state: "State",
      points: "Points",
      fingerprint: "Fingerprint"
    ),
    sellerCentral: SellerCentral(
      title: "Enter exactly this in Seller Central",
      intro:
        "Only Seller Central shows what is registered there. Compare it, character by character, with what was seen.",
      origins: "JavaScript Origins",
      originsNote: "Every origin that shows the button.",
      originsWithoutButton:
        "No button was seen yet. These are the shop's origins; register those that will show it.",
      returns: "Allowed return URLs",
      returnsNote: "Every domain to which Amazon sends the buyer back.",
      returnsUnseen:
        "No return URL stands in the pages that were read; take them from the plugin's settings.",
      notification: "IPN URL (payment notifications)",
      notificationGiven: "As you gave it for this audit.",
      notificationProposed:
        "Where the recognised plugin usually listens. Compare it with the plugin's own settings.",
      notificationUnknown: "Not known. The plugin's settings show it; --ipn URL includes it in the audit.",
      nothing: "nothing was seen"
    ),
    matrix: Matrix(
      title: "Which page has what",
      intro: "What the button needs, page by page.",
      role: "Page",
      page: "Address",
      script: "Amazon's script",
      container: "Place for the button",
      call: "Call that draws it",
      policy: "Browser policy",
      notFound: "not found",
      plugin: "by a plugin",
      policyAbsent: "none set",
      policyAllows: "lets it through",
      policyBlocks: "blocks",
      containerMissing: "missing"
    ),
    ledger: Ledger(
      title: "How the score came about",
      intro:
        "It starts at 100. The first failure that stops payments takes 51, each further one 10; the first that fails for some buyers 11, each further one 5; each to be tidied 1, ten at most. Every rule counts once.",
      start: "Start",
      rule: "Rule",
      result: "Result",
      takes: "Takes",
      left: "Left",
      weight: "Weight",
      settled: "Settled",
      sum: "Together",
      every: "Every rule",
      subjects: "Looked at"
    ),
    course: Course(
      title: "How the audit went",
      path: "Where http:// leads",
      pathNote: "Every hop from the unencrypted address on.",
      timeline: "When each look was made",
      timelineNote: "From the start of the audit; equal looks are made once.",
      coverage: "How much was settled",
      settled: "settled",
      notSettled: "not settled",
      again: "Command",
      unanswered: "no answer"
    ),
    caseSheet: CaseSheet(
      title: "Case sheet for support",
      intro: "What Amazon's or a plugin's support asks for first.",
      shop: "Shop",
      typed: "As typed",
      time: "Time of the audit",
      stage: "Stage",
      vantage: "Vantage",
      platform: "Platform",
      plugin: "Amazon Pay plugin",
      merchant: "Merchant id",
      store: "Store id",
      key: "Public key id",
      region: "Region",
      currency: "Currency of the account",
      pages: "Pages with the button",
      packs: "Rules",
      evidence: "Evidence",
      tool: "Program",
      verdict: "Verdict"
    ),
    section: Section(
      byOwner: "What to mend, by who can do it",
      byOwnerIntro: "Each part stands on its own: print it, copy it or send it on.",
      categories: "Every check, by category",
      fine: "Fine",
      notes: "For information",
      unknown: "Not seen",
      questions: "For you to answer",
      notIncluded: "Not part of this audit",
      explained: "Explained by another",
      accepted: "Accepted for now",
      notApplicable: "Does not apply",
      score: "Score and coverage",
      gate: "Gate",
      nothingToDo: "Nothing that was seen needs mending.",
      findings: "Findings"
    ),
    rulePage: RulePage(
      about: "about",
      category: "category",
      owner: "who mends",
      basis: "basis",
      source: "source",
      symptom: "seen as",
      assumes: "explained by",
      weight: "weight",
      neverDecides: "0, it never decides a verdict",
      examples: "examples",
      reference: "The rules",
      referenceIntro:
        "Made by `payready rules reference`; do not edit. Words in braces stand for what an audit saw.",
      causes: "This message can come from several causes; what stops payments comes first."
    )
  )
}

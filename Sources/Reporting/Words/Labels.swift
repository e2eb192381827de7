import Model

/// The words that lead through how a rule came to its results; ids and values stand as the rules have them.
package struct Trace: Sendable {
  /// Before the condition under which the rule applies.
  package let appliesWhen: String
  /// Of an outcome after the one that decided.
  package let notTried: String
  /// Before why it is not known.
  package let inTheWay: String
  /// Before the rule that explains it.
  package let explainedBy: String
  /// Before the reason of a waiver.
  package let accepted: String
  /// Before a fact.
  package let read: String
  /// Before a look.
  package let seenIn: String
  /// Where no subject is what the rule is about.
  package let nothing: String
  /// A condition that holds.
  package let holds: String
  /// One that does not.
  package let fails: String
  /// One of which that is not known.
  package let notKnown: String
  /// Before an outcome's id.
  package let outcome: String
  /// Before the most severe failure that is possible.
  package let atWorst: String
  /// Before a question's state.
  package let question: String
  /// Before a fact's value.
  package let itIs: String
  /// Between what was seen of a list and why there may be more.
  package let andUnseen: String
  /// A fact of which there is none.
  package let absent: String
  /// Before a reason.
  package let unknown: String
  /// Before what the audit would need.
  package let needs: String
}

extension Language {
  /// The words for how a rule came to its results.
  package var trace: Trace { phrases.labels.trace }
}

/// The fixed words of a report in one language, beside the sentences of ``Phrases``.
struct Labels {
  /// What the page is, and how to move in it.
  struct Page {
    let title: String
    let skip: String
    let contents: String
    let onlyThisPart: String
    let wholeReport: String
    let copy: String
    let copied: String
    let yes: String
    let no: String
    let notSeen: String
    let none: String
    let details: String
  }

  /// What is told of a finding.
  struct Finding {
    let fix: String
    let why: String
    let owner: String
    let rule: String
    let places: String
    let symptom: String
    let basis: String
    let source: String
    let lookAgain: String
    let severity: String
    let category: String
    let says: String
    let kind: String
    let state: String
    let points: String
    let fingerprint: String
    let expected: String
    let outcome: String
  }

  /// What belongs in Seller Central.
  struct SellerCentral {
    let title: String
    let intro: String
    let origins: String
    let originsNote: String
    let originsWithoutButton: String
    let returns: String
    let returnsNote: String
    let returnsUnseen: String
    let unfit: String
    let notification: String
    let notificationGiven: String
    let notificationProposed: String
    let notificationUnknown: String
    let nothing: String
  }

  /// Which page has what.
  struct Matrix {
    let title: String
    let intro: String
    let role: String
    let page: String
    let script: String
    let container: String
    let call: String
    let policy: String
    let notFound: String
    let plugin: String
    let policyAbsent: String
    let policyAllows: String
    let policyBlocks: String
    let containerMissing: String
    let browser: String
    let buttonShown: String
    let buttonHidden: String
    let buttonDisabled: String
    let buttonAbsent: String
    let onTelephones: String
  }

  /// Every rule and what it takes.
  struct Ledger {
    let title: String
    let intro: String
    let start: String
    let rule: String
    let result: String
    let takes: String
    let left: String
    let weight: String
    let settled: String
    let sum: String
    let every: String
    let subjects: String
  }

  /// How the audit went.
  struct Course {
    let title: String
    let path: String
    let pathNote: String
    let timeline: String
    let timelineNote: String
    let coverage: String
    let settled: String
    let notSettled: String
    let again: String
    let unanswered: String
  }

  /// What support asks for.
  struct CaseSheet {
    let title: String
    let intro: String
    let shop: String
    let typed: String
    let time: String
    let stage: String
    let vantage: String
    let platform: String
    let plugin: String
    let merchant: String
    let store: String
    let key: String
    let region: String
    let currency: String
    let pages: String
    let packs: String
    let evidence: String
    let tool: String
    let verdict: String
  }

  /// Titles of what is told by category, and of what else stands in a report.
  struct Section {
    let byOwner: String
    let byOwnerIntro: String
    let categories: String
    let fine: String
    let notes: String
    let unknown: String
    let questions: String
    let notIncluded: String
    let explained: String
    let accepted: String
    let notApplicable: String
    let score: String
    let gate: String
    let nothingToDo: String
    let findings: String
  }

  /// What is told of a rule by itself.
  struct RulePage {
    let about: String
    let category: String
    let owner: String
    let basis: String
    let source: String
    let symptom: String
    let assumes: String
    let weight: String
    let neverDecides: String
    let examples: String
    let reference: String
    let referenceIntro: String
    let causes: String
  }

  let page: Page
  let trace: Trace
  let finding: Finding
  let sellerCentral: SellerCentral
  let matrix: Matrix
  let ledger: Ledger
  let course: Course
  let caseSheet: CaseSheet
  let section: Section
  let rulePage: RulePage
}

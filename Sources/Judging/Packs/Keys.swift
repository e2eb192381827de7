import Model

/// A key of a rule file: how it is called and what stands there.
///
/// Reading refuses every other key, and the JSON Schemas are made from these tables.
struct Key: Sendable {
  /// What may stand under a key.
  enum Form: Sendable {
    case text, texts, id, ids
    case words([String])
    case flag, yesNo
    case number(Int)
    case textsBy(String)
    case idsBy(String)
    case condition, source, given, gives, ifNone
    case categories, probes, outcomes, examples, path
    case titles, ruleTexts, outcomeTexts
  }

  let name: String
  let form: Form
  let isRequired: Bool
  let summary: String

  private init(_ name: String, _ form: Form, required: Bool = false, _ summary: String) {
    self.name = name
    self.form = form
    isRequired = required
    self.summary = summary
  }

  private static let severities = Severity.allCases.map(\.rawValue)

  static let pack = [
    Key("name", .id, required: true, "The pack's name; stands in every report."),
    Key("version", .text, required: true, "The pack's version; stands in every report."),
    Key("format", .number(1), required: true, "The version of this form: 1."),
    Key(
      "categories",
      .categories,
      "The categories in the order of the report, each with the file of its rules."
    ),
    Key("essential", .ids, "Rules without which a verdict means nothing."),
    Key("neverDecides", .ids, "Rules that never decide a verdict and weigh nothing."),
    Key(
      "severityExceptions",
      .textsBy("rule"),
      "Rules more severe than their basis allows, each with the reason."
    ),
    Key(
      "symptoms",
      .idsBy("message"),
      "What a message most often comes from: the rules that name it, the likeliest first."
    ),
    Key("probes", .probes, "The pack's own requests; rules read them as 'probes.NAME.status' and the like."),
    Key("data", .textsBy("name"), "Data files of the pack, by name."),
    Key("retired", .ids, "Ids that were used once and are never used again."),
  ]

  static let category = [
    Key("id", .id, required: true, "The category's id."),
    Key("title", .text, required: true, "The category's title."),
    Key("file", .text, required: true, "The file of its rules, from the pack's folder."),
  ]

  static let rule = [
    Key("id", .id, required: true, "The rule's id; never used again for anything else."),
    Key("about", .words(SubjectKind.allCases.map(\.rawValue)), "What it is judged for; 'shop' unless said."),
    Key("title", .text, required: true, "What holds when it passes."),
    Key("why", .text, "For whom it matters, in a sentence."),
    Key("symptom", .texts, "Messages that a buyer or merchant sees when it fails."),
    Key("basis", .words(Basis.allCases.map(\.rawValue)), "How certain its source is; bounds the severity."),
    Key("owner", .words(Owner.allCases.map(\.rawValue)), "Whose hands can mend it."),
    Key("source", .source, "A URL with ' (YYYY-MM-DD)' at its end, or '{ inferred: why }'."),
    Key("assumes", .ids, "Rules whose failure explains this one's."),
    Key("appliesWhen", .condition, "Where it does not hold, the rule is not applicable."),
    Key(
      "ifNone",
      .ifNone,
      "What the audit needs to have something for the rule to be about; it is open then."
    ),
    Key("fix", .text, "The fix of every outcome that has none of its own."),
    Key("fixFor", .textsBy("platform"), "The fixes by platform or server software, for every outcome."),
    Key("outcomes", .outcomes, required: true, "What can come out, tried in order; none true is a pass."),
    Key("examples", .examples, "Facts and what they give; they are the rule's tests."),
  ]

  /// The keys of which an outcome has exactly one.
  static let effects = ["fail", "ask", "note", "pass", "unknown"]

  static let outcome = [
    Key("id", .id, required: true, "The outcome's id; carries waivers, answers and comparisons."),
    Key("fail", .words(severities), "A failure of this severity."),
    Key("ask", .words(severities), "A question to a person; a no fails with this severity."),
    Key("note", .flag, "Information that costs nothing."),
    Key("pass", .flag, "A pass that ends the search."),
    Key("unknown", .words(Reason.allCases.map(\.rawValue)), "Cannot be known, for this reason."),
    Key(
      "needs",
      .words(Need.allCases.map(\.rawValue)),
      "What the audit would need; with 'unknown: notAsked' only."
    ),
    Key("when", .condition, "When it comes out; always unless said."),
    Key("says", .text, "What was seen, with paths of facts in braces."),
    Key("fix", .text, "The one action that mends it."),
    Key("fixFor", .textsBy("platform"), "The action by platform or server software."),
  ]

  static let example = [
    Key("name", .text, required: true, "What the example shows."),
    Key(
      "given",
      .given,
      "Facts by path: a value, null for absent, '{ unknown: REASON }', or '{ is: […], missing: REASON }'."
    ),
    Key("gives", .gives, required: true, "An outcome's id, or 'pass', 'unknown', 'open', 'notApplicable'."),
    Key("answer", .yesNo, "A person's answer to the rule's question."),
  ]

  static let ofElements = [
    Key("of", .path, required: true, "The path of the list."),
    Key("where", .condition, required: true, "The condition; its paths start at the element."),
  ]

  static let ifNone = [
    Key("needs", .words(Need.allCases.map(\.rawValue)), required: true, "What the audit would need."),
    Key("when", .condition, "Of the shop: where it does not hold, the rule is not applicable after all."),
  ]

  static let inferred = [Key("inferred", .text, required: true, "What it is concluded from.")]

  static let language = [
    Key("language", .text, required: true, "The language of the texts; the file is named after it."),
    Key("categories", .titles, "The titles of the pack's categories, by id."),
    Key("rules", .ruleTexts, required: true, "The texts of the pack's rules, by id."),
  ]

  static let ruleTexts = [
    Key("title", .text, "What holds when it passes."),
    Key("why", .text, "For whom it matters, in a sentence."),
    Key("fix", .text, "The fix, where the rule has one of its own."),
    Key("fixFor", .textsBy("platform"), "The fixes that the rule has, by platform or server software."),
    Key("symptom", .texts, "The messages, where they are sentences that can be translated."),
    Key("inferred", .text, "What the rule is concluded from, where its source is inferred."),
    Key("outcomes", .outcomeTexts, "The texts of the outcomes that have any, by id."),
  ]

  static let outcomeTexts = [
    Key("says", .text, "What was seen, with the same paths in braces."),
    Key("fix", .text, "The action, where the outcome has one of its own."),
    Key("fixFor", .textsBy("platform"), "The actions that the outcome has, by platform or server software."),
  ]

  static let probe = [
    Key("get", .text, "A path of the shop that is fetched."),
    Key("head", .text, "A path of the shop whose headers are fetched."),
  ]
}

/// A mapping whose keys are known.
struct Fields {
  let node: YAMLNode
  private let values: [String: YAMLNode]

  /// Refuses what is no mapping; complains about unknown and missing keys.
  init?(_ node: YAMLNode, of what: String, keys: [Key], _ complaints: inout Complaints) {
    guard let pairs = node.mapping(what, &complaints) else { return nil }
    let names = keys.map(\.name)
    var values = Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
    for pair in pairs where !names.contains(pair.key) {
      complaints.addUnknown(pair.keyPlace, "key", pair.key, known: names)
      // What stands under a misspelt key is read as what was meant, so that its own errors come at once.
      if let meant = Nearest.slip(pair.key, among: names), values[meant] == nil { values[meant] = pair.value }
    }
    self.node = node
    self.values = values
    for key in keys where key.isRequired && values[key.name] == nil {
      complaints.add(node.place, "\(what) has no '\(key.name)'; add it")
    }
  }

  subscript(key: String) -> YAMLNode? { values[key] }
}

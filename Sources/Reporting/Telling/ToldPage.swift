import Model

/// What a page for readers tells beside the first screen: what belongs in Seller Central, which page has what, how
/// the score came about, how the audit went, and what support asks for.
struct ToldPage {
  /// What belongs in Seller Central, as far as it was seen.
  struct SellerCentral {
    /// Origins, as Seller Central takes them.
    var origins: [String]
    /// Whether they show the button; otherwise they are just the shop's.
    var showButton: Bool
    /// Origins of return URLs; empty where no payload was seen.
    var returns: [String]
    /// Origins of pages and return URLs that no live shop may have: unencrypted, local or of a test system.
    var unfit: [String]
    /// The IPN URL; `nil` where none is known.
    var notification: String?
    /// What is said beside the IPN URL.
    var notificationNote: String
  }

  /// How something stands.
  enum Tone {
    case good, bad, quiet
  }

  /// A cell of the matrix.
  struct Cell {
    var text: String
    var tone: Tone
  }

  /// A page, and what the button needs on it.
  struct Row {
    var role: String
    /// `nil` where no such page was found.
    var url: String?
    /// Script, container, call, policy; empty where no such page was found.
    var cells: [Cell]
  }

  /// A rule, and what it takes.
  struct LedgerLine {
    var rule: String
    var title: String
    var category: String
    var result: Result
    /// How it ended, in words.
    var words: String
    var severity: Severity?
    /// What it takes from 100; `nil` where it takes nothing.
    var points: Int?
    /// Its weight among what was asked; 0 where it was not.
    var asked: Int
    /// Its weight among what was settled; 0 where it was not.
    var settled: Int
    var subjects: Int
  }

  /// A hop from http:// on.
  struct Hop {
    var url: String
    var status: Int?
  }

  /// A look, as a bar.
  struct Bar {
    var id: Look.ID
    /// Milliseconds from the start of the audit.
    var start: Int
    /// Milliseconds, at least 1.
    var length: Int
    /// What came: a status, or why nothing did; `nil` where there is nothing to say.
    var answer: String?
    var failed: Bool
    var command: String
  }

  /// A line of the case sheet.
  struct Line {
    var label: String
    var values: [String]
  }

  /// What a category's rules came to, beyond its findings.
  struct Rest {
    var title: String
    /// Titles of rules.
    var rules: [String]
  }

  var sellerCentral: SellerCentral
  var matrix: [Row]
  var ledger: [LedgerLine]
  var hops: [Hop]
  var bars: [Bar]
  var caseSheet: [Line]
  /// By the categories' ids, in the order in which they are told.
  var rests: [String: [Rest]]
}

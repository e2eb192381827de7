import Fetching
import Model
import Reading

/// What may be there and was not looked at stands as a subject without a known fact: a list of subjects that is not
/// whole must not pass for one that is.
extension ShopSight {
  /// One for each page whose buttons are not known; `level` is what the shop as a whole shows.
  func unseenButtons(level: Fact?) -> [Subject] {
    var unseen = left.map { page in
      Self.unseenButton(on: page, Unknown(.limitReached, detail: "more than \(FoundButton.most) buttons"))
    }
    for page in pages where !left.contains(where: { $0.url == page.url }) {
      guard let why = whyUnseen(page) else { continue }
      unseen.append(Self.unseenButton(on: page, why))
    }
    if unseen.isEmpty, buttons.isEmpty, case .unknown(let why, _)? = level {
      unseen.append(Self.unseenButton(on: home, why))
    }
    return unseen
  }

  /// Why a page may hold a button that was not seen; `nil` where none is missed.
  private func whyUnseen(_ page: PageVisit) -> Unknown? {
    let roles = Set(page.roles)
    guard let unreadable = page.unreadable else {
      return buttons.isEmpty && page.hasAmazonPay ? page.siteIncomplete : nil
    }
    if roles.contains(.named) { return unreadable }
    // A link that only looked like one to the cart leads nowhere.
    let isGone = page.journey.answer.map { [404, 410].contains($0.status) } ?? false
    if roles.contains(.cart), !isGone { return unreadable }
    return buttons.isEmpty && roles != [.login] && !isGone ? unreadable : nil
  }

  private static func unseenButton(on page: PageVisit, _ why: Unknown) -> Subject {
    Subject(
      id: Subject.ID(.button, "\(page.url.text) (not seen)"),
      name: "what was not seen on \(page.finalURL.path)",
      url: page.finalURL.text,
      roles: page.roles,
      parent: page.id,
      facts: unknownFacts(ProbeList.buttons.flatMap { $0.keys }, why, from: page.looks)
    )
  }
}

extension EndpointList {
  /// One for each endpoint that pages name and nobody asked.
  func unseen(parent: Subject.ID) -> [Subject] {
    left.map { url, why in
      Subject(
        id: Subject.ID(.endpoint, "session \(url?.text ?? "further ones") (not seen)"),
        name: url?.text ?? "further endpoints",
        url: url?.text,
        roles: [.session],
        parent: parent,
        facts: unknownFacts(ProbeList.calls.flatMap { $0.keys }, why, from: [])
      )
    }
  }
}

private func unknownFacts(_ keys: [any AnyFactKey], _ why: Unknown, from looks: [Look.ID]) -> [String: Fact] {
  var set = FactSet()
  set.fill(keys, with: why, from: looks)
  return set.facts
}

extension Subject {
  /// The same with its facts from looks that were made and kept: one that a limit refused is none.
  func keeping(_ looks: Set<Look.ID>) -> Subject {
    var subject = self
    subject.facts = facts.mapValues { fact in
      guard !fact.looks.allSatisfy(looks.contains) else { return fact }
      let kept = fact.looks.filter(looks.contains)
      return switch fact {
      case .known(let value, _): .known(value, from: kept)
      case .partial(let values, let missing, _): .partial(values, missing: missing, from: kept)
      case .absent: .absent(from: kept)
      case .unknown(let unknown, _): .unknown(unknown, from: kept)
      }
    }
    return subject
  }
}

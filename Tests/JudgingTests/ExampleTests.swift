import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Examples` {
  private static let certificate = """
    - id: cert-validity
      about: host
      title: The certificate is valid
      outcomes:
        - id: expired
          fail: blocker
          when: { certificate.daysLeft: { below: 0 } }
          says: "The certificate of {name} expired on {certificate.notAfter}."
        - id: ends-soon
          fail: major
          when: { certificate.daysLeft: { below: 14 } }
      examples:
        - { name: two months, given: { certificate.daysLeft: 60 }, gives: pass }
        - { name: ended, given: { certificate.daysLeft: -1 }, gives: expired }
        - { name: no handshake, given: { certificate.daysLeft: { unknown: refused } }, gives: unknown }
        - { name: not asked, given: { certificate.daysLeft: { unknown: notAsked, needs: browser } }, gives: open }
        - { name: nothing given, gives: unknown }
        - { name: wrong, given: { certificate.daysLeft: 3 }, gives: pass }
    """

  @Test func `say what came out and whether it had to`() throws {
    let results = try Sample.catalogue(Self.certificate).runExamples()
    #expect(results.map(\.isMet) == [true, true, true, true, true, false])
    #expect(results.map(\.actual) == ["pass", "expired", "unknown", "open", "unknown", "ends-soon"])
    #expect(results.last?.place == Place(file: "sample/rules.yaml", line: 18, column: 7))
  }
}

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

  @Test func `answer the question of their rule`() throws {
    let rules = """
      - id: origins
        title: T
        outcomes: [{ id: ask-them, ask: blocker, when: { button.present: true } }]
        examples:
          - { name: asked, given: { button.present: true }, gives: ask-them }
          - { name: asked too, given: { button.present: true }, gives: open }
          - { name: yes, given: { button.present: true }, answer: yes, gives: pass }
          - { name: no, given: { button.present: true }, answer: no, gives: ask-them }
          - { name: nobody asked, given: { button.present: false }, answer: no, gives: pass }
          - { name: yes is no failure, given: { button.present: true }, answer: yes, gives: ask-them }
      """
    #expect(try Sample.catalogue(rules).runExamples().map(\.isMet) == [true, true, true, true, true, false])
  }

  @Test func `give facts in every form`() throws {
    let rules = """
      - id: forms
        about: page
        title: T
        appliesWhen: { host.tls.versions: { excludes: '1.0' } }
        outcomes:
          - id: found
            note: true
            when: { host.server.name: { exists: false }, some: { of: scripts, where: { tags: { contains: x } } } }
        examples:
          - name: all
            given:
              page.status: 200
              host.tls.versions: ['1.2']
              host.server: { version: 1.2 }
              scripts: { is: [{ src: a, tags: [x] }, { src: }], missing: limitReached }
            gives: found
          - { name: record absent, given: { host.tls.versions: [], host.server: , scripts: [] }, gives: pass }
          - { name: record unknown, given: { host.tls.versions: [], host.server: { unknown: reset } }, gives: unknown }
          - { name: not applicable, given: { host.tls.versions: ['1.0'] }, gives: notApplicable }
          - { name: part unknown, given: { host.tls.versions: { is: [], missing: reset } }, gives: unknown }
          - name: part not asked
            given:
              host.server:
              host.tls.versions: []
              scripts: { is: [], missing: notAsked, needs: browser }
            gives: open
      """
    let results = try Sample.catalogue(rules).runExamples()
    #expect(results.map(\.isMet) == [true, true, true, true, true, true], "\(results.map(\.actual))")
  }
}

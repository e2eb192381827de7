import Fetching
import Testing

@Suite struct `Judgement on a chain` {
  private let leaf = Certificate(subject: "CN = shop", issuer: "CN = issuing", namesIssuerAddress: true)
  private let issuing = Certificate(subject: "CN = issuing", issuer: "CN = policy", isCA: true)
  private let publicIssuing = Certificate(
    subject: "CN = issuing",
    issuer: "CN = policy",
    isCA: true,
    namesIssuerAddress: true
  )
  private let root = Certificate(subject: "CN = policy", issuer: "CN = policy", isCA: true, selfSigned: true)

  private func chain(_ certificates: [Certificate], _ codes: [Int], anchored: Bool = false) -> Chain {
    Chain(
      certificates: certificates,
      errors: codes.map { ($0, 0) },
      anchored: anchored,
      coversHost: true,
      staple: nil
    )
  }

  @Test func `a chain that ends in a stranger's root is of an unknown issuer`() {
    let chain = chain([leaf, issuing, root], [19])
    #expect(chain.problems.map(\.flaw) == [.unknownIssuer])
    #expect(chain.trusted == false && chain.chainComplete == true)
  }

  @Test func `an issuer that says where its own certificate is had leaves it open who is behind it`() {
    let chain = chain([leaf, publicIssuing], [20, 21])
    #expect(chain.problems.map(\.flaw) == [.missingIntermediate])
    #expect(chain.trusted == nil && chain.chainComplete == false)
  }

  @Test func `an issuer that does not is a private one whose root is not sent`() {
    let chain = chain([leaf, issuing], [20, 21])
    #expect(chain.problems.map(\.flaw) == [.unknownIssuer])
    #expect(chain.trusted == false && chain.chainComplete == true)
  }

  @Test func `certificates that do not belong to the path do not complete it`() {
    let stranger = Certificate(
      subject: "CN = stranger",
      issuer: "CN = stranger",
      isCA: true,
      selfSigned: true
    )
    let chain = chain([leaf, stranger], [20, 21])
    #expect(chain.problems.map(\.flaw) == [.missingIntermediate])
    #expect(chain.trusted == nil)
  }

  @Test func `certificates that issue each other end the search`() {
    let one = Certificate(subject: "CN = a", issuer: "CN = b", isCA: true, namesIssuerAddress: true)
    let two = Certificate(subject: "CN = b", issuer: "CN = a", isCA: true, namesIssuerAddress: true)
    #expect(chain([one, two], [20]).trusted == nil)
  }

  @Test func `a broken signature is not trusted even at a known root`() {
    let chain = chain([leaf, issuing], [7], anchored: true)
    #expect(chain.problems.map(\.flaw) == [.badSignature])
    #expect(chain.trusted == false && !chain.verified)
  }

  @Test func `an error without a name of ours keeps its code`() {
    #expect(chain([leaf, issuing], [77], anchored: true).problems.map(\.flaw) == [.other(code: 77)])
  }

  @Test func `an issuer that may not issue for the name is not trusted`() {
    let chain = chain([leaf, issuing], [47], anchored: true)
    #expect(chain.problems.map(\.flaw) == [.nameConstraints])
    #expect(chain.trusted == false)
  }

  @Test func `the order of a chain is that of its path`() {
    let other = Certificate(subject: "CN = other", issuer: "CN = other", isCA: true, selfSigned: true)
    #expect(chain([leaf, issuing, root], [19]).isOrdered)
    #expect(!chain([leaf, root, issuing], [19]).isOrdered)
    #expect(chain([leaf, other, issuing, root], [19]).isOrdered)
    #expect(chain([leaf, other, issuing, root], [19]).strayCount == 1)
    #expect(chain([leaf, issuing, issuing], [20]).strayCount == 1)
    #expect(chain([leaf, leaf, issuing], [20]).strayCount == 1)
    #expect(chain([leaf, issuing, root], [19]).sendsRoot)
    #expect(!chain([leaf, issuing], [19]).sendsRoot)
    #expect(!chain([root], [18]).sendsRoot)
    #expect(chain([], []).isOrdered && chain([], []).strayCount == 0)
  }

  @Test(
    arguments: [
      (0, 89 * 86_400 + 86_399, 90), (0, 90 * 86_400, 91), (0, 0, 1), (5, 4, nil), (nil, 4, nil),
      (.min, .max, nil), (0, .max, nil),
    ] as [(Int?, Int?, Int?)]
  )
  func `validity is counted in whole days, both ends within`(_ from: Int?, _ until: Int?, _ days: Int?) {
    let certificate = Certificate(subject: "CN = a", issuer: "CN = b", notBefore: from, notAfter: until)
    #expect(certificate.validityDays == days)
  }

  @Test func `a staple is current from its beginning to its end`() {
    let staple = Staple(status: .good, thisUpdate: 10, nextUpdate: 20)
    #expect(staple.isCurrent(at: 10) && staple.isCurrent(at: 20))
    #expect(!staple.isCurrent(at: 9) && !staple.isCurrent(at: 21))
    #expect(Staple(status: .good, thisUpdate: 10, nextUpdate: nil).isCurrent(at: .max))
    #expect(!Staple(status: nil, thisUpdate: 10, nextUpdate: 20).isCurrent(at: 15))
    #expect(!Staple(status: .good, isSigned: false, thisUpdate: 10, nextUpdate: 20).isCurrent(at: 15))
    #expect(!Staple(status: .good, thisUpdate: nil, nextUpdate: 20).isCurrent(at: 15))
  }

  @Test func `a server without a certificate is not trusted`() {
    let chain = chain([], [])
    #expect(chain.trusted == nil && !chain.verified)
    #expect(!chain.problems.isEmpty)
  }
}

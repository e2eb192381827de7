import Foundation
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Signatures of buttons` {
  /// How the `openssl` program signs, and how the page then shows the payload.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: SigningAlgorithm
    let salt: Int
    let spelling: ButtonSignature.Spelling
    let signed: String
    let shown: String

    var testDescription: String { "\(name.rawValue), \(salt) bytes of salt, \(spelling.rawValue)" }

    static let plain = #"{"url":"https://shop.example/review"}"#
    static let escaped = #"{"url":"https:\/\/shop.example\/review"}"#
    static let all: [Case] = SigningAlgorithm.allCases.flatMap { name in
      [20, 32].flatMap { salt in
        [
          Case(name: name, salt: salt, spelling: .asShown, signed: plain, shown: plain),
          Case(name: name, salt: salt, spelling: .asShown, signed: escaped, shown: escaped),
          Case(name: name, salt: salt, spelling: .slashesPlain, signed: plain, shown: escaped),
          Case(name: name, salt: salt, spelling: .slashesEscaped, signed: escaped, shown: plain),
          Case(name: name, salt: salt, spelling: .trimmed, signed: plain, shown: "\n \(plain) "),
        ]
      }
    }
  }

  private static func sign(_ text: String, _ salt: Int, with pair: KeyPair) async throws -> String {
    let file = pair.folder.appending(component: UUID().uuidString).path()
    let run = try await KeyPair.openssl([
      "dgst", "-sha256", "-sign", pair.folder.appending(component: "private.pem").path(),
      "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(salt)", "-out", file,
      try pair.file("\(UUID().uuidString).txt", Array(text.utf8)),
    ])
    #expect(run.exitCode == 0, "\(run.standardError)")
    return Base64.encode(Array(try Data(contentsOf: URL(filePath: file))))
  }

  @Test func `show with which algorithm, salt and spelling the openssl program made them`() async throws {
    let pair = try await KeyPair()
    let stranger = try await KeyPair()
    let key = try VerificationKey(pem: pair.publicPEM)
    let other = try VerificationKey(pem: stranger.publicPEM)
    for row in Case.all {
      let text = try #require(row.name.stringToSign(for: Array(row.signed.utf8)))
      let signature = try await Self.sign(text, row.salt, with: pair)
      let read = ButtonSignature.read(signature, ofPayload: row.shown, by: key)
      #expect(read?.algorithm == row.name, "\(row.testDescription)")
      #expect(read?.saltLength == row.salt, "\(row.testDescription)")
      #expect(read?.spelling == row.spelling, "\(row.testDescription)")
      for algorithm in SigningAlgorithm.allCases {
        let isSound = row.spelling == .asShown && algorithm == row.name && row.salt == row.name.saltLength
        #expect(read?.fits(algorithm) == isSound, "\(row.testDescription), \(algorithm)")
      }
      #expect(ButtonSignature.read(signature, ofPayload: row.shown, by: other) == nil)
      #expect(ButtonSignature.read(signature, ofPayload: row.shown + "x", by: key) == nil)
    }
    for nonsense in ["", "====", "not base64!", Base64.encode([UInt8](repeating: 0, count: 100_000))] {
      #expect(ButtonSignature.read(nonsense, ofPayload: Case.plain, by: key) == nil)
    }
  }

  @Test func `are checked against a public key in any form in which openssl writes one`() async throws {
    let pair = try await KeyPair()
    let folder = pair.folder
    func path(_ name: String) -> String { folder.appending(component: name).path() }
    for words in [
      ["rsa", "-in", path("private.pem"), "-RSAPublicKey_out", "-out", path("pkcs1.pem")],
      [
        "req", "-x509", "-key", path("private.pem"), "-subj", "/CN=merchant", "-out", path("certificate.pem"),
      ],
      ["pkey", "-pubin", "-in", path("public.pem"), "-outform", "DER", "-out", path("public.der")],
      ["dgst", "-sha256", "-r", "-out", path("digest"), path("public.der")],
    ] {
      let run = try await KeyPair.openssl(words)
      #expect(run.exitCode == 0, "\(run.standardError)")
    }
    let digest = try String(contentsOfFile: path("digest"), encoding: .utf8).prefix(64)
    for file in ["public.pem", "pkcs1.pem", "certificate.pem"] {
      let key = try VerificationKey(pem: Array(try Data(contentsOf: URL(filePath: path(file)))))
      #expect(key.fingerprint == "sha256:\(digest)", "\(file)")
      #expect(key.bits == 2048)
    }
  }

  @Test func `are checked against no private key, and against nothing that is no key of Amazon Pay's`()
    async throws
  {
    func problem(_ pem: [UInt8]) -> KeyProblem? {
      do throws(KeyProblem) {
        _ = try VerificationKey(pem: pem)
        return nil
      } catch { return error }
    }
    let good = try await KeyPair()
    let short = try await KeyPair(["genrsa", "-out", "private.pem", "1024"])
    let curve = try await KeyPair([
      "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "private.pem",
    ])
    #expect(problem(good.privatePEM) == .isPrivate)
    #expect(problem(good.publicPEM + good.privatePEM) == .isPrivate)
    #expect(problem(curve.privatePEM) == .isPrivate)
    #expect(problem(short.publicPEM) == .tooShort)
    #expect(problem(curve.publicPEM) == .notRSA)
    #expect(problem([]) == .unreadable)
    #expect(problem(Array("hello".utf8)) == .unreadable)
    #expect(problem(Array(good.publicPEM.prefix(100))) == .unreadable)
    #expect(problem(good.publicPEM + [UInt8](repeating: 0x0A, count: 1 << 17)) == .unreadable)
  }
}

import Foundation
import Reading
import TestSupport
import Testing

/// A key pair that the `openssl` program makes, and files beside it.
struct KeyPair {
  let folder: URL
  let privatePEM: [UInt8]
  let publicPEM: [UInt8]

  init(_ arguments: [String] = ["genrsa", "-out", "private.pem", "2048"]) async throws {
    folder = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let folder = folder
    let words = arguments.map { $0.hasSuffix(".pem") ? folder.appending(component: $0).path() : $0 }
    _ = try await Self.openssl(words)
    let files = ["private.pem", "public.pem"].map { folder.appending(component: $0) }
    _ = try await Self.openssl(["pkey", "-in", files[0].path(), "-pubout", "-out", files[1].path()])
    privatePEM = Array(try Data(contentsOf: files[0]))
    publicPEM = Array(try Data(contentsOf: files[1]))
  }

  static func openssl(_ arguments: [String]) async throws -> ProgramRunner.Run {
    try await ProgramRunner(program: "/usr/bin/openssl").run(arguments)
  }

  /// Writes a file beside the keys; its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = folder.appending(component: name)
    try Data(bytes).write(to: file)
    return file.path()
  }

  /// Whether the `openssl` program takes the signature for that of `text`.
  func programVerifies(_ signature: [UInt8], of text: String, salt: Int) async throws -> Bool {
    let run = try await Self.openssl([
      "dgst", "-sha256", "-verify", folder.appending(component: "public.pem").path(),
      "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(salt)",
      "-sigopt", "rsa_mgf1_md:sha256",
      "-signature", try file("signature", signature), try file("text", Array(text.utf8)),
    ])
    return run.exitCode == 0
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Signatures` {
  /// Computed apart, with Python's hashlib, from the form that Amazon's SDKs describe.
  @Test func `a canonical request and its string to sign are those computed by hand`() throws {
    let body =
      #"{"storeId":"amzn1.application-oa2-client.0123456789abcdef0123456789abcdef","webCheckoutDetails":{"checkoutReviewReturnUrl":"https://shop.example/review"}}"#
    let request = CanonicalRequest(
      method: "POST",
      path: "/v2/checkoutSessions",
      headers: [
        ("X-Amz-Pay-Region", "eu"), ("accept", "application/json"), ("Content-Type", " application/json "),
        ("x-amz-pay-idempotency-key", "0123456789abcdef"), ("x-amz-pay-date", "20261123T150000Z"),
        ("x-amz-pay-host", "pay-api.amazon.eu"), ("x-amz-pay-authtoken", ""),
      ],
      body: Array(body.utf8)
    )
    let names =
      "accept;content-type;x-amz-pay-date;x-amz-pay-host;x-amz-pay-idempotency-key;x-amz-pay-region"
    #expect(request.signedHeaderNames == names)
    let text = try #require(request.text)
    #expect(
      text == """
        POST
        /v2/checkoutSessions

        accept:application/json
        content-type:application/json
        x-amz-pay-date:20261123T150000Z
        x-amz-pay-host:pay-api.amazon.eu
        x-amz-pay-idempotency-key:0123456789abcdef
        x-amz-pay-region:eu

        \(names)
        10434f502ac3cde0ad66b30142b661936476da87ce24c30e435ccf96cb4812b4
        """
    )
    for algorithm in SigningAlgorithm.allCases {
      #expect(
        algorithm.stringToSign(for: Array(text.utf8))
          == "\(algorithm.rawValue)\n6cf988635c37b88a6c8d4e31a03c6ef061c1f852e4af261578b98f358d93df91"
      )
    }
  }

  @Test func `a query is sorted by name and its values are percent-encoded, and no path is the root`() {
    let request = CanonicalRequest(
      method: "GET",
      path: "",
      query: [("reportTypes", "a b/ü~"), ("empty", ""), ("after", "1+1=2")],
      headers: [("b", "2"), ("A", "1")]
    )
    #expect(request.canonicalQuery == "after=1%2B1%3D2&reportTypes=a%20b%2F%C3%BC~")
    #expect(
      request.text
        == "GET\n/\nafter=1%2B1%3D2&reportTypes=a%20b%2F%C3%BC~\na:1\nb:2\n\na;b\n"
        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
  }

  @Test(arguments: SigningAlgorithm.allCases)
  func `the openssl program verifies what is signed here, with that salt and no other`(
    _ algorithm: SigningAlgorithm
  ) async throws {
    let pair = try await KeyPair()
    let key = try SigningKey(pem: pair.privatePEM)
    let text = "\(algorithm.rawValue)\n6cf9"
    let signature = try #require(key.signature(of: Array(text.utf8), algorithm: algorithm))
    #expect(signature.count == 256)
    #expect(try await pair.programVerifies(signature, of: text, salt: algorithm.saltLength))
    #expect(try await !pair.programVerifies(signature, of: text, salt: 52 - algorithm.saltLength))
    #expect(try await !pair.programVerifies(signature, of: text + " ", salt: algorithm.saltLength))
  }

  @Test(arguments: SigningAlgorithm.allCases)
  func `what the openssl program signs as a button's payload verifies here, and nothing else does`(
    _ algorithm: SigningAlgorithm
  ) async throws {
    let pair = try await KeyPair()
    let other = try await KeyPair()
    let payload = #"{"storeId":"amzn1.application-oa2-client.ä","url":"https:\/\/shop.example"}"#
    let signed = try #require(algorithm.stringToSign(for: Array(payload.utf8)))
    let file = pair.folder.appending(component: "signature.bin").path()
    let run = try await KeyPair.openssl([
      "dgst", "-sha256", "-sign", pair.folder.appending(component: "private.pem").path(),
      "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(algorithm.saltLength)",
      "-out", file, try pair.file("signed", Array(signed.utf8)),
    ])
    #expect(run.exitCode == 0, "\(run.standardError)")
    let signature = Base64.encode(Array(try Data(contentsOf: URL(filePath: file))))
    let key = try VerificationKey(pem: pair.publicPEM)
    #expect(algorithm.isSignature(signature, ofPayload: payload, by: key) == true)
    let unescaped = payload.replacingOccurrences(of: #"\/"#, with: "/")
    #expect(algorithm.isSignature(signature, ofPayload: unescaped, by: key) == false)
    let stranger = try VerificationKey(pem: other.publicPEM)
    #expect(algorithm.isSignature(signature, ofPayload: payload, by: stranger) == false)
    for twin in SigningAlgorithm.allCases where twin != algorithm {
      #expect(twin.isSignature(signature, ofPayload: payload, by: key) == false)
    }
    #expect(algorithm.isSignature("", ofPayload: payload, by: key) == false)
    #expect(algorithm.isSignature("not base64!", ofPayload: payload, by: key) == nil)
  }

  @Test func `a request's authorization names algorithm, key and fields, and its signature verifies`()
    async throws
  {
    let pair = try await KeyPair()
    let request = CanonicalRequest(method: "GET", path: "/v2/x", headers: [("accept", "application/json")])
    for algorithm in SigningAlgorithm.allCases {
      let value = try #require(
        request.authorization(
          publicKeyID: "SANDBOX-AF",
          key: try SigningKey(pem: pair.privatePEM),
          algorithm: algorithm
        )
      )
      let start = "\(algorithm.rawValue) PublicKeyId=SANDBOX-AF, SignedHeaders=accept, Signature="
      #expect(value.hasPrefix(start))
      let signature = try #require(Base64.decode(String(value.dropFirst(start.count))))
      let text = try #require(request.text.flatMap { algorithm.stringToSign(for: Array($0.utf8)) })
      #expect(try await pair.programVerifies(signature, of: text, salt: algorithm.saltLength))
    }
  }

  @Test func `keys that cannot sign for Amazon Pay are refused with the reason`() async throws {
    func problem(_ pem: [UInt8]) -> KeyProblem? {
      do throws(KeyProblem) {
        _ = try SigningKey(pem: pem)
        return nil
      } catch { return error }
    }
    let curve = try await KeyPair([
      "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "private.pem",
    ])
    let short = try await KeyPair(["genrsa", "-out", "private.pem", "1024"])
    let good = try await KeyPair()
    #expect(problem(curve.privatePEM) == .notRSA)
    #expect(problem(short.privatePEM) == .tooShort)
    #expect(problem(good.publicPEM) == .unreadable)
    #expect(problem([]) == .unreadable)
    #expect(
      problem(Array("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".utf8)) == .unreadable
    )
    #expect(problem([UInt8](repeating: 0x41, count: 1 << 17)) == .unreadable)
    let locked = good.folder.appending(component: "locked.pem").path()
    let run = try await KeyPair.openssl([
      "rsa", "-aes128", "-passout", "pass:secret", "-in",
      good.folder.appending(component: "private.pem").path(), "-out", locked,
    ])
    #expect(run.exitCode == 0)
    #expect(problem(Array(try Data(contentsOf: URL(filePath: locked)))) == .unreadable)
  }

  @Test func `a private key shows itself in no description`() async throws {
    let pair = try await KeyPair()
    let key = try SigningKey(pem: pair.privatePEM)
    var dumped = ""
    dump(key, to: &dumped)
    let body = String(decoding: pair.privatePEM, as: UTF8.self).split(separator: "\n")[1]
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains(body.prefix(16)) && !text.contains("45, 45, 45"))
    }
  }
}

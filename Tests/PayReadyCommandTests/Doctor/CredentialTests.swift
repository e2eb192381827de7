import DemoShop
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Credentials` {
  /// A merchant: a key pair, and a file of credentials.
  struct Merchant {
    let bench: Workbench
    var publicPath: String { "\(bench.folder)/public.pem" }
    var file: String { "\(bench.folder)/keys/credentials.json" }

    init(keyID: String = "SANDBOX-AFTESTKEY", more: String = "") throws {
      bench = try Workbench()
      try bench.put("", at: "keys/private.pem")
      let key = "\(bench.folder)/keys/private.pem"
      try #require(openssl(["genrsa", "-out", key, "2048"]) == 0)
      try #require(openssl(["pkey", "-in", key, "-pubout", "-out", publicPath]) == 0)
      try bench.put(
        #"{"region":"eu","publicKeyId":"\#(keyID)","storeId":"amzn1.application-oa2-client.00","privateKey":"private.pem"\#(more)}"#,
        at: "keys/credentials.json"
      )
    }
  }

  private func place(_ api: VerifyingAPI) throws -> AmazonPlace {
    try AmazonPlace(answer: { api.answer($0) })
  }

  private func api(_ merchant: Merchant) throws -> VerifyingAPI {
    VerifyingAPI(publicKeyPath: merchant.publicPath, folder: merchant.bench.folder)
  }

  @Test(arguments: ["AMZN-PAY-RSASSA-PSS", "AMZN-PAY-RSASSA-PSS-V2"])
  func `a request signed with the right key is taken, with either algorithm`(_ algorithm: String) async throws
  {
    let merchant = try Merchant(more: #","algorithm":"\#(algorithm)""#)
    let place = try place(try api(merchant))
    let seen = try await place.doctor(["--credentials", merchant.file, "--stage", "sandbox"])
    #expect(seen.results["api-credential-signature"] == "pass", "\(seen.run.standardError)")
    #expect(seen.results["api-region-env-consistent"] == "pass")
    let posts = place.server.requests.filter { $0.method == "POST" }
    #expect(posts.map(\.target) == ["/v2/checkoutSessions"])
    #expect(posts.first?.headers.first("x-amz-pay-region") == "eu")
    #expect(posts.first?.headers.first("content-type") == "application/json")
  }

  @Test func `a key that names no environment goes to the sandbox`() async throws {
    let merchant = try Merchant(keyID: "AFTESTKEY")
    var api = try api(merchant)
    api.keyID = "AFTESTKEY"
    let place = try place(api)
    let seen = try await place.doctor(["--credentials", merchant.file])
    #expect(seen.results["api-credential-signature"] == "pass")
    #expect(seen.outcomes["api-region-env-consistent"] == "sandbox-only")
    #expect(
      place.server.requests.filter { $0.method == "POST" }.map(\.target) == ["/sandbox/v2/checkoutSessions"]
    )
  }

  @Test func `a key for real payments is used with leave alone`() async throws {
    let merchant = try Merchant(keyID: "LIVE-AFTESTKEY")
    var api = try api(merchant)
    api.keyID = "LIVE-AFTESTKEY"
    let place = try place(api)
    let without = try await place.doctor(["--credentials", merchant.file])
    #expect(without.results["api-credential-signature"] == "open")
    #expect(place.server.requests.allSatisfy { $0.method == "HEAD" })
    let with = try await place.doctor(["--credentials", merchant.file, "--live"])
    #expect(with.results["api-credential-signature"] == "pass")
  }

  @Test func `a key of another pair is told as such`() async throws {
    let merchant = try Merchant()
    let other = try Merchant()
    var api = try api(merchant)
    api = VerifyingAPI(publicKeyPath: other.publicPath, folder: api.folder)
    let seen = try await place(api).doctor(["--credentials", merchant.file])
    #expect(seen.run.exitCode == 1)
    #expect(seen.outcomes["api-credential-signature"] == "wrong-signature")
  }

  @Test func `a key of another account is told as such`() async throws {
    let merchant = try Merchant(keyID: "SANDBOX-OTHER")
    let seen = try await place(try api(merchant)).doctor(["--credentials", merchant.file])
    #expect(seen.run.exitCode == 1)
    #expect(seen.outcomes["api-credential-signature"] == "unauthorized")
  }

  @Test(arguments: [
    (403, "InvalidAccountStatus", "account-not-ready", "fail"),
    (400, "InvalidParameterValue", "content-refused", "unknown"),
    (429, "TooManyRequests", "unavailable", "unknown"),
    (500, "InternalServerError", "unavailable", "unknown"), (404, "ResourceNotFound", "other", "unknown"),
    (400, "<script>", "other", "unknown"),
  ])
  func `an answer is told by what it means`(status: Int, code: String, outcome: String, result: String)
    async throws
  {
    let merchant = try Merchant()
    var api = try api(merchant)
    api.accepted = .json(#"{"reasonCode":"\#(code)","message":"for people"}"#, status: status)
    let seen = try await place(api).doctor(["--credentials", merchant.file])
    #expect(seen.outcomes["api-credential-signature"] == outcome)
    #expect(seen.results["api-credential-signature"] == result)
  }

  @Test func `nothing of the key stands in what is stored or said, and no signature either`() async throws {
    let merchant = try Merchant()
    let api = try api(merchant)
    let place = try AmazonPlace(answer: { request in
      var response = api.answer(request)
      // An API that says back what it got.
      response.headers.set("X-Echo", request.headers.first("authorization"))
      return response
    })
    let folder = "\(merchant.bench.folder)/reports"
    let run = try await Program.payready(
      [
        "doctor", "--credentials", merchant.file, "--output", folder, "--cacert", place.rootPath, "--format",
        "json",
      ]
        + place.words
    )
    #expect(run.exitCode == 0, "\(run.standardError)")
    let files = merchant.bench.files.filter { $0.hasPrefix("reports/") }
    #expect(files.count == 3)
    let lines = try merchant.bench.text("keys/private.pem").split(separator: "\n").filter {
      !$0.hasPrefix("-----")
    }
    let field = try #require(
      place.server.requests.first { $0.method == "POST" }?.headers.first("authorization")
    )
    let signature = try #require(field.components(separatedBy: "Signature=").last)
    for text in try files.map({ try merchant.bench.text($0) }) + [run.standardOutput, run.standardError] {
      #expect(!lines.contains { text.contains($0) })
      #expect(!text.contains(signature.prefix(40)))
      #expect(!text.contains("PRIVATE KEY"))
    }
  }

  @Test func `no signed request goes to what the store of roots does not know`() async throws {
    let merchant = try Merchant()
    let place = try place(try api(merchant))
    let seen = try await place.doctor(["--credentials", merchant.file], trusts: false)
    #expect(seen.run.exitCode == 1)
    #expect(!place.server.requests.contains { $0.method == "POST" })
  }

  @Test func `a key that contradicts its environment fails before anything is asked of it`() async throws {
    let merchant = try Merchant(more: #","environment":"live""#)
    let place = try place(try api(merchant))
    let seen = try await place.doctor(["--credentials", merchant.file])
    #expect(seen.outcomes["api-region-env-consistent"] == "contradiction")
    #expect(!place.server.requests.contains { $0.method == "POST" })
    let elsewhere = try Merchant()
    let other = try await place.doctor(["--credentials", elsewhere.file, "--region", "na"])
    #expect(other.outcomes["api-region-env-consistent"] == "region")
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"region":"mars"}"#,
    #"{"region":"eu","publicKeyId":"A\nB","storeId":"s","privateKey":"p"}"#,
    #"{"region":"eu","publicKeyId":"A","storeId":"s","privateKey":"missing.pem"}"#,
    #"{"region":"eu","publicKeyId":"A","storeId":"s","privateKey":"-----BEGIN PRIVATE KEY-----"}"#,
    #"{"region":"eu","publicKeyId":"A","storeId":"s","privatKey":"p"}"#,
    #"{"region":"eu","publicKeyId":"A","storeId":"s","privateKey":"p","algorithm":"RSA"}"#,
    #"{"region":"eu","publicKeyId":"A","storeId":"s","privateKey":"p","environment":"test"}"#,
  ])
  func `a file that cannot be used is refused with its reason`(_ text: String) async throws {
    let bench = try Workbench()
    let file = try bench.put(text, at: "credentials.json")
    let run = try await Program.payready(["doctor", "--no-save", "--credentials", file])
    #expect(run.exitCode == 65, "\(run.standardError)")
    #expect(run.standardError.hasPrefix("payready: "))
  }
}

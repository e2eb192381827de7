import DemoShop
import Judging
import Model
import Probing
import Reading
import Synchronization
import TestSupport
import Testing

/// What the built-in pack's data files say.
enum PackData {
  /// Read once: each test would spend more time on it than on what it tests.
  private static let shared = Swift.Result {
    var files: [String: Value] = [:]
    for file in try Catalogue.builtIn(facts: Prober.facts).data { files[file.name] = try file.value() }
    return (files: files, data: try ProbingData(files))
  }

  /// The files by the names under which the pack declares them.
  static func files() throws -> [String: Value] { try shared.get().files }

  /// All of them, as probes use them.
  static func all() throws -> ProbingData { try shared.get().data }
}

/// What probes saw of something that this machine serves.
struct Sight {
  let evidence: Evidence
  /// What a browser showed of its pages.
  let pictures: [Picture]

  /// Looks at a demo shop as the operator's own options say.
  init(
    of shop: RunningShop,
    in world: DemoWorld,
    packProbes: [PackProbeRequest] = [],
    connectTo: [String] = []
  ) async throws {
    var options = LookOptions()
    options.connectTo = connectTo + world.connectTo
    options.caFile = world.rootPath
    options.timeoutSeconds = shop.options.needsBrowser ? 150 : 50
    let given = shop.options
    options.publicKeyFile = given.givesPublicKey ? world.publicKeyPath : nil
    let request = try Prober.request(
      typed: shop.url,
      pages: given.pages,
      ipn: given.ipn,
      api: given.api,
      storefront: given.storefront,
      allowPost: given.allowPost,
      visitReturns: given.visitReturns,
      allowCart: given.allowCart,
      browser: given.needsBrowser ? .always : .never,
      options: options
    )
    let taken = Mutex<[Picture]>([])
    evidence = try await Prober(
      options: options,
      data: PackData.all(),
      packProbes: packProbes,
      tool: "test"
    )
    .gather(request, keep: { picture in taken.withLock { $0.append(picture) } })
    pictures = taken.withLock { $0 }
  }

  /// Looks at `plan`, served for as long as that takes.
  init(_ plan: ShopPlan, packProbes: [PackProbeRequest] = []) async throws {
    let world = try DemoWorld([plan])
    defer { world.stop() }
    try await self.init(of: try #require(world.shops.first), in: world, packProbes: packProbes)
  }

  /// Looks at whatever listens on these ports in the roles of 443 and 80; nothing listens where there is none.
  init(
    secure: Int?,
    plain: Int? = nil,
    pages: [String] = [],
    seconds: Int = 30,
    ciphers: Bool = false,
    maxPages: Int? = nil,
    allowCart: Bool = false,
    browser: BrowserUse = .never,
    change: (inout LookOptions) -> Void = { _ in }
  ) async throws {
    let closed = try RawServer { _ in [] }
    closed.stop()
    var options = LookOptions()
    options.timeoutSeconds = seconds
    options.connectTo = [
      "shop.example:443:127.0.0.1:\(secure ?? closed.port)",
      "shop.example:80:127.0.0.1:\(plain ?? closed.port)",
    ]
    change(&options)
    let request = try Prober.request(
      typed: "shop.example",
      pages: pages,
      maxPages: maxPages,
      ciphers: ciphers,
      allowCart: allowCart,
      browser: browser,
      options: options
    )
    evidence = try await Prober(options: options, data: PackData.all(), tool: "test").gather(request)
    pictures = []
  }

  /// The fact of the first subject of its kind, of that role where one is given; `nil` where nobody told it.
  func fact(_ name: String, of kind: SubjectKind, _ role: Role? = nil) -> Fact? {
    evidence.subjects.first { $0.id.kind == kind && (role.map($0.roles.contains) ?? true) }?.facts[name]
  }

  /// What the built-in rules make of it.
  func assessment(_ statement: Statement = Statement()) throws -> Assessment {
    Judge(catalogue: try Catalogue.builtIn(facts: Prober.facts))
      .assess(evidence, evidenceDigest: "", statement: statement)
  }

  /// The fact of the shop's own host.
  func host(_ name: String) -> Fact? { fact(name, of: .host, .shop) }

  /// The fact of the shop.
  func shop(_ name: String) -> Fact? { fact(name, of: .shop) }
}

extension Fact {
  /// What is known; `nil` where nothing, or not all, is.
  var value: Value? { if case .known(let value, _) = self { value } else { nil } }
  /// Why it is not known, or not all of it; `nil` where it is.
  var reason: Reason? {
    switch self {
    case .unknown(let unknown, _), .partial(_, let unknown, _): unknown.reason
    case .known, .absent: nil
    }
  }
  /// Whether it was looked for and is not there.
  var isAbsent: Bool { if case .absent = self { true } else { false } }
}

extension WebURL {
  /// An address that a test writes out.
  static func of(_ text: String) throws -> WebURL { try #require(WebURL(text)) }
}

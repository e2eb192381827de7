import Fetching
import Glibc
package import Model
import Reading

/// A pack's own look at the shop.
package struct PackProbeRequest: Hashable, Sendable {
  /// The name under which rules read it.
  package let name: String
  /// `GET` or `HEAD`.
  package let method: String
  /// The path on the shop's host.
  package let path: String

  /// A look from its parts.
  package init(name: String, method: String, path: String) {
    self.name = name
    self.method = method
    self.path = path
  }
}

/// How far an audit is.
package struct ProbingProgress: Hashable, Sendable {
  /// Looks that ended.
  package let looksDone: Int
  /// Looks that were begun.
  package let looksStarted: Int
}

/// Gathers evidence of shops; made once, used for many.
package final class Prober: Sendable {
  /// Every fact that the probes gather.
  package static let facts: [FactDescription] = ProbeList.facts

  let engine: Engine
  let options: LookOptions
  let data: ProbingData
  let packProbes: [PackProbeRequest]
  let tool: String
  /// What signatures of buttons are checked against; `nil` where nobody gave a key.
  let publicKey: VerificationKey?
  let checkoutScript: [UInt8]?

  /// - Throws: ``OptionsError`` for options that cannot be used, or a libcurl that is too old.
  package init(
    options: LookOptions,
    data: ProbingData,
    packProbes: [PackProbeRequest] = [],
    tool: String
  ) throws(OptionsError) {
    self.options = options
    self.data = data
    self.packProbes = packProbes
    self.tool = tool
    var publicKey: VerificationKey?
    if let file = options.publicKeyFile { publicKey = try MerchantKey.read(file) }
    self.publicKey = publicKey
    checkoutScript = try options.checkoutScriptFile.map { path throws(OptionsError) in
      try Self.checkoutScript(path)
    }
    var settings = EngineSettings()
    if let roots = options.roots { settings.roots = roots }
    do { engine = try Engine(settings) } catch { throw OptionsError(error.description) }
    // What is wrong with the options must be said before the first look.
    let trial = try visitSettings(for: AuditRequest(typed: "", shop: ""))
    do { _ = try engine.visit(trial) } catch { throw OptionsError(error.description) }
  }

  /// Looks at one shop.
  ///
  /// `keep` takes pictures of the pages that a browser opens, as they come.
  ///
  /// Never throws: what could not be seen is unknown in the evidence; after a cancellation that is most of it.
  package func gather(
    _ request: AuditRequest,
    keep: @escaping @Sendable (Picture) -> Void = { _ in },
    progress: @escaping @Sendable (ProbingProgress) -> Void = { _ in }
  ) async -> Evidence {
    var request = request
    request.publicKey = publicKey?.fingerprint
    let asked = request
    return await look(asked, keep, progress)
  }

  private func look(
    _ request: AuditRequest,
    _ keep: @escaping @Sendable (Picture) -> Void,
    _ progress: @escaping @Sendable (ProbingProgress) -> Void
  ) async -> Evidence {
    let startedAt = Int(time(nil))
    let clock = ContinuousClock()
    let began = clock.now
    guard let shop = WebURL(request.shop), var settings = try? visitSettings(for: request) else {
      return evidence(request, startedAt, .zero, [], localShop: false, [], audited: request.shop)
    }
    settings.startedAt = began
    settings.judgedAt = startedAt
    guard let visit = try? engine.visit(settings) else {
      return evidence(request, startedAt, .zero, [], localShop: false, [], audited: request.shop)
    }
    return await withTaskCancellationHandler {
      let ticker = Task {
        while !Task.isCancelled {
          let counts = visit.counts
          progress(ProbingProgress(looksDone: counts.done, looksStarted: counts.started))
          try? await Task.sleep(for: .milliseconds(100))
        }
      }
      let isLocal = await visit.settleScope(target: shop) == .local
      let scene = Scene(
        visit: visit,
        request: request,
        shop: shop,
        data: data,
        startedAt: startedAt,
        localShop: isLocal,
        families: engine.addressFamilies(),
        publicKey: publicKey,
        checkoutScript: checkoutScript,
        keep: keep
      )
      let gathered = await Gathering(scene: scene, packProbes: packProbes).run()
      ticker.cancel()
      return evidence(
        request,
        startedAt,
        clock.now - began,
        [visit],
        localShop: isLocal,
        gathered.subjects,
        audited: gathered.audited
      )
    } onCancel: {
      visit.cancel()
    }
  }

  /// The evidence that looks of `visits` make, without the operator's secrets.
  func evidence(
    _ request: AuditRequest,
    _ startedAt: Int,
    _ duration: Duration,
    _ visits: [Visit],
    localShop: Bool,
    _ subjects: [Subject],
    audited: String
  ) -> Evidence {
    let families = engine.addressFamilies()
    let (seconds, fraction) = duration.components
    let evidence = Evidence(
      startedAt: isoText(epoch: startedAt),
      durationMilliseconds: Int(seconds) * 1000 + Int(fraction / 1_000_000_000_000_000),
      request: request,
      vantage: Vantage(
        tool: tool,
        curl: Engine.curlVersion,
        openSSL: Engine.openSSLVersion,
        ipv4: families.ipv4,
        ipv6: families.ipv6,
        localShop: localShop
      ),
      audited: audited,
      looks: visits.flatMap(\.looks),
      subjects: subjects
    )
    // A shop may say back what the operator sent it, wherever it likes.
    return visits.filter(\.hasSecrets).reduce(evidence) { $0.hiding($1.withoutSecrets) }
  }

  /// The file that stands in for Amazon's script.
  private static func checkoutScript(_ path: String) throws(OptionsError) -> [UInt8] {
    let bytes = try OptionFile.read(path, of: "--checkout-script", atMost: Scene.largestScript)
    guard bytes.count <= Scene.largestScript else {
      throw OptionsError(
        "--checkout-script '\(path)' is larger than \(Scene.largestScript) bytes; give a copy of checkout.js"
      )
    }
    return bytes
  }
}

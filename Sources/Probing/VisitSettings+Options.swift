import Fetching
import Model
import Reading

extension Prober {
  /// The settings of one audit; when it began is set when it does.
  ///
  /// - Throws: ``OptionsError`` for a word of curl's that cannot be read, or a file that is not there.
  func visitSettings(for request: AuditRequest) throws(OptionsError) -> VisitSettings {
    var settings = VisitSettings(
      userAgent: "PayReady/\(tool) (audit of Amazon Pay readiness, run by the shop's operator)",
      startedAt: ContinuousClock().now,
      judgedAt: 0
    )
    settings.deadline = .seconds(options.timeoutSeconds)
    if request.browser != nil { settings.limits.looks += BrowserLooks.mostLookups }
    if request.ciphers == true { settings.limits.looks += SuiteListProbe.mostLooks }
    do {
      settings.resolve = try options.resolve.map { word throws(CurlWordError) in try ResolveWord(curl: word) }
      settings.connectTo = try options.connectTo.map { word throws(CurlWordError) in
        try ConnectToWord(curl: word)
      }
    } catch {
      throw OptionsError(error.description)
    }
    settings.extraRoots = options.caFile
    settings.user = options.user
    settings.headers = try options.headers.map { line throws(OptionsError) in try Self.field(line) }
    settings.cookies = options.cookie
    let variables = ProxyVariables(options.environment)
    settings.proxy = options.proxy ?? variables.secureProxy
    settings.noProxy = options.proxy == nil ? variables.exceptions : nil
    // The operator's own origins: those the operator typed.
    let typed = [request.shop] + request.pages + [request.ipn, request.api].compactMap { $0 }
    settings.operatorOrigins = Set(typed.compactMap { WebURL($0)?.with(scheme: .https).origin })
    return settings
  }

  /// A header field as curl's `--header` takes it.
  private static func field(_ line: String) throws(OptionsError) -> (String, String) {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let isClean = line.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x09 }
    guard parts.count == 2, let name = parts.first.map({ String($0).trimmed }), !name.isEmpty, isClean,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw OptionsError("'\(line)' is not a header field; write 'Name: value'") }
    return (name, String(parts[1]).trimmed)
  }
}

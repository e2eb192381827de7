import Model

/// Why a browser keeps an answer from a page.
package struct CORSRefusal: Hashable, Sendable {
  /// Which answer brought it.
  package enum Stage: String, Codable, CaseIterable, Sendable {
    case preflight, answer
  }

  /// The clause that failed.
  package enum Reason: Hashable, Sendable {
    /// `Access-Control-Allow-Origin` is missing.
    case noAllowOrigin
    /// It has more than one value.
    case severalOrigins(String)
    /// It names another origin.
    case otherOrigin(String)
    /// It is `*`, which does not count with cookies.
    case wildcardWithCredentials
    /// `Access-Control-Allow-Credentials` is not `true`; `nil` when it is missing.
    case credentialsNotAllowed(String?)
    /// The preflight was redirected.
    case redirected(Int)
    /// The preflight's status is not 200 … 299.
    case statusNotOK(Int)
    /// `Access-Control-Allow-Methods` or `-Headers` is no list of names.
    case malformed(field: String)
    /// The method is not allowed.
    case methodNotAllowed(String)
    /// The request header, in lower case, is not allowed.
    case headerNotAllowed(String)
    /// A redirect leads to an address that is none of http or https, or has a user name.
    case redirectTarget(String)
    /// More redirects than a browser follows.
    case tooManyRedirects
  }

  /// Which answer brought it.
  package let stage: Stage
  /// The clause that failed.
  package let reason: Reason

  /// A refusal from its parts.
  package init(stage: Stage, reason: Reason) {
    self.stage = stage
    self.reason = reason
  }
}

/// Whether a browser would let a page read an answer.
package enum CORSDecision: Hashable, Sendable {
  /// Both have one origin; CORS plays no role.
  case sameOrigin
  case allowed
  case refused(CORSRefusal)
  /// A preflight is due and its answer was not given.
  case needsPreflight
}

/// A call that a script makes in a page of another origin.
package struct CORSRequest: Hashable, Sendable {
  /// The page's origin as it is sent: `https://shop.example`, or `null`.
  package let origin: String
  /// As the script gave it; the usual ones in capitals.
  package let method: String
  /// The fields that the script sets.
  package let headers: HeaderFields
  /// Whether cookies are sent (`credentials: "include"`).
  package let withCredentials: Bool

  /// A call from its parts; methods are normalised as `fetch` does.
  package init(origin: String, method: String = "GET", headers: HeaderFields, withCredentials: Bool = false) {
    self.origin = origin
    let upper = method.uppercased()
    let normal = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]
    self.method = normal.contains(upper) ? upper : method
    self.headers = headers
    self.withCredentials = withCredentials
  }

  /// Whether a browser asks first.
  ///
  /// Source: Fetch, 4.1 "Main fetch".
  package var needsPreflight: Bool { !Self.isSafelisted(method: method) || !unsafeHeaderNames.isEmpty }

  /// Names of the fields that need leave, in lower case, sorted, without repetition.
  ///
  /// Source: Fetch, 2.2.2 "CORS-unsafe request-header names".
  package var unsafeHeaderNames: [String] {
    var names: Set<String> = []
    var safe: Set<String> = []
    var safeLength = 0
    for field in headers.fields {
      let name = ASCII.lowercased(Array(field.name.utf8))
      if Self.isSafelisted(name, ASCII.trimmed(field.value)) {
        safe.insert(name)
        safeLength += field.value.utf8.count
      } else {
        names.insert(name)
      }
    }
    return (safeLength > 1024 ? names.union(safe) : names).sorted()
  }

  static func isSafelisted(method: String) -> Bool { ["GET", "HEAD", "POST"].contains(method) }

  /// Source: Fetch, 2.2.2 "CORS-safelisted request-header".
  private static func isSafelisted(_ name: String, _ value: String) -> Bool {
    guard value.utf8.count <= 128 else { return false }
    switch name {
    case "accept": return !value.utf8.contains(where: isUnsafe)
    case "accept-language", "content-language":
      let marks = Array(" *,-.;=".utf8)
      return value.utf8.allSatisfy { $0.isASCIIAlphanumeric || marks.contains($0) }
    case "content-type":
      guard !value.utf8.contains(where: isUnsafe), let type = ContentType.read(value) else { return false }
      let plain = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
      return plain.contains(type.essence)
    case "range": return isSimpleRange(value)
    default: return false
    }
  }

  private static func isUnsafe(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09) || byte == 0x7F || unsafeMarks.contains(byte)
  }

  private static let unsafeMarks = Set("\"():<>?@[\\]{}".utf8)

  /// `bytes=`, a start, and an end or none.
  private static func isSimpleRange(_ value: String) -> Bool {
    guard value.hasPrefix("bytes=") else { return false }
    let ends = value.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, let start = ASCII.digits(ends[0]) else { return false }
    return ends[1].isEmpty || ASCII.digits(ends[1]).map { $0 >= start } == true
  }
}

/// The answer to a preflight, or to the call itself.
package struct CORSAnswer: Hashable, Sendable {
  /// The status; of a redirect the redirect's own.
  package let status: Int
  /// All fields.
  package let headers: HeaderFields

  /// An answer from its parts.
  package init(status: Int, headers: HeaderFields) {
    self.status = status
    self.headers = headers
  }
}

/// The protocol by which a server lets pages of other origins read its answers.
///
/// Source: Fetch, 3.3 and 4.
package enum CORS {
  /// Whether a browser would let the page read the answer of `url`.
  ///
  /// - Parameters:
  ///   - request: The call.
  ///   - url: Where it goes.
  ///   - preflight: The answer to the preflight; `nil` when none was made.
  ///   - answer: The answer to the call; `nil` judges the preflight alone.
  /// - Returns: The first clause that fails, or that none does.
  package static func decide(
    _ request: CORSRequest,
    to url: WebURL,
    preflight: CORSAnswer?,
    answer: CORSAnswer?
  ) -> CORSDecision {
    if request.origin == url.origin { return .sameOrigin }
    if request.needsPreflight {
      guard let preflight else { return .needsPreflight }
      if let reason = refusal(of: preflight, request) {
        return .refused(CORSRefusal(stage: .preflight, reason: reason))
      }
    }
    if let answer, let reason = check(request, answer.headers) {
      return .refused(CORSRefusal(stage: .answer, reason: reason))
    }
    return .allowed
  }

  /// The CORS check; `nil` when it succeeds.
  ///
  /// Source: Fetch, 4.10 "CORS check".
  package static func check(_ request: CORSRequest, _ headers: HeaderFields) -> CORSRefusal.Reason? {
    guard let allowed = headers.combined("Access-Control-Allow-Origin") else { return .noAllowOrigin }
    if allowed == "*", !request.withCredentials { return nil }
    guard allowed == request.origin else {
      if allowed == "*" { return .wildcardWithCredentials }
      return allowed.utf8.contains(0x2C) ? .severalOrigins(allowed) : .otherOrigin(allowed)
    }
    guard request.withCredentials else { return nil }
    let credentials = headers.combined("Access-Control-Allow-Credentials")
    return credentials == "true" ? nil : .credentialsNotAllowed(credentials)
  }

  /// Why a preflight's answer does not let the call through; `nil` when it does.
  ///
  /// Source: Fetch, 4.8 "CORS-preflight fetch".
  package static func refusal(of preflight: CORSAnswer, _ request: CORSRequest) -> CORSRefusal.Reason? {
    if [301, 302, 303, 307, 308].contains(preflight.status) { return .redirected(preflight.status) }
    if let reason = check(request, preflight.headers) { return reason }
    guard (200...299).contains(preflight.status) else { return .statusNotOK(preflight.status) }
    guard let methods = names(preflight.headers, "Access-Control-Allow-Methods") else {
      return .malformed(field: "Access-Control-Allow-Methods")
    }
    guard let headers = names(preflight.headers, "Access-Control-Allow-Headers") else {
      return .malformed(field: "Access-Control-Allow-Headers")
    }
    let anyMethod = !request.withCredentials && methods.contains("*")
    guard methods.contains(request.method) || CORSRequest.isSafelisted(method: request.method) || anyMethod
    else {
      return .methodNotAllowed(request.method)
    }
    let allowed = Set(headers.map { ASCII.lowercased(Array($0.utf8)) })
    let anyHeader = !request.withCredentials && allowed.contains("*")
    for name in request.unsafeHeaderNames where !allowed.contains(name) {
      // The one name that a wildcard never covers.
      guard anyHeader, name != "authorization" else { return .headerNotAllowed(name) }
    }
    return nil
  }

  /// A list of names; empty when the field is missing, `nil` when it is malformed.
  private static func names(_ headers: HeaderFields, _ field: String) -> [String]? {
    let names = headers.list(field) ?? []
    return names.allSatisfy(ASCII.isToken) ? names : nil
  }

  /// Whether caches are told that the answer depends on the origin.
  ///
  /// Source: Fetch, 3.3.5.
  package static func variesByOrigin(_ headers: HeaderFields) -> Bool {
    (headers.list("Vary") ?? []).contains { $0 == "*" || ASCII.equal($0, "Origin") }
  }
}

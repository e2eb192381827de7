import Model

/// One answer on the way of a call, and where it was asked.
package struct CORSHop: Hashable, Sendable {
  /// Where the call went.
  package let url: WebURL
  /// The answer to the preflight there; `nil` when none was made.
  package let preflight: CORSAnswer?
  /// The answer to the call.
  package let answer: CORSAnswer

  /// A hop from its parts.
  package init(_ url: WebURL, preflight: CORSAnswer? = nil, answer: CORSAnswer) {
    self.url = url
    self.preflight = preflight
    self.answer = answer
  }
}

extension CORS {
  /// The redirects that a browser follows.
  ///
  /// Source: Fetch, 4.4 "HTTP-redirect fetch".
  private static let mostRedirects = 20

  /// Whether a browser would let the page read the answer at the end of a way through redirects.
  ///
  /// A redirect from one foreign origin to another makes the page's origin `null`; one after POST makes it a GET without
  /// a body; one that leaves an origin takes `Authorization` along no more.
  ///
  /// - Parameters:
  ///   - request: The call.
  ///   - hops: Its answers in order; each but the last is a redirect to the next.
  /// - Returns: The first clause that fails on the way, or that none does; ``CORSDecision/needsPreflight`` where one is due
  ///   and its answer was not given. No hops count as ``CORSDecision/needsPreflight``.
  package static func decide(_ request: CORSRequest, through hops: [CORSHop]) -> CORSDecision {
    var call = request
    var isCrossing = false
    var decision = CORSDecision.needsPreflight
    for (index, hop) in hops.enumerated() {
      isCrossing = isCrossing || hop.url.origin != request.origin
      // Once an answer came from elsewhere, one from the page's own origin is checked as well.
      if isCrossing {
        decision = judge(call, hop)
        guard decision == .allowed else { return decision }
      } else {
        decision = .sameOrigin
      }
      guard let target = hop.answer.headers.first("Location"), isRedirect(hop.answer.status) else {
        return decision
      }
      if index >= mostRedirects { return refused(.tooManyRedirects) }
      guard let next = hop.url.resolving(target),
        !next.hadUserInfo || next.origin == request.origin && !isCrossing
      else {
        return refused(.redirectTarget(target.cut(to: 256)))
      }
      let leaves = next.origin != hop.url.origin
      call = call.redirected(
        by: hop.answer.status,
        origin: leaves && hop.url.origin != request.origin ? "null" : call.origin,
        leaving: leaves
      )
    }
    return decision
  }

  private static func judge(_ call: CORSRequest, _ hop: CORSHop) -> CORSDecision {
    if call.needsPreflight {
      guard let preflight = hop.preflight else { return .needsPreflight }
      if let reason = refusal(of: preflight, call) {
        return .refused(CORSRefusal(stage: .preflight, reason: reason))
      }
    }
    return check(call, hop.answer.headers).map(refused) ?? .allowed
  }

  private static func refused(_ reason: CORSRefusal.Reason) -> CORSDecision {
    .refused(CORSRefusal(stage: .answer, reason: reason))
  }

  private static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }
}

extension CORSRequest {
  /// The call behind a redirect.
  ///
  /// Source: Fetch, 4.4 "HTTP-redirect fetch", 11 to 15.
  fileprivate func redirected(by status: Int, origin: String, leaving: Bool) -> CORSRequest {
    let losesBody =
      (status == 301 || status == 302) && method == "POST"
      || status == 303 && method != "GET" && method != "HEAD"
    var dropped: Set<String> = leaving ? ["authorization"] : []
    if losesBody {
      dropped.formUnion(["content-encoding", "content-language", "content-location", "content-type"])
    }
    let kept = headers.fields.filter { !dropped.contains($0.name.asciiLowercased) }
    return CORSRequest(
      origin: origin,
      method: losesBody ? "GET" : method,
      headers: HeaderFields(kept),
      withCredentials: withCredentials
    )
  }
}

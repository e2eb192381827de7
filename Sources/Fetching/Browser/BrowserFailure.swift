package import Model

/// Why a browser shows nothing, or not enough.
package enum BrowserFailure: Error, Hashable, Sendable {
  /// No Chromium is installed.
  case notInstalled
  /// It could not be started, or ended at once; what it said.
  case notStarted(String)
  /// It ended while it was used.
  case ended
  /// It did not answer, or a page did not load, in the time it had.
  case timedOut
  /// It refused what was asked of it; its own words.
  case refused(String)
  /// The page's address could not be opened; the browser's own word (`net::ERR_NAME_NOT_RESOLVED`).
  case notLoaded(String)
  case cancelled

  /// The same as what stands in the way of a fact.
  package var unknown: Unknown {
    switch self {
    case .notInstalled: Unknown(.notAsked, needs: .browser, detail: "no Chromium is installed here")
    case .notStarted: Unknown(.unavailable, detail: "the browser did not start")
    case .ended: Unknown(.unavailable, detail: "the browser ended before it had shown the page")
    case .timedOut: Unknown(.timedOut, detail: "the browser took too long")
    case .refused: Unknown(.defect, detail: "the browser refused what was asked of it")
    case .notLoaded: Unknown(.unavailable, detail: "the browser could not open the page")
    case .cancelled: Unknown(.cancelled)
    }
  }
}

internal import CCurl
import Glibc
import Model

/// How a transfer ended, in libcurl's and the kernel's terms; tells the reason without reading anyone's wording.
struct TransferEnd: Hashable {
  /// Ends of our own making.
  enum Stop: Hashable {
    case cancelled
    /// The visit's time was used up.
    case visitDeadline
    case firstByte
    case headerBytes, headerCount, bodyBytes, wireBytes
    /// The bodies of all looks together.
    case visitBytes
    /// The chain has not verified, and the request carries credentials.
    case credentials
  }

  /// The states of the peer's side when the socket was closed.
  enum Peer: Hashable {
    case open, closed, reset
  }

  var code: UInt32 = CURLE_OK.rawValue
  var stop: Stop?
  /// `CURLINFO_OS_ERRNO`; 0 for none.
  var osError: Int32 = 0
  var peer = Peer.open
  /// Addresses that the policy refused, and whether any was allowed.
  var vetoed: [Address] = []
  var opened = false
  /// How far it came.
  var connected = false
  var isTLS = false
  /// Whether a handshake with the server was begun.
  var tlsBegan = false
  var secured = false
  var ready = false
  var answered = false
  /// The alert that ended the handshake, by its name; `nil` for none.
  var alert: String?
  /// Whether the handshake on this connection asked for a client's certificate.
  var asksCertificate = false
  /// Whether the first bytes of the server's answer to the handshake were HTTP's.
  var spokePlainHTTP = false
  /// Whether it was to go through a proxy, whose failures are not the server's.
  var isProxied = false
  /// The status of a proxy's answer to CONNECT; 0 for none.
  var proxyStatus = 0

  /// How far it came.
  var stage: FailureStage {
    if ready { return .transfer }
    if connected { return isTLS && !secured ? .tls : .transfer }
    return .connect
  }

  /// Whether our own other connections may be the cause.
  var mayBeCrowding: Bool {
    guard stop == nil, let reason = failure?.reason else { return false }
    // Where a name has a dead address as well, libcurl names that one's error for both.
    return reason == .refused || reason == .reset || (reason == .unreachable && stage == .connect && opened)
      || (stage == .tls && peer != .open && alert == nil && !spokePlainHTTP)
  }

  /// Why it did not end well; `nil` when it did.
  var failure: Unknown? {
    if let stop { return Self.unknown(of: stop) }
    if let proxyFailure { return proxyFailure }
    switch CURLcode(rawValue: code) {
    case CURLE_OK: return nil
    case CURLE_COULDNT_RESOLVE_HOST: return Unknown(.unresolved)
    case CURLE_COULDNT_CONNECT: return connecting
    case CURLE_OPERATION_TIMEDOUT: return Unknown(.timedOut, detail: waitedFor)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CLIENTCERT:
      return handshaking
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2_STREAM:
      return transferring
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_BAD_CONTENT_ENCODING,
      CURLE_URL_MALFORMAT, CURLE_TOO_MANY_REDIRECTS:
      return Unknown(.malformed, detail: Self.words(code))
    // libcurl refuses a header field of more than 100 KB with the code of a lack of memory.
    case CURLE_OUT_OF_MEMORY where ready && !answered: return Self.unknown(of: .headerBytes)
    default: return Unknown(.defect, detail: Self.words(code))
    }
  }

  /// What went wrong at the proxy, or before it; `nil` where nothing did.
  private var proxyFailure: Unknown? {
    guard isProxied, code != CURLE_OK.rawValue, !ready else { return nil }
    if proxyStatus >= 300 { return Unknown(.unreachable, detail: "the proxy answered \(proxyStatus)") }
    switch CURLcode(rawValue: code) {
    case CURLE_COULDNT_RESOLVE_PROXY: return Unknown(.unreachable, detail: "the proxy's name has no address")
    case CURLE_PROXY: return Unknown(.unreachable, detail: "the proxy could not be used")
    case CURLE_COULDNT_CONNECT: return Unknown(.unreachable, detail: "the proxy took no connection")
    // TLS with the server has not begun: what ended it ended between here and the proxy.
    case _ where !tlsBegan: return Unknown(.unreachable, detail: "the proxy gave no way to the server")
    default: return nil
    }
  }

  private var connecting: Unknown {
    if !opened, let first = vetoed.first {
      return Unknown(.forbidden, detail: "\(first.text) is outside of the network that this audit may reach")
    }
    if connected, isTLS, !secured { return handshaking }
    switch osError {
    case ECONNREFUSED: return Unknown(.refused)
    case ECONNRESET: return Unknown(.reset)
    case ETIMEDOUT: return Unknown(.timedOut, detail: waitedFor)
    default: return Unknown(.unreachable)
    }
  }

  private var handshaking: Unknown {
    if spokePlainHTTP { return Unknown(.handshakeFailed, detail: "the server answered in plain HTTP") }
    if let alert { return Unknown(.handshakeFailed, detail: "the server sent the alert '\(alert)'") }
    switch peer {
    case .reset: return Unknown(.handshakeFailed, detail: "the connection was reset during the handshake")
    case .closed:
      return Unknown(.handshakeFailed, detail: "the server closed the connection during the handshake")
    case .open: return Unknown(.handshakeFailed)
    }
  }

  private var transferring: Unknown {
    // libcurl says so at an orderly end alone; what our own farewell met afterwards tells nothing.
    let ended = code == CURLE_GOT_NOTHING.rawValue || code == CURLE_PARTIAL_FILE.rawValue
    if !ended, osError == ECONNRESET || peer == .reset { return Unknown(.reset) }
    if ended || peer == .closed {
      return Unknown(
        .reset,
        detail: answered ? "closed before the body ended" : "closed without an answer"
      )
    }
    switch CURLcode(rawValue: code) {
    case CURLE_HTTP2_STREAM: return Unknown(.reset, detail: "the server ended the HTTP/2 stream")
    default: return Unknown(.malformed, detail: Self.words(code))
    }
  }

  private var waitedFor: String {
    switch stage {
    case .plan, .resolve, .connect: "no connection"
    case .tls: "no end of the handshake"
    case .transfer: answered ? "no end of the answer" : "no answer"
    }
  }

  private static func words(_ code: UInt32) -> String { CurlError(code: code).detail }

  private static func unknown(of stop: Stop) -> Unknown {
    switch stop {
    case .cancelled: Unknown(.cancelled)
    case .visitDeadline: .auditTime
    case .firstByte: Unknown(.timedOut, detail: "no answer")
    case .headerBytes: Unknown(.limitReached, detail: "bytes of header fields")
    case .headerCount: Unknown(.limitReached, detail: "number of header fields")
    case .bodyBytes: Unknown(.limitReached, detail: "bytes of the body")
    case .wireBytes: Unknown(.limitReached, detail: "bytes on the wire")
    case .visitBytes: Unknown(.limitReached, detail: "bytes of all bodies together")
    case .credentials:
      Unknown(
        .forbidden,
        detail: "credentials go only over a connection whose certificate verifies; --cacert adds a root"
      )
    }
  }
}

extension Unknown {
  /// The audit ended the look, not the server.
  static let auditTime = Unknown(.limitReached, detail: "the audit's time was used up")
}

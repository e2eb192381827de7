internal import CCurl
internal import COpenSSL
import Reading

extension Transfer {
  /// Makes the handle for the plan: every option, in the order of the transfer.
  func makeHandle() throws(CurlError) -> EasyHandle {
    let easy = try EasyHandle()
    try easy.set(CURLOPT_PRIVATE, pointer: context)
    try easy.set(CURLOPT_NOSIGNAL, 1)
    try setAddress(easy)
    try setConnection(easy)
    if plan.isTLS { try setTLS(easy) }
    switch plan.purpose {
    case .exchange: try setRequest(easy)
    case .handshake, .hello, .connection: try easy.set(CURLOPT_CONNECT_ONLY, 1)
    }
    try setBounds(easy)
    return easy
  }

  private func setAddress(_ easy: EasyHandle) throws(CurlError) {
    try easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
    try easy.set(CURLOPT_URL, plan.url)
    try easy.set(CURLOPT_PATH_AS_IS, 1)
    try easy.set(CURLOPT_RESOLVE, plan.resolve)
    try easy.set(CURLOPT_CONNECT_TO, plan.connectTo)
    if plan.isIPv4Only { try easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V4)) }
    // The environment must not redirect an audit: an empty text is "no proxy", `nil` would read `http_proxy`.
    try easy.set(CURLOPT_PROXY, plan.proxy ?? "")
    try easy.set(CURLOPT_NOPROXY, "")
  }

  private func setConnection(_ easy: EasyHandle) throws(CurlError) {
    try easy.check(
      ccurl_set_open(
        easy.raw,
        { context, _, wanted in
          guard let transfer = Transfer.of(context), let wanted else { return CURL_SOCKET_BAD }
          return transfer.openSocket(for: wanted)
        },
        context
      )
    )
    try easy.check(ccurl_set_close(easy.raw, { Lane.of($0)?.close($1) ?? 0 }, lane.context))
    try easy.check(
      ccurl_set_ready(
        easy.raw,
        { context, remote, _, _, localPort in
          guard let transfer = Transfer.of(context), let remote else { return CURL_PREREQFUNC_ABORT }
          let go = transfer.connectionIsReady(remote: String(cString: remote), localPort: Int(localPort))
          return go ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        },
        context
      )
    )
    if case .exchange = plan.purpose { return }
    try easy.set(CURLOPT_FRESH_CONNECT, 1)
    if plan.proxy != nil { try easy.set(CURLOPT_HTTPPROXYTUNNEL, 1) }
  }

  private func setTLS(_ easy: EasyHandle) throws(CurlError) {
    // We judge the chain ourselves; a bad one does not end the look. Without a CA path libcurl reads no bundle.
    try easy.set(CURLOPT_SSL_VERIFYPEER, 0)
    try easy.set(CURLOPT_SSL_VERIFYHOST, 0)
    try easy.set(CURLOPT_CAINFO, nil)
    try easy.set(CURLOPT_CAPATH, nil)
    // A resumed session shows no staple and no key exchange.
    try easy.set(CURLOPT_SSL_SESSIONID_CACHE, 0)
    try easy.set(CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0")
    try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_0) | newestVersion)
    try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    try easy.check(
      ccurl_set_tls(
        easy.raw,
        { _, tls, context in
          guard let transfer = Transfer.of(context), let tls else { return CURLE_ABORTED_BY_CALLBACK }
          transfer.tlsBegan = transfer.startedAt?.duration(to: .now).wholeMicroseconds
          copenssl_prepare(OpaquePointer(tls), transfer.watch)
          return CURLE_OK
        },
        context
      )
    )
  }

  private var newestVersion: Int {
    switch plan.newest {
    case nil, .tls13: 0
    case .tls12: Int(CURL_SSLVERSION_MAX_TLSv1_2)
    case .tls11: Int(CURL_SSLVERSION_MAX_TLSv1_1)
    case .tls10, .ssl30: Int(CURL_SSLVERSION_MAX_TLSv1_0)
    }
  }

  private func setRequest(_ easy: EasyHandle) throws(CurlError) {
    switch plan.method {
    case .get: try easy.set(CURLOPT_HTTPGET, 1)
    case .head: try easy.set(CURLOPT_NOBODY, 1)
    case .options: try easy.set(CURLOPT_CUSTOMREQUEST, "OPTIONS")
    case .post:
      try easy.set(CURLOPT_POST, 1)
      try easy.set(body: plan.body ?? [])
    }
    try easy.set(CURLOPT_FOLLOWLOCATION, 0)
    try easy.set(CURLOPT_USERAGENT, plan.userAgent)
    // Every encoding that this libcurl can undo.
    try easy.set(CURLOPT_ACCEPT_ENCODING, "")
    try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let credentials = plan.credentials {
      if let user = credentials.user {
        try easy.set(CURLOPT_HTTPAUTH, 1)
        try easy.set(CURLOPT_USERPWD, user)
      }
    }
    let cookies = [plan.credentials?.cookies, plan.session].compactMap(\.self).filter { !$0.isEmpty }
    if !cookies.isEmpty { try easy.set(CURLOPT_COOKIE, cookies.joined(separator: "; ")) }
    try easy.set(CURLOPT_HTTPHEADER, headerLines)
    try easy.check(
      ccurl_set_header(
        easy.raw,
        { Transfer.of($3)?.take(header: $0, count: $1 * $2) ?? 0 },
        context
      )
    )
    try easy.check(
      ccurl_set_write(
        easy.raw,
        { Transfer.of($3)?.take(body: $0, count: $1 * $2) ?? 0 },
        context
      )
    )
    try easy.check(
      ccurl_set_progress(
        easy.raw,
        { context, _, loaded, _, _ in
          Transfer.of(context)?.reader.note(wireBytes: Int(loaded)) == true ? 0 : 1
        },
        context
      )
    )
  }

  /// As libcurl takes them: an empty value is written with a semicolon, a colon with nothing behind it removes.
  private var headerLines: [String] {
    var lines = ["Expect:"]
    let headers = plan.headers + (plan.credentials?.headers ?? [])
    for (name, value) in headers { lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)") }
    if plan.method == .post, !headers.contains(where: { $0.0.lowercased() == "content-type" }) {
      lines.append("Content-Type:")
    }
    return lines
  }

  private func setBounds(_ easy: EasyHandle) throws(CurlError) {
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, plan.limits.connect.wholeMilliseconds)
    try easy.set(CURLOPT_TIMEOUT_MS, plan.limits.total.wholeMilliseconds)
    try easy.set(CURLOPT_MAXREDIRS, 0)
  }

  private func take(header bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
    if !reader.began { lane.loop.firstByteCame(of: self) }
    return reader.take(header: UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }

  private func take(body bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
    // Fewer bytes than were given end the transfer; an empty piece has none to spare, and no limit to break.
    lane.bodyBytes += count
    if lane.bodyBytes > plan.limits.visitBytes, stop == nil { stop = .visitBytes }
    guard stop == nil else { return 0 }
    return reader.take(body: UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }
}

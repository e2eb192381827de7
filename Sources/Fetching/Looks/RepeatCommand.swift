import Model
import Reading

/// The command lines that repeat looks; credentials are shown as `***`.
enum RepeatCommand {
  /// The longest command that is kept, in characters; one that is cut does not repeat its look.
  private static let longest = 16_384

  static func curl(_ request: ExchangeRequest, plan: TransferPlan, settings: VisitSettings) -> String {
    var words = ["curl", "-sS", "-o", "/dev/null", "-D", "-"]
    switch request.method {
    case .get: break
    case .head: words.append("--head")
    case .options: words += ["-X", "OPTIONS"]
    case .post where request.session != nil: words += ["--data-binary", Redaction.mark]
    case .post: words += ["--data-binary", data(request.body ?? [])]
    }
    words += ["--compressed", "-A", settings.userAgent]
    for (name, value) in request.headers {
      words += ["-H", value.isEmpty ? "\(name);" : "\(name): \(value)"]
    }
    if request.session?.isEmpty == false { words += ["--cookie", Redaction.mark] }
    if let credentials = plan.credentials {
      if credentials.user != nil { words += ["--user", Redaction.mark] }
      if credentials.cookies != nil, request.session?.isEmpty != false {
        words += ["--cookie", Redaction.mark]
      }
      for (name, _) in credentials.headers { words += ["-H", "\(name): \(Redaction.mark)"] }
    }
    words += network(plan, settings)
    words.append(plan.url)
    return Redaction.cut(words.map(quoted).joined(separator: " "), to: longest)
  }

  static func handshake(_ target: HandshakeTarget, plan: TransferPlan) -> String {
    var words = openSSL(target.place, plan)
    if let newest = target.newest { words += ["-max_protocol", protocolName(newest)] }
    words += ["-alpn", "h2,http/1.1", "-status", "-showcerts"]
    return words.map(quoted).joined(separator: " ") + " </dev/null"
  }

  static func hello(_ request: HelloRequest, plan: TransferPlan) -> String {
    var words = openSSL(request.place, plan)
    switch request.hello.version {
    case .ssl30: words.append("-ssl3")
    case .tls10: words.append("-tls1")
    case .tls11: words.append("-tls1_1")
    case .tls12: words.append("-tls1_2")
    case .tls13 where request.hello.offersTLS12: words += ["-min_protocol", "TLSv1.2"]
    case .tls13: words.append("-tls1_3")
    }
    if !request.hello.offersTLS12,
      request.hello.suites != CipherSuite.offered(in: request.hello.version)
    {
      words += ["-cipher", ciphers(request.hello.suites)]
    }
    return words.map(quoted).joined(separator: " ") + " </dev/null"
  }

  static func page(_ url: WebURL, on screen: Screen) -> String {
    let words = [
      "chromium", "--headless", "--screenshot=page.png", "--window-size=\(screen.width),\(screen.height)",
    ]
    return Redaction.cut((words + [url.text]).map(quoted).joined(separator: " "), to: longest)
  }

  static func resolution(_ name: String) -> String { "getent ahosts \(quoted(name))" }

  private static func openSSL(_ place: HostTarget, _ plan: TransferPlan) -> [String] {
    var target = place.text
    // The program has no word for another place: the place itself is named, and the name is indicated.
    if let word = plan.connectTo.first, let parsed = try? ConnectToWord(curl: word) {
      target = HostTarget(host: parsed.toHost ?? place.host, port: parsed.toPort ?? place.port).text
    }
    var words = ["openssl", "s_client", "-connect", target]
    if plan.isIPv4Only { words.append("-4") }
    if Address(place.host) == nil { words += ["-servername", place.host] }
    return words
  }

  private static func network(_ plan: TransferPlan, _ settings: VisitSettings) -> [String] {
    var words = plan.isIPv4Only ? ["--ipv4"] : []
    for word in plan.connectTo { words += ["--connect-to", word] }
    for word in settings.resolve { words += ["--resolve", word.text] }
    if let roots = settings.extraRoots { words += ["--cacert", roots] }
    if let proxy = plan.proxy { words += ["--proxy", withoutUser(proxy)] }
    return words
  }

  private static func withoutUser(_ proxy: String) -> String {
    guard let at = proxy.lastIndex(of: "@") else { return proxy }
    let scheme = proxy.firstRange(of: "://").map { proxy[..<$0.upperBound] } ?? ""
    return "\(scheme)\(Redaction.mark)\(proxy[at...])"
  }

  private static func data(_ body: [UInt8]) -> String {
    let isPlain =
      body.count <= 1024 && body.first != UInt8(ascii: "@") && body.allSatisfy { (0x20..<0x7f).contains($0) }
    return isPlain ? String(decoding: body, as: UTF8.self) : "@body"
  }

  /// OpenSSL's words for a choice of suites: weak families and dated kinds, or those with forward secrecy; few suites are
  /// named one by one.
  private static func ciphers(_ suites: [CipherSuite]) -> String {
    let families = Set(suites.compactMap(\.weakFamily))
    var words = CipherSuite.WeakFamily.allCases.filter(families.contains).map { family in
      switch family {
      case .anonymous: "aNULL"
      case .null: "eNULL"
      case .export: "EXPORT"
      case .rc4: "RC4"
      case .des: "DES:IDEA"
      case .tripleDES: "3DES"
      }
    }
    let others = Set(suites.filter { $0.weakFamily == nil })
    if others == Set(CipherSuite.forwardSecrecySuites) {
      words += ["ECDHE", "DHE"]
    } else if others.isSuperset(of: CipherSuite.inferiorSuites.filter { $0.weakFamily == nil }) {
      words += ["ALL", "-AESGCM", "-AESCCM", "-CHACHA20", "kRSA", "DHE"]
    } else {
      for kind in CipherSuite.DatedKind.allCases where others == Set(CipherSuite.dated(kind)) {
        switch kind {
        case .cbc: words += ["ALL", "-AESGCM", "-AESCCM", "-CHACHA20"]
        case .noForwardSecrecy: words.append("kRSA")
        case .finiteField: words.append("DHE")
        }
      }
    }
    return (words.isEmpty ? suites.prefix(8).map(\.name) : words).joined(separator: ":") + ":@SECLEVEL=0"
  }

  private static func protocolName(_ version: TLSVersion) -> String {
    switch version {
    case .ssl30: "SSLv3"
    case .tls10: "TLSv1"
    case .tls11: "TLSv1.1"
    case .tls12: "TLSv1.2"
    case .tls13: "TLSv1.3"
    }
  }

  /// A word as a POSIX shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:,@=+%".utf8.contains(byte)
      }
    }
    if plain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

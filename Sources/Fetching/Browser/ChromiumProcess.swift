internal import CCurl
import FoundationEssentials
import Glibc

/// The Chromium of this machine.
package enum Chromium {
  /// What it is called, Debian's name first.
  private static let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]

  /// The path of the first that is on `PATH`; `nil` where none is installed.
  package static func executable() -> String? { find(names) }

  /// The path of the first of `names` on `PATH` that may be run.
  static func find(_ names: [String]) -> String? {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin").split(separator: ":")
    return names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
      .first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
  }
}

/// A running Chromium with a profile of its own, which is gone when it is.
///
/// Its sandbox stays on. It never runs as root: started by root, it runs as nobody.
///
/// `@unchecked`: everything is set before it is handed on, but for `ending`, which is locked.
final class ChromiumProcess: @unchecked Sendable {
  /// The user and group that Linux gives to nobody in particular.
  private static let nobody: UInt32 = 65_534
  /// The most bytes of private memory of one process, and of one file that it writes.
  private static let mostMemory = 4 << 30
  private static let largestFile = 256 << 20

  /// Our end of the pipe to it; does not block.
  let pipe: Int32
  let profile: String
  private let process: pid_t
  private let ending = Locked(false)

  /// Starts it behind the SOCKS server on `socksPort`.
  init(_ executable: String, socksPort: Int) throws(BrowserFailure) {
    profile = try Self.makeProfile()
    var (ours, theirs): (Int32, Int32) = (-1, -1)
    guard ccurl_open_pair(&ours, &theirs) == 0 else {
      try? FileManager.default.removeItem(atPath: profile)
      throw .notStarted("the system gives no descriptors")
    }
    defer { Glibc.close(theirs) }
    do {
      let words = try Self.guards() + [executable] + Self.arguments(profile: profile, socksPort: socksPort)
      process = try Self.spawn(
        words,
        environment: Self.environment(profile),
        pipe: theirs,
        log: Self.log(profile)
      )
      pipe = ours
    } catch {
      Glibc.close(ours)
      try? FileManager.default.removeItem(atPath: profile)
      throw error
    }
  }

  deinit { stop() }

  /// What it wrote about itself; at most 4 KiB.
  var lastWords: String {
    guard let file = fopen(Self.log(profile), "re") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Ends it with all its processes, and removes its profile.
  func stop() {
    let isFirst = ending.withLock { ended in
      defer { ended = true }
      return !ended
    }
    guard isFirst else { return }
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // Its children may still be writing for a moment.
    for _ in 0..<500 {
      try? FileManager.default.removeItem(atPath: profile)
      if access(profile, F_OK) != 0 { return }
      usleep(10_000)
    }
  }

  private static func log(_ profile: String) -> String { profile + "/log" }

  private static func makeProfile() throws(BrowserFailure) -> String {
    // Nobody can enter a temporary folder of root's own.
    let own = geteuid() == 0 ? nil : getenv("TMPDIR").map { String(cString: $0) }
    let base = own ?? "/tmp"
    var template = Array("\(base)/payready-browser-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .notStarted("no folder can be made in \(base)") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if geteuid() == 0, chown(path, nobody, nobody) != 0 {
      rmdir(path)
      throw .notStarted("its folder cannot be given to nobody")
    }
    return path
  }

  /// What bounds it, and takes root's rights from it.
  private static func guards() throws(BrowserFailure) -> [String] {
    guard let limiter = Chromium.find(["prlimit"]) else {
      throw .notStarted("prlimit of util-linux is missing")
    }
    let limits = [limiter, "--core=0", "--data=\(mostMemory)", "--fsize=\(largestFile)"]
    guard geteuid() == 0 else { return limits }
    guard let setter = Chromium.find(["setpriv"]) else {
      throw .notStarted("setpriv of util-linux is missing")
    }
    return limits + [
      setter, "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", "--no-new-privs", "--inh-caps=-all",
    ]
  }

  private static func environment(_ profile: String) -> [String] {
    ["HOME=\(profile)", "TMPDIR=\(profile)", "LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin"]
  }

  private static func arguments(profile: String, socksPort: Int) -> [String] {
    [
      "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(profile)/profile", "--no-first-run",
      "--no-default-browser-check", "--disable-gpu", "--hide-scrollbars", "--mute-audio",
      "--disable-extensions",
      "--disable-sync", "--disable-default-apps", "--disable-breakpad", "--disable-background-networking",
      "--disable-component-update", "--disable-domain-reliability",
      "--disable-client-side-phishing-detection",
      "--disable-dev-shm-usage", "--metrics-recording-only", "--no-pings", "--password-store=basic",
      "--use-mock-keychain", "--js-flags=--max-old-space-size=512",
      "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AutofillServerCommunication,"
        + "CertificateTransparencyComponentUpdater,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
      // Nothing reaches the network but through our own gate, names included.
      "--proxy-server=socks5://127.0.0.1:\(socksPort)", "--proxy-bypass-list=<-loopback>",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--disable-quic",
      "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "about:blank",
    ]
  }

  /// Chromium reads commands from descriptor 3 and answers on 4.
  private static func spawn(_ words: [String], environment: [String], pipe: Int32, log: String)
    throws(BrowserFailure) -> pid_t
  {
    let arguments = words.map { strdup($0) }
    let variables = environment.map { strdup($0) }
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = ccurl_spawn(arguments + [nil], variables + [nil], pipe, log, &process)
    guard code == 0 else { throw .notStarted(String(cString: strerror(code))) }
    return process
  }
}

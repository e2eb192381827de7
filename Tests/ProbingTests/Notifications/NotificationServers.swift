import DemoShop
import Fetching
import Foundation
import Glibc
import Probing
import Reading
import TestSupport

/// A class of answers to a notification, as three differing servers give it.
struct AnswerClass: Sendable {
  let name: String
  let kind: NotificationPostProbe.Answered
  /// What the demo shop's server answers.
  let demo: Response
  /// What a bare socket answers; empty for silence.
  let raw: String
  /// What stands in nginx's location.
  let nginx: String

  init(_ kind: NotificationPostProbe.Answered, _ name: String, demo: Response, raw: String, nginx: String) {
    self.kind = kind
    self.name = name
    self.demo = demo
    self.raw = raw
    self.nginx = nginx
  }

  private static func raw(_ status: String, _ fields: String = "", _ body: String = "") -> String {
    "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private static func field(_ name: String, _ value: String, _ status: Int, _ body: String = "") -> Response {
    Response(status, headers: [HeaderField(name, value)], body: Array(body.utf8))
  }

  /// `closed` is a port that refuses, `silent` one that never answers.
  static func all(closed: Int, silent: Int) -> [AnswerClass] {
    let basic = "Basic realm=\"staging\""
    let attention = "<title>Attention Required! | Cloudflare</title>"
    let moment = "<!DOCTYPE html><title>Just a moment...</title>"
    let magento = "<title>Service Temporarily Unavailable</title>"
    var silence = Response(200)
    silence.delivery = .silence
    return [
      AnswerClass(.application, "200 empty", demo: Response(200), raw: raw("200 OK"), nginx: "return 200;"),
      AnswerClass(
        .application,
        "204",
        demo: Response(204),
        raw: "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
        nginx: "return 204;"
      ),
      AnswerClass(
        .application,
        "200 JSON",
        demo: .json("{}"),
        raw: raw("200 OK", "Content-Type: application/json\r\n", "{}"),
        nginx: "default_type application/json; return 200 '{}';"
      ),
      AnswerClass(
        .badRequest,
        "400 of an application",
        demo: .text("Bad request", status: 400),
        raw: raw("400 Bad Request", "", "no"),
        nginx: "return 400;"
      ),
      AnswerClass(
        .redirect,
        "to www",
        demo: .redirect(301, to: "https://www.shop.example/ipn"),
        raw: raw("301 Moved", "Location: https://www.shop.example/ipn\r\n"),
        nginx: "return 301 https://www.shop.example/ipn;"
      ),
      AnswerClass(
        .redirect,
        "to a slash",
        demo: .redirect(308, to: "/ipn/"),
        raw: raw("308 Permanent", "Location: /ipn/\r\n"),
        nginx: "return 308 /ipn/;"
      ),
      AnswerClass(
        .redirect,
        "to a login",
        demo: .redirect(302, to: "/login?next=ipn"),
        raw: raw("302 Found", "Location: /login\r\n"),
        nginx: "return 302 /login;"
      ),
      AnswerClass(
        .authentication,
        "a password",
        demo: field("WWW-Authenticate", basic, 401),
        raw: raw("401 Unauthorized", "WWW-Authenticate: \(basic)\r\n"),
        nginx: "auth_basic staging; auth_basic_user_file passwords; proxy_pass http://127.0.0.1:\(silent);"
      ),
      AnswerClass(
        .methodNotAllowed,
        "no POST",
        demo: field("Allow", "GET", 405),
        raw: raw("405 Method Not Allowed", "Allow: GET\r\n"),
        nginx: "root files; index index.html;"
      ),
      AnswerClass(
        .csrf,
        "a form token",
        demo: .html("<title>Page Expired</title>", status: 419),
        raw: raw("419 Page Expired"),
        nginx: "return 419;"
      ),
      AnswerClass(
        .forbidden,
        "a plain refusal",
        demo: .html("<h1>403 Forbidden</h1>", status: 403),
        raw: raw("403 Forbidden", "", "Access Denied"),
        nginx: "deny all;"
      ),
      AnswerClass(
        .challenge,
        "a firewall by name",
        demo: .html(attention, status: 403),
        raw: raw("403 Forbidden", "", attention),
        nginx: "return 403 '\(attention)';"
      ),
      AnswerClass(
        .challenge,
        "a challenge by its header",
        demo: field("cf-mitigated", "challenge", 403),
        raw: raw("403 Forbidden", "cf-mitigated: challenge\r\n"),
        nginx: "add_header cf-mitigated challenge always; return 403;"
      ),
      AnswerClass(
        .challenge,
        "a challenge by its page",
        demo: .html(moment, status: 503),
        raw: raw("503 Unavailable", "", moment),
        nginx: "return 503 '\(moment)';"
      ),
      AnswerClass(
        .forgeryRefused,
        "the signature is refused",
        demo: .text("Invalid signature", status: 403),
        raw: raw("403 Forbidden", "", "SNS Message Signature is invalid"),
        nginx: "return 403 'wrong Signature';"
      ),
      AnswerClass(
        .maintenance,
        "come back later",
        demo: field("Retry-After", "120", 503, "later"),
        raw: raw("503 Service Unavailable", "Retry-After: 60\r\n"),
        nginx: "add_header Retry-After 60 always; return 503;"
      ),
      AnswerClass(
        .maintenance,
        "a shop's maintenance page",
        demo: .html(magento, status: 503),
        raw: raw("503 Unavailable", "", magento),
        nginx: "return 503 '\(magento)';"
      ),
      AnswerClass(
        .rateLimited,
        "too many requests",
        demo: Response(429),
        raw: raw("429 Too Many Requests"),
        nginx: "return 429;"
      ),
      AnswerClass(
        .notFound,
        "not there",
        demo: Response(404),
        raw: raw("404 Not Found"),
        nginx: "root empty; try_files /none =404;"
      ),
      AnswerClass(.gone, "no longer there", demo: Response(410), raw: raw("410 Gone"), nginx: "return 410;"),
      AnswerClass(
        .unsupportedMediaType,
        "no text",
        demo: Response(415),
        raw: raw("415 Unsupported Media Type"),
        nginx: "return 415;"
      ),
      AnswerClass(
        .serverError,
        "a crash",
        demo: .html("<h1>500</h1>", status: 500),
        raw: raw("500 Internal Server Error"),
        nginx: "return 500;"
      ),
      AnswerClass(
        .gateway,
        "a dead application",
        demo: Response(502),
        raw: raw("502 Bad Gateway"),
        nginx: "proxy_pass http://127.0.0.1:\(closed);"
      ),
      AnswerClass(
        .gateway,
        "an application that hangs",
        demo: Response(504),
        raw: raw("504 Gateway Timeout"),
        nginx: "proxy_read_timeout 1s; proxy_pass http://127.0.0.1:\(silent);"
      ),
      AnswerClass(
        .timeout,
        "silence",
        demo: silence,
        raw: "",
        nginx: "proxy_pass http://127.0.0.1:\(silent);"
      ),
    ]
  }
}

/// An nginx on a port of its own, with a location a class, by its number.
final class Nginx {
  let port: Int
  private let folder: String
  private let running: ProgramRunner.Running

  init(_ classes: [AnswerClass]) async throws {
    let folder = try ProgramRunner.makeFolder()
    self.folder = folder
    let files = FileManager.default
    for name in ["files", "empty", "temp"] {
      try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    for number in classes.indices {
      try files.createDirectory(atPath: "\(folder)/files/\(number)", withIntermediateDirectories: true)
      try Data("page".utf8).write(to: URL(filePath: "\(folder)/files/\(number)/index.html"))
    }
    try Data("user:{PLAIN}secret\n".utf8).write(to: URL(filePath: "\(folder)/passwords"))
    let port = try ClosedPort().port
    self.port = port
    let locations = classes.enumerated().map { number, answer in "location /\(number)/ { \(answer.nginx) }" }
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(folder)/temp/\($0);" }
    let text = """
      daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/error.log;
      events { worker_connections 64; }
      http { access_log off; \(temporary.joined(separator: " "))
        server { listen 127.0.0.1:\(port); \(locations.joined(separator: "\n")) } }
      """
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/nginx.conf"))
    running = try ProgramRunner(program: "/usr/sbin/nginx").start(
      ["-p", folder, "-c", "\(folder)/nginx.conf", "-e", "\(folder)/error.log"],
      directory: folder
    )
    try await running.waits { _ in Self.answers(port) }
  }

  func stop() async throws {
    // It keeps nothing that would have to be put away.
    running.send(SIGKILL)
    _ = try await running.finish()
    try FileManager.default.removeItem(atPath: folder)
  }

  private static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(UInt16(port)).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) == 0 }
    }
  }
}

import Fetching
import Model

/// What a usual client and the host agree on.
enum NegotiationProbe: Probe {
  static let name = "negotiation"

  static let version = FactKey<String>(
    "tls.negotiatedVersion",
    of: .host,
    "The version that the first exchange was made with."
  )
  static let suite = FactKey<String>(
    "tls.negotiatedSuite",
    of: .host,
    "The suite that the first exchange was made with."
  )
  static let group = FactKey<String>(
    "tls.negotiatedGroup",
    of: .host,
    absent: "the key exchange is not ephemeral",
    "The group of the key exchange that the first exchange was made with."
  )
  static let application = FactKey<String>(
    "tls.negotiatedProtocol",
    of: .host,
    absent: "the server chose none of h2 and http/1.1",
    "The application protocol that was agreed on by ALPN (RFC 7301)."
  )
  static let keys: [any AnyFactKey] = [version, suite, group, application]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let look = await scene.secureLook(at: host)
    let looks = [look.id]
    guard let session = look.session else {
      let nobody = await scene.noTLS(of: host)
      set.fill(keys, with: nobody ?? look.failure ?? Unknown(.defect), from: looks)
      return set
    }
    set.set(version, session.version, from: looks)
    set.set(suite, session.suite, from: looks)
    set.set(group, Observed(session.group), from: looks)
    set.set(application, Observed(session.alpn), from: looks)
    return set
  }
}

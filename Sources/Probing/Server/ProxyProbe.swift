import Fetching
import Model
import Reading

/// Through which proxy a server goes to Amazon, by its environment and by the operator's word.
enum ProxyProbe: Probe {
  static let name = "proxy"

  /// A variable of the environment without what is secret in it.
  struct Variable: FactValue {
    static let factType = FactType.record(["name": .text, "value": .text])
    let name: String
    let value: String
    var factValue: Value { ["name": .text(name), "value": .text(excerpt(value))] }
  }

  static let variables = FactKey<[Variable]>(
    "proxy.variables",
    of: .server,
    "The variables that name proxies and exceptions from them, without users and passwords."
  )
  static let address = FactKey<String>(
    "proxy.address",
    of: .server,
    absent: "connections to Amazon go directly",
    "The proxy for connections to Amazon, without user and password."
  )
  static let isOption = FactKey<Bool>(
    "proxy.isOption",
    of: .server,
    "Whether the operator named the proxy on the command line."
  )
  static let through = FactKey<[String]>(
    "proxy.amazonThrough",
    of: .server,
    "Amazon's hosts to which connections go through it."
  )
  static let direct = FactKey<[String]>(
    "proxy.amazonDirect",
    of: .server,
    "Amazon's hosts that are excepted from it."
  )
  static let plainOnly = FactKey<Bool>(
    "proxy.plainOnly",
    of: .server,
    "Whether a proxy is set for unencrypted addresses alone."
  )
  static let keys: [any AnyFactKey] = [variables, address, isOption, through, direct, plainOnly]

  static func facts(of server: ServerTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let environment = server.proxies
    let found = ProxyVariables.names.compactMap { name in
      environment.values[name].map { value in
        let isList = name.lowercased() == "no_proxy"
        return Variable(name: name, value: isList ? value : ProxyVariables.shown(value) ?? "?")
      }
    }
    set.set(variables, found, from: [])
    let proxy = scene.visit.proxy
    set.set(address, Observed(proxy.map { ProxyVariables.shown($0) ?? "?" }), from: [])
    set.set(isOption, server.isProxyOption, from: [])
    let hosts = Set(server.hosts.map(\.name)).sorted()
    let ways = proxy == nil ? [] : hosts.filter { scene.visit.goesThroughProxy($0) }
    set.set(through, ways, from: [])
    set.set(direct, proxy == nil ? [] : hosts.filter { !ways.contains($0) }, from: [])
    set.set(plainOnly, environment.secureProxy == nil && environment.values["http_proxy"] != nil, from: [])
    return set
  }
}

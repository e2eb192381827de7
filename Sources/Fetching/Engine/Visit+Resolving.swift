import Model

extension Visit {
  /// How to reach a place.
  private struct Route {
    var addresses: [Address]
    var resolve: [String] = []
    var connectTo: [String] = []
  }

  /// The addresses of a name, looked up once; after the operator's `--connect-to` and `--resolve`.
  package func resolve(_ name: String, port: Int? = nil) async -> Resolution {
    let host = name.lowercased()
    let target = port.map { settings.destination(host: host, port: $0).host } ?? mappedHost(host)
    if let address = Address(target) { return Resolution(name: target, addresses: [address]) }
    if let given = settings.givenAddresses(
      host: target,
      port: port.map { settings.destination(host: host, port: $0).port }
    ) {
      return Resolution(name: target, addresses: given)
    }
    if target == "localhost" || target.hasSuffix(".localhost") {
      return Resolution(name: target, addresses: ["127.0.0.1", "::1"].compactMap { Address($0) })
    }
    let id = LookIdentity.resolution(of: target)
    let cancelled = Resolution(id: id, name: target, failure: Unknown(.cancelled))
    return await resolutions.look(id, cancelled: cancelled) { await self.lookUp(target, id) }
  }

  private func mappedHost(_ host: String) -> String {
    settings.connectTo.first { ($0.host ?? host) == host }?.toHost ?? host
  }

  private func lookUp(_ name: String, _ id: Look.ID) async -> Resolution {
    let startedAt = ContinuousClock.now
    let end: Resolver.End
    if let refusal = begin() {
      return keepResolution(Resolution(id: id, name: name, failure: refusal), startedAt)
    }
    let left = startedAt.duration(to: endsBy)
    if name.utf8.count > 253 || name.utf8.contains(0) {
      end = .noName
    } else if left <= .zero {
      end = .timedOut
    } else {
      let limit = min(settings.limits.lookup, left)
      end = await engine.resolver.lookUp(name, within: limit, alarm: engine.number())
    }
    var resolution = Resolution(id: id, name: name)
    switch end {
    case .found(let addresses): resolution.addresses = addresses
    case .noName where usesProxy:
      resolution.failure = Unknown(
        .notVisible,
        detail: "the proxy looks names up, and this network knows none"
      )
    case .noName: resolution.failure = Unknown(.unresolved, detail: name.utf8.count > 253 ? nil : name)
    case .noAnswer: resolution.failure = Unknown(.unreachable, detail: "no name server gave an answer")
    case .failed: resolution.failure = Unknown(.unreachable, detail: "the system's resolver failed")
    case .cancelled: resolution.failure = Unknown(.cancelled)
    case .timedOut:
      let isVisit = ContinuousClock.now >= endsBy
      resolution.failure = isVisit ? .auditTime : Unknown(.timedOut, detail: "no answer from a name server")
    }
    return keepResolution(resolution, startedAt)
  }

  private func keepResolution(_ resolution: Resolution, _ startedAt: ContinuousClock.Instant) -> Resolution {
    guard let id = resolution.id else { return resolution }
    keep(
      Look(
        id: id,
        kind: .resolution,
        startedAfter: milliseconds(at: startedAt),
        timings: Look.Timings(total: startedAt.duration(to: .now).wholeMicroseconds),
        roundTrips: 0,
        failure: resolution.failure,
        command: RepeatCommand.resolution(resolution.name)
      )
    )
    return resolution
  }

  /// Sets the way to a place and counts the look; why it must not be made, if so.
  func prepare(_ plan: inout TransferPlan, to place: HostTarget) async -> RouteError? {
    await lead(&plan, to: place) ?? begin().map { RouteError(reason: $0, stage: .plan) }
  }

  /// Sets the way to a place; why there is none, if so.
  func lead(_ plan: inout TransferPlan, to place: HostTarget) async -> RouteError? {
    do throws(RouteError) {
      let route = try await route(to: place)
      plan.addresses = route.addresses
      plan.resolve = route.resolve
      plan.connectTo = route.connectTo
      return nil
    } catch {
      return error
    }
  }

  /// The way to a place; throws why there is none, and how far it came.
  private func route(to place: HostTarget) async throws(RouteError) -> Route {
    let (host, port) = settings.destination(host: place.host, port: place.port)
    let proxy = settings.proxy(for: place.host)
    var found: [Address] = []
    if let address = place.address {
      found = [address]
    } else {
      let resolution = await resolve(place.host, port: place.port)
      // Behind a proxy the name may be known to the proxy alone.
      if let failure = resolution.failure, proxy == nil {
        throw RouteError(reason: failure, stage: .resolve)
      }
      found = resolution.addresses
    }
    let scope = scope
    let allowed = found.filter { scope.allows($0) }
    if let first = found.first, allowed.isEmpty {
      let detail = "\(first.text) is outside of the network that this audit may reach"
      throw RouteError(reason: Unknown(.forbidden, detail: detail), stage: .plan)
    }
    var route = Route(addresses: place.address == nil ? reachable(allowed) : allowed)
    let asked = HostTarget(host: place.host, port: place.port).text
    if let address = place.address {
      route.connectTo = ["\(asked):\(address.bracketed):\(port)"]
    } else {
      if (host, port) != (place.host, place.port) {
        route.connectTo = ["\(asked):\(HostTarget(host: host, port: port).text)"]
      }
      if Address(host) == nil, proxy == nil {
        route.resolve = ["\(host):\(port):\(route.addresses.map(\.bracketed).joined(separator: ","))"]
      }
    }
    if proxy != nil { route.addresses = [] }
    return route
  }

  /// Without the public addresses of a family that this machine has no route for, where others are left.
  private func reachable(_ addresses: [Address]) -> [Address] {
    let families = engine.addressFamilies()
    let others = addresses.filter {
      ($0.family == .ipv4 ? families.ipv4 : families.ipv6) || $0.kind != .global
    }
    return others.isEmpty ? addresses : others
  }
}

/// Why there is no way to a place.
struct RouteError: Error {
  var reason: Unknown
  var stage: FailureStage
}

import DemoShop

/// A client of one world that trusts its root, reaches its shops, and allows every old thing.
struct Visitor {
  let world: DemoWorld

  /// `curl` with the world's root and connect-to words.
  func get(_ url: String, _ extra: String...) async throws -> ToolRun {
    let words = world.connectTo.flatMap { ["--connect-to", $0] }
    return try await run(
      "curl",
      ["-sS", "-i", "--noproxy", "*", "--max-time", "20", "--cacert", world.rootPath] + words + extra + [url]
    )
  }

  /// `openssl s_client` at the role of port 443 of the first shop, or at `address`.
  func handshake(_ extra: String..., at address: String? = nil) async throws -> ToolRun {
    let plan = world.shops[0].plan
    return try await run(
      "openssl",
      ["s_client", "-connect", address ?? world.shops[0].secureAddresses[0], "-servername", plan.host] + extra
    )
  }
}

/// Starts a world with the one shop that has `fault`, and calls `body`.
func withShop<Value>(
  _ faults: Set<Fault> = [],
  variants: Set<Variant> = [],
  platform: ShopPlan.Platform = .own,
  _ change: (inout ShopPlan) -> Void = { _ in },
  _ body: (Visitor, RunningShop) async throws -> Value
) async throws -> Value {
  var plan = ShopPlan(platform: platform, faults: faults, variants: variants)
  change(&plan)
  let world = try DemoWorld([plan])
  defer { world.stop() }
  return try await body(Visitor(world: world), world.shops[0])
}

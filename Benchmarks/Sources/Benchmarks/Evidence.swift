/// What of an audit's evidence is read here.
struct Evidence: Decodable {
  let durationMilliseconds: Double
  let looks: [Look]

  /// The looks of the longest chain of round trips, in order: what each waited for, as it says itself.
  var longestChain: [Look] {
    let byID = Dictionary(looks.map { ($0.id, $0) }) { first, _ in first }
    var found: [String: (roundTrips: Int, looks: [Look])] = [:]
    func chain(to look: Look, depth: Int) -> (roundTrips: Int, looks: [Look]) {
      if let known = found[look.id] { return known }
      var best: (roundTrips: Int, looks: [Look]) = (0, [])
      // The evidence is our own, but a circle in it must not hang the benchmark.
      for before in look.waitedFor.compactMap({ byID[$0] }) where depth < 100 {
        let other = chain(to: before, depth: depth + 1)
        if other.roundTrips > best.roundTrips { best = other }
      }
      best = (best.roundTrips + look.roundTrips, best.looks + [look])
      found[look.id] = best
      return best
    }
    return looks.map { chain(to: $0, depth: 0) }.max { $0.roundTrips < $1.roundTrips }?.looks ?? []
  }
}

/// One look, as far as it can be made bare.
struct Look: Decodable {
  struct Timings: Decodable {
    let connect: Int?
    let tls: Int?
  }

  let id: String
  let kind: String
  let roundTrips: Int
  let waitedFor: [String]
  let address: String?
  let command: String
  let timings: Timings
}

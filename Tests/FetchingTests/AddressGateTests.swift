import Fetching
import Testing

@Suite struct `Address gate` {
  let one: Address
  let two: Address

  init() throws {
    one = try #require(Address("127.0.0.1"))
    two = try #require(Address("127.0.0.2"))
  }

  @Test func `no more than its capacity are inside at one address`() {
    let gate = Gate(capacity: 2)
    #expect(gate.ask(1, addresses: [one], alone: false))
    #expect(gate.ask(2, addresses: [one], alone: false))
    #expect(!gate.ask(3, addresses: [one], alone: false))
    #expect(gate.ask(4, addresses: [two], alone: false))
    #expect(gate.leave(1) == [3])
    #expect(gate.leave(2).isEmpty)
  }

  @Test func `whoever must be alone keeps nobody waiting before it is there`() {
    let gate = Gate(capacity: 6)
    #expect(gate.ask(1, addresses: [one], alone: false))
    #expect(!gate.ask(2, addresses: [one], alone: true))
    #expect(gate.ask(3, addresses: [one], alone: false))
    #expect(!gate.ask(4, one, .leaf))
    #expect(gate.admitLeaves(at: one) == [4])
    #expect(gate.leave(1).isEmpty)
    #expect(gate.leave(3).isEmpty)
    #expect(gate.leave(4) == [2])
    #expect(!gate.wasShared(2))
    #expect(!gate.ask(5, addresses: [one], alone: false))
    #expect(!gate.ask(6, addresses: [one], alone: false))
    #expect(gate.leave(2) == [5, 6])
    #expect(gate.wasShared(5))
  }

  @Test func `a look counts at each of its addresses and frees those behind it at all of them`() {
    let gate = Gate(capacity: 1)
    #expect(gate.ask(1, addresses: [one], alone: false))
    #expect(!gate.ask(2, addresses: [one, two], alone: false))
    #expect(!gate.ask(3, addresses: [two], alone: false))
    #expect(gate.leave(1) == [2])
    #expect(gate.leave(2) == [3])
    #expect(gate.leave(3).isEmpty)
  }

  @Test func `who stops waiting no longer stands in the way`() {
    let gate = Gate(capacity: 1)
    #expect(gate.ask(1, addresses: [one], alone: false))
    #expect(!gate.ask(2, addresses: [one, two], alone: false))
    #expect(!gate.ask(3, addresses: [two], alone: false))
    #expect(gate.leave(2) == [3])
    #expect(gate.leave(2).isEmpty)
    #expect(!gate.wasShared(1))
  }

  @Test func `a look without addresses goes at once`() {
    let gate = Gate(capacity: 1)
    #expect(gate.ask(1, addresses: [], alone: false))
    #expect(gate.ask(2, addresses: [], alone: true))
    #expect(!gate.wasShared(2))
    #expect(gate.ask(3, addresses: [], .leaf))
  }

  @Test func `looks that nothing waits for go last, when they are let in`() {
    let gate = Gate(capacity: 2)
    #expect(!gate.ask(1, one, .leaf))
    #expect(!gate.ask(2, one, .leaf))
    #expect(gate.ask(3, one, .usual))
    #expect(gate.admitLeaves(at: one) == [1])
    #expect(!gate.ask(4, one, .usual))
    #expect(gate.leave(1) == [4])
    #expect(gate.leave(3).isEmpty)
    #expect(gate.hasLeaves(at: one))
    #expect(!gate.ask(5, one, .alone))
    #expect(gate.hasLeaves(at: one))
    #expect(gate.admitLeaves(at: one) == [2])
    #expect(!gate.hasLeaves(at: one))
    #expect(gate.leave(4).isEmpty)
    #expect(gate.leave(2) == [5])
    #expect(gate.leave(5).isEmpty)
  }

  @Test func `looks over one connection count once, go before others, and are not alone`() {
    let gate = Gate(capacity: 2)
    #expect(gate.ask(1, one, .usual))
    #expect(gate.ask(2, one, .usual))
    #expect(!gate.ask(3, one, .usual))
    #expect(!gate.ask(4, one, .riding(7)))
    #expect(!gate.ask(5, one, .riding(7)))
    #expect(gate.leave(1) == [4, 5])
    #expect(gate.ask(6, one, .riding(7)))
    #expect(gate.leave(2) == [3])
    #expect(!gate.ask(8, one, .alone))
    #expect(gate.ask(9, one, .riding(7)))
    for ticket in [3, 4, 5, 6] as [UInt64] { #expect(gate.leave(ticket).isEmpty) }
    #expect(gate.leave(9) == [8])
    #expect(!gate.ask(10, one, .riding(7)))
    #expect(gate.leave(8) == [10])
  }

  @Test func `any order of coming and going keeps the bounds and loses nobody`() {
    for seed in 1...50 as ClosedRange<UInt64> {
      var random = Steps(state: seed)
      let gate = Gate(capacity: 3)
      var inside: [UInt64: [Address]] = [:]
      var admitted = 0
      var asked: [UInt64: (addresses: [Address], alone: Bool)] = [:]
      for ticket in 1...60 as ClosedRange<UInt64> {
        let addresses = [[one], [two], [one, two]][random.next(3)]
        let alone = random.next(8) == 0
        asked[ticket] = (addresses, alone)
        if gate.ask(ticket, addresses: addresses, alone: alone) {
          inside[ticket] = addresses
          admitted += 1
        }
        if random.next(2) == 0, let leaving = inside.keys.sorted().first {
          inside[leaving] = nil
          for next in gate.leave(leaving) {
            inside[next] = asked[next]?.addresses
            admitted += 1
          }
        }
        for address in [one, two] {
          let present = inside.filter { $0.value.contains(address) }
          #expect(present.count <= 3)
          #expect(present.count <= 1 || !present.keys.contains { asked[$0]?.alone == true })
        }
      }
      while let leaving = inside.keys.sorted().first {
        inside[leaving] = nil
        for next in gate.leave(leaving) {
          inside[next] = asked[next]?.addresses
          admitted += 1
        }
      }
      #expect(admitted == 60)
    }
  }
}

/// Numbers that look random and are the same in every run (xorshift).
private struct Steps {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}

/// A gate that can be asked within an expectation.
private final class Gate {
  private var gate: AddressGate

  init(capacity: Int) { gate = AddressGate(capacity: capacity) }

  func ask(_ ticket: UInt64, addresses: [Address], alone: Bool) -> Bool {
    gate.ask(ticket, addresses: addresses, alone ? .alone : .usual)
  }

  func ask(_ ticket: UInt64, addresses: [Address], _ manner: AddressGate.Manner) -> Bool {
    gate.ask(ticket, addresses: addresses, manner)
  }

  func ask(_ ticket: UInt64, _ address: Address, _ manner: AddressGate.Manner) -> Bool {
    gate.ask(ticket, addresses: [address], manner)
  }

  func admitLeaves(at address: Address) -> [UInt64] { gate.admitLeaves(at: address) }

  func hasLeaves(at address: Address) -> Bool { gate.hasLeaves(at: address) }

  func leave(_ ticket: UInt64) -> [UInt64] { gate.leave(ticket) }

  func wasShared(_ ticket: UInt64) -> Bool { gate.wasShared(ticket) }
}

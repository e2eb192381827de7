internal import CCurl
internal import COpenSSL
import Model
import Reading

extension Transfer {
  /// What came of it, once libcurl has let go of it with `code`.
  func outcome(code: UInt32) -> TransferOutcome {
    let end = self.end(code: code)
    var outcome = TransferOutcome()
    outcome.startedAt = startedAt
    outcome.timings = timings(of: end)
    outcome.address = address ?? sockets.last?.address
    outcome.isIPv4Only = plan.isIPv4Only
    outcome.usedAgain = usedAgain
    outcome.session = session
    outcome.answer = reader.answer()
    outcome.answer?.cut = end.failure
    outcome.flight = hello?.flight
    outcome.serverFlight = hello?.serverFlight
    outcome.descriptor = handedOver
    if outcome.answer == nil, outcome.flight == nil, let failure = end.failure {
      outcome.failure = failure
      outcome.stage = startedAt == nil ? .plan : end.stage
      outcome.mayBeCrowding = end.mayBeCrowding
    }
    if outcome.failure == nil, outcome.answer == nil, case .exchange = plan.purpose {
      outcome.failure = Unknown(.malformed, detail: "no status line")
      outcome.stage = .transfer
    }
    outcome.spokePlainHTTP = end.spokePlainHTTP
    outcome.demandsCertificate = outcome.failure != nil && end.asksCertificate
    return outcome
  }

  private func end(code: UInt32) -> TransferEnd {
    var end = TransferEnd()
    end.code = code
    end.stop = stop ?? reader.stop
    end.vetoed = vetoed
    end.opened = !sockets.isEmpty
    end.isTLS = plan.isTLS
    end.tlsBegan = tlsBegan != nil
    end.isProxied = plan.proxy != nil
    end.ready = ready
    end.secured = ready && plan.isTLS
    end.answered = reader.headEnded
    end.peer = sockets.last?.end ?? .open
    if let easy {
      end.osError = Int32(truncatingIfNeeded: max(0, ccurl_get_long(easy.raw, CURLINFO_OS_ERRNO)))
      end.connected = ready || tlsBegan != nil || easy.time(CURLINFO_CONNECT_TIME_T) != nil
      end.proxyStatus = max(0, ccurl_get_long(easy.raw, CURLINFO_HTTP_CONNECTCODE))
    }
    end.asksCertificate = plan.isTLS && watch.pointee.asks_certificate != 0
    if plan.isTLS, !ready {
      let facts = watch.pointee
      if facts.alert >= 0 {
        end.alert = TLSAlert(isFatal: true, code: UInt8(truncatingIfNeeded: facts.alert)).name
      }
      end.spokePlainHTTP = withUnsafeBytes(of: facts.first) {
        $0.prefix(Int(facts.first_count)).elementsEqual("HTTP/".utf8)
      }
    }
    return end
  }

  private func timings(of end: TransferEnd) -> Look.Timings {
    var timings = Look.Timings()
    if let easy {
      if !usedAgain { timings.connect = easy.time(CURLINFO_CONNECT_TIME_T) ?? tlsBegan }
      if !usedAgain, end.secured { timings.tls = easy.time(CURLINFO_APPCONNECT_TIME_T) }
      if reader.began { timings.firstByte = easy.time(CURLINFO_STARTTRANSFER_TIME_T) }
    } else {
      timings.connect = connectTime
      timings.firstByte = hello?.firstByte
    }
    if let startedAt { timings.total = startedAt.duration(to: .now).wholeMicroseconds }
    return timings
  }
}

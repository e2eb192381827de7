import Model

extension EnglishPhrases {
  func side(_ side: Side) -> String {
    switch side {
    case .shop: "the shop's side"
    case .network: "on the way to the shop"
    case .audit: "the audit's side"
    case .you: "your choice"
    }
  }

  func obstacle(_ reason: Reason) -> Obstacle {
    switch reason {
    case .notAsked:
      Obstacle(cause: "not asked for", side: .you, step: "See “Not part of this audit”.")
    case .notVisible:
      Obstacle(
        cause: "cannot be seen from outside with the looks that were made",
        side: .audit,
        step: "Name the page that shows the button with --page, for example the cart with an item in it."
      )
    case .unresolved:
      Obstacle(
        cause: "a name has no address",
        side: .shop,
        step: "Check the spelling, then the name's A and AAAA records at the DNS provider."
      )
    case .refused:
      Obstacle(
        cause: "the connection was refused",
        side: .shop,
        step: "Start the web server or open the port in its firewall, then audit again."
      )
    case .unreachable:
      Obstacle(
        cause: "no route to the address from here",
        side: .network,
        step: "Audit again from a machine that reaches the address."
      )
    case .timedOut:
      Obstacle(
        cause: "no answer in time",
        side: .network,
        step: "Audit again; if it stays silent, ask the hoster whether a firewall drops these connections."
      )
    case .reset:
      Obstacle(
        cause: "the connection was cut off",
        side: .network,
        step: "Audit again; if it repeats, ask the hoster what cuts these connections."
      )
    case .handshakeFailed:
      Obstacle(
        cause: "no encrypted connection came about",
        side: .shop,
        step: "Mend the findings on TLS and certificate first, then audit again."
      )
    case .blocked:
      Obstacle(
        cause: "a challenge, firewall, login or maintenance page stood in the way",
        side: .shop,
        step: "Ask the hoster to let the User-Agent “PayReady” through, or pass --user, --cookie or --header."
      )
    case .unavailable:
      Obstacle(
        cause: "the server answered with an error",
        side: .shop,
        step:
          "Open the address in a browser; for a status from 500 on see the server's error log. Then audit again."
      )
    case .limitReached:
      Obstacle(
        cause: "a limit on size, time or number of looks was reached",
        side: .audit,
        step:
          "If it was time, audit again with a longer --timeout; else name the page that matters with --page."
      )
    case .forbidden:
      Obstacle(
        cause: "the address policy or an option forbids the look",
        side: .you,
        step: "Give the address as the shop itself or with --resolve, if it is meant."
      )
    case .malformed:
      Obstacle(
        cause: "the answer is of no use",
        side: .shop,
        step: "Repeat the look with the command line in the report and mend what it answers."
      )
    case .notGathered:
      Obstacle(
        cause: "this evidence does not hold it",
        side: .audit,
        step: "Audit the shop again with this version."
      )
    case .cancelled:
      Obstacle(cause: "the audit was interrupted", side: .you, step: "Audit again and let it finish.")
    case .defect:
      Obstacle(
        cause: "a defect in PayReady",
        side: .audit,
        step: "Report it with the evidence file; the other results stand."
      )
    }
  }

  func need(_ need: Need) -> Inclusion {
    switch need {
    case .person:
      Inclusion(what: "what only a person knows", how: "answer with --answer RULE=yes|no")
    case .browser:
      Inclusion(what: "what only a browser shows", how: "--browser always, with Chromium installed")
    case .allowPost:
      Inclusion(what: "a test message to the IPN URL", how: "--allow-post")
    case .post:
      Inclusion(what: "a call of the shop's API", how: "an audit never sends it; try it in the storefront")
    case .allowCart:
      Inclusion(what: "a cart with an item", how: "--allow-cart")
    case .visitReturns:
      Inclusion(what: "the return URLs", how: "--visit-returns")
    case .ipnURL:
      Inclusion(what: "payment notifications", how: "--ipn URL")
    case .apiURL:
      Inclusion(what: "the API of a separate storefront", how: "--api URL and --storefront URL")
    case .publicKey:
      Inclusion(what: "the signature against your public key", how: "--public-key FILE")
    case .credentials:
      Inclusion(
        what: "calls with your Amazon Pay credentials",
        how: "run “payready doctor --credentials FILE”, or make a test purchase"
      )
    case .server:
      Inclusion(
        what: "the way from the shop's server to Amazon",
        how: "run “payready doctor” on the server itself"
      )
    case .source:
      Inclusion(what: "the shop's code", how: "run “payready doctor --source DIR” where the code is")
    case .publicNetwork:
      Inclusion(what: "reach from the public internet", how: "audit the shop under its public name")
    case .ipv6:
      Inclusion(what: "the shop's IPv6 addresses", how: "audit from a machine with IPv6")
    case .ciphers:
      Inclusion(what: "the single cipher suites", how: "--ciphers")
    }
  }
}

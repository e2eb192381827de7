import Fetching
import Model
import Reading

/// A host of Amazon's that a shop's server has to reach.
struct AmazonHost: Hashable, Sendable {
  enum Purpose: String, CaseIterable, Sendable {
    /// The API of the checkout.
    case api
    /// The button's script, for shops that look at it from the server.
    case script
    /// The certificates with which notifications are signed.
    case certificates
  }

  let purpose: Purpose
  let region: Region

  var name: String {
    switch (purpose, region) {
    case (.api, .na): "pay-api.amazon.com"
    case (.api, .eu): "pay-api.amazon.eu"
    case (.api, .fe): "pay-api.amazon.jp"
    case (.script, _): "static-\(region.rawValue).payments-amazon.com"
    case (.certificates, .na): "sns.us-east-1.amazonaws.com"
    case (.certificates, .eu): "sns.eu-west-1.amazonaws.com"
    case (.certificates, .fe): "sns.ap-northeast-1.amazonaws.com"
    }
  }

  var url: WebURL? { WebURL("https://\(name)/") }

  /// All hosts of `regions`.
  static func all(in regions: [Region]) -> [AmazonHost] {
    Purpose.allCases.flatMap { purpose in regions.map { AmazonHost(purpose: purpose, region: $0) } }
  }
}

/// The machine that a shop runs on, looked at from itself.
struct ServerTarget: Sendable {
  /// What it is called in the report.
  let name: String
  let hosts: [AmazonHost]
  /// The file with its trusted roots.
  let roots: String
  /// What its shop's code shows; `nil` where nobody named a folder.
  let source: SourceSight?
  /// What the API said to a signed request.
  let credentials: CredentialsSight
  /// What its environment says of proxies.
  let proxies: ProxyVariables
  /// Whether the operator named a proxy.
  let isProxyOption: Bool
  /// Where programs are searched for, folders with colons between.
  let searchPath: String

  var id: Subject.ID { Subject.ID(.server, name) }
}

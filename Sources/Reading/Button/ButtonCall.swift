/// A call of one of Amazon Pay's functions, in a script that runs.
package struct ButtonCall: Hashable, Sendable {
  /// The function.
  package enum API: String, Codable, CaseIterable, Sendable {
    /// `amazon.Pay.renderButton`.
    case renderButton
    /// `amazon.Pay.initCheckout`: no button.
    case initCheckout
    /// `initCheckout` of a button that was drawn without its session.
    case buttonInitCheckout
    /// `amazon.Pay.bindChangeAction`.
    case bindChangeAction
    /// `amazon.Pay.signout`.
    case signOut
    /// `OffAmazonPayments.Button` (Checkout v1).
    case v1Button
    /// `OffAmazonPayments.Widgets.…` (Checkout v1).
    case v1Widget
    /// `amazon.Login.setClientId` (Checkout v1, Login with Amazon).
    case setClientId
    /// `amazon.Login.authorize` (Checkout v1, Login with Amazon).
    case authorize

    /// Whether it belongs to Checkout v2.
    package var isV2: Bool {
      switch self {
      case .renderButton, .initCheckout, .buttonInitCheckout, .bindChangeAction, .signOut: true
      case .v1Button, .v1Widget, .setClientId, .authorize: false
      }
    }
    /// Whether it puts a button on the page or starts a checkout.
    package var presents: Bool {
      switch self {
      case .renderButton, .initCheckout, .v1Button: true
      case .buttonInitCheckout, .bindChangeAction, .signOut, .v1Widget, .setClientId, .authorize: false
      }
    }
  }

  /// The function that is called.
  package var api: API
  /// The first argument of those that take a selector.
  package var selector: Seen<String>
  /// The argument with the settings; `nil` when there is none.
  package var configuration: ScriptLiteral?
  /// Whether it draws a button without its session: that comes with the click.
  package var isDecoupled: Bool
  /// The address of the script it stands in; `nil` for the page itself.
  package var scriptURL: String?
  /// Whether a browser comes to it by itself: not so in a script that is parked for consent.
  package var runs: Bool
  /// Where it stands, in bytes of the page or script.
  package var offset: Int
}

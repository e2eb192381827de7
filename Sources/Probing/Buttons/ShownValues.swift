package import Reading

extension ButtonConfiguration {
  /// The same, with unknown for what such a button may well have and its source never shows.
  ///
  /// What the first checkout does not have at all (public key, payload, placement) stays absent.
  package var asFarAsShown: ButtonConfiguration {
    var shown = self
    switch origin {
    case .inlineCall, .woocommerceGlobal, .shopwareOptions, .prestashopGlobal: break
    case .shopifyMeta, .magentoRegistry: shown.hideAll("the platform's own scripts hold it")
    case .checkoutV1: shown.hideFirstCheckout("this button does not show it")
    }
    return shown
  }

  private mutating func hideAll(_ why: String) {
    hideMerchant(why)
    publicKeyId.hide(why)
    placement.hide(why)
    productType.hide(why)
    algorithm.hide(why)
    createCheckoutSession.hide(why)
    isDecoupled.hide(why)
    region.hide(why)
  }

  private mutating func hideFirstCheckout(_ why: String) {
    if isDecoupled.isAbsent { isDecoupled = .known(false) }
    if api == nil { return hideMerchant(why) }
    // The call itself shows whether it names merchant, colour and language.
    storeId.hide(why)
    ledgerCurrency.hide(why)
    sandbox.hide(why)
  }

  private mutating func hideMerchant(_ why: String) {
    merchantId.hide(why)
    storeId.hide(why)
    ledgerCurrency.hide(why)
    sandbox.hide(why)
    buttonColor.hide(why)
    checkoutLanguage.hide(why)
  }
}

extension Seen {
  /// Makes what is absent unknown.
  fileprivate mutating func hide(_ why: String) {
    if isAbsent { self = .unknown(why) }
  }
}

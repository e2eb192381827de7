/// Finds Amazon Pay on a page and reads how it is set up.
package enum ButtonReader {
  /// What page and scripts show together.
  ///
  /// - Parameters:
  ///   - page: the page as read.
  ///   - scripts: the texts of the scripts it references, as far as they were fetched.
  /// - Returns: all that was found; see ``AmazonPayOnPage``.
  package static func read(_ page: PageContent, scripts: [ScriptSource] = []) -> AmazonPayOnPage {
    AmazonPayOnPage()
  }
}

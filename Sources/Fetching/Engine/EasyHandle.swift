internal import CCurl

/// libcurl refused an option, or gave no handle: a defect of ours, or a libcurl that is too old.
struct CurlError: Error, Hashable {
  let code: UInt32

  /// libcurl's words for the code; for people only.
  var detail: String { String(cString: curl_easy_strerror(CURLcode(rawValue: code))) }
}

/// One libcurl easy handle, owned, with the lists that must live as long as it does.
///
/// Touched only by the loop's thread.
final class EasyHandle {
  let raw: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init() throws(CurlError) {
    guard let raw = curl_easy_init() else { throw CurlError(code: CURLE_FAILED_INIT.rawValue) }
    self.raw = raw
  }

  deinit {
    curl_easy_cleanup(raw)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
    try check(ccurl_set_long(raw, option, value))
  }

  func set(_ option: CURLoption, _ value: String?) throws(CurlError) {
    try check(ccurl_set_string(raw, option, value))
  }

  func set(_ option: CURLoption, _ value: [String]) throws(CurlError) {
    guard !value.isEmpty else { return }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in value {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw CurlError(code: CURLE_OUT_OF_MEMORY.rawValue)
      }
      list = longer
    }
    if let list { lists.append(list) }
    try check(ccurl_set_list(raw, option, list))
  }

  func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(CurlError) {
    try check(ccurl_set_pointer(raw, option, pointer))
  }

  /// A body that libcurl copies.
  func set(body: [UInt8]) throws(CurlError) {
    try check(ccurl_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, Int(body.count)))
    let code = body.withUnsafeBytes { bytes in
      // An empty array may have no address, and no address means no body of ours.
      guard let base = bytes.baseAddress, !bytes.isEmpty else {
        return ccurl_set_string(raw, CURLOPT_COPYPOSTFIELDS, "")
      }
      return ccurl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: base))
    }
    try check(code)
  }

  func check(_ code: CURLcode) throws(CurlError) {
    guard code == CURLE_OK else { throw CurlError(code: code.rawValue) }
  }

  /// A time in microseconds; `nil` when it was not reached.
  func time(_ info: CURLINFO) -> Int? {
    let value = Int(ccurl_get_offset(raw, info))
    return value > 0 ? value : nil
  }
}

import CBench

/// Other programs.
enum Child {
  /// Runs a program to its end; its output goes to `output` or nowhere.
  static func run(_ words: [String], output: String? = nil, network: Int32 = -1) throws -> cbench_usage {
    var usage = cbench_usage()
    let code = withArguments(words) { cbench_run($0, output, network, &usage) }
    guard code == 0 else { throw Obstacle("'\(words.first ?? "")' could not be started") }
    return usage
  }

  /// Starts a program that ends when this one does.
  static func start(_ words: [String], output: String, network: Int32 = -1) throws -> Int32 {
    let process = withArguments(words) { cbench_start($0, output, network) }
    guard process > 0 else { throw Obstacle("'\(words.first ?? "")' could not be started") }
    return process
  }

  private static func withArguments<Product>(
    _ words: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Product
  ) -> Product {
    var copies: [UnsafeMutablePointer<CChar>?] = words.map { word in
      let bytes = Array(word.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      return copy
    }
    copies.append(nil)
    defer { for copy in copies { copy?.deallocate() } }
    return copies.withUnsafeMutableBufferPointer { buffer in
      // Never empty, so there is an address.
      body(buffer.baseAddress ?? .allocate(capacity: 1))
    }
  }
}

extension cbench_usage {
  var wallMilliseconds: Double { Double(wall) / 1000 }
  var processorMilliseconds: Double { Double(processor) / 1000 }
}

/// The words of a command line as a shell would read them; single quotes only.
func shellWords(_ line: String) -> [String] {
  var words: [String] = []
  var word = ""
  var isQuoted = false
  var isEscaped = false
  for character in line {
    if isEscaped {
      word.append(character)
      isEscaped = false
    } else if character == "'" {
      isQuoted.toggle()
    } else if character == "\\", !isQuoted {
      isEscaped = true
    } else if character == " ", !isQuoted {
      if !word.isEmpty { words.append(word) }
      word = ""
    } else {
      word.append(character)
    }
  }
  return word.isEmpty ? words : words + [word]
}

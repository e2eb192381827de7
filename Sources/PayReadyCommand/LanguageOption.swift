import ArgumentParser
import Glibc
import Reporting

/// The language in which something is told.
struct LanguageOption: ParsableArguments {
  @Option(
    name: .customLong("lang"),
    help: "The language of what is told; without it that of LC_ALL, LC_MESSAGES or LANG, else English."
  )
  var language: Language?

  /// The language that was asked for, on the command line or by the environment.
  var chosen: Language {
    language ?? Language.preferred { getenv($0).map { String(cString: $0) } }
  }
}

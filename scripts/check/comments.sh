#!/bin/sh
# Every package and public declaration has a documentation comment.
# What a protocol of the standard library asks for is documented there: init(from:), encode(to:), ==, <, hash(into:)
# and literals.
set -eu
cd "$(dirname "$0")/../.."
find Sources Tests/TestSupport -name '*.swift' -print0 | xargs -0 awk '
  FNR == 1 { documented = 0 }
  /^ *\/\/\// { documented = 1; next }
  # Attributes may stand between a comment and its declaration.
  /^ *@/ && !/(package|public) / { next }
  /^ *(@[A-Za-z(). ]+ )?(package|public) / {
    total += 1
    exempt = /import |init\((from decoder|[a-zA-Z]+Literal)|func (encode\(to|hash\(into|==|<)|static func (<|==)/
    # A computed property that a protocol names, and conformances in extensions, are said by the protocol.
    if (!documented && !exempt && !/package static (var|let) (allCases|configuration)|var (description|debugDescription|testDescription|errorDescription)/) {
      print FILENAME ":" FNR ": no documentation comment: " $0
      bad += 1
    }
  }
  { documented = 0 }
  END {
    if (total == 0) { print "comments: nothing was found to check"; exit 1 }
    exit bad > 0
  }' >&2

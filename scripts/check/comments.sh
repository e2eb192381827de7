#!/bin/sh
# Every package and public declaration has a documentation comment.
# What a protocol asks for is documented there: members of ours by name, and the standard library's init(from:),
# encode(to:), ==, <, hash(into:), descriptions and literals.
set -eu
cd "$(dirname "$0")/../.."
files=$(find Sources Tests/TestSupport -name '*.swift')
# Names that protocols of ours declare and document.
# shellcheck disable=SC2086
witnesses=$(awk '
  FNR == 1 { inside = 0; documented = 0 }
  /^ *((package|public) )?protocol / { inside = 1; documented = 0; next }
  /^}/ { inside = 0 }
  !inside { next }
  /^ *\/\/\// { documented = 1; next }
  documented && /(var|func) [A-Za-z]+/ {
    match($0, /(var|func) [A-Za-z]+/)
    name = substr($0, RSTART, RLENGTH)
    # A stored constant may stand for a property.
    sub(/^var /, "(var|let) ", name)
    print name
  }
  { documented = 0 }' $files | sort -u | paste -sd '|' -)

# shellcheck disable=SC2086
awk -v witnesses="(${witnesses:-none})[^A-Za-z]" '
  FNR == 1 { documented = 0 }
  /^ *\/\/\// { documented = 1; next }
  # Attributes may stand between a comment and its declaration.
  /^ *@/ && !/(package|public) / { next }
  /^ *(@[A-Za-z(). ]+ )?(package|public) / {
    total += 1
    exempt = /import |init\((from decoder|[a-zA-Z]+Literal)|func (encode\(to|hash\(into|==|<)|static func (<|==)/
    named = /static (var|let) allCases|var (description|debugDescription|testDescription|errorDescription)/
    if (!documented && !exempt && !named && $0 !~ witnesses) {
      print FILENAME ":" FNR ": no documentation comment: " $0
      bad += 1
    }
  }
  { documented = 0 }
  END {
    if (total == 0) { print "comments: nothing was found to check"; exit 1 }
    exit bad > 0
  }' $files >&2

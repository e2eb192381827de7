#!/bin/sh
# Rooms import what the design lets them import, and keep out what it forbids.
# (The build refuses what the manifest does not declare; this refuses a manifest that declares too much.)
set -eu
cd "$(dirname "$0")/../.."
status=0

# room: what it may import beside the standard library, Glibc and Foundation.
allowed='
Model:
Reading: Model COpenSSL
Fetching: Model Reading CCurl COpenSSL Logging
Probing: Model Fetching Reading
Judging: Model CRE2 CEmbedded Yams
Reporting: Model CEmbedded
Auditing: Model Probing Judging Reporting
DemoShop: Model COpenSSL
PayReadyCommand: Model Auditing Judging Reporting DemoShop ArgumentParser
'
for folder in Sources/*/; do
  room=$(basename "$folder")
  case $room in C*) continue ;; esac
  rule=$(echo "$allowed" | grep "^$room:") || {
    echo "imports: $folder is not in the table of scripts/check/imports.sh" >&2
    status=1
    continue
  }
  may=" Glibc Foundation FoundationEssentials Synchronization Dispatch ${rule#*:} "
  for module in $(grep -rhE '^((package|public|internal|private|@_?[a-zA-Z()_]+) +)*import ' "$folder" --include='*.swift' |
    sed -E 's/.*import +((struct|enum|func|class|var|let|typealias|protocol) +)?([A-Za-z0-9_]+).*/\3/' | sort -u); do
    case $may in
    *" $module "*) ;;
    *) echo "imports: $folder imports $module, which the design does not let it" >&2; status=1 ;;
    esac
  done
done

# refuse PATTERN WHY PATH…: no line of these Swift files may match; comments do not count.
refuse() {
  pattern=$1 why=$2
  shift 2
  if grep -rnE "$pattern" "$@" --include='*.swift' | grep -vE '^[^:]+:[0-9]+: *//' >&2; then
    echo "imports: $why" >&2
    status=1
  fi
}
refuse '\btry!|\bfatalError\(|\bas! ' "no try!, as! or fatalError in Sources" Sources
refuse '@testable' "no @testable; what a test needs is package" Sources Tests
others=$(find Sources -mindepth 1 -maxdepth 1 -type d ! -name Fetching ! -name DemoShop)
# shellcheck disable=SC2086
refuse '@unchecked Sendable|nonisolated\(unsafe\)' "unchecked concurrency belongs in Fetching and DemoShop" $others
exit $status

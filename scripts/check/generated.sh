#!/bin/sh
# What is made from other files is current: every file of a rule pack is embedded in the program, and the reference
# of the rules says what they say.
# (The editors' schemas are compared by the tests.)
set -eu
cd "$(dirname "$0")/../.."
[ -d rules ] || exit 0
status=0
for file in $(find rules -type f ! -path 'rules/schema/*' ! -name '*.md'); do
  if ! grep -q "\"\(\.\./\)*$file\"" Sources/CEmbedded/*.c; then
    echo "generated: $file is not embedded by Sources/CEmbedded" >&2
    status=1
  fi
done
. scripts/program.sh
for language in en de; do
  if ! "$program" rules reference --lang $language | cmp -s - docs/rules/$language.md; then
    echo "generated: docs/rules/$language.md is stale; payready rules reference --lang $language >docs/rules/$language.md" >&2
    status=1
  fi
done
exit $status

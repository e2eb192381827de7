#!/bin/sh
# What is made from other files is current: every file of a rule pack is embedded in the program.
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
exit $status

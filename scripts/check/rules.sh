#!/bin/sh
# Every built-in rule is complete, and each of its examples gives what it says.
set -eu
cd "$(dirname "$0")/../.."
. scripts/program.sh
for pack in rules/*/; do
  [ -f "$pack/pack.yaml" ] || continue
  "$program" rules check --strict "$pack"
  "$program" rules test "$pack"
done

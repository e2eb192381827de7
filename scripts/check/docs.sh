#!/bin/sh
# The commands that the documentation shows really run: each block that begins with "```sh runnable" is run on its own,
# from the top of the repository, and must end with 0. Links to files of the repository lead somewhere.
set -eu
cd "$(dirname "$0")/../.."
. scripts/program.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
blocks=0

for page in README.md CONTRIBUTING.md ARCHITECTURE.md docs/*.md docs/*/*.md reports/README.md; do
  [ -f "$page" ] || continue
  awk -v folder="$work" '
    /^```sh runnable/ { number += 1; file = folder "/" number ".sh"; inside = 1; next }
    /^```/ { inside = 0 }
    # The program that the checks use, not the launcher, which would build a release.
    inside { gsub(/\.\/payready/, "payready"); print > file }' "$page"
  for block in "$work"/*.sh; do
    [ -f "$block" ] || continue
    blocks=$((blocks + 1))
    if ! PATH="$(dirname "$program"):$PATH" sh -eu "$block" >"$work/log" 2>&1 </dev/null; then
      echo "docs: a block of $page failed:" >&2
      cat "$block" >&2
      tail -n 20 "$work/log" >&2
      status=1
    fi
    rm -f "$block"
  done
  for link in $(grep -oE '\]\([^)#: ]+' "$page" | cut -c3- || true); do
    if [ ! -e "$(dirname "$page")/$link" ]; then
      echo "docs: $page links to $link, which is not there" >&2
      status=1
    fi
  done
done
if [ "$blocks" = 0 ]; then
  echo "docs: no block is marked as runnable, so nothing was checked" >&2
  status=1
fi
exit $status

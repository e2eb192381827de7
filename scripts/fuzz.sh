#!/bin/sh
# Fuzzes the parsers of servers' flights, certificates and stapled answers, and prints which of their lines were reached.
# Usage: scripts/fuzz.sh [MINUTES]    without minutes a fixed number of seeds, which takes some seconds
# Fails on a trap, and when fewer than 95 of 100 lines are reached.
set -eu
cd "$(dirname "$0")/.."
scratch=${PAYREADY_FUZZ_SCRATCH:-.build/fuzz}
export PAYREADY_FUZZ_MINUTES="${1:-0}" SWIFT_BACKTRACE=enable=no

# The flags of C targets are ours to give.
set -- --enable-code-coverage --scratch-path "$scratch" -Xcc -fprofile-instr-generate -Xcc -fcoverage-mapping
swift build --build-tests "$@"
swift test --skip-build "$@" --filter 'FetchingTests.*Fuzzed'
profile=$(find "$scratch" -name default.profdata | head -n 1)
bundle=$(find "$scratch" -name 'PayReadyPackageTests.xctest' -type f | head -n 1)
# The toolchain's own: another version may not read its profiles.
cover=$(dirname "$(readlink -f "$(command -v swift)")")/llvm-cov
[ -x "$cover" ] || cover=llvm-cov
"$cover" export -summary-only -instr-profile "$profile" "$bundle" \
  Sources/Reading/Handshake/FlightReader.swift Sources/Reading/Handshake/ServerFlight.swift \
  Sources/Reading/Handshake/ServerHello.swift Sources/COpenSSL/certificate.c \
  Sources/Fetching/Session/Certificate+Reading.swift Sources/Fetching/Session/Staple+Reading.swift |
  tr '{' '\n' | awk -F'"' '
    /filename/ { for (i = 1; i <= NF; i++) if ($i == "filename") file = $(i + 2) }
    /"count":/ && last ~ /"lines":$/ { match($0, /"count":[0-9]+/); count = substr($0, RSTART + 8, RLENGTH - 8)
      match($0, /"covered":[0-9]+/); covered = substr($0, RSTART + 10, RLENGTH - 10)
      if (file != "") { printf "%5.1f %%  %4d of %4d lines  %s\n", 100 * covered / count, covered, count, file
        all += count; reached += covered; file = "" } }
    { last = $0 }
    END { if (all == 0) { print "no line was measured"; exit 1 }
      printf "%5.1f %%  %4d of %4d lines in all\n", 100 * reached / all, reached, all
      exit reached * 100 < all * 95 }'

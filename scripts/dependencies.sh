#!/bin/sh
# Makes sure that what the build needs from the system is there: Swift and three development packages.
# As root (or by sudo without a password) it installs what is missing; else it says what to install.
# Usage: scripts/dependencies.sh [test]    with "test" also the programs that the tests compare with
set -eu

packages="libcurl4-openssl-dev libssl-dev libre2-dev"
if [ "${1:-}" = test ]; then packages="$packages curl openssl ca-certificates nginx-light haproxy iproute2 util-linux chromium"; fi

if ! command -v swift >/dev/null 2>&1; then
  echo "payready: 'swift' was not found; install Swift 6.2 or later (https://www.swift.org/install/linux/) and put it on PATH" >&2
  exit 69
fi

if ! command -v dpkg-query >/dev/null 2>&1; then
  # Not Debian: look for the headers themselves.
  for header in curl/curl.h openssl/ssl.h re2/re2.h; do
    for folder in /usr/include /usr/local/include /usr/include/*-linux-gnu; do
      [ -e "$folder/$header" ] && continue 2
    done
    echo "payready: the header $header was not found; install the development files of libcurl (OpenSSL flavour), OpenSSL and RE2" >&2
    exit 69
  done
  exit 0
fi

missing=
for package in $packages; do
  status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "payready: these packages are missing; install them with: sudo apt-get install$missing" >&2
  exit 69
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install --yes --no-install-recommends $missing >"$log" 2>&1 </dev/null
}
echo "payready: installing$missing" >&2
# A fresh machine has no package lists, an old one stale ones: fetch them only when the first attempt fails.
if ! install; then
  $as_root apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 </dev/null || true
  if ! install; then
    tail -n 20 "$log" >&2
    echo "payready: installing failed; install by hand: apt-get install$missing" >&2
    exit 69
  fi
fi

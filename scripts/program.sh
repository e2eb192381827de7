# Sourced by checks: builds the program and sets $program to its path. The build is that of `make test`, so that it
# has nothing left to do there.
if ! swift build --build-tests --explicit-target-dependency-import-check error >/dev/null 2>&1; then
  echo "the build failed; see: swift build --build-tests" >&2
  exit 1
fi
program=$(swift build --show-bin-path)/payready

#!/bin/sh
# Every Swift file is formatted as .swift-format says, without any finding of the linter.
set -eu
cd "$(dirname "$0")/../.."
exec swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

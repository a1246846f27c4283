# The newcomer's map: `make run` opens a place, `make test` proves it, `make check` reads the code.
# Everything is installed in .venv from uv.lock; a stamp makes the second start immediate.

SHELL := /bin/bash
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1
# Bytecode is kept: without it, every command that a test starts compiles its modules anew.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
DATA ?= data
SERVICES := $(wildcard services/*/service.yaml)

INSTALLED := .venv/.installed
FRONT := src/lieucommun/front_dist/.hash
FRONT_SOURCES := $(wildcard front/*.json front/*.mjs front/*.py front/src/* front/src/*/*)

.PHONY: help run test check fix bench matrix hostile docs fuzz crawl screenshots messages front set-up \
	check-code check-types check-imports check-data check-tests check-docs

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(INSTALLED) ## open a place with its demo on http://127.0.0.1:8000 (PORT=, DATA=)
	@$(MAKE) --no-print-directory $(FRONT) || echo "The map could not be built: the place opens without it."
	@lieu run --demo --port $(PORT) --data $(DATA)

test: $(INSTALLED) $(FRONT) ## run every test on SQLite and, beside it, on PostgreSQL when there is one
	@python -m tests $(ARGS)

check: $(INSTALLED) ## read the code: style, types, imports, migrations, schema, services, docs
	@$(MAKE) --no-print-directory --keep-going -j2 -O \
		check-code check-types check-imports check-data check-tests check-docs

check-code:
	ruff check
	ruff format --check --quiet
	djlint src/lieucommun --lint --quiet
check-types:
	mypy
check-imports:
	lint-imports
check-data:
	django-admin makemigrations --check --dry-run --settings lieucommun.settings.test
	lieu schema --check
	lieu check $(dir $(SERVICES))
check-tests:
	python -m pytest -q tests/architecture
check-docs:
	mkdocs build --strict --quiet --site-dir build/site

fix: $(INSTALLED) ## put right what tools can: style, imports, catalogues, reference
	-ruff check --fix
	ruff format
	python -m tools.messages
	lieu schema
	python -m tools.reference

bench: $(INSTALLED) ## measure speed against what it is compared with, in the same run
	python -m benchmarks $(ARGS)

matrix: $(INSTALLED) ## ask every route as everyone, and compare with an oracle, on both databases
	python -m tests.matrix $(ARGS)

hostile: $(INSTALLED) ## send every hostile input through its entrance, and print what refusing it cost
	python -m tests.hostile $(ARGS)

docs: $(INSTALLED) ## build the documentation into site/
	mkdocs build --strict

screenshots: $(INSTALLED) $(FRONT) ## take the pictures of docs/screens with Chromium
	python -m tools.screenshots $(ARGS)

fuzz: $(INSTALLED) ## call the API with thousands of cases drawn from its description
	HYPOTHESIS_PROFILE=explore python -m pytest -q -o log_cli=true -o log_cli_level=INFO \
		tests/web/api/test_fuzzing.py

crawl: $(INSTALLED) $(FRONT) ## look at every page of the network in three languages: axe, HTML, links
	python -m tools.crawl $(ARGS)

messages: $(INSTALLED) ## gather the texts of the interface into its catalogues
	python -m tools.messages

front: $(FRONT) ## build the map
set-up: $(INSTALLED) $(FRONT) ## install everything without starting anything

$(INSTALLED): pyproject.toml uv.lock tools/set_up.sh
	@bash tools/set_up.sh
	@touch $@

$(FRONT): $(INSTALLED) $(FRONT_SOURCES)
	@python front/build.py
	@touch $@

# What this project can do; `make` alone lists it. Everything works inside .venv and under var/.
# Variables: PYTHON= (which Python), PORT=, DATA_DIR=, DEMO_PASSWORD=, ARGS= (on to pytest or bench).

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

ifdef PORT
export PORT
endif
ifdef DATA_DIR
export DATA_DIR
endif
ifdef DEMO_PASSWORD
export DEMO_PASSWORD
endif

# Looked for once, by what needs it.
PYTHON ?= $(eval PYTHON := $(shell sh .ci/python))$(PYTHON)
PY = .venv/bin/python
# One more than the two cores: a test often waits for its browser, its server or its database.
TESTERS = 3
# Each target starts Python many times: what was compiled once is kept, whatever the shell asks for.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help
help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Run ------------------------------------------------------------------------------------------

.PHONY: run
run: python ## start the site on this machine, demo content and all
	@$(PYTHON) site/config/start.py run

.PHONY: dev
dev: install-base ## Django's own server, which reloads what changed (web only)
	@SITE_URL="$${SITE_URL:-http://127.0.0.1:$(or $(PORT),8000)}" $(PY) manage.py runserver $(or $(PORT),8000)

.PHONY: worker
worker: install-base ## the background worker alone, renditions too
	@$(PY) manage.py db_worker --no-reload --queue-name '*'

.PHONY: tick
tick: install-base ## give every periodic job its turn, once
	@$(PY) manage.py tick

# --- Test -----------------------------------------------------------------------------------------

.PHONY: test
test: install chromium ## check; everything but the long tests, on SQLite and where it matters on PostgreSQL
	@$(PY) .ci/with_postgres.py -- $(MAKE) test-both

# Beside a PostgreSQL, whose address stands in DATABASE_URL; where that is empty, on SQLite.
.PHONY: test-both
test-both:
	@$(MAKE) -j 3 check test-database-sqlite test-database
	@DATABASE_URL= $(PY) -m pytest -n $(TESTERS) -m "not long" $(ARGS)
	@$(PY) -m pytest -n $(TESTERS) -m "concurrency and not long" $(ARGS)

.PHONY: test-long
test-long: install chromium ## load, faults, fuzzing, generated data; then every test again on PostgreSQL
	@$(PY) -m pytest -m long $(ARGS)
	@$(PY) .ci/with_postgres.py -- $(PY) -m pytest -n $(TESTERS) -m "not long or concurrency" $(ARGS)

.PHONY: check
check: install ## format, lint, types, floors, templates, migrations, messages
	@$(PY) .ci/check.py

# What migrations make, once, ahead of the tests.
.PHONY: test-database
test-database: install
	@DJANGO_SETTINGS_MODULE=config.settings.test PYTHONPATH=site:. $(PY) -m tests.databases

.PHONY: test-database-sqlite
test-database-sqlite: install
	@DATABASE_URL= $(MAKE) test-database

.PHONY: bench
bench: install ## rates against a bare view and budgets, on SQLite, then on PostgreSQL; writes var/bench.json
	@failed=0; \
	PYTHONPATH=site $(PY) -m tests.bench $(ARGS) || failed=1; \
	PYTHONPATH=site $(PY) .ci/with_postgres.py --durable -- $(PY) -m tests.bench $(ARGS) || failed=1; \
	exit $$failed

# --- Maintain -------------------------------------------------------------------------------------

.PHONY: format
format: install ## put code and templates in the house style
	@$(PY) -m ruff format -q .
	@$(PY) -m ruff check -q --fix --select I .

.PHONY: lock
lock: install ## compile requirements/*.in into *.txt, with hashes
	@for name in base dev; do \
	  (cd requirements && ../.venv/bin/python -m uv pip compile -q --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url $$name.in -o $$name.txt) || exit 1; \
	done

.PHONY: messages
messages: install ## bring the message files to the source and compile them
	@$(PY) .ci/messages.py update
	@$(PY) .ci/messages.py compile

.PHONY: vendor
vendor: python ## fetch the pinned front-end files of others (needs npm)
	@$(PYTHON) .ci/vendor.py

.PHONY: clean
clean: ## remove .venv and what tests left; keeps the site's own data
	@rm -rf .venv var/test var/bench

# --- Steps ----------------------------------------------------------------------------------------

.PHONY: python install install-base chromium
python:
	@test -n "$(PYTHON)" || exit 1
	@command -v "$(PYTHON)" >/dev/null || \
	  { echo "There is no $(PYTHON) on this machine. Name another one: make run PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; this is %s. Name another one: make run PYTHON=python3.12" % sys.version.split()[0])'

install: python
	@$(PYTHON) site/config/start.py install dev

install-base: python
	@$(PYTHON) site/config/start.py install base

chromium: install
	@$(PY) .ci/chromium.py >/dev/null

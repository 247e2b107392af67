PYTHON ?= python3
PORT ?= 8050
VENV := .venv
OTHER := .venv-bench
PY := $(VENV)/bin/python
# A file is tested by one process: what its tests share is made once. Files come in the order of
# tests/conftest.py, the longest first; by default those of many tests do, however short they are.
PYTEST := $(PY) -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

.PHONY: help setup dev browser postgres nginx serve build test check fmt fmt-check lint types floor unit accuracy recall bench audit bundle fuzz screenshots pictures lock

help:            ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

$(VENV)/.runtime: requirements.lock pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# A lock holds only what those it is installed with do not hold already: see `make lock`.
$(VENV)/.dev: requirements-dev.lock requirements-pictures.lock $(VENV)/.runtime
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-pictures.lock -r requirements-dev.lock
	touch $@

setup: $(VENV)/.runtime   ## create the environment in .venv

dev: $(VENV)/.dev

build: setup     ## build the store from what ships, the archive and the ledger
	$(VENV)/bin/mingcha build

serve: setup     ## serve on http://127.0.0.1:8050 (PORT= to change)
	test -e data/store/current || $(VENV)/bin/mingcha build
	MINGCHA_DESK=open $(VENV)/bin/gunicorn -b 127.0.0.1:$(PORT) 'app:server()'

browser:
	@command -v chromium chromium-browser >/dev/null || \
	  { apt-get update -q && apt-get install -y -q chromium fonts-noto-cjk; } || \
	  echo "chromium could not be installed: the browser's tests will fail and say so" >&2

postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	  { apt-get update -q && apt-get install -y -q postgresql; } || \
	  echo "postgresql could not be installed: tests of the ledger on it are skipped and say so" >&2

nginx:
	@command -v nginx >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends nginx-light; } || \
	  echo "nginx could not be installed: the deployment by the documents is skipped and says so" >&2

fmt: dev         ## format
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix --quiet . || true
fmt-check: dev
	$(PY) -m ruff format --check .
lint: dev
	$(PY) -m ruff check .
types: dev
	$(PY) -m mypy
floor: dev
	$(VENV)/bin/lint-imports
unit: dev
	$(PYTEST) tests/unit tests/contract tests/gold
check: fmt-check lint types floor unit   ## the quick one: format, lint, types, import contracts, unit and contract tests
test: dev browser postgres nginx    ## every test, the browser's included
	$(PYTEST) -m "not bench"

recall: dev     ## what the rules find in texts labelled by reading
	$(PY) -m tests.rules.recall

accuracy: dev    ## read generated documents of every layout and compare with what was planted
	$(PY) -m tests.accuracy
	$(PY) -m tests.accuracy.pictures
bench: dev browser $(OTHER)/.runtime   ## ratios against named alternatives, each in one run
	$(PY) -m tests.bench.parse
	$(PY) -m tests.bench.questions
	$(PY) -m tests.bench.rules
	$(PY) -m tests.bench.ingest
	$(PY) -m tests.bench.copying
	$(PY) -m tests.bench.nation
	$(PY) -m tests.bench.copied
	test -e data/store/current || $(VENV)/bin/mingcha build
	$(PY) -m tests.bench.front
	$(PY) -m tests.bench.crowd
	$(PY) -m tests.bench.load
	$(PY) -m tests.bench.redraw
	$(PY) -m tests.bench.desk
$(OTHER)/.runtime: requirements.lock requirements-bench.lock
	test -x $(OTHER)/bin/python || $(PYTHON) -m venv $(OTHER)
	$(OTHER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-bench.lock
	touch $@

$(VENV)/.audit: requirements-audit.lock $(VENV)/.dev
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-pictures.lock -r requirements-dev.lock -r requirements-audit.lock
	touch $@

audit:           ## look both locks up for known vulnerabilities; offline with ADVISORIES=a file, folder or ZIP in the OSV format
	@if test -n "$(ADVISORIES)"; then $(MAKE) --no-print-directory dev && $(PY) -m tests.audit "$(ADVISORIES)"; \
	else $(MAKE) --no-print-directory audit-online; fi
audit-online: $(VENV)/.audit
	@for lock in requirements.lock requirements-dev.lock; do \
	  echo "$$lock:"; \
	  $(VENV)/bin/pip-audit --strict --progress-spinner off --disable-pip -r $$lock || bad=1; \
	done; \
	test -z "$$bad" || { echo "audit: a package is vulnerable, or could not be looked up (without a network give ADVISORIES=)" >&2; exit 1; }
soak: dev postgres   ## ten minutes of everything at once: readers, importers, strangers, kills, a full disk (SECONDS= to change)
	$(PY) -m tests.soak --seconds $(or $(SECONDS),600)
bundle: dev      ## one archive that installs without a network, in build/ (PLATFORM=win_amd64 and PYTHON_VERSION=3.12 for another machine)
	$(PY) -m tests.bundle $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(PYTHON_VERSION),--python $(PYTHON_VERSION))
fuzz: dev        ## 20,000 cases of broken bytes and structures
	$(PY) -m pytest tests/property --fuzz 20000
screenshots: dev browser build  ## every page at three widths, both languages and schemes, in build/screenshots
	$(PY) -m tests.e2e.screenshots
pictures: dev browser build  ## take the pictures that README and docs show anew, in docs/pictures
	$(PY) -m tests.e2e.screenshots --shown

PIN := uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
# $(call own,name,--group or --extra,locks it is installed with): what those do not hold already.
define own
$(PIN) $(foreach lock,$(3),--constraint $(lock)) $(2) $(1) --output-file requirements-$(1).lock \
  $$(sed -nE 's/^([a-z0-9._-]+)==.*/--no-emit-package \1/p' $(3)) $(if $(filter --extra,$(2)),pyproject.toml)
endef
lock:            ## write the hashed locks anew (needs uv)
	$(PIN) --group build --output-file requirements.lock pyproject.toml
	$(call own,pictures,--extra,requirements.lock)
	$(call own,cluster,--extra,requirements.lock)
	$(call own,dev,--group,requirements.lock requirements-pictures.lock)
	$(call own,audit,--group,requirements.lock requirements-pictures.lock requirements-dev.lock)
	$(call own,bench,--group,requirements.lock)

# Everything runs inside .venv, which tools/environment.py makes and keeps in step with the
# locks. ARGS reach the command: make test ARGS="tests/reviews -k scheduled"

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# What `make bench` runs, one after the other: modules in bench/.
BENCHES := pictures search
TEMPLATES = $(shell find templates -name '*.html')
# Written by collectstatic, which compresses everything anew each time: seconds.
MANIFEST = $(or $(DATA_DIR),var)/static/staticfiles.json
STATIC = $(shell find . -path ./.venv -prune -o -path ./var -prune -o -path '*/static/*' -type f -print)

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)
environment = $(if $(PYTHON),$(PYTHON),$(error Intertitle needs Python 3.11 or newer, and found \
	none. On Debian and Ubuntu: sudo apt-get install python3 python3-venv)) tools/environment.py

.PHONY: help run test test-sqlite test-postgresql bench screenshots lint format messages lock clean \
	runtime testing

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 24

run: runtime ## start the site with its worker, with demo content when it is empty
	@$(MANAGE) migrate --verbosity 0
	@$(MAKE) --silent $(MANIFEST)
	@$(MANAGE) demo --if-empty
	@exec $(MANAGE) serve

$(MANIFEST): config/settings.py requirements.txt $(STATIC)
	@echo "Preparing styles and scripts …"
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

test: test-sqlite test-postgresql ## run all tests, on SQLite and on PostgreSQL

test-sqlite: testing ## run all tests, browser tests included, on SQLite
	@$(BIN)/python -m pytest --database=sqlite $(ARGS)

test-postgresql: testing ## run the tests that touch a database on PostgreSQL
	@$(BIN)/python -m pytest --database=postgresql $(ARGS)

bench: testing ## measure speed and memory (WRITE=1 puts the figures into docs/performance.md)
	@for name in $(BENCHES); do $(BIN)/python -m bench.$$name $(if $(WRITE),--write) || exit 1; done

lint: export DATA_DIR := .venv/lint
lint: testing ## check code, types, templates, imports, migrations and production settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	SITE_URL=https://example.org ALLOWED_HOSTS=example.org DEBUG=0 \
	$(MANAGE) check --deploy --fail-level WARNING

format: testing ## write code and templates the way lint wants them
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

screenshots: testing ## take the pictures of docs/editors anew, in a real browser
	@$(BIN)/python tools/screenshots.py

messages: runtime ## gather the words of code and templates into locale/, and compile them
	$(MANAGE) makemessages --all --no-obsolete --no-wrap --add-location file \
		--ignore tests --ignore bench --ignore tools --ignore docs --ignore var
	$(MANAGE) compilemessages --ignore .venv --ignore var

lock: runtime ## renew the locks after a change in pyproject.toml (ARGS=--upgrade: newest of all)
	@$(BIN)/python -m pip install --quiet 'uv~=0.13.9'
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command 'make lock' --group runtime $(ARGS) -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command 'make lock' --group test $(ARGS) \
		--constraint requirements.txt -o requirements-test.txt

clean: ## remove what can be made again; the content in var/ stays
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

runtime:
	@$(environment) requirements.txt

testing:
	@$(environment) requirements-test.txt

# The commands of the Better Work Map. They need make and Python 3.11 or newer; everything else is
# installed into .venv.

SHELL := /bin/sh
PORT ?= 8000
N ?= 1000
ARGS ?=
IN_VENV := .venv/bin/python

# The newest Python that can make a virtual environment; failing that, any, which then says what
# is missing. PYTHON=… chooses another.
define environment
	@chosen=; \
	for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
			2>/dev/null; then chosen=$$python; break; fi; \
	done; \
	if [ -z "$$chosen" ] && ! command -v python3 >/dev/null; then \
		echo "Python is missing: install Python 3.11 or newer (Debian: apt install python3-venv)." >&2; \
		exit 1; \
	fi; \
	"$${chosen:-python3}" -I betterwork/environment.py $(1)
endef

.PHONY: help run staff test lint format bench lock requirements requirements-dev

help:  ## Say what there is
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1	/p' Makefile

requirements:
	$(call environment,requirements.txt)

requirements-dev:
	$(call environment,requirements-dev.txt)

run: requirements  ## Serve the site on 127.0.0.1 (PORT=8000)
	@exec $(IN_VENV) -m betterwork.serve $(PORT)

staff: requirements  ## Make a staff account
	@exec $(IN_VENV) manage.py createsuperuser

# The tests of one file run in one process, because they may share something that is slow to make.
test: requirements-dev  ## Run all tests (ARGS="-k map", ARGS=tests/projects, …)
	@SECRET_KEY="$${SECRET_KEY:-only-for-tests}" $(IN_VENV) -m pytest -n auto --dist loadfile \
		--no-loadscope-reorder $(ARGS)

lint: requirements-dev  ## Check style and old idioms
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	@find betterwork members projects tests -name '*.py' -not -path '*/migrations/*' -print0 \
		| xargs -0 $(IN_VENV) -m django_upgrade --check --target-version 5.2

format: requirements-dev  ## Put the code and the templates into that style
	@$(IN_VENV) -m ruff check --fix .
	@$(IN_VENV) -m ruff format .
	@find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2

bench: requirements-dev  ## Measure the site with N=1000 made-up projects
	@exec $(IN_VENV) -m bench N=$(N)

# The header would hold the command, and so whatever paths it was given.
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header
lock:  ## Lock the newest versions that pyproject.toml allows (needs uv)
	@command -v uv >/dev/null || { echo "uv is missing: pip install uv" >&2; exit 1; }
	@$(LOCK) --upgrade --group test --group lint pyproject.toml -o requirements-dev.txt
	@$(LOCK) --constraint requirements-dev.txt pyproject.toml -o requirements.txt

# make run   set up, build the starter library, open the app
# make test  set up, every check
# make bench set up, quality and speed tables

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIBRARY ?= library-data
DATA ?= $(firstword $(wildcard bench/data ../shared/bench))
export STUDYGRAPH_LIBRARY ?= $(LIBRARY)

.PHONY: run test bench clean

run: $(VENV)/ready
	$(BIN)/studygraph add starter
	$(BIN)/studygraph app

test: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/ready
	$(BIN)/python -m bench all --data "$(DATA)"

clean:
	rm -rf $(VENV) build *.egg-info

# Made anew only when what it is made from has changed.
$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --disable-pip-version-check --progress-bar on --constraint constraints.txt --editable ".[dev]"
	touch $@

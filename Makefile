# Two commands matter to a newcomer: `make run` and `make test`. The others are for whoever changes the code.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test check format fuzz bench chaos screenshots lock clean

run: $(VENV)/runtime        ## migrate, fill an empty database with the demo world, serve, and say how to get in
	$(BIN)/wijkpeil demo

test: $(VENV)/dev           ## everything: domain, both databases, routes, and the phone in a real Chromium
	$(BIN)/python -m tests.provide
	$(BIN)/python -m pytest

check: $(VENV)/dev          ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: $(VENV)/dev           ## five thousand requests that nobody would think of, as every kind of visitor of the API
	FUZZ_REQUESTS=5600 $(BIN)/python -m pytest -n 0 tests/api/test_fuzz.py

bench: $(VENV)/dev          ## how fast: storing interviews, scores with 10,000 and 1,000,000 of them, lists, files
	$(BIN)/python -m bench

chaos: $(VENV)/dev          ## 1,000 interviews over a bad line to a server that is killed: each arrives once, or this fails
	$(BIN)/python -m bench.chaos

screenshots: $(VENV)/dev    ## every page at 360 and 1280 px wide; the pictures of the README and the manual too
	$(BIN)/python -m tests.telefoon.screenshots

lock: $(VENV)/dev           ## pin anew; needs uv (pip install uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

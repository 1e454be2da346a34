# The README's two commands: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test format bench eval clean

demo: .venv/.installed
	@echo
	$(BIN)/medlint check --exit-zero corpus/turmeric-joint-pain.md

test: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/medlint validate
	$(BIN)/medlint test
	$(BIN)/pytest -n auto

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Real text lies beside the repository on some machines; its figures stay otherwise.
OUTSIDE := $(wildcard $(addprefix ../shared/data/,claims.jsonl studies.jsonl clean_docs.jsonl))

eval: .venv/.dev
	$(BIN)/medlint eval --isolated corpus $(OUTSIDE) --floors corpus/floors.yml \
	  $(if $(TODAY),--today $(TODAY)) \
	  --output docs/accuracy.md --output build/evaluation.html

bench: .venv/.dev
	$(BIN)/python bench/throughput.py

clean:
	rm -rf .venv

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("medlint needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/.installed

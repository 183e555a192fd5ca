"""How many small mistakes in our own code do the tests catch?

    python tools/mutants.py --count 300 --seed 0 --out _build/mutants.json

Mutants are drawn from `neuralnet/` and the judging engine of `coursework/`: one token
of one file is exchanged (a sign, a comparison, a number, True for False ...). Each is
put into a copy of the tree, and the tests of its room run, then those of the package.
A mutant that no test notices has survived. Resumable: what the file holds is kept.
"""

import argparse
import ast
import io
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import tokenize

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENGINE = ("judging", "outcomes", "answers", "defects", "checking", "report")
ENGINE += ("catalogue", "entries", "combinations")
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
OTHER = {a: b for pair in PAIRS for a, b in (pair, tuple(pair)[::-1])}
OTHER |= {"not": "", "is": "is not", "@": "*", "break": "continue", "//": "/"}


def mutants(path):
    """Yield (line, old, new, source) of each mutant of a file that Python can read."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NUMBER:
            new = {"0": "1", "1": "2"}.get(token.string, f"({token.string} + 1)")
        elif token.string in OTHER and token.type in (tokenize.OP, tokenize.NAME):
            new = OTHER[token.string]
        else:
            continue
        (row, begin), (_, end) = token.start, token.end
        if lines[row - 1].lstrip().startswith(("import", "from", "__version__")):
            continue
        changed = list(lines)
        changed[row - 1] = lines[row - 1][:begin] + new + lines[row - 1][end:]
        try:
            ast.parse(text := "".join(changed))
        except SyntaxError:
            continue
        yield row, token.string, new, text


def files():
    """Return the files that mutants are drawn from."""
    engine = [ROOT / "coursework" / f"{name}.py" for name in ENGINE]
    network = (ROOT / "neuralnet").rglob("*.py")
    return sorted([*network, *(file for file in engine if file.exists())])


def rounds(path):
    """Return the tests that a mutant of a file meets, the nearest first."""
    if path.parts[0] == "coursework":
        near = ["test_check.py", "test_engine.py", "test_catalogue.py"]
        near = [f"tests/coursework/{name}" for name in near]
        rest = ["tests/coursework", "--ignore=tests/coursework/grading"]
        return [[t for t in near if (ROOT / t).exists()], rest]
    near = list((ROOT / "tests/neuralnet").rglob(f"test_{path.stem}.py"))
    rest = ["tests/neuralnet", "tests/book/equations", "tests/book/test_listings.py"]
    return [[str(each.relative_to(ROOT)) for each in near], rest]


def notice(tree, tests, seconds):
    """Return what noticed: the test that failed first, 'time', or None."""
    if not tests:
        return None
    run = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            run, cwd=tree, capture_output=True, text=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return "time"
    failed = [
        ln for ln in done.stdout.splitlines() if ln.startswith(("FAILED", "ERROR"))
    ]
    return None if done.returncode == 0 else (failed or ["does not start"])[0][:120]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--seconds", type=int, default=600, help="for one round of tests"
    )
    parser.add_argument("--out", type=pathlib.Path, required=True)
    given = parser.parse_args()
    drawn = [(path, *m) for path in files() for m in mutants(path)]
    drawn = random.Random(given.seed).sample(drawn, given.count)
    rows = json.loads(given.out.read_text()) if given.out.exists() else []
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        shutil.copytree(
            ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "_build", ".*")
        )
        for path, row, old, new, text in drawn[len(rows) :]:
            place = path.relative_to(ROOT)
            (tree / place).write_text(text, encoding="utf-8")
            caught = (notice(tree, t, given.seconds) for t in rounds(place))
            by = next((each for each in caught if each), None)
            (tree / place).write_bytes(path.read_bytes())
            rows.append({"file": f"{place}:{row}", "old": old, "new": new, "by": by})
            given.out.write_text(json.dumps(rows, indent=1))
            if by is None:
                print(
                    f"survived {len(rows)}: {place}:{row} {old!r} -> {new!r}",
                    flush=True,
                )
    killed = sum(row["by"] is not None for row in rows)
    print(f"{killed} of {len(rows)} killed ({killed / len(rows):.1%})")


if __name__ == "__main__":
    main()

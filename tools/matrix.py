"""Run every notebook with other versions and settings, and compare its outputs.

    make matrix                        rows that platforms.json lacks, or that compared
                                       other cells than the notebooks have now
    python tools/matrix.py numpy-1.26  one row, again; --help names them all

The row `base` has the pinned versions. Each other row changes one thing: Python, NumPy,
Matplotlib, the kernel of OpenBLAS or the number of threads; the last has the versions
of Colab. A row runs every notebook and compares each cell with its stored output, as
`make test` does. If this machine cannot run a row, 'not run' and the reason are stored.
Environments are made in _build/matrix, and book/platforms.md is written anew.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from neuralnet.support.files import write_whole  # noqa: E402

RESULTS = ROOT / "book" / "experiments" / "platforms.json"
PAGE = ROOT / "book" / "platforms.md"
HOME = ROOT / "_build" / "matrix"
COLAB = ROOT / "tests" / "colab" / "requirements.txt"
NOTEBOOKS = ["book", "tests/homework"]
# The packages that notebooks and their comparison need; others build the book.
NEEDED = ["ipykernel", "ipywidgets", "jinja2", "joblib", "matplotlib", "nbformat"]
NEEDED += ["nbval", "numpy", "parso", "pytest", "threadpoolctl", "tqdm"]
NEEDED += ["hypothesis", "playwright"]  # tests/conftest.py imports them
ROWS = {"base": {}}
ROWS |= {f"python-{v}": {"python": f"python{v}"} for v in ("3.12", "3.13", "3.14")}
ROWS |= {f"numpy-{v}": {"pins": [f"numpy=={v}.*"]} for v in ("1.26", "2.0", "2.1")}
ROWS |= {"numpy-newest": {"pins": ["numpy"]}}
ROWS |= {"matplotlib-3.8": {"pins": ["matplotlib==3.8.*"]}}
ROWS |= {"matplotlib-newest": {"pins": ["matplotlib"]}}
KERNELS = ["Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX", "Cooperlake"]
ROWS |= {f"kernel-{name}": {"kernel": name} for name in KERNELS}
ROWS |= {"threads-2": {"threads": 2}}
ROWS |= {"colab": {"python": "python3.13", "file": COLAB, "threads": 2}}
ASK = """
import json, platform, numpy, matplotlib
from threadpoolctl import threadpool_info
a = numpy.ones((300, 300))
assert (a @ a == 300).all()
blas = [i for i in threadpool_info() if i["user_api"] == "blas"]
print(json.dumps({
    "python": platform.python_version(), "numpy": numpy.__version__,
    "matplotlib": matplotlib.__version__, "threads": blas[0]["num_threads"],
    "kernel": blas[0].get("architecture", blas[0]["internal_api"])}))
"""
HEAD = "| changed | Python | NumPy | Matplotlib | kernel | threads | cells | differ |"


class NotRun(Exception):
    """The reason why this machine cannot run a row."""


def environment(name, row):
    """Return the path of a row's Python; make its environment if it is missing."""
    if not row.keys() & {"python", "pins", "file"}:
        return pathlib.Path(sys.executable)
    base = row.get("python", f"python3.{sys.version_info.minor}")
    if shutil.which(base) is None:
        raise NotRun(f"there is no {base} on this machine")
    home, pins = HOME / name, row.get("pins", [])
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if (home / "ready").exists():
        return python
    shutil.rmtree(home, ignore_errors=True)
    if subprocess.run([base, "-m", "venv", home], capture_output=True).returncode:
        raise NotRun(f"{base} makes no environments on this machine")
    changed = {re.match(r"[\w-]+", pin)[0] for pin in pins}
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in pinned if line.partition("==")[0].lower() not in changed]
    (home / "constraints.txt").write_text("\n".join(kept), encoding="utf-8")
    what = ["-r", row["file"]] if "file" in row else ["-c", home / "constraints.txt"]
    install = [python, "-m", "pip", "install", "--quiet", *what, *NEEDED, *pins]
    subprocess.run(install, check=True)
    (home / "ready").touch()
    return python


def variables(row):
    """Return the environment variables of the processes that run a row."""
    threads = str(row.get("threads", 1))
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    found = os.environ | dict.fromkeys(names, threads)
    found |= {"PYTHONPATH": str(ROOT), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    if "kernel" in row:
        found["OPENBLAS_CORETYPE"] = row["kernel"]
    return found


def about(python, row):
    """Return versions, kernel and threads in use; NotRun if the row wants others."""
    run = {"capture_output": True, "text": True, "env": variables(row)}
    done = subprocess.run([python, "-c", ASK], **run)
    if "kernel" in row and done.returncode < 0:  # killed by an unknown instruction
        raise NotRun("the processor lacks an instruction")
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = json.loads(done.stdout)
    wanted = row.get("kernel", found["kernel"])
    names = ("Prescott", "Katmai") if wanted == "Prescott" else (wanted,)  # synonyms
    if found["kernel"] not in names:
        raise NotRun(f"OpenBLAS takes {found['kernel']} for it here")
    return found


def cells(report):
    """Return how many cells pytest compared, and the names of the cells that differ."""
    cases = [c for c in ET.parse(report).iter("testcase") if c.find("skipped") is None]
    differing = [
        f"{case.get('classname').replace('.', '/')} {case.get('name')}"
        for case in cases
        if {part.tag for part in case} & {"failure", "error"}
    ]
    return len(cases), sorted(differing)


def how_many():
    """Return how many code cells all notebooks have now."""
    paths = [path for room in NOTEBOOKS for path in (ROOT / room).rglob("*.ipynb")]
    books = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return sum(cell["cell_type"] == "code" for book in books for cell in book["cells"])


def missing(rows, now):
    """Return the names of the rows that are not stored or did not compare `now` cells.

    A stored row that this machine could not run is not missing.
    """
    stored = {name: row.get("cells", now) for name, row in rows.items()}
    return [name for name in ROWS if stored.get(name) != now]


def run(name, notebooks=NOTEBOOKS):
    """Run the notebooks with the changes of a row; return its result as a dict."""
    row = ROWS[name]
    try:
        python = environment(name, row)
        found = about(python, row)
    except NotRun as error:
        return {"not_run": str(error)}
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.xml"
        command = [python, "-m", "pytest", "--nbval", "-q", f"--junitxml={report}"]
        command += ["-p", "no:cacheprovider", *notebooks]
        done = subprocess.run(command, cwd=ROOT, env=variables(row))
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{name}: pytest ended with {done.returncode}")
        compared, differing = cells(report)
    return found | {"cells": compared, "differing": differing}


def table(results):
    """Return the rows as a Markdown table, and why some were not run.

    A reason in a cell would widen its column while the page loads, and move the rest.
    """
    lines, reasons = [HEAD, "|---|---|---|---|---|---|---|---|"], []
    for name in ROWS:
        found = results.get(name, {"not_run": "not yet"})
        keys = ("python", "numpy", "matplotlib", "kernel", "threads", "cells")
        entries = [found.get(key, "") for key in keys]
        entries.append("-" if "not_run" in found else len(found["differing"]))
        if "not_run" in found:
            reasons.append(f"\n*{name}* was not run: {found['not_run']}.")
        lines.append(f"| {name} | {' | '.join(map(str, entries))} |")
    return "\n".join(lines + reasons)


def write_page(results):
    """Put the table between the two marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    first, second = "<!-- rows -->\n", "\n<!-- end -->"
    before, _, rest = text.partition(first)
    text = f"{before}{first}{table(results)}{second}{rest.partition(second)[2]}"
    write_whole(PAGE, text)


def main():
    """Run the rows and store each at once; return whether any cell differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    again = f"run these again, not the missing ones: {', '.join(ROWS)}"
    parser.add_argument("rows", nargs="*", metavar="ROW", help=again)
    args = parser.parse_args()
    if unknown := set(args.rows) - ROWS.keys():
        parser.error(f"no such row: {', '.join(sorted(unknown))}; --help names them")
    stored = {"command": "make matrix", "rows": {}}
    if RESULTS.exists():
        stored = json.loads(RESULTS.read_text("utf-8"))
    for name in args.rows or missing(stored["rows"], how_many()):
        print(f"{name}:", flush=True)
        stored["rows"][name] = run(name)
        write_whole(RESULTS, json.dumps(stored, indent=1) + "\n")
        write_page(stored["rows"])
    differing = sum(len(row.get("differing", ())) for row in stored["rows"].values())
    print(f"{len(stored['rows'])} of {len(ROWS)} rows, {differing} differing cells")
    return differing > 0


if __name__ == "__main__":
    sys.exit(main())

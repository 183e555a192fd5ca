"""Run the notebooks wherever a number could come out otherwise; write down what passed.

    .venv/bin/nox                                               all that is missing
    .venv/bin/nox -s kernels -- book/chapters/xavier.ipynb   one notebook

Each kernel of OpenBLAS, made for one family of processors, sums in an order of its own,
as other threads and NumPy's own loops do. So the last digit differs, and where training
is chaotic, this reaches the first. tests/kernels.json holds in which rows a notebook
gave its stored outputs, and `make test` fails at a notebook that lacks one.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import nox

nox.options.error_on_missing_interpreters = False
nox.options.envdir = "_build/nox"
nox.options.reuse_venv = "yes"
ROOT = pathlib.Path(__file__).resolve().parent
PASSED = ROOT / "tests" / "kernels.json"
# The students' notebooks are made from the solutions, and show nothing of their own.
FOLDERS = ("book/chapters", "book/solutions", "tests/homework")
PATHS = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.ipynb"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in PATHS]
OTHERS = ("Haswell", "Nehalem", "Prescott")  # kernels that every x86 runs
ROWS = (*OTHERS, "two threads", "no SIMD")  # `make test` runs the native kernel
REQUIRED = OTHERS  # without them `make test` fails
ASK = """
import numpy, threadpoolctl
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
print(threadpoolctl.threadpool_info()[0]["architecture"])
print(*(name for name in __cpu_dispatch__ if __cpu_features__[name]))
"""


def digest(name):
    """Return the hash of a notebook's code and of the texts that it shows.

    The texts belong to it because they are what was compared: a changed package changes
    them without the code. Prose, pictures and Colab's cell, with its address, do not.
    """
    kept = []
    for cell in json.loads((ROOT / name).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and cell["id"] != "colab-setup":
            tags = cell["metadata"].get("tags", [])
            shown = [] if "nbval-ignore-output" in tags else cell["outputs"]
            texts = [
                o.get("text") or o.get("data", {}).get("text/plain") for o in shown
            ]
            kept += ["".join(text or "") for text in (cell["source"], *texts)]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]


def passed(name):
    """Return the rows in which the notebook, as it is now, gave its stored outputs."""
    found = json.loads(PASSED.read_text(encoding="utf-8")).get(name, {})
    return found["rows"] if found.get("hash") == digest(name) else []


def write(name, row):
    """Write down that the notebook passed, and forget those that have changed."""
    rows = {each: [*passed(each), *[row] * (each == name)] for each in NAMES}
    lines = [
        f"{json.dumps(each)}: {json.dumps({'hash': digest(each), 'rows': rows[each]})}"
        for each in NAMES
        if rows[each]
    ]
    PASSED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def compare(session, row, python, settings):
    """Run the notebooks that lack the row, two at a time."""
    if unknown := set(session.posargs) - set(NAMES):
        session.error(f"no notebook, from the root of the repository: {unknown}")
    names = [name for name in session.posargs or NAMES if row not in passed(name)]
    options = {"cwd": ROOT, "capture_output": True, "text": True}
    options["env"] = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | settings
    pytest = [python, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
    failed = []
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda name: subprocess.run([*pytest, name], **options), names)
        for name, done in zip(names, runs, strict=True):
            if done.returncode == 0:
                write(name, row)
            else:
                failed.append(name)
                session.warn(done.stdout)
    if failed:
        session.error(f"with {row}, other outputs in {', '.join(failed)}")


@nox.session(venv_backend="none")
@nox.parametrize("row", ROWS)
def kernels(session, row):
    """Compare the notebooks under one kernel of OpenBLAS, or with another setting."""
    settings = {"OPENBLAS_CORETYPE": row} if row in OTHERS else {}
    ask = {"env": os.environ | settings, "text": True}
    found = subprocess.check_output([sys.executable, "-c", ASK], **ask).splitlines()
    if row in OTHERS and found[0].replace("Katmai", "Prescott") != row:  # two names
        session.skip(f"for {row}, OpenBLAS takes {found[0]} on this machine")
    if row == "two threads":
        settings["OPENBLAS_NUM_THREADS"] = "2"
    if row == "no SIMD":
        settings["NPY_DISABLE_CPU_FEATURES"] = found[1]
    compare(session, row, sys.executable, settings)


@nox.session(python=["3.12", "3.13", "3.14"])
def pythons(session):
    """Compare notebooks and checks on other Pythons, with the same libraries."""
    needed = [
        "ipykernel",
        "nbval",
        "hypothesis",
        "playwright",
        "sphinx",
        "pytest-xdist",
    ]
    session.install("-c", "requirements.txt", "-e", ".[scale,grading]", *needed)
    python = shutil.which("python", path=session.bin)
    answers = "tests/coursework/questions/test_answers.py"  # messages of exceptions
    session.run(python, "-m", "pytest", "-q", answers, env={"EVERY": "3"})
    compare(session, f"Python {session.python}", python, {})

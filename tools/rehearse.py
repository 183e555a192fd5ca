"""Run the steps of the publishing workflow here, as if for an instructor's edition.

    make rehearse [SOLUTIONS=yes]

This clones the last commit, sets an address, and runs each `run:` of the jobs `build`
and `colab` of publish.yml as GitHub does (`bash -e`), with a bare remote repository.
Then tests/publishing/edition.py checks the site and the branch, and test_served.py all
links, served below a folder. It takes some minutes.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = ROOT / "_build" / "rehearsal"
CLONE, BARE = PLACE / "clone", PLACE / "origin.git"
REPOSITORY = "https://github.com/ana-lopez/nets"
BORROWED = ".venv", "node_modules"
WHO = ("-c", "user.name=Ana", "-c", "user.email=ana@school.org")


def run(*command, cwd=CLONE, **environment):
    """Print a command and run it, with more variables; an error ends this program."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, check=True)


def borrow(name):
    """Link an installed folder into the clone, with a new file `installed` for make."""
    (CLONE / name).mkdir()
    for entry in (ROOT / name).iterdir():
        if entry.name != "installed":
            (CLONE / name / entry.name).symlink_to(entry)
    (CLONE / name / "installed").touch()


def clone():
    """Make the clone with its own address, a commit, a tag and a remote."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    run("git", "clone", "--quiet", ROOT, CLONE, cwd=ROOT)
    run("git", "init", "--quiet", "--bare", BARE, cwd=ROOT)
    run("git", "remote", "set-url", "origin", BARE)
    for name in BORROWED:
        borrow(name)
    run("make", "address", f"REPOSITORY={REPOSITORY}")
    for name in BORROWED:
        (CLONE / name / "installed").touch()  # newer than pyproject.toml: no install
    run("git", *WHO, "commit", "--quiet", "--all", "--message", "Our own edition")


def steps():
    """Return the text of each step that runs a command, in order."""
    text = (CLONE / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    all_steps = [*jobs["build"]["steps"], *jobs["colab"]["steps"]]
    return [step["run"] for step in all_steps if "run" in step]


def main():
    """Run the steps of the workflow in the clone, then the tests of their result."""
    os.environ["PYTHONPATH"] = str(CLONE)  # the clone's packages, not this tree's
    os.environ.setdefault("SOLUTIONS", "no")
    os.environ["SYSTEM"] = "no"  # installs no packages of the system
    clone()
    ask = [sys.executable, "-c", "import neuralnet; print(neuralnet.__version__)"]
    version = subprocess.check_output(ask, cwd=CLONE, text=True).strip()
    for text in steps():
        run("bash", "-e", "-c", text, TAG=f"v{version}")
    tests = "tests/publishing/edition.py", "tests/book/test_served.py"
    run(".venv/bin/python", "-m", "pytest", "-q", *tests)
    shutil.rmtree(PLACE)


if __name__ == "__main__":
    main()

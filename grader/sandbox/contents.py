"""List the files of a sandbox: libraries, and the program that calls an answer."""

import contextlib
import functools
import importlib.util
import os
import pathlib
import subprocess
import sys

import coursework
from neuralnet import activations

PYTHON = os.path.realpath(sys.executable)  # without symbolic links
HERE = pathlib.Path(__file__).resolve().parents[2]  # the folder with `grader`
COURSEWORK = pathlib.Path(coursework.__file__).resolve().parent
LIBRARIES = ("numpy", "scipy")  # what answers may import beside Python itself
# Only these modules of the course are inside. They find, call and describe an answer.
RUNNING = ("answers", "objects", "operands", "outcomes", "patience", "signatures")
RUNNING = [f"coursework/running/{name}.py" for name in RUNNING]
SANDBOX = ("grader/sandbox/codec.py", "grader/sandbox/runner.py")
# One file with all helpers is both `neuralnet` and `neuralnet.activations`.
HELPERS = ("neuralnet/__init__.py", "neuralnet/activations.py")


def places(helpers):
    """Return {path in the sandbox: our path}, with `neuralnet` if `helpers` is true."""
    packages = {name: folder_of(name) for name in LIBRARIES}
    # Wheels keep their shared libraries in a folder beside the package.
    packages |= {f"{name}.libs": f"{path}.libs" for name, path in packages.items()}
    shown = {}
    for name, path in packages.items():
        if os.path.isdir(path):
            shown[f"packages/{name}"] = path
    shown |= {f"ours/{name}": str(COURSEWORK.parent / name) for name in RUNNING}
    shown |= {f"ours/{name}": str(HERE / name) for name in SANDBOX}
    if helpers:
        helper = os.path.realpath(activations.__file__)
        shown |= {f"helpers/{name}": helper for name in HELPERS}
    return shown


def program(root, helpers):
    """Return the command (a list) that runs runner.py from the files below `root`."""
    runner = f"{root}/ours/grader/sandbox/runner.py"
    folders = ["ours", "packages", *(["helpers"] if helpers else [])]
    return [PYTHON, "-I", "-S", runner, *(f"{root}/{folder}" for folder in folders)]


@functools.cache
def folder_of(name):
    """Return the folder of a library, or "" if it is not installed."""
    spec = importlib.util.find_spec(name)
    return os.path.dirname(os.path.realpath(spec.origin)) if spec else ""


@contextlib.contextmanager
def started(command, kill=subprocess.Popen.kill, **how):
    """Start a process with pipes to and from it, and kill it after the `with` block."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(command, **pipes, stderr=subprocess.DEVNULL, **how)
    try:
        yield process
    finally:
        kill(process)
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close()

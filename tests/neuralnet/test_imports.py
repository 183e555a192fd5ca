"""Test that `import neuralnet` needs only NumPy, and which folder imports which."""

import ast
import inspect
import pathlib
import subprocess
import sys

import neuralnet
from neuralnet.further.search import random_search, successive_halving

FOLDER = pathlib.Path(neuralnet.__file__).parent
CODE = """
import sys, threading
import numpy
before = {name.partition(".")[0] for name in sys.modules}
import neuralnet, neuralnet.panel, neuralnet.further.search, coursework
after = {name.partition(".")[0] for name in sys.modules}
new = after - before - set(sys.stdlib_module_names) - {"neuralnet", "coursework"}
questions = [name for name in sys.modules if name.startswith("coursework.questions.s")]
print(sorted(new), threading.active_count(), questions)
"""


def test_the_import_loads_only_numpy_and_starts_no_thread():
    """It reads no question of `coursework`: all would cost a page half a second."""
    printed = subprocess.check_output([sys.executable, "-c", CODE], text=True)
    assert printed == "[] 1 []\n"


def imported(path):
    """Return the names of the modules that a file imports, at its top or later."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def test_no_folder_imports_from_a_folder_above_it():
    above = {"support": ("neuralnet.",), ".": ("neuralnet.further", "coursework")}
    above["further"] = ("coursework",)
    for path in FOLDER.rglob("*.py"):
        room = str(path.parent.relative_to(FOLDER))
        for name in imported(path):
            upward = name.startswith(above[room])
            assert not upward or name.startswith("neuralnet.support"), (path, name)


def test_every_public_name_is_there_and_documented():
    for name in neuralnet.__all__:
        assert getattr(neuralnet, name).__doc__, name


def test_every_argument_may_be_given_by_its_name():
    public = filter(inspect.isfunction, vars(neuralnet).values())
    for function in (*public, neuralnet.TwoLayerNN, random_search, successive_halving):
        for parameter in inspect.signature(function).parameters.values():
            assert parameter.kind is not parameter.POSITIONAL_ONLY, function

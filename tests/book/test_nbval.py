"""Test that nbval notices wrong stored outputs, and no noise in the tenth decimal."""

import os
import re
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output
from notebooks import ROOT

SOURCE = """\
print(f"loss {0.1234567891:.10f} after 12 steps")
import numpy as np
np.array([0.25, 1.5])"""
TEXT, ARRAY = "loss 0.1234567891 after 12 steps\n", "array([0.25, 1.5 ])"
STORED = [  # the stored text, the stored array, and whether nbval accepts them
    (TEXT, ARRAY, True),
    (TEXT.replace("7891", "7893"), ARRAY, True),  # in the tenth decimal
    (TEXT.replace("0.123", "0.124"), ARRAY, False),
    (TEXT.replace("567", "667"), ARRAY, False),  # in the fifth decimal
    (TEXT.replace("12 steps", "13 steps"), ARRAY, False),  # whole numbers are exact
    (TEXT.replace("loss", "cost"), ARRAY, False),
    (TEXT.replace("0.1234567891", "#"), ARRAY, False),
    (TEXT, "array([0.25, 1.51])", False),
    (TEXT, None, False),
]

PLUGINS = ["-p", "nbval.plugin", "-p", "xdist.plugin", "-p", "conftest"]


def test_wrong_outputs_fail_and_no_others(tmp_path):
    """nbval runs one notebook that holds right and wrong outputs, as a user runs it."""
    notebook, path = new_notebook(), tmp_path / "edited.ipynb"
    for count, (text, array, _) in enumerate(STORED, 1):
        cell = new_code_cell(SOURCE, execution_count=count)
        cell.outputs = [new_output("stream", text=text)]
        if array:
            data = {"text/plain": array}
            value = new_output("execute_result", data=data, execution_count=count)
            cell.outputs.append(value)
        notebook.cells.append(cell)
    nbformat.write(notebook, path)
    command = ["-m", "pytest", "--nbval", "-rpf", "-p", "no:cacheprovider", str(path)]
    command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
    command += ["-o", "pythonpath="]  # of the folders there, one has a conftest, too
    done = subprocess.run(
        [sys.executable, *command, *PLUGINS],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # half the time
        capture_output=True,
        text=True,
    )
    found = re.findall(r"^(PASSED|FAILED) .*::Cell (\d+)", done.stdout, re.MULTILINE)
    accepted = {int(cell): word == "PASSED" for word, cell in found}
    assert accepted == {k: good for k, (*_, good) in enumerate(STORED)}, done.stdout

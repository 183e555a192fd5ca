"""A stored output that is wrong must be seen; noise in the tenth decimal must not."""

import subprocess
import sys

import nbformat
import pytest
from notebooks import ROOT

SOURCE = """\
print(f"loss {0.1234567891:.10f} after 12 steps")
import numpy as np
np.array([0.25, 1.5])"""


@pytest.fixture
def run(tmp_path):
    """Run nbval on a notebook whose stored output was edited, as a user would."""

    def _run(edit):
        notebook = nbformat.v4.new_notebook()
        cell = nbformat.v4.new_code_cell(SOURCE, execution_count=1)
        data = {"text/plain": "array([0.25, 1.5 ])"}
        cell.outputs = [
            nbformat.v4.new_output("stream", text="loss 0.1234567891 after 12 steps\n"),
            nbformat.v4.new_output("execute_result", data=data, execution_count=1),
        ]
        edit(cell.outputs)
        notebook.cells.append(cell)
        path = tmp_path / "edited.ipynb"
        nbformat.write(notebook, path)
        command = ["-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", str(path)]
        command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
        command += ["-p", "conftest"]
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, capture_output=True, text=True
        )
        assert "1 passed" in done.stdout or "1 failed" in done.stdout, done.stdout
        return done.returncode == 0

    return _run


def replace(old, new):
    def edit(outputs):
        assert old in outputs[0].text
        outputs[0].text = outputs[0].text.replace(old, new)

    return edit


def test_the_same_output_passes(run):
    assert run(lambda outputs: None)


def test_the_tenth_decimal_passes(run):
    assert run(replace("0.1234567891", "0.1234567893"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.1234567891", "0.1244567891"),  # the third decimal
        ("0.1234567891", "0.1234667891"),  # the fifth
        ("12 steps", "13 steps"),  # whole numbers are exact
        ("loss", "cost"),
    ],
)
def test_other_outputs_fail(run, old, new):
    assert not run(replace(old, new))


def test_an_array_in_another_place_fails(run):
    def edit(outputs):
        outputs[1].data["text/plain"] = "array([0.25, 1.51])"

    assert not run(edit)


def test_a_missing_output_fails(run):
    assert not run(lambda outputs: outputs.pop())

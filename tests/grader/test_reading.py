"""Test that reading a file gives its code cells, or a sentence that says why not."""

import ast
import json
import os

import pytest
from keys import is_said

from grader.submissions.cells import OUTPUT_CHARS, plain_python, read_cells
from grader.submissions.files import LARGEST

CODE = "import numpy as np\n\ndef softmax(X):\n    return np.exp(X)\n"


def notebook(*sources, **fields):
    """Return the JSON of a notebook whose code cells hold `sources`."""
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": cells, **fields}, ensure_ascii=False)


@pytest.fixture
def saved(tmp_path):
    """Return save(content, name): write this file, and return it as a Submission."""

    def save(content, name="kim.ipynb"):
        path = tmp_path / name
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return read_cells(path)

    return save


def sources(submission):
    """Return the sources of the cells of a submission that could be read."""
    assert submission.problem is None
    return [cell.source for cell in submission.cells]


def problem(submission):
    """Return the sentence that says why a submission could not be read."""
    assert submission.cells == ()
    assert submission.problem.endswith(".")
    return submission.problem


def test_cells_are_numbered_among_all_cells_not_among_code_cells(saved):
    cells = [
        {"cell_type": "markdown", "source": "# Homework"},
        {"cell_type": "code", "source": "a = 1"},
        {"cell_type": "raw", "source": "raw"},
        "no cell at all",
        {"source": ["b = 2\n", "c = 3"], "outputs": []},
    ]
    found = saved(json.dumps({"cells": cells, "nbformat": 4})).cells
    assert [(c.number, c.source) for c in found] == [(2, "a = 1"), (5, "b = 2\nc = 3")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp949"]
)
def test_korean_in_any_encoding_is_read(saved, encoding):
    code = "학습률 = 0.1  # -*- coding: klingon -*-\n"
    assert sources(saved(notebook(code).encode(encoding))) == [code]
    if encoding != "utf-16-le":  # needs ASCII at the start
        assert sources(saved(code.encode(encoding), "kim.py")) == [code]


HALF = '{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}'
NO_TEXTS = [None, 3, True, [], [1, "x = 1\n", None, ["y"]], {"a": 1}]
ODD = [{"cell_type": "code", "source": s, "outputs": s} for s in NO_TEXTS]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (notebook("x = 'é'  # café").encode("latin-1"), ["x = 'é'  # café"]),
        (notebook("a", CODE).encode().replace(b'"a"', b'"\xff\xfe\x80"'), [..., CODE]),
        (HALF, ["x = '?'"]),  # half of a surrogate pair, which no file can hold
        (notebook("a\r\n\fb = 2\rc").encode() + bytes(4096), ["a\n\fb = 2\nc"]),
        (json.dumps({"cells": [*ODD, 5]}), [""] * 4 + ["x = 1\n", ""]),
        ('{"cells": []}', []),
    ],
)
def test_odd_files_are_read(saved, content, wanted):
    found = sources(saved(content))
    assert len(found) == len(wanted)
    assert all(w in (..., f) for f, w in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (bytes(100), "empty_file"),
        (b"[1, 2", "damaged_notebook"),
        (notebook(CODE)[:-20], "damaged_notebook"),
        ("<<<<<<< HEAD\n" + notebook(CODE), "no_notebook_but"),
        ("<!DOCTYPE html><html>sign in</html>", "no_notebook_but"),
        (b"PK\x03\x04" + bytes(50), "no_notebook_but"),
        ('{"cells": 3}', "other_json"),
        ("[" * 100_000, "other_json"),
        ('{"cells":' * 100_000, "other_json"),
        ('{"cells": ' + "9" * 100_000 + "}", "other_json"),
        (bytes(range(1, 256)) * 9, "no_notebook_but"),
    ],
)
def test_a_file_that_is_no_notebook_gives_a_sentence(saved, content, key):
    assert is_said(key, problem(saved(content)))


def test_the_beginning_and_end_of_outputs_are_kept_without_colors_or_pictures(saved):
    picture = {"image/png": "A" * 9999, "text/plain": "<Figure>"}
    outputs = [
        {"output_type": "stream", "text": ["first\n"] + ["x" * 99 + "\n"] * 5000},
        {"output_type": "display_data", "data": picture},
        {"output_type": "error", "ename": "ValueError", "evalue": "\x1b[31mbad\x1b[0m"},
        {"output_type": "stream", "text": "50%\rtest accuracy 0.97\n"},
        None,
    ]
    cell = {"cell_type": "code", "source": "", "outputs": outputs}
    text = saved(json.dumps({"cells": [cell]})).cells[0].outputs
    assert text.startswith("first\n")
    assert text.endswith("<Figure>\nValueError\nbad\n50%\ntest accuracy 0.97")
    assert len(text) < OUTPUT_CHARS + 10


def test_a_python_file_is_one_cell_unless_it_begins_as_a_notebook(saved):
    parts = f"# %% [markdown]\n# # Text\n# In[1]:\n{CODE}"
    assert sources(saved(parts, "kim.py")) == [parts]
    assert sources(saved(notebook("x = 1\n%cd y"), "kim.py")) == [
        "x = 1\nget_ipython().run_line_magic('cd', 'y')"
    ]


def test_what_is_no_file_or_a_large_one_is_refused(tmp_path):
    (tmp_path / "large.ipynb").touch()
    os.truncate(tmp_path / "large.ipynb", LARGEST + 1)  # takes no space
    assert is_said("large_file", problem(read_cells(tmp_path / "large.ipynb")))
    assert is_said("no_file", problem(read_cells(tmp_path)))
    assert is_said("cannot_open", problem(read_cells(tmp_path / "missing.ipynb")))
    assert problem(read_cells("a\0b"))


MAGICS = {  # what is left without the commands, which are no definitions
    "\n!pip install x\n": "",
    "%matplotlib inline": "",
    "pip install numpy": "",
    "x = !ls": "",
    "a.b, c[0] = %timeit -o f(1)": "",
    "?np.exp": "",
    "%time alpha = 0.1": "alpha = 0.1",
    "%time -n alpha": "",
    "%timeit f(1)": "",
    ">>> def f(x):\n...     return x\n...\n>>> f(1)": "def f(x):\n    return x\nf(1)",
    "In [12]: x = 1\n    ...: y = 2": "x = 1\ny = 2",
    "!pip install \\\n  numpy \\\n  scipy\nx = 1": "x = 1",
    "\n# mine\n%%time\n%%capture out\nx": "x",
    "%%heat\nx = 1": "x = 1",
    "x = 1  # [?\n%cd x": "x = 1",
}
MAGICS |= {f"{m}\nx = 1": "" for m in ("%%bash", "%%!", "%%writefile a.py", "%%timeit")}
AS_IT_IS = ["x = 5 % 3", "print('Really?')  # why?", "x = (17\n% 5)", "x = 'a \\\n% b'"]
AS_IT_IS += ['text = """\n%matplotlib inline\n!ls\n"""', "text = '''it''s\n?help\n'''"]
AS_IT_IS += ['x = """a"""; y = """\n%cd\n"""', "(%cd"]


@pytest.mark.parametrize("source", MAGICS)
def test_magics_and_prompts_become_python(source):
    plain = plain_python(source)
    kept = [ast.unparse(each) for each in ast.parse(plain).body]
    kept = [text for text in kept if "get_ipython()" not in text]
    assert "\n".join(kept) == MAGICS[source]
    if not source.startswith((">>>", "!pip install \\")):
        assert plain.count("\n") == source.count("\n")


@pytest.mark.parametrize("source", AS_IT_IS)
def test_what_is_no_command_stays(source):
    assert plain_python(source) == source

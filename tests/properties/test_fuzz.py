"""Damage what strangers send: its readers raise only the errors that they document."""

import gzip
import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursework.mistakes import catalogue, syntax
from coursework.running.outcomes import Call, Outcome
from grader.sandbox import codec
from grader.submissions.cells import read_cells
from neuralnet.support.idx import read_idx

CALL = Call("m", (1.5, np.ones(3)), {"alpha": 0.1})
PLAIN = struct.pack(">4I", 0x0803, 5, 2, 3) + bytes(range(30))
IMAGES = PLAIN, gzip.compress(PLAIN, mtime=0)
OUTPUTS = [{"text": ["a\n"]}, {"data": {"text/plain": "1"}}, {"ename": "E"}]
CELLS = [{"cell_type": "code", "source": "%time y = 2\n!ls", "outputs": OUTPUTS}]
NOTEBOOK = json.dumps({"cells": CELLS, "nbformat": 4})
NOTEBOOKS = NOTEBOOK.encode(), NOTEBOOK.encode("utf-16"), b">>> x = 1\n%time x"
VALUE = [np.arange(6.0).reshape(2, 3), (1, {"a": [1 + 2j, None]}), print, "text"]
REPLY = Outcome(VALUE, None, "d", False, True, ("note",))
REPLY = json.dumps(codec.encode_outcome(REPLY, CALL)).encode()
TEXT = (catalogue.FOLDER / "softmax.txt").read_text(encoding="utf-8")
START = syntax.beginning(TEXT)  # before it stands the right program, which is run
MISTAKES = TEXT[START:].partition("\n---\n")[0].encode().split(b"\n\n")[:4]
WORDS = b'{ } [ ] " \\ => : | %% null 1e999 NaN -1 []'.split() + [b"\xff\xfe"]


@st.composite
def damaged(draw, valid):
    """Draw a valid input in which up to four slices have been exchanged."""
    data = draw(st.sampled_from(valid))
    number = st.integers(0, 2**32 - 1).map(lambda n: struct.pack(">I", n))
    pieces = st.sampled_from([b"", *WORDS]) | number | st.binary(max_size=8)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 20))
        data = data[:start] + draw(pieces) + data[end:]
    return data


def images(data, folder):
    (folder / "t-idx3-ubyte").write_bytes(data)
    return read_idx(folder, "t-idx3-ubyte", 3)


def submission(data, folder):
    for name in ("a.ipynb", "a.py"):
        (folder / name).write_bytes(data)
        assert all(
            isinstance(cell.source, str) for cell in read_cells(folder / name).cells
        )


def reply(data, folder):
    return codec.decode_outcome(json.loads(data.decode("utf-8", "replace")), CALL)


def mistakes(data, folder):
    if syntax.FIRST.match(text := data.decode("utf-8", "replace")):
        catalogue.Catalogue("softmax", f"{TEXT[:START]}\n\n{text}")


READERS = [
    (images, IMAGES, ValueError),
    (submission, NOTEBOOKS, ()),  # what it can't read, it says in `problem`
    (reply, [REPLY], (ValueError, RecursionError)),
    (mistakes, MISTAKES, (syntax.CatalogueError, OSError)),
]


@pytest.mark.parametrize(("reader", "valid", "documented"), READERS)
@given(data=st.data())
def test_damaged_input(tmp_path_factory, reader, valid, documented, data):
    drawn = data.draw(damaged(valid))
    try:
        reader(drawn, tmp_path_factory.getbasetemp())
    except documented:
        assert drawn not in valid

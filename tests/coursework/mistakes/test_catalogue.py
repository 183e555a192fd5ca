"""Test how catalogues of known mistakes are parsed, and the form of their sentences."""

import pathlib

import numpy as np
import pytest

from coursework import blocks
from coursework.mistakes import catalogue as module
from coursework.mistakes.catalogue import FOLDER, Catalogue, load
from coursework.mistakes.syntax import CatalogueError
from coursework.running.outcomes import Call

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
HEAD = """\
# {more}: {3|4} * x
def half(x):
    return x / 2

def double(x):
    y = 2 * x
    y += 0
    return y

"""


def read(entry):
    """Return the catalogue of mistakes in `double` that holds an entry."""
    return Catalogue("double", HEAD + entry)


ENTRIES = blocks.read(pathlib.Path(__file__).with_name("entries.txt"))


@pytest.mark.parametrize("block", ENTRIES, ids=lambda block: block.title)
def test_each_kind_of_entry_is_parsed(block):
    entry, *rows = block.text.rstrip().split("\n--> ")
    catalogue = read(f"{entry}\n")
    for mistake, row in zip(catalogue, rows, strict=True):
        *facts, values = [fact.strip() for fact in row.split(" |")]
        assert [mistake.name, mistake.sentence, mistake.fix] == facts
        assert [f(1) for f in mistake.functions] == [*map(float, values.split())]
    assert catalogue.right(3) == 6


def test_a_family_of_layers_has_an_entry_for_each_layer_and_for_both():
    text = "def net(x, b1, b2):\n    Z1 = x + b1\n    Z2 = Z1 + b2\n    return Z1, Z2\n"
    text += "\n{}_zero: Zero in place of {}.\n    Z = 0 * b\n"
    catalogue = Catalogue("net", text)
    assert list(catalogue.mistakes) == ["Z1_and_Z2_zero", "Z1_zero", "Z2_zero"]
    assert next(m.sentence for m in catalogue) == "Zero in place of Z1 and Z2."
    assert [next(m.functions)(1, 2, 3) for m in catalogue] == [(0, 0), (0, 3), (3, 0)]


def test_a_family_takes_the_mistakes_of_another_question_without_excluded_ones():
    text = "def net(x):\n    A1 = leaky_relu(x)\n    return A1\n\n"
    text += "bend_{}: In A1: {}\n    A1 = {sgd_step - climbs - normalizes}(x)\n"
    family = [(m.name, m.sentence, m.fix) for m in Catalogue("net", text)]
    taken = [m for m in load("sgd_step") if m.name not in ("climbs", "normalizes")]
    assert family == [(f"bend_{m.name}", f"In A1: {m.sentence}", m.fix) for m in taken]
    with pytest.raises(CatalogueError, match=r"net\.txt:5: .* climb\b"):
        Catalogue("net", text.replace("climbs", "climb"))


def test_entries_and_helpers_may_be_shared(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    (tmp_path / "shared").mkdir()
    shared = "def third(x):\n    return x / 3\n\nthirds: A third of {name}.\n"
    shared += "    y = third(x)\n\ninclude more\n"
    (tmp_path / "shared" / "thirds.txt").write_text(shared)
    (tmp_path / "shared" / "more.txt").write_text("# More.\n\nno: Code.\n")
    with pytest.raises(CatalogueError, match=r"^more\.txt:3: "):
        read("include thirds\n")
    (tmp_path / "shared" / "more.txt").write_text("tenth: A tenth.\n    y = x / 10\n")
    text = "# {name}: double\n" + HEAD + "include thirds\n\nlast: Last.\n    y = x\n"
    catalogue = Catalogue("double", text)
    assert list(catalogue.mistakes) == ["thirds", "tenth", "last"]
    assert [next(each.functions)(30) for each in catalogue] == [10, 3, 30]
    assert catalogue.mistakes["thirds"].sentence == "A third of double."


def test_a_wrong_line_never_changes_an_array_in_place():
    """`y += ...` in a program makes a new array, so it may have another shape."""
    text = "def net(x):\n    y = x\n    y += 1\n    return y\n\n"
    (mistake,) = Catalogue("net", text + "grows: Says.\n    y += np.ones((2, 1))\n")
    x = np.zeros(2)
    assert next(mistake.functions)(x).shape == (2, 2)
    assert not x.any()


def test_an_outcome_is_computed_once_and_cannot_be_changed():
    call = Call("", (np.arange(2.0),))
    first, again = (module.outcome(np.exp, call) for _ in range(2))
    assert first is again
    with pytest.raises(ValueError, match="read-only"):
        first.value[:] = 0


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("one: Says.\n    z = x\n", r"^double\.txt:10: 'z = x'"),
        ("one: A.\n    y = x\n\none: B.\n    y = 0\n", ":13: one "),
        ("one: Says.\n", ":10: "),
        ("by_{}: Says.\n    y = x\n", r":10: .*\{\}"),
        ("by_{}: Says.\n    y = {1|2|3}\n    y = {3|4}\n", ":10: "),
        ("in_{}: Says.\n    Z = A\n", ":10: .* double .*'Z1 ='"),
        ("one: Says.\n    y = x\n\nStray words.\n", ":13: "),
    ],
)
def test_errors_name_file_and_line(entry, said):
    with pytest.raises(CatalogueError, match=said):
        read(entry)


ALIKE = """\
def steps(x):
    for k in range(2):
        x = x + 1
    for k in range(3):
        x = 2 * x
    return x

"""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("for k in range(3): -> for k in range(1):", 6),
        ("x = x + 1 -> x = x + 2;; x = 2 * x -> x = x * 3;; return -x", -135),
    ],
)
def test_a_line_that_begins_like_another_is_named_by_its_text(line, value):
    known = Catalogue("steps", f"{ALIKE}one: Says.\n    {line}\n")
    assert known.right(1) == 24
    assert next(known.mistakes["one"].functions)(1) == value


@pytest.mark.parametrize("line", ["for k in range(9):", "x = 0", "y = 1 -> x = 0"])
def test_a_line_that_fits_no_line_or_two_is_refused_with_advice(line):
    with pytest.raises(CatalogueError, match="all its text"):
        Catalogue("steps", f"{ALIKE}one: Says.\n    {line}\n")


def test_a_catalogue_needs_the_right_program():
    with pytest.raises(CatalogueError, match=r"^half\.txt:1: .* half"):
        Catalogue("half", "def whole(x):\n    return x\n\none: Says.\n    return 1\n")

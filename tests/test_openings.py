"""How often the test sets were opened: counted anew, and said in the texts.

An opening is one network, or one ensemble, whose result on test images is known. A
network that is run again as it was is no new one.
"""

import json
import pathlib
import re

import nbformat
import pytest

ROOT = pathlib.Path(__file__).parent.parent
EXPERIMENTS = sorted((ROOT / "book" / "experiments").glob("*.json"))
NOTEBOOKS = [*ROOT.glob("book/*/*.ipynb"), *ROOT.glob("tests/homework/*.ipynb")]
CHAPTER = ROOT / "book" / "chapters" / "10-two-layers.ipynb"
RESULT = re.compile(r"test accuracy +(\d\.\d+)")
DRAFTS = 2  # of chapter 7, 97.35 and 98.16 %: no stored result holds them any more


def openings(stored):
    """Return how many openings a stored result holds: (its own, of earlier runs)."""
    if "runs" in stored and "test_error" in stored:
        own = sum("test_error" in run for run in stored["runs"])
    else:
        own = int("test_error" in stored or "test_acc" in stored)
    return own, sum(len(part["runs"]) for part in stored.get("earlier", []))


def in_experiments():
    """Return {name: (own, earlier)} of all stored results that know a test result."""
    found = {path.stem: openings(json.loads(path.read_text())) for path in EXPERIMENTS}
    return {name: both for name, both in found.items() if any(both)}


def in_notebooks():
    """Return [(name, accuracy)]: what the notebooks print of networks of their own."""
    return [
        (path.relative_to(ROOT).as_posix(), float(accuracy))
        for path in sorted(NOTEBOOKS)
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        for accuracy in RESULT.findall(output.get("text", ""))
    ]


def counted():
    """Return the rows of chapter 10's table as they are counted here."""
    found, printed = in_experiments(), [name for name, _ in in_notebooks()]
    names = [name for name in found if name.startswith("record_")]
    own = {name.removeprefix("record_"): found[name][0] for name in names}
    earlier = {name.removeprefix("record_"): found[name][1] for name in names}
    clothes = own.pop("fashion"), earlier.pop("fashion")
    rows = {
        "reference run": found["reference"][0],  # chapter 6 trains the same network
        "winner of {doc}`07-tuning`": printed.count("book/chapters/07-tuning.ipynb"),
        "winner of the fine search": found["search_fine"][0],
        "homework": sum("homework" in name for name in printed),
        "records": sum(own.values()),
        "earlier": sum(earlier.values()),
        "drafts": DRAFTS,
    }
    return rows | {"**MNIST": sum(rows.values()), "Fashion-MNIST": sum(clothes)}


def table():
    """Return chapter 10's table of openings, as text: [(what, how many)]."""
    cells = nbformat.read(CHAPTER, as_version=4).cells
    (text,) = [c.source for c in cells if "| Openings |" in c.source]
    rows = re.findall(r"^\| (.+?) \| \**(\d+)\** \|$", text, flags=re.MULTILINE)
    return [(what, int(number)) for what, number in rows]


def test_no_opening_is_outside_the_count():
    known = {"reference", "search_fine"}
    others = {name for name in in_experiments() if not name.startswith("record_")}
    assert others == known, "add a row to chapter 10's table, and to this test"
    places = [name for name, _ in in_notebooks()]
    assert places == [
        "book/chapters/06-training.ipynb",
        "book/chapters/07-tuning.ipynb",
        "book/solutions/homework.ipynb",
        "tests/homework/homework.ipynb",
    ], "add a row to chapter 10's table, and to this test"


def test_chapter_6_trains_the_network_of_the_reference_run():
    stored = json.loads((ROOT / "book/experiments/reference.json").read_text())
    accuracy = dict(in_notebooks())["book/chapters/06-training.ipynb"]
    assert accuracy == pytest.approx(stored["test_acc"], abs=1e-9)


@pytest.mark.parametrize("row", list(counted()))
def test_the_table_of_chapter_10(row):
    said = [number for what, number in table() if what.startswith(row)]
    assert said == [counted()[row]]


def test_the_table_has_no_other_row():
    assert len(table()) == len(counted())


def test_each_record_is_counted_in_its_row():
    (row,) = [what for what, _ in table() if what.startswith("records")]
    for name, (own, _) in in_experiments().items():
        if name.startswith("record_") and name != "record_fashion":
            assert f"{name.removeprefix('record_')} {own}" in row


@pytest.mark.parametrize("name", ["README.md", "CLAIMS.md", "book/intro.md"])
def test_the_texts_say_the_same_number(name):
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    assert f"{counted()['**MNIST']} times" in text


def test_claims_say_how_often_clothes_were_tested():
    text = (ROOT / "CLAIMS.md").read_text(encoding="utf-8")
    assert f"{counted()['Fashion-MNIST']} times for Fashion-MNIST" in text

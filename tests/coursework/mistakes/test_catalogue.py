"""Test how catalogues of known mistakes are parsed, and check all their sentences."""

import numpy as np
import pytest

from coursework.mistakes.catalogue import FOLDER, Catalogue, load
from coursework.mistakes.syntax import CatalogueError
from coursework.questions import QUESTIONS

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
HEAD = """\
# A comment.
def half(x):
    return x / 2

def double(x):
    y = 2 * x
    y += 0
    return y

"""


def read(entry):
    return Catalogue("double", HEAD + entry)


def test_an_entry_is_name_sentence_fix_and_ways():
    catalogue = read(
        "once: You forgot\nthe 2.\n=> Multiply,\nby 2.\n    y = x\n    return half(y)\n"
    )
    (mistake,) = catalogue
    assert mistake.name == "once"
    assert mistake.sentence == "You forgot the 2."
    assert mistake.fix == "Multiply, by 2."
    assert [function(3) for function in mistake.functions] == [3, 3]
    assert catalogue.right(3) == 6


@pytest.mark.parametrize(
    "line", ["for _ in x:\n        y = 2", "def g():\n        y = 2"]
)
def test_a_program_with_lines_inside_of_lines_is_not_flat(line):
    assert read("a: A.\n    y = x\n").program.is_flat
    text = f"def double(x):\n    {line}\n    return y\n\na: A.\n    return 2\n"
    (mistake,) = catalogue = Catalogue("double", text)
    assert not catalogue.program.is_flat
    assert mistake.function([1]) == 2  # it replaces the line with its keyword


def test_choices_in_choices_and_lines_that_go_wrong_together():
    (mistake,) = read("many: Wrong.\n    y = {3|4} * x;; y += {1|\n        2}\n")
    assert [function(1) for function in mistake.functions] == [4, 5, 5, 6]
    (alike,) = read("many: Wrong.\n    y = {x + {3|4}|x - 1}\n")
    assert [function(0) for function in alike.functions] == [3, -1, 4]


def told(catalogue):
    return [(m.name, m.sentence, m.fix) for m in catalogue]


def test_a_family_of_words():
    catalogue = read("by_{}: You take {}.\n=> Not {}.\n    y = {0.5|3} * x\n")
    said = [("by_0_5", "You take 0.5.", "Not 0.5."), ("by_3", "You take 3.", "Not 3.")]
    assert told(catalogue) == said
    assert [m.function(2) for m in catalogue] == [1, 6]


def test_a_choice_that_stands_twice_is_one_word_in_a_family():
    catalogue = read("by_{}: By {}.\n    y = {2|3} * x;; y += {2|3} + {0|1}\n")
    assert catalogue.names() == ["by_2", "by_3"]
    assert [[f(5) for f in m.functions] for m in catalogue] == [[12, 13], [18, 19]]


def test_a_paragraph_of_entries_with_one_remedy():
    catalogue = read(
        "=> For\nall.\none: First.\n    y = x\ntwo: Second\nentry: 2.\n=> Its own.\n"
        "    y = 0\n    y = 1\nthree_{}: {}.\n    y = {3|4}\n\nfour: Next.\n    y = 5\n"
    )
    assert told(catalogue) == [
        ("one", "First.", "For all."),
        ("two", "Second entry: 2.", "Its own."),
        ("three_3", "3.", "For all."),
        ("three_4", "4.", "For all."),
        ("four", "Next.", ""),
    ]
    assert [m.where[-3:] for m in catalogue] == [":12", ":14", ":19", ":19", ":22"]


def test_a_family_of_layers():
    text = (
        "def net(x, b1, b2):\n    Z1 = x + b1\n    Z2 = Z1 + b2\n    return Z1, Z2\n\n"
        "{}_lacks: No bias in {}.\n    Z = A\n"
    )
    # The input of layer 2 is A1, which is not in this program.
    catalogue = Catalogue("net", text.replace("Z = A", "Z = 0 * b"))
    assert catalogue.names() == ["Z1_and_Z2_lacks", "Z1_lacks", "Z2_lacks"]
    assert next(m.sentence for m in catalogue) == "No bias in Z1 and Z2."
    assert [m.function(1, 2, 3) for m in catalogue] == [(0, 0), (0, 3), (3, 0)]


def test_a_family_of_another_question_but_for_some():
    text = "def net(x):\n    A1 = leaky_relu(x)\n    return A1\n\n"
    text += "bend_{}: In A1: {}\n    A1 = {sgd_step - climbs - normalizes}(x)\n"
    left_out, catalogue = {"climbs", "normalizes"}, Catalogue("net", text)
    theirs = [each for each in load("sgd_step") if each.name not in left_out]
    drawn = [(f"bend_{m.name}", f"In A1: {m.sentence}", m.fix) for m in theirs]
    assert told(catalogue) == drawn
    with pytest.raises(CatalogueError, match=r"net\.txt:5: .*there is no climb"):
        Catalogue("net", text.replace("climbs", "climb"))


def test_a_word_stands_for_a_text():
    text = "# {more}: {3|4} * x\n" + HEAD + "many: {more} is wrong.\n    y = {more}\n"
    (mistake,) = Catalogue("double", text)
    assert mistake.sentence == "{3|4} * x is wrong."
    assert [function(1) for function in mistake.functions] == [3, 4]


def test_entries_and_helpers_may_be_shared(tmp_path, monkeypatch):
    monkeypatch.setattr("coursework.mistakes.catalogue.FOLDER", tmp_path)
    (tmp_path / "shared").mkdir()
    shared = "# Shared.\ndef third(x):\n    return x / 3\n\n{}s: A third of {name}.\n"
    (tmp_path / "shared" / "thirds.txt").write_text(
        shared.replace("{}", "third") + "    y = third(x)\n\ninclude more\n"
    )
    (tmp_path / "shared" / "more.txt").write_text("# More.\n\nno: Code.\n")
    with pytest.raises(CatalogueError, match=r"^more.txt:3: an entry is"):
        read("include thirds\n")
    (tmp_path / "shared" / "more.txt").write_text("tenth: A tenth.\n    y = x / 10\n")
    text = "# {name}: double\n" + HEAD + "include thirds\n\nlast: Last.\n    y = x\n"
    catalogue = Catalogue("double", text)
    assert catalogue.names() == ["thirds", "tenth", "last"]
    assert [mistake.function(30) for mistake in catalogue] == [10, 3, 30]
    assert catalogue.mistakes["thirds"].sentence == "A third of double."
    assert catalogue.mistakes["tenth"].where == "more.txt:1"


def test_a_list_of_lines_makes_new_values():
    """`y += ...` in a program makes a new array, so it may have another shape."""
    text = "def net(x):\n    y = x\n    y += 1\n    return y\n\n"
    (mistake,) = Catalogue("net", text + "grows: Says.\n    y += np.ones((2, 1))\n")
    x = np.zeros(2)
    assert mistake.function(x).shape == (2, 2)
    assert not x.any()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("one: Says.\n    z = x\n", r"double.txt:10: 'z = x' .* but 0 lines begin"),
        (
            "one: Says.\n    y = x\n\none: Again.\n    y = 0\n",
            r":13: one is filed twice",
        ),
        ("one: Says.\n", r":10: an entry is"),
        ("by_{}: Says.\n    y = x\n", ":10: where {} stands in the name"),
        ("by_{}: Says.\n    y = {1|2|3}\n    y = {3|4}\n", ":10: .* fewer words"),
        ("in_{}: Says.\n    Z = A\n", ":10: no line of double begins with 'Z1 ='"),
        (f"many: Says.\n    y = {'{1|2}' * 99}\n", ":10: .* more than 5000 lines"),
        ("one: Says.\n    y = x\n\nStray words.\n", r":13: an entry is"),
    ],
)
def test_errors_name_file_and_line(entry, said):
    with pytest.raises(CatalogueError, match=said):
        read(entry)


def test_a_catalogue_needs_the_right_program():
    with pytest.raises(CatalogueError, match=r"^half.txt:1: there is no function half"):
        Catalogue("half", "def whole(x):\n    return x\n\none: Says.\n    return 1\n")


@pytest.mark.parametrize("name", [*NAMES, "initialize_parameters"])
def test_a_sentence_says_what_is_wrong_and_the_fix_how_to_mend_it(name):
    for mistake in QUESTIONS[name].catalogue:
        assert mistake.sentence.endswith((".", ")", "?")), mistake.where
        assert len(mistake.sentence) < 320, mistake.where
        assert mistake.fix.endswith((".", ")")), f"{mistake.where}: no fix"
    for item, text in getattr(QUESTIONS[name], "edge_cases", {}).items():
        sentence, _, fix = text.partition(" => ")
        assert sentence
        assert fix or (name, item) == ("leaky_relu", "at_zero")

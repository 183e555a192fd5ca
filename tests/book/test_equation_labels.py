"""Test that each displayed equation has a label, and each label a test.

The test of `eq-softmax-odds` is the function `test_eq_softmax_odds` of one of the files
in tests/book/equations/; `pytest -k eq_softmax_odds` runs it. Its docstring holds the
equation as the chapter prints it, so a change of either has to look at the other.
"""

import ast
import pathlib
import re

import pytest
from notebooks import BOOK, PAGES, markdown

EQUATIONS = pathlib.Path(__file__).parent / "equations"
DISPLAY = re.compile(r"\$\$(.+?)\$\$[ \t]*(?:\(([^)\s]+)\))?", re.DOTALL)
# {how a displayed formula begins that states no result: what it is instead}
NO_RESULT = {
    r"p_k = \frac{q(z_k)}": "a wish, from which the chapter derives what q must be",
    "\\begin{gathered}\nX = \\begin{pmatrix}": "what the example on paper puts in",
    "\\begin{gathered}\nZ_1 = \\begin{pmatrix}": "the same example, which goes on",
    **dict.fromkeys(
        (
            r"\begin{aligned}dZ_2",
            r"\begin{aligned}dW_2",
            r"\begin{aligned}dA_1",
            r"\begin{aligned}dZ_1",
            r"\begin{aligned}dW_1",
        ),
        "a step on paper, held by test_the_matrices_on_paper",
    ),
}


def squeezed(tex):
    return "".join(tex.split())


def displays(text):
    """Return (label or None, TeX) of each displayed equation of a markdown text."""
    text = re.sub(r"```python\n.*?```", "", text, flags=re.DOTALL)
    return [(label or None, tex) for tex, label in DISPLAY.findall(text)]


def written_tests():
    """Return the syntax trees of the functions test_eq_... of the equations folder."""
    trees = [ast.parse(path.read_text("utf-8")) for path in EQUATIONS.glob("test_*.py")]
    nodes = [node for tree in trees for node in tree.body]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if node.name.startswith("test_eq_")]


TEXTS = {page: markdown(page) for page in PAGES + BOOK}
SHOWN = [display for text in TEXTS.values() for display in displays(text)]
LABELLED = {label: tex for label, tex in SHOWN if label}
TESTS = {node.name: node for node in written_tests()}


def name_of_test(label):
    return "test_" + label.replace("-", "_")


def test_every_label_has_a_test_and_every_test_its_label():
    wanted = {name_of_test(label) for label in LABELLED}
    assert sorted(wanted - TESTS.keys()) == [], "labels without a test"
    assert sorted(TESTS.keys() - wanted) == [], "tests without their label"
    assert all(re.fullmatch(r"eq-[a-z0-9-]+", label) for label in LABELLED)


@pytest.mark.parametrize("label", LABELLED)
def test_the_test_quotes_its_equation(label):
    quote = ast.get_docstring(TESTS[name_of_test(label)]) or ""
    assert squeezed(quote) == squeezed(LABELLED[label]), (
        f"the chapter's equation {label} is not the one its test quotes: see that the "
        "test still computes what the chapter says, then quote it anew"
    )


def test_every_displayed_result_of_a_chapter_has_a_label():
    known = tuple(squeezed(start) for start in NO_RESULT)
    for page in (page for page in TEXTS if "chapters/" in page):
        bare = [squeezed(tex) for label, tex in displays(TEXTS[page]) if label is None]
        assert [tex for tex in bare if not tex.startswith(known)] == [], page

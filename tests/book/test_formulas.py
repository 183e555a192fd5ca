"""Formulas are typeset while the book is built, or it is said where one is wrong."""

import re

import pytest
from test_quiz import built

CONFIG = {"extensions": ["myst_parser", "formulas"], "html_math_renderer": "katex"}


@pytest.mark.parametrize(
    ("source", "number", "tex"),
    [
        ("So $a_1 < 2$.", None, "a_1 &lt; 2"),
        ("$$a = b$$ (eq-one)", "(1)", "a = b"),
        ("$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$", None, "aligned"),
        ("\\begin{align}\na &= b\n\\end{align}", "(1)", "align*"),
    ],
)
def test_formulas_become_html_and_mathml(tmp_path, source, number, tex):
    html, warnings = built(tmp_path, "html", f"# Title\n\n{source}\n", **CONFIG)
    assert warnings == ""
    (said,) = re.findall(r"<math .*?</math>", html, re.DOTALL)
    assert tex in said
    assert ('<span class="eqno">(1)' in html) == bool(number)
    assert "katex.min.css" in html
    assert "eqn-num" not in html  # KaTeX would count by itself


@pytest.mark.parametrize(
    ("tex", "wrong"),
    [
        (r"\unknown x", "Undefined control sequence"),
        (r"\frac{1", "expected"),
        ("ä", "unicode"),
    ],
)
def test_what_cannot_be_typeset_is_a_warning_with_its_place(tmp_path, tex, wrong):
    """And `make book` turns warnings into errors."""
    text = f"# Title\n\nBefore.\n\nThen ${tex}$.\n"
    html, warnings = built(tmp_path, "html", text, **CONFIG)
    assert re.search(rf"index\.md:5: WARNING: .*{wrong}", warnings)
    assert "<code>" in html

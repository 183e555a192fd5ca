"""Test that the build typesets formulas, and says where a formula is wrong."""

import re

from test_quiz import built

CONFIG = {"extensions": ["myst_parser", "formulas"], "html_math_renderer": "katex"}


def test_formulas_become_html_and_mathml(tmp_path):
    texts = {
        "So $a_1 < 2$.": "a_1 &lt; 2",
        "$$a = b$$ (eq-one)": "a = b",
        "$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$": "aligned",
        "\\begin{align}\na &= b\n\\end{align}": "align*",
    }
    page = "\n\n".join(["# Title", *texts, ""])
    html, warnings = built(tmp_path, page, **CONFIG)
    assert warnings == ""
    said = re.findall(r"<math .*?</math>", html, re.DOTALL)
    for tex, part in zip(texts.values(), said, strict=True):
        assert tex in part
    assert re.findall(r'<span class="eqno">(\(\d\))', html) == ["(1)", "(2)"]
    assert "katex.min.css" in html
    assert "eqn-num" not in html  # KaTeX would count by itself


def test_no_line_breaks_between_a_formula_and_what_touches_it(tmp_path):
    """The last piece of a formula and the words of the sentence stay as they are."""
    texts = {
        "As $a$, $b$; not": ["a,", "b;"],
        "So ($a$) and $b$-th.": ["(", "a)", "b-th."],
        "So ($a + b + c$).": ["c)."],
        "So $a$ and ( $b$ .": [],
    }
    page = "\n\n".join(["# Title", *texts, ""])
    html, _ = built(tmp_path, page, **CONFIG)
    html = re.sub("(?s)<span class=.katex-mathml.*?</math></span>", "", html)
    seen = re.findall("<p>(.*)</p>", html)[: len(texts)]
    for (source, held), text in zip(texts.items(), seen, strict=True):
        words = [re.sub("<.*?>", "", one) for one in text.split('<span class="held">')]
        whole = "".join(words).replace("\u200b", "")
        assert re.sub(r"\s", "", whole) == re.sub(r"[\s$]", "", source)
        assert [word.split()[0] for word in words[1:]] == held


def test_what_cannot_be_typeset_is_a_warning_with_its_place(tmp_path):
    """A wrong formula is a warning, and `make book` turns warnings into errors."""
    wrong = {r"\unknown x": "Undefined control sequence", r"\frac{1": "expected"}
    wrong["ä"] = "unicode"
    page = "\n\n".join(["# Title", *(f"Then ${tex}$." for tex in wrong), ""])
    html, warnings = built(tmp_path, page, **CONFIG)
    for k, said in enumerate(wrong.values()):
        assert re.search(rf"index\.md:{3 + 2 * k}: WARNING: .*{said}", warnings)
    assert html.count("<code>") == len(wrong)

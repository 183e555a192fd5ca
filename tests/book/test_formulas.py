"""Test that the build typesets formulas, and says where a formula is wrong."""

import re

from test_quiz import built

CONFIG = {"extensions": ["myst_parser", "_ext.formulas"], "html_math_renderer": "katex"}


def test_a_formula_that_cannot_be_typeset_is_a_warning_with_its_place(tmp_path):
    """`make book` turns warnings into errors."""
    wrong = {r"\unknown x": "Undefined control sequence", r"\frac{1": "expected"}
    wrong["ä"] = "unicode"
    page = "\n\n".join(["# Title", *(f"Then ${tex}$." for tex in wrong), ""])
    html, warnings = built(tmp_path, page, **CONFIG)
    for k, message in enumerate(wrong.values()):  # from line 3 on, each second line
        assert re.search(rf"index\.md:{3 + 2 * k}: WARNING: .*{message}", warnings)
    assert html.count("<code>") == len(wrong)

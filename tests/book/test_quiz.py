"""Test the quizzes: the Markdown that authors write, and the pages built from it."""

import io
import re

import pytest
from _ext import quiz as directive
from _ext import quiz_speech as speech
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser
from notebooks import CHAPTERS, markdown
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from coursework.questions import QUESTIONS

EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)
MYST = ["amsmath", "colon_fence", "dollarmath", "html_image"]
FENCE = re.compile(r"^:::\{quiz\}([^\n]*)\n(.*?)^:::$", flags=re.DOTALL | re.MULTILINE)
TEXT = """\
What is the slope of $2x$?

```python
f = lambda x: 2 * x
```

1. `2` <!-- mistake: softmax/no_shift -->
2. $2x$

<details><summary>Answers</summary>

1. **Right.** It is *constant*.

   Everywhere.
2. **Wrong.** That is $f$ itself.

</details>
"""


def parsed(text):
    """Return the quiz node of Markdown, outside Sphinx."""
    options = {"myst_enable_extensions": MYST, "report_level": 5}  # report nothing
    text = re.sub(r"\{\w+\}`", "`", text)  # only Sphinx knows roles
    tree = publish_doctree(text, parser=Parser(), settings_overrides=options)
    return directive.build(tree.children)


def options_of(node):
    return list(node.findall(directive.quiz_option))


def quizzes(name):
    """Return [(title, text)] of the quizzes of a notebook."""
    return FENCE.findall(markdown(name))


# --- what authors write


def test_a_quiz_is_read():
    node = parsed(TEXT)
    question, body, *options = node.children
    assert question.astext() == "What is the slope of 2x?"
    assert body.astext() == "f = lambda x: 2 * x"
    assert [option["right"] for option in options] == [True, False]
    assert [option["mistake"] for option in options] == ["softmax/no_shift", ""]
    assert [option[0].astext() for option in options] == ["2", "2x"]
    assert [len(option[1].children) for option in options] == [2, 1]
    assert node["several"] is False
    assert parsed(TEXT.replace("Wrong", "Right"))["several"] is True


# --- what the build writes


def built(folder, text, **config):
    """Build a page of Markdown; return the HTML of the page, and the warnings."""
    (folder / "index.md").write_text(text, encoding="utf-8")
    warnings, defaults = io.StringIO(), {"extensions": ["myst_parser", "_ext.quiz"]}
    defaults |= {"myst_enable_extensions": MYST, "html_theme": "basic"}
    config = defaults | config
    out = folder / "html"
    with docutils_namespace():
        app = Sphinx(folder, None, out, out / "trees", "html", config, None, warnings)
        app.build()
    return (out / "index.html").read_text(encoding="utf-8"), warnings.getvalue()


def page(text):
    """Return the Markdown of a page whose quiz, with this text, begins in line 5."""
    return f"# Title\n\nBefore.\n\n:::{{quiz}}\n{text}:::\n"


def test_a_wrong_quiz_is_a_warning_with_its_place(tmp_path):
    """`make book` turns warnings into errors."""
    _, warnings = built(tmp_path, page(TEXT.replace("Right", "Wrong")))
    assert re.search(r"index\.md:5: WARNING: quiz: .*no answer would", warnings)


def test_a_formula_without_words_is_a_warning(tmp_path):
    for tex in (r"\sum x", "x^2_1", r"\frac{1}{2}", "a < b"):
        with pytest.raises(ValueError, match="no words"):
            speech.words(tex)
    text = page(TEXT.replace("2. $2x$", f"2. ${tex}$"))
    assert "no words" in built(tmp_path, text)[1]


# --- the quizzes of the chapters


@EACH_CHAPTER
def test_each_answer_has_a_reason_and_its_mistake_is_in_the_catalogue(name):
    for _, text in quizzes(name):
        options = options_of(parsed(text))
        reasons = {option[1].astext() for option in options}
        assert len(options) >= 3, text
        assert len(reasons) == len(options), text
        mistakes = [option["mistake"] for option in options if option["mistake"]]
        assert len(mistakes) == text.count("<!--"), "a comment that names no mistake"
        for question, mistake in (each.split("/") for each in mistakes):
            assert mistake in QUESTIONS[question].catalogue.mistakes

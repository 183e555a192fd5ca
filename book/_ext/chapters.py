"""Number the chapters by their places in _toc.yml.

    {chapter}`training`          a link that says 'chapter 6'
    {Chapter}`training`          the same at the start of a sentence
    {chapter-number}`training`   a link that says '6', for a table

No file has a number in its name, so that a chapter can move and no sentence changes.
Exercises, code and messages have no roles; they say 'the chapter on training'.
"""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes

FOLDER = pathlib.Path(__file__).parents[1] / "chapters"
ROLE = re.compile(r"\{([Cc]hapter(?:-number)?)\}`([\w-]+)`")
TOC = (FOLDER.parents[1] / "_toc.yml").read_text(encoding="utf-8")
NAMES = re.findall(r"^ *- file: book/chapters/([\w-]+)$", TOC, re.MULTILINE)


def word(place):
    """Return 'training' for the path or docname of that chapter; None for others."""
    path = pathlib.Path(place)
    return path.stem if path.parent.name == FOLDER.name else None


def of_exercise(name):
    """Return the chapter of an exercise, 'training' for 'training-repair', or None."""
    return next((word for word in NAMES if re.match(rf"{word}(-|$)", name)), None)


def number(word):
    """Return the number of a chapter, which its file names by a word."""
    return NAMES.index(word) + 1


def label(role, word):
    """Return the text that a role shows, for example 'chapter 6'."""
    digits = str(number(word))
    return digits if role.endswith("number") else f"{role} {digits}"


def shown(text):
    """Return the text with each role replaced by what it shows."""
    return ROLE.sub(lambda found: label(*found.groups()), text)


def chapter(name, rawtext, text, lineno, inliner, options=None, content=()):
    """Return ([link], []) for a role, or ([], [error]) if its text names no chapter."""
    if text not in NAMES:
        words = f"no chapter {text!r}: there are {', '.join(NAMES)}"
        return [], [inliner.reporter.error(words, line=lineno)]
    target = {"refdomain": "std", "reftype": "doc", "refexplicit": True}
    target["refdoc"] = inliner.document.settings.env.docname
    target["reftarget"] = f"/book/chapters/{text}"
    link = addnodes.pending_xref(rawtext, refwarn=True, **target)
    words = label(name, text).replace(" ", "\N{NO-BREAK SPACE}")
    link += nodes.inline(rawtext, words, classes=["xref", "std", "doc"])
    return [link], []


def setup(app):
    """Register two roles; {Chapter} needs no third, as Docutils ignores case."""
    app.add_role("chapter", chapter)
    app.add_role("chapter-number", chapter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

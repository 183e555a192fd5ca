"""Read the numbers of the chapters from the names of their files.

    {chapter}`training`          a link that says 'chapter 6'
    {Chapter}`training`          the same at the start of a sentence
    {chapter-number}`training`   a link that says '6', for a table

If a chapter moves, its file is renamed, and no sentence changes. Exercises, code and
messages have no roles; they say 'the chapter on training'.
"""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes

FOLDER = pathlib.Path(__file__).parents[1] / "chapters"
ROLE = re.compile(r"\{([Cc]hapter(?:-number)?)\}`([\w-]+)`")
NAMES = {path.stem[3:]: path.stem for path in sorted(FOLDER.glob("[0-9]*.ipynb"))}


def word(place):
    """Return 'training' for the path or docname of 06-training; None for others."""
    path = pathlib.Path(place)
    return path.stem[3:] if path.parent.name == FOLDER.name else None


def number(word):
    """Return the number of a chapter: 6 for 'training', the word of its file."""
    return int(NAMES[word][:2])


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
    target["reftarget"] = f"/book/chapters/{NAMES[text]}"
    link = addnodes.pending_xref(rawtext, refwarn=True, **target)
    link += nodes.inline(rawtext, label(name, text), classes=["xref", "std", "doc"])
    return [link], []


def setup(app):
    """Register two roles; {Chapter} needs no third, as Docutils ignores case."""
    app.add_role("chapter", chapter)
    app.add_role("chapter-number", chapter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

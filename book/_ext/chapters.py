"""The numbers of the chapters, which come from the names of their files alone.

    {chapter}`training`          a link that says 'chapter 6'
    {Chapter}`training`          the same at the start of a sentence
    {chapter-number}`training`   a link that says '6', for a table

A chapter that moves is renamed, and no sentence changes. Where no role is read, in
exercises, in code and in messages, stands 'the chapter on training'.
"""

import pathlib
import re

from docutils import nodes
from sphinx import addnodes

FOLDER = pathlib.Path(__file__).parents[1] / "chapters"
ROLE = re.compile(r"\{([Cc]hapter(?:-number)?)\}`([\w-]+)`")
NAMES = {path.stem[3:]: path.stem for path in sorted(FOLDER.glob("[0-9]*.ipynb"))}


def number(word):
    """Return the number of a chapter: 6 for 'training', the word of its file."""
    return int(NAMES[word][:2])


def label(role, word):
    """Return what a role shows."""
    found = str(number(word))
    return found if role.endswith("number") else f"{role} {found}"


def shown(text):
    """Return a text with the roles as they are shown."""
    return ROLE.sub(lambda found: label(*found.groups()), text)


def chapter(name, rawtext, text, lineno, inliner, options=None, content=()):
    """Return the link of a role; a word that no file has is an error of the build."""
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
    """Make the roles known to Sphinx; Docutils looks names up in lower case."""
    app.add_role("chapter", chapter)
    app.add_role("chapter-number", chapter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

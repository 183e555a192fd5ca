"""Change the text of solutions, and remove dead links, before pages are built.

Exercises are made from solutions, so a solution is written to students: its title says
'Exercise', it links to how exercises work, and it has nbgrader's markers. The page of a
solution says 'Solution' and leaves the rest out. Addresses that are still placeholders
(`dead_links`, see tools/settings.py) lose their links.

Then each of CHANGES changes the list of cells of a page, in place. The source of each
cell is one string.
"""

import json
import re

from _ext import figures, folds, page_form, python_page, recall

# In this order: page_form needs the captions that figures takes from the outputs, and
# recall the box that page_form makes; folds joins what the others see as cells.
CHANGES = (
    python_page.prepare,
    figures.read,
    page_form.read,
    folds.read,
    recall.insert,
)
MARKER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*(?:\n|\Z)", re.MULTILINE)
# Beginnings of paragraphs.
TO_STUDENTS = ("[How exercises work]", "The grader")
# Beginnings of cells for students only: hints, places to write in, the end.
THEIRS = ("Stuck", "**My ", "## What is done", "from coursework import finish\n")
LINK_ID = "colab-link"


def solution_cells(cells, name):
    """Return the cells of the solution `name` as its page shows them.

    Each cell has its source as one string; the given cells are not changed.
    """
    cells = [cell for cell in cells if not cell["source"].startswith(THEIRS)]
    shown = []
    for cell in cells:
        source = cell["source"]
        if cell["cell_type"] == "code":
            source = MARKER.sub("", source).rstrip("\n")
        shown.append({**cell, "source": source})
    title, *paragraphs = shown[0]["source"].split("\n\n")
    shown[0]["source"] = "\n\n".join(
        [
            re.sub(r"^# Exercise:", "# Solution:", title),
            f"*This is {{doc}}`the exercise <../exercises/{name}>` with an answer to "
            "each of its tasks. Others are as good if the check says 'correct'.*",
            *(text for text in paragraphs if not text.startswith(TO_STUDENTS)),
        ]
    )
    return shown


def live_links(text, dead):
    """Return a line of links without those whose addresses begin with one of `dead`."""
    links = "|".join(rf"\[[^\]]*\]\({re.escape(start)}[^)]*\)" for start in dead)
    if links:
        text = re.sub(rf" ?\((?:{links})\)|(?:{links})", "", text)
    return " | ".join(part for part in map(str.strip, text.split("|")) if part)


def read(app, docname, source):
    """Change the text of a notebook before it is parsed."""
    if not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook = json.loads(source[0])
    cells = notebook["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
        if cell.get("id") == LINK_ID:
            cell["source"] = live_links(cell["source"], app.config.dead_links)
    folder, _, name = docname.rpartition("/")
    if folder == "book/solutions":
        cells = solution_cells(cells, name)
    cells = [cell for cell in cells if cell["source"] or cell.get("id") != LINK_ID]
    for change in CHANGES:
        change(app, docname, cells)
    source[0] = json.dumps(notebook | {"cells": cells})


def setup(app):
    app.add_config_value("dead_links", [], "env", [list])
    app.connect("source-read", read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""Make the strip at the head of a chapter, and cards of wide tables for phones.

The paragraphs 'You will', 'You need' and 'Time' of a chapter become a strip. They end
its first cell, or are a cell of their own after a picture; links follow the strip. Each
cell of a wide table gets the name of its column, which is shown where the table becomes
a list of cards (book.css).
"""

import json
import re

from docutils import nodes

STRIP = re.compile(
    r"^(?P<will>\*\*You will\*\*.*?)\n\n(?P<need>\*\*You need\*\*.*)",
    flags=re.DOTALL | re.MULTILINE,
)
LINK_ID = "colab-link"
WIDE = 46  # characters of a row that fit on a phone


def with_strip(text):
    """Return the text of a cell with its paragraphs in a strip."""
    return STRIP.sub(
        r":::::{div} chapter-strip\n::::{div}\n\g<will>\n::::\n"
        r"::::{div}\n\g<need>\n::::\n:::::\n",
        text,
    )


def in_order(cells):
    """Return the cells of a chapter with its strip, and with its links after that."""
    links = [cell for cell in cells if cell.get("id") == LINK_ID]
    cells = [{**cell, "source": "".join(cell["source"])} for cell in cells]
    cells = [cell for cell in cells if cell.get("id") != LINK_ID]
    place = next(k for k, cell in enumerate(cells) if STRIP.search(cell["source"]))
    cells[place]["source"] = with_strip(cells[place]["source"])
    return [*cells[: place + 1], *links, *cells[place + 1 :]]


def read(app, docname, source):
    """Change the head of a chapter before it is parsed."""
    if docname.startswith("book/chapters/"):
        notebook = json.loads(source[0])
        notebook["cells"] = in_order(notebook["cells"])
        source[0] = json.dumps(notebook)


def rows_of(table, part):
    """Return the rows of a part of a table, each a list of its cells."""
    return [
        list(row.findall(nodes.entry))
        for group in table.findall(part)
        for row in group.findall(nodes.row)
    ]


def name_cells(app, doctree, docname):
    """Mark tables that are too wide for a phone, and name their cells."""
    if app.builder.format != "html":
        return
    for table in doctree.findall(nodes.table):
        heads, rows = rows_of(table, nodes.thead), rows_of(table, nodes.tbody)
        if len(heads) != 1 or len(heads[0]) < 3:
            continue
        if max(sum(len(cell.astext()) for cell in row) for row in rows) <= WIDE:
            continue
        table["classes"].append("cards")
        for row in rows:
            for head, cell in zip(heads[0], row, strict=True):
                if cell.astext():
                    name = nodes.paragraph("", head.astext(), classes=["cell-name"])
                    cell.insert(0, name)


def setup(app):
    """Register both changes with Sphinx."""
    app.connect("source-read", read, priority=700)
    app.connect("doctree-resolved", name_cells)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""Make the box at the head of a chapter, and cards of wide tables for phones.

The paragraphs 'You will', 'You need' and 'Time' become a box, wherever they stand above
the first section. It begins with the first map of the network (`diagram.show_network`),
which says where we are, and takes the links to notebooks and to the exercise. Each cell
of a wide table gets the name of its column, which is shown where the table becomes a
list of cards (book.css).
"""

import base64
import html
import re

from docutils import nodes

from _ext import chapters

BOX = re.compile(
    r"^(?P<will>\*\*You will\*\*.*?)\n\n"
    r"(?P<need>\*\*You need\*\*.*?^\*\*Time\*\* [^\n]*)",
    flags=re.DOTALL | re.MULTILINE,
)
# The notebook for Colab (editions.py), since its Markdown is plain
OWN = '<a href="../../colab/chapter-{}.ipynb" download>Notebook</a>'
LINK_ID, SVG = "colab-link", "image/svg+xml"
BACK = re.compile(r'<rect class="nn-back"[^>]*>\n?')
WIDE = 46  # characters of a row that fit on a phone


def taken(cells, wanted):
    """Remove and return the first cell for which wanted(cell) is true; else None."""
    for number, cell in enumerate(cells):
        if wanted(cell):
            return cells.pop(number)
    return None


def map_of(cell):
    """Return the map of the network that a cell displays, with its caption."""
    (svg,) = (o["data"][SVG] for o in cell["outputs"] if SVG in o.get("data", {}))
    drawn = base64.b64encode(BACK.sub("", "".join(svg)).encode()).decode()
    alt = html.escape(cell["metadata"]["mystnb"]["image"]["alt"])
    caption = cell["metadata"]["mystnb"]["figure"]["caption"]
    picture = f'<img class="dark-light" alt="{alt}" src="data:{SVG};base64,{drawn}">'
    return f"```{{raw}} html\n{picture}\n```\n\n{caption}"


def div(name, *parts, colons=4):
    """Return a `{div}` of the class `name` around parts of Markdown."""
    fence = ":" * colons
    return "\n\n".join([f"{fence}{{div}} {name}", *parts, fence])


def read(app, docname, cells):
    """Put the head of a chapter into a box before the chapter is parsed."""
    if not docname.startswith("book/chapters/"):
        return
    head = next(cell for cell in cells if BOX.search(cell["source"]))
    link = taken(cells, lambda cell: cell.get("id") == LINK_ID)
    links = [OWN.format(chapters.word(docname)), *([link["source"]] if link else [])]
    network = taken(cells, lambda cell: "show_network(" in cell["source"])
    text = head["source"]
    found = BOX.search(text)
    parts = [
        *([div("chapter-map", map_of(network))] if network else []),
        div("", found["will"]),
        div("", found["need"], " | ".join(links)),
    ]
    box = div("chapter-strip", *parts, colons=5)
    head["source"] = f"{text[: found.start()]}{box}{text[found.end() :]}"


def rows_of(table, part):
    """Return the rows of a part of a table, each a list of its cells."""
    return [
        list(row.findall(nodes.entry))
        for group in table.findall(part)
        for row in group.findall(nodes.row)
    ]


def name_cells(app, doctree, docname):
    """Mark tables that are too wide for a phone, and name their cells."""
    for table in doctree.findall(nodes.table):
        heads, rows = rows_of(table, nodes.thead), rows_of(table, nodes.tbody)
        if len(heads) != 1 or len(heads[0]) < 3:  # two columns fit
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
    app.connect("doctree-resolved", name_cells)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

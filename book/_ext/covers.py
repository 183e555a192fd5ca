"""Put a picture of each chapter beside its line in a list of chapters.

    :::{covers}
    1. {doc}`chapters/digits`: What is in the data?
    :::

The picture is the figure of the cell with the tag `cover`, without its labels. The line
says what it stands for, so it has no words of its own.
"""

import pathlib
import re

import nbformat
from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from _ext import chapters

SVG = "image/svg+xml"


def cover(name):
    """Return the SVG of the cell with the tag `cover`."""
    cells = nbformat.read(chapters.FOLDER / f"{name}.ipynb", 4).cells
    tagged = [cell for cell in cells if "cover" in cell.metadata.get("tags", [])]
    outputs = [output for cell in tagged for output in cell.outputs]
    pictures = [one.data[SVG] for one in outputs if SVG in one.get("data", {})]
    if len(pictures) != 1:
        raise ValueError(
            f"book/chapters/{name}.ipynb has {len(pictures)} figures in cells with the "
            f"tag `cover`. The front page shows one: give the tag to the cell that "
            f"draws it."
        )
    if not re.search("tick|<image", pictures[0]):
        return pictures[0]  # its boxes hold nothing but words
    # A third as large as in the chapter, its words could not be read.
    return pictures[0].replace("</svg>", "<style>text{display:none}</style></svg>")


class Covers(SphinxDirective):
    """A list whose items, each with a link to a chapter, get a picture."""

    has_content = True

    def run(self):
        box = nodes.container(classes=["covers"])
        self.state.nested_parse(self.content, self.content_offset, box)
        folder = pathlib.Path(self.env.app.outdir, "_images")
        folder.mkdir(parents=True, exist_ok=True)
        for item in box.findall(nodes.list_item):
            name = chapters.word(next(item.findall(addnodes.pending_xref))["reftarget"])
            file = f"cover-{name}.svg"
            (folder / file).write_text(cover(name), encoding="utf-8")
            source = f'class="dark-light" loading="lazy" src="../_images/{file}"'
            item.insert(0, nodes.raw("", f'<img alt="" {source}>', format="html"))
            self.env.note_dependency(f"{chapters.FOLDER / name}.ipynb")
        return [box]


def setup(app):
    app.add_directive("covers", Covers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

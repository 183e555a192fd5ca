"""Give figures their captions, and show drawings on Markdown pages.

In a notebook, neuralnet.plots.show stores a caption as a separate output below the
figure. On the page both become one numbered figure. The directive

    ```{drawing} slope
    :alt: One sentence that says what the drawing shows.

    The caption.
    ```

shows the SVG that the function of this name in drawings.py or hero.py returns. With
the option `:unnumbered:` the figure has no number.
"""

import base64
import html
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from _ext import drawings


def read(app, docname, cells):
    """Change the cells: a caption among the outputs becomes an option of its figure."""
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        outputs, cell["outputs"] = cell.get("outputs", []), []
        for output in outputs:
            if output.get("metadata", {}).get("figure") == "caption":
                options = cell["metadata"].setdefault("mystnb", {})
                caption = "".join(output["data"]["text/plain"])
                options["figure"] = {"caption": caption}
            else:
                cell["outputs"].append(output)


class Figure(SphinxDirective):
    """A figure of HTML above a caption, numbered unless it is `unnumbered`."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "alt": directives.unchanged_required,
        "unnumbered": directives.flag,
    }

    def figure(self, content):
        """Return the figure around a piece of HTML, with the directive's caption."""
        if not self.options.get("alt") or not self.content:
            raise self.error(f"the directive {self.name} needs :alt: and a caption")
        figure = nodes.figure("", nodes.raw("", content, format="html"))
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        if "unnumbered" in self.options:
            figure += nodes.legend("", *caption.children)
        else:
            figure += nodes.caption("", "", *caption[0].children)
        self.set_source_info(figure)
        return figure


class Drawing(Figure):
    """A figure that is drawn when the book is built."""

    def run(self):
        svg = drawings.DRAWINGS[self.arguments[0]]()
        data = base64.b64encode(svg.encode()).decode()
        alt = html.escape(self.options.get("alt", ""))
        source = f"data:image/svg+xml;base64,{data}"
        picture = f'<img class="dark-light" alt="{alt}" src="{source}">'
        return [self.figure(picture)]


def setup(app):
    app.add_directive("drawing", Drawing)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

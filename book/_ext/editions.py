"""Write the Colab edition of each notebook of the book, at the end of a build.

This Sphinx extension writes the notebooks to `_build/html/colab/` as Colab should show
them, `chapter-digits.ipynb` and so on. Their code cells and outputs are those of the
page; their Markdown is plain (plain_markdown.py), with the numbers and names of the
page. While the book's addresses are placeholders, links lead to neighboring files.
"""

import json
import pathlib
import posixpath

from docutils import nodes
from docutils.utils import new_document
from markdown_it.renderer import RendererHTML
from myst_parser.mdit_to_docutils.transforms import ResolveAnchorIds
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.errors import ExtensionError
from sphinx.util.docutils import sphinx_domains

from _ext import chapters, colab, folds, live_directive, notebook_pages
from _ext.plain_markdown import Plain, PlainError

KEEP = "To keep what you change in Colab, choose *File*, *Save a copy in Drive*."
WRAPS = {nodes.emphasis: "*", nodes.strong: "**", nodes.literal: "`", nodes.math: "$"}


class Edition:
    """One notebook of the book, rewritten for Colab."""

    def __init__(self, app, docname):
        self.app, self.docname = app, docname
        self.settings = app.env.get_doctree(docname).settings
        path = pathlib.Path(app.env.doc2path(docname))
        parser = create_md_parser(app.env.myst_config, RendererHTML)
        options = self.resolve, self.link, live_directive.PICTURES
        self.plain = Plain(parser, *options, app.config.hide_solutions)
        self.notebook = json.loads(path.read_text(encoding="utf-8"))

    def address(self, place):
        """Return the address of a page of the book for a reader in Colab."""
        page, sign, anchor = place.partition("#")
        docname = posixpath.splitext(page)[0]
        if self.app.env.doc2path(docname).endswith(".ipynb"):
            path = f"{docname}.ipynb"
            if colab.is_placeholder():
                return colab.edition_name(path)
            return colab.colab_url(path)
        return colab.page_url(docname) + sign + anchor

    def link(self, href):
        """Return the address that a relative link of the book gets in Colab."""
        folder = posixpath.dirname(self.docname)
        return self.address(posixpath.normpath(posixpath.join(folder, href)))

    def resolve(self, role):
        """Return a role or link as Markdown, with the text that its page shows."""
        env, builder = self.app.env, self.app.builder
        document = new_document(self.docname, self.settings)
        env.prepare_settings(self.docname)
        with sphinx_domains(env):
            MystParser().parse(role, document)
        ResolveAnchorIds(document).apply()
        if any(document.findall(nodes.system_message)):
            raise PlainError(f"{role} is not a role of the book")
        env.resolve_references(document, self.docname, builder)
        return self.markdown(document).strip()

    def markdown(self, node):
        """Return a resolved docutils node as Markdown."""
        if isinstance(node, nodes.Text):
            return str(node)
        inner = "".join(map(self.markdown, node.children))
        wrap = WRAPS.get(type(node), "")
        if node.get("refuri") and not node["refuri"].startswith("#"):
            return f"[{inner}]({self.link(node['refuri'])})"
        return f"{wrap}{inner}{wrap}"

    def cells(self):
        """Return the cells of the edition."""
        folder, name = self.docname.split("/")[-2:]
        cells = self.notebook["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
        if folder == "solutions":
            cells = notebook_pages.solution_cells(cells, name)
        for kind, group in folds.groups(cells):
            if kind == "second-reading":  # Colab folds nothing
                title = folds.titled(group)
                heading, _, rest = group[0]["source"].partition("\n")
                group[0]["source"] = f"{heading}\n\n*{title}.*\n{rest}"
        cells = [self.new_cell(cell) for cell in cells]
        for cell in cells:
            if cell["id"] == colab.LINK_ID:
                cell["source"] = self.links(folder, name)
        return cells

    def new_cell(self, cell):
        """Return a cell of the edition; code stays as it is."""
        if cell["cell_type"] == "code":
            return cell
        try:
            text, pictures = self.plain.cell(cell["source"])
        except PlainError as error:
            raise ExtensionError(f"{self.docname}, {cell['id']}: {error}") from error
        cell = {**cell, "source": text}
        return {**cell, "attachments": pictures} if pictures else cell

    def links(self, folder, name):
        """Return the links below the title, which replace those of the page."""
        links = [f"[This page of the book]({colab.page_url(self.docname)})"]
        for docname, title in sorted(self.app.env.titles.items()):
            place, _, other = docname.rpartition("/")
            same = chapters.of_exercise(other) == chapters.of_exercise(name)
            if place == "book/exercises" and same and docname != self.docname:
                links.append(f"[{title.astext()}]({self.address(docname)})")
        keep = f"\n\n{KEEP}" if folder == "chapters" else ""
        return " | ".join(links) + keep


def write(app, exception):
    """Write the editions of all notebooks that have a page."""
    if exception or app.builder.format != "html":
        return
    folder = pathlib.Path(app.outdir) / "colab"
    folder.mkdir(exist_ok=True)
    for docname in sorted(app.env.found_docs):
        if app.env.doc2path(docname).endswith(".ipynb"):
            edition = Edition(app, docname)
            edition.notebook["cells"] = edition.cells()
            text = json.dumps(edition.notebook, ensure_ascii=False, indent=1) + "\n"
            path = folder / colab.edition_name(f"{docname}.ipynb")
            path.write_text(text, encoding="utf-8")


def setup(app):
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

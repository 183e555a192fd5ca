"""Formulas as HTML and MathML, typeset by KaTeX while the book is built.

A page needs no script for them: they stand where they stand from the first moment,
screen readers read the MathML, and both are there without JavaScript. Node typesets
them, in a process beside each that writes pages. What KaTeX does not know is a warning
with its place, hence an error of `make book`. KaTeX, its style and its fonts come from
npm (package.json).
"""

import atexit
import functools
import json
import os
import pathlib
import re
import shutil
import subprocess

import live
from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

LOGGER = logging.getLogger(__name__)
KATEX = pathlib.Path(__file__).parents[2] / "node_modules" / "katex"
FOLDER = "_static/katex"  # of the built pages
# Answers each line, a formula, with a line: its HTML, or what is wrong with it.
TYPESET = """
const katex = require(process.argv[1]);
const answer = ([tex, displayMode]) => {
  try { return [katex.renderToString(tex, { displayMode, strict: "error" }), null]; }
  catch (error) { return [null, error.message]; }
};
require("readline").createInterface({ input: process.stdin }).on("line", (line) =>
  console.log(JSON.stringify(answer(JSON.parse(line)))));
"""
# KaTeX would count these by itself; the numbers of the book are Sphinx's.
COUNTED = re.compile(r"\\(begin|end)\{(align|alignat|equation|gather)\}")


@functools.cache
def typesetter(writer):
    """Start the process that typesets for a process `writer`, and ends with it."""
    process = subprocess.Popen(
        [live.node(), "-e", TYPESET, KATEX],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(process.kill)
    return process


@functools.cache
def typeset(tex, display):
    """Return the HTML and MathML of a formula, and None, or None and what is wrong."""
    process = typesetter(os.getpid())
    process.stdin.write(json.dumps([tex, display]) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def formula(self, node, display):
    """Return what stands on the page for a formula."""
    tex = COUNTED.sub(r"\\\1{\2*}", node.astext())
    html, wrong = typeset(tex, display)
    if wrong:
        LOGGER.warning("%s: %s", wrong, tex, location=node, type="formula")
    return html or f"<code>{self.encode(tex)}</code>"


def visit_inline(self, node):
    start = self.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    self.body.append(f"{start}{formula(self, node, False)}</span>")
    raise nodes.SkipNode


def visit_display(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{formula(self, node, True)}</div>\n")
    raise nodes.SkipNode


def add_style(app, pagename, templatename, context, doctree):
    """Let the pages that have a formula load its style and fonts, and no others."""
    if 'class="katex' in context.get("body", ""):
        app.add_css_file("katex/katex.min.css", priority=400)


def copy_style(app):
    """Put style and fonts where the pages will be; the browser loads what it needs."""
    if app.builder.format == "html":
        fonts = pathlib.Path(app.outdir, FOLDER, "fonts")
        fonts.mkdir(parents=True, exist_ok=True)
        for file in (KATEX / "LICENSE", KATEX / "dist/katex.min.css"):
            shutil.copy(file, fonts.parent)
        for font in KATEX.glob("dist/fonts/*.woff2"):
            shutil.copy(font, fonts)


def setup(app):
    """Make it known to Sphinx as the renderer of formulas."""
    renderers = (visit_inline, None), (visit_display, None)
    app.add_html_math_renderer("katex", *renderers)
    app.connect("builder-inited", copy_style)
    app.connect("html-page-context", add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

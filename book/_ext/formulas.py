"""Typeset formulas by KaTeX, as HTML and MathML, while the book is built.

A page needs no script for them: nothing moves while it loads, and screen readers read
the MathML. Each process that writes pages starts Node for its formulas. TeX that KaTeX
does not know gives a warning with its place, so `make book` fails. KaTeX, its
style and its fonts come from npm (package.json). A bracket or a full stop that touches
a formula is kept on the same line, since browsers would break the line there.
"""

import atexit
import functools
import json
import os
import pathlib
import re
import shutil
import subprocess

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from _ext import live_directive

LOGGER = logging.getLogger(__name__)
KATEX = pathlib.Path(__file__).parents[2] / "node_modules" / "katex"
FOLDER = "_static/katex"  # of the built pages
# Reads formulas, one a line; answers each by a line: its HTML, or an error message.
TYPESET = """
const katex = require(process.argv[1]);
const answer = ([tex, displayMode]) => {
  try { return [katex.renderToString(tex, { displayMode, strict: "error" }), null]; }
  catch (error) { return [null, error.message]; }
};
require("readline").createInterface({ input: process.stdin }).on("line", (line) =>
  console.log(JSON.stringify(answer(JSON.parse(line)))));
"""
# KaTeX would number these itself, but Sphinx numbers the equations of the book.
COUNTED = re.compile(r"\\(begin|end)\{(align|alignat|equation|gather)\}")

OPENING, CLOSING = re.compile(r"[(\[“]+$"), re.compile(r"^[^\w\s(\[“]+")
SHORT = 30  # characters that fit on any line
PIECE = '<span class="katex-base">'
OPENED = '<span class="katex"><span class="katex-html" aria-hidden="true">'
CLOSED = "</span></span>"
# What nearly each formula needs is asked for with the style, not after it, since a
# formula that is set anew moves the lines below it. A page from a file may not ask so.
SOON = """<script>
if (location.protocol !== "file:")
  for (const name of ["Main-Regular", "Math-Italic"]) {
    const href = `%sKaTeX_${name}.woff2`;
    const more = { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" };
    document.head.append(Object.assign(document.createElement("link"), more, { href }));
  }
</script>
"""
HELD = '<span class="held">'


@functools.cache
def typesetter(writer):
    """Start Node for the process with the id `writer`; Node ends with that process."""
    process = subprocess.Popen(
        [live_directive.node(), "-e", TYPESET, KATEX],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(process.kill)
    return process


@functools.cache
def typeset(tex, display):
    """Return (HTML with MathML, None), or (None, error message)."""
    process = typesetter(os.getpid())
    process.stdin.write(json.dumps([tex, display]) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def formula(self, node, display):
    """Return the HTML of a formula, or of its TeX if KaTeX reports an error."""
    tex = COUNTED.sub(r"\\\1{\2*}", node.astext())
    html, wrong = typeset(tex, display)
    if wrong:
        LOGGER.warning("%s: %s", wrong, tex, location=node, type="formula")
    return html or f"<code>{self.encode(tex)}</code>"


def hold(app, doctree, docname):
    """Keep short formulas and code on one line, and punctuation at its formula.

    Punctuation moves into the attributes before and after.
    """
    for node in (*doctree.findall(nodes.math), *doctree.findall(nodes.literal)):
        if len(node.astext()) <= SHORT:
            node["classes"].append("short")
    for node in doctree.findall(nodes.math):
        for side, step, pattern in ("before", -1, OPENING), ("after", 1, CLOSING):
            k = node.parent.index(node) + step
            neighbor = node.parent[k] if 0 <= k < len(node.parent) else None
            if isinstance(neighbor, nodes.Text) and (found := pattern.search(neighbor)):
                node[side] = found[0]
                node.parent[k] = nodes.Text(pattern.sub("", neighbor, count=1))


def visit_inline(self, node):
    """Write an inline formula; the punctuation that touches it stays on its line.

    A line may break between the pieces of a formula. So the last piece and punctuation
    after it become a formula of their own, which is held together.
    """
    start = self.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    before, after = (self.encode(node.get(side, "")) for side in ("before", "after"))
    html = formula(self, node, False)
    if after and PIECE in html:
        pieces, last = html.rsplit(PIECE, 1)
        html = f"{pieces}{CLOSED}{HELD}{OPENED}{PIECE}{last}{after}</span>"
        after = ""
    html = f"{start}{html}</span>{after}"
    if before and html.count(PIECE) == 1:  # with more pieces it must break
        html, before = f"{HELD}{before}{html}</span>", ""
    self.body.append(before + html)
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
    if 'class="katex' in context.get("body", ""):
        app.add_css_file("katex/katex.min.css", priority=400)
        base = context["pathto"](f"{FOLDER}/fonts/", resource=True)
        context["metatags"] = context.get("metatags", "") + SOON % base


def copy_style(app):
    """Copy the style to the site; typeface.py copies the fonts."""
    folder = pathlib.Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for file in (KATEX / "LICENSE", KATEX / "dist/katex.min.css"):
        shutil.copy(file, folder)


def setup(app):
    renderers = (visit_inline, None), (visit_display, None)
    app.add_html_math_renderer("katex", *renderers)
    app.connect("builder-inited", copy_style)
    app.connect("doctree-resolved", hold)
    app.connect("html-page-context", add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""Fold answers and second readings, which a notebook shows open.

Neighboring cells with the tag `answer` are one answer: code, and the sentences after
it. Code that is not hidden stays visible; output, figure, caption and sentences are
folded.
Neighboring cells with the tag `second-reading` are one second reading. If the first of
them begins with a heading, the heading stays visible, and the page's contents mark it.
Folds never nest: inside a second reading, answers are open and plotting code is shown.
A link into a fold or to its heading opens it, and so does the browser's search
(folds.js).

Folded code (the tag `hide-input`) joins the folded code before it, so that no two folds
of code stand together. What makes an output is a link below it, or in its caption.

The solution of an exercise in a chapter becomes a dropdown like the hints before it.
"""

import ast
import html
import itertools
import re

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx_design.shared import create_component
from sphinx_exercise.nodes import solution_node

LOGGER = logging.getLogger(__name__)
TITLES = {"answer": "See the answer", "second-reading": "Second reading"}
CODE = "Code"  # the title of the code of an output
WORDS_A_MINUTE = 130
OWN = "Write it yourself"  # how a title begins if that code stands before its output
SHOWS = re.compile(r"plots\.show")
WORDS = ("alt", "caption")
MARK = '<span class="second-mark" title="Second reading: skip it at first">2nd</span>'


class fold(nodes.General, nodes.Element):
    """The content of a fold; `kind` is its tag."""


def kind(cell):
    """Return the tag that folds a cell, or None; of two tags, 'second-reading'."""
    tags = cell["metadata"].get("tags", [])
    return next((name for name in reversed(TITLES) if name in tags), None)


def marker(word, number, title=""):
    """Return a cell with a comment: the tag and title of a fold, or 'end'."""
    source = f"% fold: {word} {title}".rstrip()
    cell = {"cell_type": "markdown", "metadata": {}, "source": source}
    return cell | {"id": f"fold-{word}-{number}"}


def groups(cells):
    """Yield (tag or None, cells) for neighbors that belong together.

    A second reading ends before a heading of its first heading's level or above.
    """
    for tag, neighbors in itertools.groupby(cells, kind):
        group = []
        for cell in neighbors:
            may_end = group and tag == "second-reading"
            if may_end and 0 < _level(cell) <= _level(group[0]):
                yield tag, group
                group = []
            group.append(cell)
        yield tag, group


def minutes(cells):
    """Return how many minutes a second reading takes: its words, and a look at code."""
    words = sum(
        len(cell["source"].split()) for cell in cells if cell["cell_type"] == "markdown"
    )
    codes = sum(cell["cell_type"] == "code" for cell in cells)
    return max(round(words / WORDS_A_MINUTE + codes), 1)


def titled(cells):
    """Return what stands above a second reading: what it is, and what it costs."""
    count = minutes(cells)
    return f"{TITLES['second-reading']}, {count} minute{'s' * (count > 1)}"


def _level(cell):
    """Return the level of the heading at the beginning of a cell, or 0."""
    text = cell["source"] if cell["cell_type"] == "markdown" else ""
    return len(text) - len(text.lstrip("#"))


def with_markers(cells):
    """Return the cells with markers around each fold; its heading stays outside."""
    marked = []
    for number, (tag, group) in enumerate(groups(cells)):
        if tag is None:
            marked += group
            continue
        title = TITLES[tag]
        if tag == "second-reading":
            title = titled(group)
            group = [_plain(cell) for cell in group]
            if _level(group[0]):
                heading, _, text = group[0]["source"].partition("\n")
                marked.append({**group[0], "source": heading, "id": f"head-{number}"})
                group[0] = {**group[0], "source": text.lstrip("\n")}
        marked += [marker(tag, number, title), *group, marker("end", number)]
    return marked


def _plain(cell):
    """Return a copy of a cell without the tag that hides its code."""
    tags = [tag for tag in cell["metadata"].get("tags", []) if tag != "hide-input"]
    return {**cell, "metadata": {**cell["metadata"], "tags": tags}}


def title_of(cell):
    """Return the title of a cell's folded code; "" for other cells."""
    tags = cell["metadata"].get("tags", [])
    if "hide-input" not in tags or "remove-cell" in tags:
        return ""
    own = cell["metadata"].get("mystnb", {}).get("code_prompt_show", "Show the code")
    return CODE if cell["outputs"] and not own.startswith(OWN) else own


def without_words(source):
    """Return code without the alt text and the caption of its figure.

    The page shows both, so what is left of the call is what draws.
    """
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        place = slice(node.lineno - 1, node.end_lineno)
        target = getattr(node, "targets", [getattr(node, "target", None)])[0]
        if getattr(target, "id", "") in WORDS:
            del lines[place]
        elif SHOWS.match(lines[place.start]) and isinstance(node, ast.Expr):
            call = node.value
            call.args = [one for one in call.args if not is_words(one)]
            call.keywords = [one for one in call.keywords if one.arg not in WORDS]
            lines[place] = [ast.unparse(node)]
    return "\n".join(lines)


def is_words(node):
    """Return whether an argument is an alt text or a caption."""
    if isinstance(node, ast.JoinedStr | ast.Constant | ast.BinOp):
        return len(ast.unparse(node)) > 30
    return getattr(node, "id", "") in WORDS


def draws(cell):
    """Return whether a cell has a figure or a table among its outputs."""
    kinds = {"image/svg+xml", "text/html"}
    return any(kinds & {*output.get("data", ())} for output in cell["outputs"])


def joins(last, cell):
    """Return whether the folded code of a cell goes into the fold of the next cell."""
    titles, tag = [title_of(last), title_of(cell)], kind(cell)
    if not all(titles) or any(title.startswith(OWN) for title in titles):
        return False
    if tag == "second-reading" or kind(last) not in (None, tag) or draws(last):
        return False
    return draws(cell) or not last["outputs"]


def joined(cells):
    """Return the cells with titles; folded code joins the folded code after it.

    What the first of two cells has printed stays where it is.
    """
    done = []
    for cell in cells:
        title = title_of(cell)
        if done and joins(done[-1], cell):
            last = done.pop()
            if last["outputs"]:
                plain = _plain(last)
                plain["metadata"]["tags"].append("remove-input")
                done.append(plain)
            elif title != CODE:
                title = f"{title_of(last)}, {title[0].lower()}{title[1:]}"
            cell = {**cell, "source": f"{last['source']}\n\n\n{cell['source']}"}
        if title == CODE:
            cell = {**cell, "source": without_words(cell["source"])}
        if title:
            options = {**cell["metadata"].get("mystnb", {}), "code_prompt_show": title}
            cell = {**cell, "metadata": {**cell["metadata"], "mystnb": options}}
        done.append(cell)
    return done


def read(app, docname, cells):
    """Join folded code, and put markers between the cells, before they are parsed."""
    cells[:] = with_markers(joined(cells))


class Fold(SphinxTransform):
    """Move the nodes between two markers into a `fold`."""

    default_priority = 300

    def apply(self):
        """Make all folds; if one ends inside a section that goes on, warn and stop."""
        comments = self.document.findall(nodes.comment)
        marks = [c for c in comments if c.astext().startswith("fold: ")]
        for start, end in zip(marks[::2], marks[1::2], strict=True):
            _, name, title = start.astext().split(" ", 2)
            parent, last = start.parent, end
            # If the end is the last node of inner sections, these are folded whole.
            while last.parent is not parent:
                if last.parent is None or last.parent[-1] is not last:
                    LOGGER.warning("a fold ends inside a section", location=start)
                    return
                last = last.parent
            first, after = parent.index(start), parent.index(last) + 1
            content = [node for node in parent[first + 1 : after] if node is not end]
            if end is not last:
                end.parent.remove(end)
            parent[first:after] = self.folded(name, title, content)

    def folded(self, name, title, content):
        """Return the nodes that replace `content`: an answer's code, then the fold."""
        if name == "second-reading":
            return [fold("", *content, kind=name, title=title)]
        shown, hidden = [], []
        for node in content:
            for code in [] if node.get("hide_mode") else filter(is_code, node.children):
                cell = node.copy()
                node.remove(code)
                cell += code
                shown.append(cell)
                if len(node):  # cell.js keeps what the code puts out in the fold
                    cell["classes"].append("answer-code")
                    node["classes"].append("answer-output")
            if len(node):
                hidden.append(node)
        return [*shown, fold("", *hidden, kind=name, title=title)]


class Solution(SphinxPostTransform):
    """Turn each solution into a dropdown, after another transform makes its title."""

    default_priority = 198

    def run(self):
        for node in list(self.document.findall(solution_node)):
            title, *content = node.children
            classes = {"container_classes": ["sd-mb-3"], "title_classes": []}
            marks = {"icon": None, "chevron": None, "body_classes": []}
            dropdown = create_component("dropdown", opened=False, **classes, **marks)
            dropdown["has_title"] = True
            words = " ".join(title.astext().split())
            dropdown += [nodes.rubric("", words, ids=node["ids"]), *content]
            node.replace_self(dropdown)


class CodeOfOutput(SphinxPostTransform):
    """Move the folded code of an output below it; of a figure, into its caption."""

    default_priority = 200  # after the transform that folds the code

    def run(self):
        for code in list(self.document.findall(HideCodeCellNode)):
            if code["prompt_show"] == CODE:
                code["classes"] = ["of-output"]
                cell = code.parent
                cell.remove(code)
                captions = [*cell.findall(nodes.caption)]
                place = captions[-1].parent if captions else cell
                place += nodes.legend("", code) if captions else code


def is_code(node):
    """Return whether a node is the code of a cell."""
    return isinstance(node, nodes.container) and "cell_input" in node["classes"]


def visit(self, node):
    summary = f"<summary>{node['title']}</summary>"
    self.body.append(f'<details class="fold fold-{node["kind"]}">{summary}\n')


def depart(self, node):
    self.body.append("</details>\n")


def visit_code(self, node):
    """Begin a fold of code. The theme's has two titles, and an aria-label over both."""
    classes = " ".join(["hide", *node["classes"]])
    title = html.escape(node["prompt_show"])
    self.body.append(f'<details class="{classes}"><summary>{title}</summary>\n')


def add_script(app, pagename, templatename, context, doctree):
    """Let the pages that have a fold load the script that opens it."""
    if doctree is not None and any(doctree.findall(fold)):
        app.add_js_file("folds.js", loading_method="defer")


def mark_contents(app, doctree):
    """Mark the second readings in the contents of a page."""
    headings = {
        "#" + node.parent["ids"][0]
        for node in doctree.findall(fold)
        # 1: right below the heading of its section
        if node["kind"] == "second-reading" and node.parent.index(node) == 1
    }
    for link in app.env.tocs[app.env.docname].findall(nodes.reference):
        if link["anchorname"] in headings:
            link += [nodes.Text(" "), nodes.raw("", MARK, format="html")]


def without_numbers(app, doctree, docname):
    """Remove the numbers of headings in folds: they would repeat the chapter's."""
    numbers = app.env.toc_secnumbers.get(docname, {})
    for node in doctree.findall(fold):
        for section in node.findall(nodes.section):
            numbers["#" + section["ids"][0]] = ()


def setup(app):
    app.add_node(fold, html=(visit, depart))
    app.add_node(HideCodeCellNode, override=True, html=(visit_code, depart))
    app.add_transform(Fold)
    app.add_post_transform(Solution)
    app.add_post_transform(CodeOfOutput)
    app.connect("doctree-read", mark_contents)
    app.connect("doctree-resolved", without_numbers)
    app.connect("html-page-context", add_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""Let exercises, chapters and the front page run Python: write files, add the button.

The runtime (runtime.py) and the scripts (book/live/page) are in one folder of the
site. Its name changes with its content, so that no browser mixes two editions. If the
runtime cannot be fetched, the book is built without the button, with a message.
"""

import hashlib
import pathlib
import re
import shutil
import zlib

import nbformat
from docutils import nodes

from _ext import chapter_code, chapters, colab, live_directive, page_data, runtime

FOLDER = "_static/python"  # of the built pages
PAGE = live_directive.LIVE / "page"
SAMPLE = "<!-- Python, if it is there -->"  # in book/intro.md, below a listing
BUTTON = """
<section class="python" aria-label="{label}" data-base="{up}{base}"
 data-notebook="{up}{notebook}" data-offline="{up}offline.js" data-kind="{kind}">
<button type="button" disabled>{label}</button>
<span>Python loads here once ({megabytes:.0f} MB), and {what}.
<noscript>It needs scripts, which your browser does not run here.</noscript></span>
<span class="python-status" role="status"></span>
<template>
<button type="button">Run all</button>
<button type="button" hidden>Stop</button>
<span class="python-fetching">
<progress max="{size}" value="0" aria-label="Python on its way"></progress>
<span></span>
</span>
</template>
<template class="python-kept">
<div class="python-work" role="group" aria-label="Your work on this page">
<button type="button">Download the notebook</button>
<button type="button">Open a notebook</button>
<button type="button">Clear my work</button>
<input type="file" accept=".ipynb" hidden>
<details class="python-apart">
<summary>What you wrote that has no place on this page</summary>
</details>
</div>
</template>
</section>
"""
HELP = "Stuck"  # how a cell begins that says how to see a hint
WHAT = (
    "you write in the cells and run them. Nothing is sent. You may also "
    '<a href="{}" download>take the notebook</a> and write elsewhere'
)
CHAPTER = "nothing is sent"
VISIBLE = re.compile(r'<div class="cell [^>]*>\s*<div class="cell_input')
HIDDEN = {"tags": ["remove-cell"]}
FIRST = (
    "**Run this cell first**, or begin with a *Check*, which runs it for you. If a "
    "check says that Python does not know a name, an answer further up has not run yet."
)
YOURS = """### Let the board read with your weights

The page takes the weights of `model` as they are now. So train your network first, then
draw.

```{raw} html
<div class="python-yours"></div>
```"""
TRAINED = "homework-27"  # the cell after which the board stands
NONE = (
    "The exercises get no button that runs them on the page, though their texts speak "
    "of one: NumPy for the browser could not be fetched. The next build tries again."
)


def write(app):
    """Write all files that the pages load into the site."""
    app.python = None
    if not runtime.fetch():
        print(NONE)
        return
    place = pathlib.Path(app.outdir, FOLDER)
    shutil.rmtree(place, ignore_errors=True)
    (wheel,) = pathlib.Path(app.outdir, "_static/wheel").glob("*.whl")
    new = place / "new"
    size = runtime.install(wheel, new, live_directive.node())
    live_directive.bundle("page", new)
    size += runtime.weight(new / "page.js") + runtime.weight(new / "worker.js")
    page_data.write(new / "data")
    digest = hashlib.sha256()
    for path in sorted(filter(pathlib.Path.is_file, new.rglob("*"))):
        digest.update(path.read_bytes())
    name = digest.hexdigest()[:8]
    new.rename(place / name)
    for file in ("start.js", "page.css"):
        shutil.copyfile(PAGE / file, place / file)
    # A service worker handles requests for its own folder and those below.
    shutil.copyfile(PAGE / "offline.js", pathlib.Path(app.outdir, "offline.js"))
    app.python = {"base": f"{FOLDER}/{name}", "size": size, "megabytes": size / 1e6}


def prepare(app, docname, cells):
    """Change an exercise for its page: cells get line numbers, the first one a text.

    Below a check the page shows hints, so the cell that says how to see a hint goes.
    """
    if not app.python or not docname.startswith("book/exercises/"):
        return
    cells[:] = [cell for cell in cells if not cell["source"].startswith(HELP)]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    for cell in code:
        cell["metadata"].setdefault("mystnb", {})["number_source_lines"] = True
    first = next(c for c in code if "remove-cell" not in c["metadata"].get("tags", []))
    cells.insert(cells.index(first), nbformat.v4.new_markdown_cell(FIRST, id="first"))
    for place in [k for k, cell in enumerate(cells) if cell.get("id") == TRAINED]:
        cells.insert(place + 1, nbformat.v4.new_markdown_cell(YOURS, id="yours"))


def add(app, pagename, templatename, context, doctree):
    """Add the button to a page whose code runs."""
    if not app.python:
        return
    up = "../" * pagename.count("/")
    body = context.get("body", "")
    label, kind = "Run the code on this page", "exercise"
    place = re.search("</h1>", body)
    if pagename.startswith("book/exercises/"):
        content = pathlib.Path(app.env.doc2path(pagename)).read_bytes()
        # The notebook for Colab (editions.py), since its Markdown is plain.
        notebook = f"colab/{colab.edition_name(f'{pagename}.ipynb')}"
        what = WHAT.format(f"{up}{notebook}")
    elif chapters.word(pagename) and pagename.startswith("book/chapters/"):
        kind, what, place = "chapter", CHAPTER, VISIBLE.search(body)
        notebook = f"{FOLDER}/{chapters.word(pagename)}.ipynb"
        content = chapter(app.env.doc2path(pagename))
        pathlib.Path(app.outdir, notebook).write_bytes(content)
    elif SAMPLE in body:
        kind, label = "sample", "Change this code and run it"
        place = re.search(SAMPLE, body)
        what = "you write in the cell above. Nothing is sent"
        notebook, content = f"{FOLDER}/sample.ipynb", sample(doctree)
        pathlib.Path(app.outdir, notebook).write_bytes(content)
    else:
        return
    notebook += f"?v={zlib.crc32(content):08x}"
    parts = {"up": up, "notebook": notebook, "label": label, "what": what}
    button = BUTTON.format(**app.python, **parts, kind=kind)
    at = place.start() if kind == "chapter" else place.end()
    context["body"] = body[:at] + button + body[at:]
    if kind != "chapter":  # there start.js adds it, so that a page stays light
        app.add_css_file("python/page.css")
    app.add_js_file("python/start.js", loading_method="defer")


def chapter(path):
    """Return a notebook with the code of a chapter that runs on its page."""
    cells = chapter_code.cells_to_run(nbformat.read(path, as_version=4).cells)
    return written(
        nbformat.v4.new_code_cell(
            cell.source,
            id=f"c{number}",
            metadata={**({} if cell.shown else HIDDEN), "needs": needs},
        )
        for number, cell in enumerate(cells)
        for needs in [[f"c{k}" for k in sorted(cell.needs)]]
    )


def sample(doctree):
    """Return a notebook with the page's first listing that calls `check`."""
    texts = [block.astext() for block in doctree.findall(nodes.literal_block)]
    source = next(text for text in texts if "check(" in text)
    setup = "import numpy as np\nfrom coursework import check"
    cells = [
        nbformat.v4.new_code_cell(setup, id="setup", metadata=HIDDEN),
        nbformat.v4.new_code_cell(source, id="sample"),
    ]
    return written(cells)


def written(cells):
    """Return a notebook of these cells as bytes."""
    return nbformat.writes(nbformat.v4.new_notebook(cells=[*cells])).encode()


def setup(app):
    app.connect("builder-inited", write)
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

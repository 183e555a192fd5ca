"""List and read the notebooks and pages of the course for the tests."""

import functools

import nbformat
from _ext import chapters

ROOT = chapters.FOLDER.parents[1]
LIVE = ROOT / "book" / "live"  # the live figures and the page's Python
PATHS = sorted((ROOT / "book").glob("*/*.ipynb")) + sorted(
    (ROOT / "tests" / "homework").glob("*.ipynb")
)
NAMES = [str(path.relative_to(ROOT)) for path in PATHS]
CHAPTERS = [f"book/chapters/{word}.ipynb" for word in chapters.NAMES]  # in order
BOOK = [name for name in NAMES if name.startswith("book/")]
PAGES = sorted(f"book/{path.name}" for path in (ROOT / "book").glob("*.md"))


@functools.cache
def read(name):
    """Return a notebook, the same object for all tests: change nothing but a copy."""
    return nbformat.v4.reads((ROOT / name).read_text(encoding="utf-8"))


@functools.cache
def markdown(name):
    """Return the Markdown of a page, or of a notebook's cells, one below the other."""
    if name.endswith(".md"):
        return (ROOT / name).read_text(encoding="utf-8")
    cells = [cell for cell in read(name).cells if cell.cell_type == "markdown"]
    return "\n\n".join(cell.source for cell in cells)


def code_cells(name):
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def tags(cell):
    return set(cell.metadata.get("tags", []))


def output_texts(cell):
    """Yield every text that a cell shows, pictures left out."""
    for output in cell.outputs:
        if output.output_type == "stream":
            yield output.text
        elif output.output_type == "error":
            yield f"{output.ename}: {output.evalue}"
        else:
            for mime, content in output.data.items():
                if not mime.startswith("image/"):
                    yield content

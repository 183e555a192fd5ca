"""Give each chapter and exercise its Colab link and setup cell.

The addresses come from _config.yml (publish.py sets them). The cell of links follows
the first cell. Then comes the setup cell, which Colab folds and the page leaves out. It
installs the package if it is missing, as one wheel with --no-deps, so that Colab's own
NumPy stays and nothing has to restart. Links and wheel contain the tag of their version
(publish.py), so that an old link still opens its notebook and its wheel.
"""

import functools
import pathlib

import nbformat
import yaml

import neuralnet
from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("book/chapters", "book/exercises", "book/solutions")
LINK_ID, SETUP_ID = "colab-link", "colab-setup"
SETUP = """\
# @title Setup: run me first {{ display-mode: "form" }}
import importlib.util
import subprocess
import sys


class NoPackage(Exception):
    def _render_traceback_(self):  # a sentence, no traceback
        return [str(self)]


if importlib.util.find_spec("neuralnet") is None:
    wheel = "{wheel}"
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", wheel]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode != 0:
        why = done.stderr.strip().split("\\n")[-1]
        raise NoPackage(f"The course package did not arrive; are you online? {{why}}")
    print(importlib.import_module("neuralnet").ready())
installed = importlib.import_module("neuralnet").__version__
if installed != "{version}":
    print(
        "This notebook was made for version {version} of the course package, but "
        f"version {{installed}} is installed: take both anew from the book."
    )"""


@functools.cache
def config():
    """Return the content of _config.yml as a dict."""
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))


def is_placeholder(settings=None):
    """Return whether the addresses in settings (_config.yml) are still placeholders."""
    settings = settings or config()
    addresses = settings["repository"]["url"] + settings["html"]["baseurl"]
    return "/example/" in addresses or "//example." in addresses


def repository():
    """Return the repository as GitHub and Colab name it: OWNER/NAME."""
    return config()["repository"]["url"].removeprefix("https://github.com/")


def tag():
    """Return the Git tag of the editions and the wheel of this version."""
    return f"colab-v{neuralnet.__version__}"


def wheel_url():
    """Return the address of the wheel, in the same folder as the editions."""
    name = f"two_layer_course-{neuralnet.__version__}-py3-none-any.whl"
    return f"https://raw.githubusercontent.com/{repository()}/{tag()}/{name}"


def page_url(docname):
    """Return the address of a page; if the book has none, the path from an edition."""
    base = "../" if is_placeholder() else config()["html"]["baseurl"]
    return f"{base}{docname}.html"


def edition_name(path):
    """Return the file name of the Colab edition of a notebook of the repository."""
    folder, name = path.split("/")[-2:]
    return f"{folder.removesuffix('s')}-{name}"


def colab_url(path):
    """Return the address that opens the Colab edition of a notebook."""
    base = config()["launch_buttons"]["colab_url"]
    return f"{base}/github/{repository()}/blob/{tag()}/{edition_name(path)}"


def link_cell(path):
    """Return the cell of links below the title of a notebook's page."""
    text = f"[Open this notebook in Colab]({colab_url(path)})"
    folder, name = path.rsplit("/", 1)
    if folder == "book/chapters" and (ROOT / "book" / "exercises" / name).is_file():
        text += f" | [Exercise](../exercises/{name})"
        text += f" ([in Colab]({colab_url(f'book/exercises/{name}')}))"
    return nbformat.v4.new_markdown_cell(text, id=LINK_ID)


def setup_cell(version=neuralnet.__version__):
    """Return the cell that installs the package if it is missing."""
    metadata = {"cellView": "form", "tags": ["remove-cell"]}
    source = SETUP.format(wheel=wheel_url(), version=version)
    cell = nbformat.v4.new_code_cell(source, id=SETUP_ID, metadata=metadata)
    cell.execution_count = 1  # the cell prints nothing if the package is installed
    return cell


def equip(notebook, path):
    """Put links and setup into a notebook, number the cells that ran, and return it."""
    cells = [c for c in notebook.cells if c.id not in (LINK_ID, SETUP_ID)]
    notebook.cells = [cells[0], link_cell(path), setup_cell(), *cells[1:]]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, 1):
        if cell.execution_count is not None:  # None says that it was never run
            cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
    return notebook


def write_cells():
    """Write links and setup into all notebooks of FOLDERS."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.ipynb")):
            notebook = nbformat.read(path, as_version=4)
            equip(notebook, path.relative_to(ROOT).as_posix())
            write_whole(path, nbformat.writes(notebook) + "\n")

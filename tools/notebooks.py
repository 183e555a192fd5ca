"""Run notebooks and store their outputs: `make notebooks` or one file by name.

    python tools/notebooks.py [book/chapters/forward.ipynb ...]

Each notebook runs in its own folder in a fresh kernel, and is stored only if every cell
succeeds. What changes from run to run or from machine to machine is not stored: times
of execution, the state of widgets, the version of Python.
"""

import os
import pathlib
import sys

import nbformat
from joblib import Parallel, delayed
from nbclient import NotebookClient
from tqdm import tqdm

from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("book/chapters", "book/exercises", "book/solutions", "tests/homework")


def main(names):
    """Run the named notebooks, or all of FOLDERS, and store their outputs."""
    paths = [pathlib.Path(name).resolve() for name in names] or [
        path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.ipynb"))
    ]
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    runs = Parallel(n_jobs=2, return_as="generator")(delayed(store)(p) for p in paths)
    for path in tqdm(runs, total=len(paths), unit="notebook"):
        tqdm.write(f"stored {path.relative_to(ROOT)}")


def store(path):
    """Run the notebook at `path`, store the result in its place, return the path."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    options = {"kernel_name": "python3", "coalesce_streams": True}
    folder = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, **options, resources=folder).execute()
    tidy(notebook)
    nbformat.validate(notebook)
    return write_whole(path, nbformat.writes(notebook) + "\n")


def tidy(notebook):
    """Remove what a reader does not see and what changes from run to run."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    language = {"name": "python", "pygments_lexer": "ipython3"}
    metadata = {"kernelspec": kernel, "language_info": language}
    notebook.metadata = nbformat.from_dict(metadata)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            # Sliders need a kernel, and a clock shows each reader another time.
            if "nbval-ignore-output" in cell.metadata.get("tags", []):
                cell.outputs = []
            set_alt(cell)
            if "hide-input" in cell.metadata.get("tags", []):
                # The page folds this cell; let Colab and JupyterLab fold it, too.
                cell.metadata["cellView"] = "form"
                cell.metadata["jupyter"] = {"source_hidden": True}


def set_alt(cell):
    """Store the first line of the figure's text as alt text for the page.

    The cell's other options go, except for the words on the fold of its code.
    """
    alts = [
        output.data["text/plain"].split("\n", 1)[0]
        for output in cell.outputs
        if "image/svg+xml" in output.get("data", {})
    ]
    options = cell.metadata.pop("mystnb", {})
    options = {k: value for k, value in options.items() if k == "code_prompt_show"}
    if alts:
        if len(alts) > 1:
            raise SystemExit(f"one figure a cell, please:\n{cell.source}")
        options["image"] = {"alt": alts[0]}
    if options:
        cell.metadata["mystnb"] = options


if __name__ == "__main__":
    main(sys.argv[1:])

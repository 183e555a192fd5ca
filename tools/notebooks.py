"""Run notebooks and store their outputs: `make notebooks` or one file by name.

    python tools/notebooks.py [book/chapters/04-forward.ipynb ...]

Each notebook is run in its own folder by a fresh kernel and replaces the file only
when every cell succeeded. What changes from run to run or from machine to machine is
not stored: times of execution, the state of widgets, the version of Python.
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
    paths = [pathlib.Path(name).resolve() for name in names] or [
        path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.ipynb"))
    ]
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    runs = Parallel(n_jobs=2, return_as="generator")(delayed(store)(p) for p in paths)
    for path in tqdm(runs, total=len(paths), unit="notebook"):
        tqdm.write(f"stored {path.relative_to(ROOT)}")


def store(path):
    """Run the notebook at `path` and replace the file by the result."""
    notebook = nbformat.read(path, as_version=4)
    clean(notebook)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    tidy(notebook)
    nbformat.validate(notebook)
    return write_whole(path, nbformat.writes(notebook) + "\n")


def clean(notebook):
    """Forget old outputs, so that nothing of them can stay."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def tidy(notebook):
    """Keep what a reader sees, drop what differs from run to run."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python", "pygments_lexer": "ipython3"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            # A live panel needs a kernel: on a page it would be a dead slider.
            if "live-panel" in cell.metadata.get("tags", []):
                cell.outputs = []
            set_alt(cell)
            if "hide-input" in cell.metadata.get("tags", []):  # what the page folds,
                cell.metadata["cellView"] = "form"  # Colab and JupyterLab fold, too
                cell.metadata["jupyter"] = {"source_hidden": True}


def set_alt(cell):
    """Give the page the alt text of the cell's figure: its first line of text."""
    alts = [
        output.data["text/plain"].split("\n", 1)[0]
        for output in cell.outputs
        if "image/svg+xml" in output.get("data", {})
    ]
    cell.metadata.pop("mystnb", None)
    if alts:
        if len(alts) > 1:
            raise SystemExit(f"one figure a cell, please:\n{cell.source}")
        cell.metadata["mystnb"] = {"image": {"alt": alts[0]}}


if __name__ == "__main__":
    main(sys.argv[1:])

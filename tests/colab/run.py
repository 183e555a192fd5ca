"""Run each notebook as Colab does, in an empty folder, with the package's wheel.

    python tests/colab/run.py WHEEL NOTEBOOK...       (make colab)

Run by an environment with Colab's versions. The setup cell is run as it stands, with
the address of the wheel replaced by the built file: nothing here can be downloaded.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import nbformat
from nbclient import NotebookClient

PIP = [sys.executable, "-m", "pip", "-q"]


def texts(notebook):
    """Return {id: [words that it shows]} of the code cells that are compared."""
    return {
        cell.id: " ".join(text(output) for output in cell.outputs).split()
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.id != "colab-setup"
        and "nbval-ignore-output" not in cell.metadata.get("tags", [])
    }


def text(output):
    """Return an output as text; of an error its sentence, of a warning nothing."""
    if output.output_type == "stream":
        return output.text if output.name == "stdout" else ""
    return output.get("evalue") or output.get("data", {}).get("text/plain", "")


def run(path, wheel):
    """Run one notebook in an empty folder; compare its outputs with the stored ones.

    Return what the setup cell says.
    """
    notebook = nbformat.read(path, as_version=4)
    stored = texts(notebook)
    setup = next(cell for cell in notebook.cells if cell.id == "colab-setup")
    setup.source, count = re.subn(r'"https://[^"]*\.whl"', f'"{wheel}"', setup.source)
    assert count == 1, "the setup cell names no wheel"
    subprocess.run([*PIP, "uninstall", "-y", "two-layer-course"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / path.name
        nbformat.write(notebook, copy)
        resources = {"metadata": {"path": folder}}
        NotebookClient(notebook, resources=resources).execute()
        files = [entry.name for entry in pathlib.Path(folder).iterdir()]
        assert files == [path.name], f"the notebook left files behind: {files}"
    new = texts(notebook)
    changed = {key: (stored[key], new[key]) for key in new if stored[key] != new[key]}
    assert not changed, f"{path.name} shows something else: {changed}"
    message = "".join(output.get("text", "") for output in setup.outputs)
    assert message.startswith("ready: neuralnet"), f"the setup cell said {message!r}"
    return message.strip()


def main(wheel, *names):
    wheel = pathlib.Path(wheel).resolve()
    for name in names:
        print(f"{name}: {run(pathlib.Path(name), wheel)}", flush=True)
    print(f"{len(names)} notebooks ran as in Colab")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The types beside the code (.pyi) say what the code says."""

import inspect
import pathlib
import subprocess
import sys

import neuralnet

FOLDER = pathlib.Path(neuralnet.__file__).parent
STUBS = [path.relative_to(FOLDER).with_suffix("") for path in FOLDER.rglob("*.pyi")]
TYPED = {".".join(stub.parts) for stub in STUBS} - {"__init__"}


def test_every_public_name_has_a_type():
    text = (FOLDER / "__init__.pyi").read_text(encoding="utf-8")
    for name in neuralnet.__all__:
        home = inspect.getmodule(getattr(neuralnet, name)).__name__
        imported = f"from {home} import {name} as {name}\n"
        assert imported in text or f"def {name}(" in text, name
    assert {"initialization", "metrics", "training", "support.tables"} <= TYPED


def test_names_arguments_and_defaults_are_those_of_the_code():
    """Compared by mypy's stubtest, which imports both."""
    names = sorted(f"neuralnet.{name}" for name in TYPED)
    command = [sys.executable, "-m", "mypy.stubtest", "--concise", *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=FOLDER.parent)
    assert done.returncode == 0, done.stdout + done.stderr

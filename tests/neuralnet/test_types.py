"""The types beside the code (.pyi) say what the code says."""

import inspect
import pathlib
import subprocess
import sys

import neuralnet

FOLDER = pathlib.Path(neuralnet.__file__).parent
STUBS = [path.relative_to(FOLDER).with_suffix("") for path in FOLDER.rglob("*.pyi")]
TYPED = {".".join(stub.parts) for stub in STUBS} - {"__init__"}


def test_every_module_of_the_ground_floor_and_every_public_name_has_a_type():
    assert {path.stem for path in FOLDER.glob("*.py")} <= TYPED | {"__init__"}
    text = (FOLDER / "__init__.pyi").read_text(encoding="utf-8")
    for name in neuralnet.__all__:
        home = inspect.getmodule(getattr(neuralnet, name)).__name__
        imported = f"from {home} import {name} as {name}\n"
        own = f"def {name}(" in text
        assert own or (imported in text and home.removeprefix("neuralnet.") in TYPED)


def test_names_arguments_and_defaults_are_those_of_the_code(tmp_path):
    """Compared by mypy's stubtest, which imports both.

    The method `train` has the types of the function; the names are compared here.
    """
    function, method = (
        list(inspect.signature(train).parameters.values())
        for train in (neuralnet.training.train, neuralnet.TwoLayerNN.train)
    )
    assert function[1:] == method[1:]
    names = sorted(f"neuralnet.{name}" for name in TYPED)
    command = [sys.executable, "-m", "mypy.stubtest", "--concise", *names]
    known = tmp_path / "known"
    known.write_text("neuralnet.network.TwoLayerNN.train\n")
    command += ["--allowlist", str(known)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=FOLDER.parent)
    assert done.returncode == 0, done.stdout + done.stderr

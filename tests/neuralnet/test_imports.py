"""`import neuralnet` needs Python and NumPy, and starts nothing."""

import subprocess
import sys

NOT_WANTED = [
    "matplotlib",
    "ipywidgets",
    "IPython",
    "tqdm",
    "joblib",
    "scipy",
    "pandas",
]

CODE = """
import sys, threading
import numpy
before = {name.partition(".")[0] for name in sys.modules}
import neuralnet, coursework
after = {name.partition(".")[0] for name in sys.modules}
new = after - before - set(sys.stdlib_module_names) - {"neuralnet", "coursework"}
print(sorted(new), threading.active_count())
"""


def test_numpy_alone():
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[] 1\n"


def test_it_imports_where_nothing_else_is_installed():
    block = f"import sys\nfor name in {NOT_WANTED}: sys.modules[name] = None\n"
    subprocess.run(
        [sys.executable, "-c", block + CODE], check=True, capture_output=True
    )


def test_every_public_name_is_there_and_documented():
    import neuralnet

    for name in neuralnet.__all__:
        assert getattr(neuralnet, name).__doc__, name

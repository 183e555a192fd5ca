"""Try sdist and wheel where nothing else is installed, as `pip install` brings them.

    .venv/bin/hatchling build -d dist && .venv/bin/python tests/publishing/smoke.py dist

The wheel works with NumPy alone, and with the newest libraries; the sdist with the
oldest that pyproject.toml allows. Each gets an environment of its own.
"""

import pathlib
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ALONE = """
import numpy as np
import coursework, neuralnet
assert "site-packages" in neuralnet.__file__
assert coursework.check("softmax", neuralnet.softmax, seed=1).status == "correct"
wrong = coursework.check("softmax", lambda X: np.exp(X) / np.exp(X).sum(), seed=1)
assert wrong.mistake == "sums_everything", wrong
data = neuralnet.load_mnist(rng=np.random.default_rng(0))
model = neuralnet.TwoLayerNN(784, 16, 10, rng=np.random.default_rng(0))
part = data.X_train[:4000], data.Y_train[:4000], data.X_val, data.Y_val
model.train(*part, lr=0.1, n_epochs=2, batch_size=32)
assert model.evaluate(data.Y_val, model.forward(data.X_val)[0]) > 0.8
assert neuralnet.load_experiment("reference")
print(neuralnet.ready())
"""
WHOLE = f"""{ALONE}
import matplotlib
matplotlib.use("Agg")
import neuralnet.plots
import grader.pipeline
"""


def oldest():
    """Return a requirement for the oldest version of each library that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["grading"]]
    return [one.partition(",")[0].replace(">=", "==") for one in needed]


def attempt(words, code):
    """Install what `words` name in a new environment, and run code there."""
    with tempfile.TemporaryDirectory() as place:
        python = pathlib.Path(place, "bin", "python")
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        install = [python, "-m", "pip", "install", "--quiet", *words]
        subprocess.run(install, check=True)
        subprocess.run([python, "-I", "-c", code], cwd=place, check=True)


if __name__ == "__main__":
    dist = pathlib.Path(sys.argv[1])
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    attempt(["numpy", "--no-deps", wheel], ALONE)
    attempt([f"{wheel}[grading]"], WHOLE)
    attempt([f"{sdist}[grading]", *oldest()], WHOLE)

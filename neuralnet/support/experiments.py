"""Load the stored results of long runs (bench/) in the chapters."""

import hashlib
import io
import json
import pathlib

import numpy as np

_PACKAGE = pathlib.Path(__file__).parent.parent
# An installed wheel contains the results; a checkout has them in the book.
_FOLDERS = (_PACKAGE / "results", _PACKAGE.parent / "book" / "experiments")


def load_experiment(name):
    """Return a stored result, a dict that contains the command that made it.

    Parameters
    ----------
    name : str
        A file of book/experiments/ without '.json'. FileNotFoundError if it is missing.
    """
    return json.loads(_find(f"{name}.json").read_text(encoding="utf-8"))


def load_weights(name="reference"):
    """Return the parameters that a long run ended with.

    Parameters
    ----------
    name : str
        'reference' is the book's own run: 784-512-10, 17 epochs, lr 0.1.

    Returns
    -------
    dict
        W1 (D, H), b1 (H,), W2 (H, C), b2 (C,), float64.

    Raises
    ------
    FileNotFoundError, ValueError
        If there are no such weights, or not those that the run stored.
    """
    content = _find(f"{name}.npz").read_bytes()
    wanted = load_experiment(name)["weights_sha256"]
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise ValueError(f"{name}.npz: expected SHA-256 {wanted}, found {found}")
    with np.load(io.BytesIO(content)) as arrays:
        return {key: arrays[key] for key in ("W1", "b1", "W2", "b2")}


def _find(filename):
    """Return the path of a stored result, in the package or in the checkout."""
    for folder in _FOLDERS:
        if (folder / filename).is_file():
            return folder / filename
    places = " or ".join(map(str, _FOLDERS))
    raise FileNotFoundError(f"{filename}: expected it in {places}")

"""Keep in OUT/run.json what a later run needs: what you have decided by hand."""

import json
import pathlib

from neuralnet.support.files import write_whole

FILE = "run.json"


def kept(out):
    """Return the dict that earlier runs have kept in the folder `out`, or {}."""
    file = pathlib.Path(out) / FILE
    try:
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except ValueError as error:
        raise ValueError(f"{file} is damaged ({error}): take another --out") from None


def keep(out, **parts):
    """Keep these parts of the dict, in place of what has the same keys."""
    text = json.dumps(kept(out) | parts, indent=1)
    write_whole(pathlib.Path(out) / FILE, text + "\n", private=True)

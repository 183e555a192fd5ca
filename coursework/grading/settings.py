"""What decides a grade beside the hand-in itself, and what stands for it."""

import dataclasses
import functools
import hashlib
import json
import pathlib
import secrets

import coursework
import neuralnet
from coursework.grading import sandbox
from coursework.grading.assignment import Assignment
from neuralnet.support.files import write_whole

SETTINGS = "settings.json"


@dataclasses.dataclass(frozen=True)
class Settings:
    """What decides a grade beside the hand-in itself."""

    seed: int
    isolation: str = "bubblewrap"
    limits: sandbox.Limits = dataclasses.field(default_factory=sandbox.Limits)
    assignment: Assignment = dataclasses.field(default_factory=Assignment)

    def digest(self):
        """Return a hash of the settings and of the code that grades."""
        told = [self.seed, self.isolation, dataclasses.asdict(self.limits)]
        told += [self.assignment.points]
        notebooks = map(pathlib.Path, self.assignment.notebooks)
        told += [short_hash(path.read_bytes()) for path in notebooks]
        return short_hash(json.dumps([told, checks_version()]).encode())


@functools.cache
def checks_version():
    """Return a hash of everything that a verdict depends on."""
    rooms = [pathlib.Path(room.__file__).parent for room in (neuralnet, coursework)]
    files = [file for room in rooms for file in sorted(room.rglob("*"))]
    sources = [file.read_bytes() for file in files if file.suffix in (".py", ".txt")]
    return short_hash(b"".join(sources))


def short_hash(content):
    """Return 32 hexadecimal digits that stand for some bytes."""
    return hashlib.sha256(content).hexdigest()[:32]


def keep_seed(out, seed):
    """Return the seed of a run: the given one, the one kept in `out`, or a new one.

    Raises
    ------
    ValueError
        If `out` holds a run with another seed.
    """
    file = pathlib.Path(out) / SETTINGS
    kept = None
    if file.is_file():
        kept = json.loads(file.read_text(encoding="utf-8"))["seed"]
    if seed is not None and kept is not None and seed != kept:
        raise ValueError(
            f"{out} holds a run with the seed {kept}, and {seed} was asked for: "
            "choose another folder, or leave the seed out"
        )
    seed = kept if seed is None else seed
    seed = secrets.randbits(63) if seed is None else seed
    write_whole(file, json.dumps({"seed": seed}) + "\n", private=True)
    return seed

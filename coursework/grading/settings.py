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
    seed: int
    isolation: str = "bubblewrap"
    limits: sandbox.Limits = dataclasses.field(default_factory=sandbox.Limits)
    assignment: Assignment = dataclasses.field(default_factory=Assignment)
    earlier: tuple = ()  # seeds of this run; what was graded with one of them stays

    def digests(self):
        """Return a hash of the settings and of the code that grades, for each seed."""
        told = [self.isolation, dataclasses.asdict(self.limits), checks_version()]
        notebooks = map(pathlib.Path, self.assignment.notebooks)
        told += [short_hash(path.read_bytes()) for path in notebooks]
        told += [self.assignment.points]
        seeds = self.seed, *self.earlier
        return [short_hash(json.dumps([seed, *told]).encode()) for seed in seeds]


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


def keep_seed(out, seed, new=False):
    """Return the seed of a run, and the tuple of those that it had before.

    It is the given one, the one kept in `out`, or a new one. If `out` holds a run with
    another seed, and no `new` one is asked for, it is a ValueError.
    """
    file, kept = pathlib.Path(out) / SETTINGS, {}
    if file.is_file():
        kept = json.loads(file.read_text(encoding="utf-8"))
    earlier, last = kept.get("earlier", []), kept.get("seed")
    if new and last is not None:
        earlier, last = [last, *earlier], None
    if last is not None and seed not in (None, last):
        raise ValueError(
            f"{out} holds a run with the seed {last}, and {seed} was asked for: choose "
            "another folder, leave the seed out, or say --new-seed"
        )
    known = (each for each in (seed, last) if each is not None)
    seed = next(known, secrets.randbits(63))
    told = {"seed": seed} | ({"earlier": earlier} if earlier else {})
    write_whole(file, json.dumps(told) + "\n", private=True)
    return seed, tuple(earlier)

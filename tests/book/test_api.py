"""Test that the API page has every public name, with a link to its chapter."""

import importlib
import inspect
import pathlib
import re

import neuralnet
from neuralnet.further import search

BOOK = pathlib.Path(__file__).parents[2] / "book"
PAGE = (BOOK / "api.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^(neuralnet\S+) +(\S+)$", PAGE, re.MULTILINE))
MODULES = ["data", "activations", "initialization", "losses", "network"]
MODULES += ["gradcheck", "metrics"]


def public():
    """Yield the full name of what a reader may call, methods of the network too."""
    for name in neuralnet.__all__:
        yield f"neuralnet.{name}"
    for name in search.__all__:
        yield f"neuralnet.further.search.{name}"
    for module_name in MODULES:
        module = importlib.import_module(f"neuralnet.{module_name}")
        for name, value in vars(module).items():
            is_public = callable(value) and name[0] != "_"
            is_its_own = getattr(value, "__module__", "") == module.__name__
            if is_public and is_its_own and name not in neuralnet.__all__:
                yield f"{module.__name__}.{name}"
    for name, _ in inspect.getmembers(neuralnet.TwoLayerNN, inspect.isfunction):
        if name[0] != "_":
            yield f"neuralnet.TwoLayerNN.{name}"


def test_every_public_name_has_an_entry_with_a_home_in_a_chapter():
    lacking = sorted(set(public()) - ENTRIES.keys())
    assert not lacking, f"book/api.md lacks {', '.join(lacking)}"
    lines = re.findall(r"^neuralnet\b.*", PAGE, re.MULTILINE)
    assert len(lines) == len(ENTRIES), "an entry is filed twice, or has no home"
    for home in ENTRIES.values():
        assert re.fullmatch(r"chapters/[\w-]+\.ipynb#[\w-]+", home), home

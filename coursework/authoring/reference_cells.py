"""Read a teacher's own questions from the tagged cells of a solution notebook.

Two tagged cells make a question:

- `reference` holds the right answer: a function, the last one that the cell defines.
  Its name is the question's. It runs alone, with np: it imports what else it needs.
- `probes`, further down, holds the inputs to compare on. It assigns
  `probes`, a list of inputs that students may see, and, as you like,
  `hidden`, a list of inputs that stay with the grader,
  `draw(rng)`, a function that returns a list of fresh hidden inputs,
  `hints`, a few sentences, `points` (1),
  `tolerance` (1e-5): by how much a number may differ, as a share of the largest, and
  `mistakes`, the known mistakes as a text. `coursework.mistakes.catalogue` describes
  its syntax; the reference cell is the right program of that text.

An input is a tuple of arguments, a dict of arguments by name, or the one argument.

The cells are run, since the author of a solution is trusted. Every error is a sentence
for the author.
"""

import ast
import contextlib
import dataclasses
import difflib
import hashlib
import inspect
import itertools
import math
import pathlib

import numpy as np

from coursework.authoring.literals import to_json
from coursework.authoring.own import Own, make
from coursework.authoring.trials import known_mistakes, try_input
from coursework.running.outcomes import MATHEMATICS, RTOL, Call, run

REFERENCE, PROBES, QUESTION = "reference", "probes", "question"  # tags of cells
# A probes cell may assign these names; students may see the values of PUBLIC names.
PUBLIC = ("probes", "hints", "points", "tolerance")
ASSIGNED = (*PUBLIC, "hidden", "draw", "mistakes")
DRAWS = 3  # how often draw is tried before it is trusted
KNOWN = (
    "{}: students know all inputs and their values, so a table of these earns full "
    "points. Add hidden or draw(rng) to the probes."
)


def load(path):
    """Return the questions of a solution notebook, in their order, for the grader.

    Each question asks the public and the hidden inputs.

    Raises
    ------
    ValueError
        If a question cannot be built; the sentence says why.
    """
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        raise ValueError(f"{path} cannot be read as a notebook: {error}") from None
    with contextlib.chdir(pathlib.Path(path).parent):  # where its data files lie
        loaded = [*questions(notebook).values()]
    if not loaded:
        raise ValueError(
            f"{path} asks no question: no cell is tagged {REFERENCE!r}. The grader "
            "reads the solution notebook, not the student's."
        )
    return loaded


def open_questions(questions):
    """Return a warning for each Own whose inputs are all known to students."""
    rng, warnings = np.random.default_rng(0), []
    for each in questions:
        if isinstance(each, Own) and not each.hidden(each.calls(rng)):
            warnings.append(KNOWN.format(each.name))
    return warnings


def questions(notebook):
    """Return {index of the probes cell: question} for the tagged cells of a notebook.

    A ValueError says which cell has no partner, or why a question cannot be built.
    """
    made, reference = {}, None
    for index, cell in enumerate(notebook.cells):
        if has_tag(cell, REFERENCE):
            if reference is not None:
                break
            reference = cell
        elif has_tag(cell, PROBES):
            if reference is None:
                raise ValueError(
                    f"a cell tagged {PROBES!r} has no cell tagged {REFERENCE!r} above "
                    f"it:\n{cell.source}"
                )
            new, reference = question(reference.source, cell.source), None
            if new.name in {earlier.name for earlier in made.values()}:
                raise ValueError(f"two questions are called {new.name}: rename one")
            made[index] = new
    if reference is not None:
        raise ValueError(
            f"a cell tagged {REFERENCE!r} is followed by none tagged {PROBES!r}, "
            f"which says what to compare on:\n{reference.source}"
        )
    return made


def has_tag(cell, tag):
    return tag in cell.metadata.get("tags", [])


def question(reference_source, probes_source):
    """Run two cells, try the inputs, and return the question that the cells make."""
    space = {"np": np, "__name__": "reference"}
    _execute(reference_source, space, "the reference cell")
    functions = [
        node.name
        for node in ast.parse(reference_source).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    if not functions:
        text = f"the reference cell has no function (def ...):\n{reference_source}"
        raise ValueError(text)
    name = functions[-1]
    reference, names_before = space[name], {*space}
    _execute(probes_source, space, f"the probes cell of {name}")
    for key in space.keys() - names_before - {*ASSIGNED}:  # one may be misspelled
        if near := difflib.get_close_matches(key, ASSIGNED, cutoff=0.8):
            raise ValueError(f"{name}: the probes cell has {key}: is {near[0]} meant?")
    try:
        result = _question(name, reference, space, reference_source)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    cells = f"{reference_source}\n{probes_source}".encode()
    return dataclasses.replace(result, version=hashlib.sha256(cells).hexdigest())


def _question(name, reference, space, source):
    """Return the question; `space` holds the names that both cells have assigned."""
    signature = inspect.signature(reference)
    public = _calls(signature, space.get("probes"), "probes")
    if not public:
        raise ValueError("probes is empty, so there is nothing to compare on")
    hidden = _calls(signature, space.get("hidden", []), "hidden")

    def fresh(rng):
        try:
            values = space["draw"](rng) if "draw" in space else []
        except Exception as error:
            text = f"draw(rng) fails with {type(error).__name__}: {error}"
            raise ValueError(text) from None
        return _calls(signature, values, "what draw(rng) returns")

    drawn = [fresh(np.random.default_rng(k)) for k in range(DRAWS)]
    lists = [("probes", public), ("hidden", hidden)]
    lists += [("draw(rng)", calls) for calls in drawn]
    for where, calls in lists:
        for number, call in enumerate(calls, 1):
            try_input(reference, call, f"input {number} of {where}")

    def draw(rng):
        # If the reference fails on a drawn input, this input is left out.
        new = [c for c in fresh(rng) if not run(reference, c, watch=False).raised]
        return [*public, *hidden, *new]

    hints = space.get("hints", ())
    hints = (hints,) if isinstance(hints, str) else tuple(hints)
    if not all(isinstance(hint, str) for hint in hints):
        raise ValueError(f"hints must be texts, got {hints!r}")
    tried = [*public, *hidden, *itertools.chain(*drawn)]
    return make(
        name,
        f"{name}{signature}",
        reference,
        draw,
        hints,
        known_mistakes(name, source, space.get("mistakes", ""), tried, reference),
        parameters=tuple(signature.parameters),
        public=tuple(public),
        tolerance=_number(space, "tolerance", RTOL, RTOL, 1),
        out_of=_number(space, "points", 1.0, 0, math.inf),
    )


def _calls(signature, values, where):
    """Convert a list of inputs to Calls; error messages call the list `where`."""
    if not isinstance(values, list | tuple):
        raise ValueError(
            f"{where} must be a list of inputs, each a tuple of arguments, a dict of "
            f"arguments by name, or the one argument; got {type(values).__name__}"
        )
    calls = []
    for number, value in enumerate(values, 1):
        args, kwargs = (value, {}) if isinstance(value, tuple) else ((value,), {})
        if isinstance(value, dict):
            args, kwargs = (), value
        place = f"input {number} of {where}"
        try:
            bound = signature.bind(*args, **kwargs)
            to_json([bound.args, bound.kwargs])  # only tests that the values are plain
        except TypeError as error:
            raise ValueError(f"{place} does not fit {signature}: {error}") from None
        except ValueError as error:
            raise ValueError(
                f"{place} holds {error}; plain arrays, numbers, texts, and tuples, "
                "lists and dicts of them can be asked with"
            ) from None
        calls.append(Call(MATHEMATICS, bound.args, bound.kwargs))
    return calls


def _execute(source, space, what):
    """Run a cell in the dict `space`; a ValueError says why `what` cannot be run."""
    try:
        exec(compile(source, what, "exec"), space)
    except Exception as error:
        raise ValueError(
            f"{what} stops with {type(error).__name__}: {error}. It runs alone, with "
            f"np there: import in it what else it needs.\n{source}"
        ) from None


def _number(space, key, usual, least, most):
    """Return a name's number or the usual one, above 0 and in [least, most)."""
    value = space.get(key, usual)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not least <= value < most or value == 0:
        text = f"{key} must be a number from {least:g} to {most:g}, got {value!r}"
        raise ValueError(text)
    return float(value)


def secret_lines(cell):
    """Return the text of a probes cell without the lines that a student may see."""
    lines = cell.source.splitlines()
    for node in ast.parse(cell.source).body:
        targets = getattr(node, "targets", [])
        names = {target.id for target in targets if isinstance(target, ast.Name)}
        place = slice(node.lineno - 1, node.end_lineno)
        if names and names <= set(PUBLIC):
            lines[place] = [""] * len(lines[place])
        elif "mistakes" in names:  # students see the sentences, not the indented code
            lines[place] = [x if x.startswith("    ") else "" for x in lines[place]]
    return "\n".join(lines)

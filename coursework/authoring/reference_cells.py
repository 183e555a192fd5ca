"""Build questions from the reference and probes cells of a solution notebook.

`coursework.authoring.ask` describes the cells. This module runs the cells, since the
author of a solution is trusted. Every error is a sentence for the author.
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
import textwrap

import numpy as np

from coursework.authoring import ask
from coursework.authoring.inputs import as_calls, drawing, try_all
from coursework.mistakes import syntax
from coursework.mistakes.catalogue import Catalogue
from coursework.running.outcomes import RTOL, run, same_outcome
from coursework.running.patience import SECONDS

REFERENCE, PROBES, QUESTION = "reference", "probes", "question"  # tags of cells
# A probes cell may assign these names; students may see the values of PUBLIC names.
PUBLIC = ("probes", "hints", "points", "tolerance", "signature")
ASSIGNED = (*PUBLIC, "hidden", "draw", "mistakes")
DRAWS = 3  # how often draw is tried before it is trusted


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


def questions(notebook):
    """Return {index of the probes cell: question} for the tagged cells of a notebook.

    A ValueError says which cell has no partner, or why a question cannot be built.
    """
    cells = [
        (index, cell)
        for index, cell in enumerate(notebook.cells)
        if has_tag(cell, REFERENCE) or has_tag(cell, PROBES)
    ]
    found, nothing = {}, (None, None)
    pairs = itertools.zip_longest(cells[::2], cells[1::2], fillvalue=nothing)
    for (_, reference), (index, probes) in pairs:
        if not has_tag(reference, REFERENCE):
            raise ValueError(
                f"a cell tagged {PROBES!r} has no cell tagged {REFERENCE!r} above "
                f"it:\n{reference.source}"
            )
        if probes is None or not has_tag(probes, PROBES):
            raise ValueError(
                f"a cell tagged {REFERENCE!r} is followed by none tagged {PROBES!r}, "
                f"which says what to compare on:\n{reference.source}"
            )
        new = question(reference.source, probes.source)
        if new.name in {earlier.name for earlier in found.values()}:
            raise ValueError(f"two questions are called {new.name}: rename one")
        found[index] = new
    return found


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
    public = as_calls(signature, space.get("probes"), "probes")
    if not public:
        raise ValueError("probes is empty, so there is nothing to compare on")
    hidden = as_calls(signature, space.get("hidden", []), "hidden")
    fresh = drawing(signature, space.get("draw"))
    drawn = [fresh(np.random.default_rng(k)) for k in range(DRAWS)]
    try_all(reference, public, "probes")
    try_all(reference, hidden, "hidden")
    for calls in drawn:
        try_all(reference, calls, "draw(rng)")

    def draw(rng):
        # If the reference fails on a drawn input, this input is left out.
        new = [c for c in fresh(rng) if not run(reference, c, watch=False).raised]
        return [*public, *hidden, *new]

    tried = [*public, *hidden, *itertools.chain(*drawn)]
    return ask.make(
        name,
        _text(space, "signature", f"{name}{signature}"),
        reference,
        draw,
        _hints(space.get("hints", ())),
        mistakes(name, source, _text(space, "mistakes", ""), tried, reference),
        parameters=tuple(signature.parameters),
        public=tuple(public),
        tolerance=_number(space, "tolerance", RTOL, RTOL, 1),
        out_of=_number(space, "points", 1.0, 0, math.inf),
    )


def mistakes(name, source, text, calls, reference):
    """Return the list of known mistakes in a text, each tried on the calls.

    A ValueError says why the text cannot be read, or which mistake gives the values of
    the right answer or of an earlier mistake at every call.
    """
    text = textwrap.dedent(text).strip()
    if not text:
        return []
    if not syntax.FIRST.match(text):
        raise ValueError(
            "mistakes must begin with an entry, `name: what is wrong`, with letters, "
            f"numbers and _ in the name; got {text.splitlines()[0]!r}"
        )
    where = f"the reference cell with mistakes below it, {name}"
    try:
        known = list(Catalogue(name, f"{source.rstrip()}\n\n{text}", where))
    except OSError as error:  # `include` of a text that is not there
        raise ValueError(f"mistakes include what is not there: {error}") from None
    tried = [("a right answer", [run(reference, call) for call in calls])]
    for mistake in known:
        try:
            functions = list(mistake.functions)
        except SyntaxError as error:
            raise ValueError(
                f"with its line the mistake {mistake.name} is no Python ({error.msg}). "
                "A line replaces exactly one line of the reference cell"
            ) from None
        for function in functions:
            with np.errstate(all="ignore"):
                outcomes = [run(function, call, seconds=SECONDS) for call in calls]
            for other, theirs in tried:
                if other != mistake.name and all(map(same_outcome, outcomes, theirs)):
                    raise ValueError(
                        f"no input tells the mistake {mistake.name} from {other}: add "
                        "one to probes or hidden"
                    )
            tried.append((mistake.name, outcomes))
    return known


def _execute(source, space, what):
    """Run a cell in the dict `space`; a ValueError says why `what` cannot be run."""
    try:
        exec(compile(source, what, "exec"), space)
    except Exception as error:
        raise ValueError(
            f"{what} stops with {type(error).__name__}: {error}. It runs alone, with "
            f"np there: import in it what else it needs.\n{source}"
        ) from None


def _hints(hints):
    """Return the hints of a cell, one text or several, as a tuple."""
    hints = (hints,) if isinstance(hints, str) else tuple(hints)
    if not all(isinstance(hint, str) for hint in hints):
        raise ValueError(f"hints must be texts, got {hints!r}")
    return hints


def _text(space, key, usual):
    """Return the text that a cell has assigned to a name, or else the usual one."""
    text = space.get(key, usual)
    if not isinstance(text, str):
        raise ValueError(f"{key} must be a text, got {text!r}")
    return text


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

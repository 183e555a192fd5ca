"""From the reference and probes cells of a solution notebook to questions.

What the cells hold is described in `coursework.custom.own`. They are run here: whoever
writes a solution is trusted. Every complaint is a sentence for its author.
"""

import ast
import inspect
import math

import numpy as np

from coursework.custom import own
from coursework.custom.literals import to_json
from coursework.judging import MATHEMATICS
from coursework.outcomes import RTOL, Call, run, same_outcome

REFERENCE, PROBES, QUESTION = "reference", "probes", "question"  # tags of cells
# What a probes cell may assign and a student may know; the rest of it is secret.
PUBLIC = ("probes", "hints", "points", "tolerance", "signature")
DRAWS = 3  # how often draw is tried before it is trusted


def load(path):
    """Return the questions that a solution notebook asks; see `own.load`."""
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        raise ValueError(f"{path} cannot be read as a notebook: {error}") from None
    asked = [question for _, question in questions(notebook)]
    if not asked:
        raise ValueError(
            f"{path} asks no question: no cell is tagged {REFERENCE!r}. The grader "
            "reads the solution notebook, not the student's."
        )
    return asked


def questions(notebook):
    """Return (probes cell, question) for each pair of cells in a notebook.

    Raises
    ------
    ValueError
        If a cell has no partner, or they make no question.
    """
    waiting, found = None, []
    for cell in notebook.cells:
        if has_tag(cell, REFERENCE):
            if waiting is not None:
                raise ValueError(lacks_probes(waiting))
            waiting = cell
        elif has_tag(cell, PROBES):
            if waiting is None:
                raise ValueError(
                    f"a cell tagged {PROBES!r} has no cell tagged {REFERENCE!r} above "
                    f"it:\n{cell.source}"
                )
            found.append((cell, question(waiting.source, cell.source)))
            waiting = None
    if waiting is not None:
        raise ValueError(lacks_probes(waiting))
    names = [asked.name for _, asked in found]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two questions are called {name}: rename a reference")
    return found


def has_tag(cell, tag):
    return tag in cell.metadata.get("tags", [])


def lacks_probes(cell):
    return (
        f"a cell tagged {REFERENCE!r} is followed by none tagged {PROBES!r}, which "
        f"says what to compare on:\n{cell.source}"
    )


def question(reference_source, probes_source):
    """Return the question that two cells make, tried out on all its inputs."""
    space = {"np": np, "__name__": "reference"}
    execute(reference_source, space, "the reference cell")
    name = function_of(reference_source)
    reference = space[name]
    execute(probes_source, space, f"the probes cell of {name}")
    signature = inspect.signature(reference)
    public = as_calls(name, signature, space.get("probes"), "probes")
    if not public:
        raise ValueError(f"{name}: probes is empty, so there is nothing to compare on")
    hidden = as_calls(name, signature, space.get("hidden", []), "hidden")
    fresh = drawing(name, signature, space.get("draw"))

    def draw(rng):
        # An input on which the reference fails by bad luck cannot be asked.
        drawn = [c for c in fresh(rng) if not run(reference, c, watch=False).raised]
        return [*public, *hidden, *drawn]

    tried = [(public, "probes"), (hidden, "hidden")]
    tried += [(fresh(np.random.default_rng(k)), "draw(rng)") for k in range(DRAWS)]
    for calls, where in tried:
        for number, call in enumerate(calls, 1):
            try_out(reference, call, f"input {number} of {where}", name)
    return own.make(
        name,
        text_of(space, "signature", f"{name}{signature}", name),
        reference,
        draw,
        hints_of(space, name),
        parameters=tuple(signature.parameters),
        public=tuple(public),
        tolerance=number_of(space, "tolerance", RTOL, RTOL, 1, name),
        out_of=number_of(space, "points", 1.0, 0, math.inf, name),
    )


def drawing(name, signature, function):
    """Return the function of a generator that draws calls; none if there is none."""
    if function is not None and not callable(function):
        raise ValueError(f"{name}: draw must be a function of a generator, draw(rng)")

    def fresh(rng):
        if function is None:
            return []
        try:
            values = function(rng)
        except Exception as error:
            raise ValueError(
                f"{name}: draw(rng) fails with {type(error).__name__}: {error}"
            ) from None
        return as_calls(name, signature, values, "what draw(rng) returns")

    return fresh


def execute(source, space, what):
    try:
        exec(compile(source, what, "exec"), space)
    except Exception as error:
        raise ValueError(
            f"{what} stops with {type(error).__name__}: {error}. It runs alone, with "
            f"np there: import in it what else it needs.\n{source}"
        ) from None


def function_of(source):
    """Return the name of the last function that a cell defines at its top."""
    names = [node.name for node in ast.parse(source).body if is_function(node)]
    if not names:
        raise ValueError(f"the reference cell has no function (def ...):\n{source}")
    return names[-1]


def is_function(node):
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def as_calls(name, signature, values, where):
    """Return the calls that a list of inputs stands for."""
    if not isinstance(values, list | tuple):
        raise ValueError(
            f"{name}: {where} must be a list of inputs, each a tuple of arguments, a "
            "dict of arguments by name, or the one argument; got "
            f"{type(values).__name__}"
        )
    return [
        as_call(name, signature, value, f"input {number} of {where}")
        for number, value in enumerate(values, 1)
    ]


def as_call(name, signature, value, where):
    args, kwargs = (value, {}) if isinstance(value, tuple) else ((value,), {})
    if isinstance(value, dict):
        args, kwargs = (), value
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise ValueError(
            f"{name}: {where} does not fit {name}{signature}: {error}"
        ) from None
    try:
        to_json([bound.args, bound.kwargs])
    except ValueError as error:
        raise ValueError(
            f"{name}: {where} holds {error}; plain arrays, numbers, texts, and tuples, "
            "lists and dicts of them can be asked with"
        ) from None
    return Call(MATHEMATICS, bound.args, bound.kwargs)


def try_out(reference, call, where, name):
    """Return the value of the reference; complain if it can be no measure."""
    with np.errstate(all="ignore"):
        first, second = run(reference, call), run(reference, call)
    if first.raised:
        raise ValueError(f"{name}: the reference fails on {where}: {first.detail}")
    if not same_outcome(first, second):
        raise ValueError(
            f"{name}: the reference gives two different values for {where}; it must "
            "depend on its arguments alone, without random numbers"
        )
    if first.changed:
        raise ValueError(f"{name}: the reference changes an argument of {where}")
    problem = unfit(first.value)
    if problem:
        raise ValueError(
            f"{name}: for {where} the reference returns {problem}; numbers, arrays of "
            "numbers, and tuples, lists and dicts of them can be compared"
        )
    return first.value


def unfit(value):
    """Return what in a value cannot be compared, or None."""
    if isinstance(value, dict | list | tuple):
        parts = value.values() if isinstance(value, dict) else value
        return next(filter(None, map(unfit, parts)), None)
    if value is None or isinstance(value, str):
        return "nothing" if value is None else f"{value!r}"
    try:
        to_json(value)
    except ValueError as error:
        return str(error)
    return None


def text_of(space, key, usual, name):
    text = space.get(key, usual)
    if not isinstance(text, str):
        raise ValueError(f"{name}: {key} must be a text, got {text!r}")
    return text


def hints_of(space, name):
    hints = space.get("hints", ())
    hints = (hints,) if isinstance(hints, str) else hints
    if not all(isinstance(hint, str) for hint in hints):
        raise ValueError(f"{name}: hints must be texts, got {hints!r}")
    return tuple(hints)


def number_of(space, key, usual, least, most, name):
    value = space.get(key, usual)
    right = isinstance(value, int | float) and not isinstance(value, bool)
    if not right or not least <= value < most or value == 0:
        raise ValueError(
            f"{name}: {key} must be a number from {least:g} to {most:g}, got {value!r}"
        )
    return float(value)


def secret_lines(cell):
    """Return the lines of a probes cell that a student must not see."""
    lines = cell.source.splitlines()
    for node in ast.parse(cell.source).body:
        targets = getattr(node, "targets", [])
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if names and set(names) <= set(PUBLIC):
            for number in range(node.lineno - 1, node.end_lineno):
                lines[number] = ""
    return lines

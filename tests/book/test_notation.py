"""Compare the names and shapes in tables of symbols with a tiny run and chapters."""

import functools
import re
import sys

import numpy as np
import pytest
from notebooks import CHAPTERS, code_cells, markdown

import neuralnet
from neuralnet import TwoLayerNN, load_batch, metrics, network

NOTATION = markdown("book/notation.md")
SIZES = {"N": 6, "D": 4, "H": 5, "C": 3, "B": 2}  # all sizes differ
SIZES["P"] = 4 * 5 + 5 + 5 * 3 + 3
# Names that the chapters define; every other name must exist in the package.
OF_CHAPTERS = {"M", "means", "Z", "z", "p", "jacobian", "confidence", "g", "c", "sigma"}
OF_CHAPTERS |= {"SE", "gamma", "x", "W", "alpha", "eps", "patience"}
OF_CHAPTERS |= {"fan_in", "fan_out", "mask"}
SHAPE = re.compile(r"\([A-Z].*?\)|number")
SYMBOLS = re.compile(r"^## Symbols\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def rows(text):
    """Yield the cells of each row of the tables in a text, heads left out."""
    for line in re.findall(r"^\|(.*)\|$", text, flags=re.MULTILINE):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]
        if cells[0].lower() != "symbol" and not re.fullmatch("[-: ]+", cells[0]):
            yield cells


def size(shape):
    """Return the sizes, in the tiny run, of a shape such as '(N, D)'."""
    return tuple(SIZES[letter] for letter in re.findall(r"[A-Z]", shape))


def locals_of(run):
    """Return {local name: value} of the network's methods that `run` calls."""
    found = {}

    def watch(frame, event, _):
        is_network = frame.f_code.co_filename == network.__file__
        if event == "return" and is_network:
            found.update(frame.f_locals)

    sys.setprofile(watch)
    try:
        run()
    finally:
        sys.setprofile(None)
    return found


def tiny_run():
    """Return {name in the package's code: value} of what a tiny network computes."""
    rng = np.random.default_rng(0)
    X = rng.random((SIZES["N"], SIZES["D"]))
    Y = np.eye(SIZES["C"])[rng.integers(0, SIZES["C"], SIZES["N"])]
    model = TwoLayerNN(SIZES["D"], SIZES["H"], SIZES["C"], rng=rng)
    names = ("input_dim", "num_hiddens", "num_classes", "params", "compute_loss")
    known = {name: getattr(model, name) for name in names}

    def all_images():
        y, ff_dict = model.forward(X)
        model.backward(X, Y, ff_dict)
        model.compute_loss(Y, y)

    known |= locals_of(all_images) | model.params
    known |= known["ff_dict"] | model.backward(X, Y, known["ff_dict"])
    X_batch, Y_batch = next(load_batch(X, Y, SIZES["B"], rng=rng))
    step = locals_of(lambda: model.train_step(X_batch, Y_batch, SIZES["B"], 0.1))
    known |= {n: step[n] for n in ("X_batch", "Y_batch", "batch_size", "lr")}
    M = metrics.confusion_matrix(Y.argmax(axis=1), Y.argmax(axis=1), SIZES["C"])
    names = ("precision", "recall", "f1")
    return known | dict(zip(names, metrics.precision_recall_f1(M), strict=True))


@functools.cache
def code(name):
    """Return the code of a chapter, in cells and in listings."""
    listings = re.findall(r"```python\n(.*?)```", markdown(name), flags=re.DOTALL)
    return "\n".join([cell.source for cell in code_cells(name)] + listings)


def plain(formula):
    """Return a formula so that two spellings of it are equal: with a/b for \\frac."""
    formula = re.sub(r"\\(?:d|t)?frac\{(.*?)\}\{(.*?)\}", r"\1/\2", formula)
    formula = formula.replace(r"\text", r"\mathrm")
    return re.sub(r"[\s{}]|\\[,;!]", "", formula)


def shapes_in(chapter_code, name):
    """Yield the shapes that comments give to a name, behind '=' or behind 'return'.

    The return is that of the function whose result gets the name.
    """
    lines = rf"^ *{name} = (?:(\w+)\(.*?\))?.*?(?:# (\([A-Z].*?\)))?$"
    for function, shape in re.findall(lines, chapter_code, flags=re.MULTILINE):
        if shape:
            yield shape
        if function:
            body = rf"def {function}\(.*?\n    return .*?# (\([A-Z].*?\))"
            yield from re.findall(body, chapter_code, re.DOTALL)[:1]


def known_as(name, shape, chapter_code, known):
    """Return the value of a name in the table, or of an expression such as 'means[k]'.

    It comes from the tiny run or the package. What only the chapter defines gets zeros
    in the shape that a comment there states, or 0.5 where none does.
    """
    space = {"np": np, "k": 0, "L": 0.5, **SIZES, **known}
    first_word = re.match(r"\w*", name)[0]
    if first_word == "mean_gradient":  # a function of the chapter
        listing = re.search(r"def mean_gradient.*?(?=\n\n|\Z)", chapter_code, re.S)[0]
        exec(listing, space)
        space["net"] = TwoLayerNN(SIZES["D"], SIZES["H"], SIZES["C"])
    elif first_word in OF_CHAPTERS:
        shapes = list(shapes_in(chapter_code, first_word))
        chosen = shape if shape in shapes else next(iter(shapes), "")
        space[first_word] = np.zeros(size(chosen)) if chosen else 0.5
    return eval(name, {**vars(neuralnet), **space})


def fault(cells, known):
    """Return what is wrong with a row of the table as a sentence, or None."""
    symbol, names, shape, meaning, chapter = cells
    link = re.fullmatch(r"\{chapter-number\}`(.+)`", chapter)
    file = f"book/chapters/{link[1] if link else None}.ipynb"
    if file not in CHAPTERS:
        return f"{symbol}: no such chapter, {chapter}"
    if not meaning:
        return f"{symbol} has no meaning"
    text, its_code = markdown(file), code(file)
    if symbol and plain(symbol.strip("$")) not in plain(text):
        return f"{symbol} does not stand in {file}"
    names = re.findall(r"`([^`]+)`", names)
    if not any(name in its_code or f"`{name}`" in text for name in names):
        return f"{names[0]} does not stand in {file}"
    for name in filter(re.compile(r"\w").search, names):  # without operators, as `@`
        try:
            value = known_as(name, shape, its_code, known)
        except (NameError, AttributeError, SyntaxError, KeyError) as error:
            if shape == "number" and not isinstance(error, SyntaxError):
                continue  # a name of the chapter alone, which has no shape to compare
            return f"{name} is not a name of the code: {error}"
        found = None if callable(value) or isinstance(value, dict) else np.shape(value)
        wanted = size(shape) if "(" in shape else {"number": ()}.get(shape)
        if found != wanted:
            return f"{name} has the shape {found}, not {wanted} = {shape}"
    return None


KNOWN = tiny_run()


def faults(text, known=KNOWN):
    """Return a sentence for each wrong row of the tables in a text."""
    found = [fault(cells, known) for cells in rows(text)]
    return [sentence for sentence in found if sentence]


def test_the_table_of_notation_is_right_and_has_no_row_twice():
    assert len(list(rows(NOTATION))) > 50
    assert faults(NOTATION) == []
    keys = [(cells[0] or cells[1], cells[4]) for cells in rows(NOTATION)]
    assert len(keys) == len(set(keys))


def own_table(name):
    """Yield (name, shape) of the table of symbols at the end of a chapter."""
    for cells in rows(SYMBOLS.search(markdown(name))[1]):
        names, shapes = re.findall(r"`([^`]+)`", cells[1]), SHAPE.findall(cells[2])
        if len(shapes) == 1:  # all names of the row have it
            shapes *= len(names)
        yield from zip(names, shapes, strict=False)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_table_of_a_chapter_agrees_with_that_of_notation(name):
    of_notation = {}  # {name in the code: its shapes}
    for cells in rows(NOTATION):
        for its_name in re.findall(r"`([^`]+)`", cells[1]):
            of_notation.setdefault(its_name, set()).add(cells[2])
    for its_name, shape in own_table(name):
        if shape == "number":
            continue
        # Some names belong to one section alone: `counts`, and those of later chapters.
        if name in CHAPTERS[:10] and its_name != "counts":
            assert its_name in of_notation, f"add {its_name}"
        if its_name in of_notation:
            shapes = of_notation[its_name]
            of_batch = {each.replace("N", "B") for each in shapes}  # N in a step is B
            assert shape in shapes | of_batch, (its_name, shape)


def missing_in_equations(name):
    """Return how many equations a chapter's table names, and [(symbol, label)].

    These are the symbols that do not stand in the equation named beside them.
    """
    text, missing, count = markdown(name), [], 0
    for cells in rows(SYMBOLS.search(text)[1]):
        for label in re.findall(r"\{eq\}`(\S+)`", cells[3]):
            (formula,) = re.findall(rf"\$\$([^$]*)\$\$ \({label}\)", text)
            count += 1
            for symbol in re.findall(r"\$(.+?)\$", cells[0]):
                if plain(symbol) not in plain(formula):
                    missing.append((symbol, label))
    return count, missing


def test_the_equation_beside_a_symbol_holds_it():
    counts, missing = zip(*map(missing_in_equations, CHAPTERS), strict=True)
    assert sum(counts) >= 6
    assert not any(missing), missing

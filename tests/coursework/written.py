"""Read the answers in answers/NAME.txt, which hold functions as students write them.

A block `== right` or `== names score` holds an answer as it stands in a notebook. The
names are the mistakes of which the check names one (None: it names none;
`not_attempted`: the answer does not count), and the score may be missing. Answers with
the same lines share a block `== each`: a program with a blank, `___`, and below it a
row for each answer, `right: text` or `names score: text`, whose text fills the blank. A
block `== given` is put before each answer below it. `{x|y}` is x or y. What the check
says about the wrong answers is in sentences.snap.
"""

import dataclasses
import itertools
import linecache
import pathlib
import re
import textwrap

import numpy as np

import neuralnet
from coursework import check
from coursework.blocks import read
from coursework.mistakes.syntax import CHOICE
from coursework.notebook.checking import judged

FOLDER = pathlib.Path(__file__).parent / "answers"
HEAD = re.compile(r"(\w[\w, ]*?)(?: ([01](?:\.\d+)?))?")  # names and score
ROW = re.compile(rf"^{HEAD.pattern}: (?=\S)", re.MULTILINE)


class OfTheStudent:
    """A student's network: right, but its initial weights are not written yet."""

    def __init__(self, input_dim, num_hiddens, num_classes):
        self.input_dim, self.num_hiddens = input_dim, num_hiddens
        self.num_classes = num_classes
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        raise NotImplementedError

    @staticmethod
    def leaky_relu(z, alpha=0.01):
        return np.where(z >= 0, z, alpha * z)

    @staticmethod
    def deriv_leaky_relu(z, alpha=0.01):
        return np.where(z >= 0, 1.0, alpha)

    def softmax(self, X):
        e = np.exp(X - X.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def forward(self, X):
        W1, b1, W2, b2 = self.params.values()
        self.Z1 = X @ W1 + b1
        self.A1 = self.leaky_relu(self.Z1)
        self.Z2 = self.A1 @ W2 + b2
        self.y = self.softmax(self.Z2)
        return self.y, {"Z1": self.Z1, "A1": self.A1, "Z2": self.Z2, "y": self.y}

    def backward(self, X, Y, ff_dict):
        N, p = X.shape[0], self.params
        dZ2 = (ff_dict["y"] - Y) / N  # for means, which become sums below
        dZ1 = dZ2 @ p["W2"].T * self.deriv_leaky_relu(ff_dict["Z1"])
        self.grads = {
            "dW1": N * X.T @ dZ1,
            "db1": N * dZ1.sum(axis=0),
            "dW2": N * ff_dict["A1"].T @ dZ2,
            "db2": N * dZ2.sum(axis=0),
        }
        return self.grads


GIVEN = {"np": np, "OfTheStudent": OfTheStudent} | {
    name: getattr(neuralnet, name)
    for name in ("leaky_relu", "deriv_leaky_relu", "softmax")
}


@dataclasses.dataclass
class Answer:
    """The text of an answer, its line in the file, and what the check must report."""

    text: str
    line: int
    is_right: bool
    names: list
    score: float | None


def answers_to(question, is_right):
    """Return the right or the wrong Answers in answers/QUESTION.txt."""
    found, given = [], ""
    for block in read(FOLDER / f"{question}.txt"):
        if block.title == "given":
            given = block.text + "\n\n"
        elif block.title == "each":
            found += filled(block, given)
        else:
            text = given + block.text
            found.append(
                answer(text, block.line, *HEAD.fullmatch(block.title).groups())
            )
    return [each for each in found if each.is_right == is_right]


def answer(text, line, names, score):
    """Return an Answer; `names` and `score` are texts."""
    listed = [None if name == "None" else name for name in names.split(", ")]
    return Answer(text, line, names == "right", listed, score and float(score))


def filled(block, given):
    """Yield the Answer of each row that fills the blank of a program."""
    rows = [*ROW.finditer(block.text)]  # below the program
    program, ends = block.text[: rows[0].start()], [row.start() for row in rows[1:]]
    for row, end in zip(rows, [*ends, None], strict=True):
        text = program.replace("___", block.text[row.end() : end].rstrip())
        line = block.line + 1 + block.text.count("\n", 0, row.start())
        yield answer(given + text, line, row[1], row[2])


def function_of(question, text, **names):
    """Run a text as a notebook's cell, with these names; return the answer in it.

    The answer to a step, "backward.dZ2", is the function dZ2, or step_dZ2.
    """
    space, cell = GIVEN | {"__name__": "__main__"} | names, f"<cell {hash(text)}>"
    text = textwrap.dedent(text)
    # The source is there for `linecache`, as in a notebook.
    linecache.cache[cell] = len(text), None, text.splitlines(True), cell
    exec(compile(text, cell, "exec"), space)
    name = question.rpartition(".")[2]
    return next(space[n] for n in ("TwoLayerNN", name, f"step_{name}") if n in space)


def checked(question, text, seed=None, **names):
    """Return the report on the answer in a text."""
    return check(question, function_of(question, text, **names), seed=seed)


def looked_into(question, function, seed=None):
    """Return the Report on an answer, and the Evidence with which it was made."""
    report, evidence = judged(question, function, seed)
    return dataclasses.replace(report, findings=evidence.findings()), evidence


def spelled(text, choose):
    """Return `text` with one text of each choice {x|y|...} of n: number choose(n)."""
    while found := CHOICE.search(text):
        ways = found[1].split("|")
        text = text[: found.start()] + ways[choose(len(ways))] + text[found.end() :]
    return text


def codes(text):
    """Yield each text that the choices {x|y|...} in `text` allow."""
    counts = []  # how many texts each choice has

    def count(n):
        counts.append(n)
        return 0

    spelled(text, count)
    for numbers in itertools.product(*map(range, counts)):
        left = iter(numbers)
        yield spelled(text, lambda _, left=left: next(left))


def change_arrays(change, value):
    """Return a tuple, dictionary or array with `change` applied to each array."""
    if isinstance(value, tuple):
        return tuple(change_arrays(change, each) for each in value)
    if isinstance(value, dict):
        return {key: change_arrays(change, each) for key, each in value.items()}
    return change(value)

"""Answers as text, in answers/NAME.txt: how students write a function.

A block begins with `# right` or `# wrong: names` and holds an answer, as it stands in a
notebook. `names` are the identifiers that may be given; None stands for no name. What
stands in a block `# given` belongs to each answer after it. A block `# each` holds a
program with a blank, `___`, and then lines `right: text` or `names: text`: each is an
answer, the program with this text in its blank.
`{x|y}` is x or y, as in the catalogues: a right answer is then many right answers.
"""

import ast
import pathlib
import re
import textwrap

import numpy as np

import neuralnet
from coursework.entries import CHOICE

FOLDER = pathlib.Path(__file__).parent / "answers"
BLOCK = re.compile(
    r"^# (right|given|each|wrong: [^\n]+)\n(.+?)(?=^# (?:right|given|each|wrong: )|\Z)",
    re.MULTILINE | re.DOTALL,
)
ROW = re.compile(r"^(\w[\w, ]*): (?=\S)", re.MULTILINE)
GIVEN = {"np": np} | {
    name: getattr(neuralnet, name)
    for name in ("leaky_relu", "deriv_leaky_relu", "softmax")
}


def blocks(question, kind):
    """Return (names, text, line) of the right or the wrong answers of a question."""
    text = (FOLDER / f"{question}.txt").read_text(encoding="utf-8")
    found, given = [], ""
    for block in BLOCK.finditer(text):
        if block[1] == "given":
            given = block[2]
            continue
        for word, answer, place in answers(block):
            if (word == "right") == (kind == "right"):
                names = [None if n == "None" else n for n in word.split(", ")]
                found.append((names, given + answer, text.count("\n", 0, place) + 1))
    return found


def answers(block):
    """Yield (names, text, place) of each answer in a block."""
    if block[1] != "each":
        yield block[1].removeprefix("wrong: "), block[2], block.start()
        return
    rows = [*ROW.finditer(block[2])]
    program, ends = block[2][: rows[0].start()], [row.start() for row in rows[1:]]
    for row, end in zip(rows, [*ends, None], strict=True):
        filled = program.replace("___", block[2][row.end() : end].rstrip())
        yield row[1], filled, block.start(2) + row.start()


def function(question, text):
    """Return the answer that a text without choices defines."""
    space = dict(GIVEN)
    exec(compile(textwrap.dedent(text), f"{question}.txt", "exec"), space)
    return space.get("TwoLayerNN") or space[question]


def spelled(text, choose):
    """Return a text in which `choose(n)` has decided for each choice among n."""
    while found := CHOICE.search(text):
        ways = found[1].split("|")
        text = text[: found.start()] + ways[choose(len(ways))] + text[found.end() :]
    return text


def renamed(text):
    """Return the text of an answer whose variables have other names."""
    tree = ast.parse(textwrap.dedent(text))
    return ast.unparse(Renamed(tree).visit(tree))


class Renamed(ast.NodeTransformer):
    """Gives each parameter and local variable of the functions another name."""

    def __init__(self, tree):
        parts = [
            part
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.Lambda)
            for part in ast.walk(node)
        ]
        self.defined = {part.name for part in parts if hasattr(part, "name")}
        old = {part.arg for part in parts if isinstance(part, ast.arg)}
        old |= {
            part.id
            for part in parts
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        }
        for part in parts:  # what is given by its name alone keeps it
            if isinstance(part, ast.arguments):
                old -= {each.arg for each in part.kwonlyargs}
        self.new = {name: f"v{k}" for k, name in enumerate(sorted(old - {"self"}))}

    def visit_Call(self, node):
        self.generic_visit(node)
        if getattr(node.func, "id", None) in self.defined:
            for keyword in node.keywords:
                keyword.arg = self.new.get(keyword.arg, keyword.arg)
        return node

    def visit_arg(self, node):
        node.arg = self.new.get(node.arg, node.arg)
        return node

    def visit_Name(self, node):
        node.id = self.new.get(node.id, node.id)
        return node


def as_methods(answer):
    """Return a class with the free function as its methods."""

    class TwoLayerNN:
        def __init__(self, *sizes):
            self.params = self.initialize_parameters(*sizes)

        def initialize_parameters(self, input_dim, num_hiddens, num_classes):
            return {}

        def forward(self, X):
            return answer(self.params, X)

        def backward(self, X, Y, ff_dict):
            return answer(self.params, X, Y, ff_dict)

    return TwoLayerNN


def everywhere(change, value):
    """Return a value with all its arrays changed."""
    if isinstance(value, tuple):
        return tuple(everywhere(change, each) for each in value)
    if isinstance(value, dict):
        return {key: everywhere(change, each) for key, each in value.items()}
    return change(value)

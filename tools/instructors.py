"""Renew what book/instructors.md takes from the chapters and the catalogue.

    python tools/instructors.py

Two parts of the page, each between `% begin NAME` and `% end NAME`: the objectives,
which are the chapters' own ('You will'), and the common mistakes, which are found by
making them: each line replaces its like in a right answer, and the check says the rest.
"""

import pathlib
import re

import nbformat
import numpy as np

from coursework import check
from coursework.questions import QUESTIONS
from neuralnet import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "book" / "instructors.md"
CHAPTERS = sorted((ROOT / "book" / "chapters").glob("*.ipynb"))
GIVEN = {
    "np": np,
    "leaky_relu": leaky_relu,
    "deriv_leaky_relu": deriv_leaky_relu,
    "softmax": softmax,
}

# The right answers, one statement a line, so that one line can be exchanged.
RIGHT = {
    "leaky_relu": """\
def leaky_relu(z, alpha=0.01):
    z = np.asarray(z)
    return np.where(z >= 0, z, alpha * z)""",
    "deriv_leaky_relu": """\
def deriv_leaky_relu(x, alpha=0.01):
    x = np.asarray(x)
    return np.where(x >= 0, 1.0, alpha)""",
    "softmax": """\
def softmax(X):
    exps = np.exp(X - X.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)""",
    "initialize_parameters": """\
def initialize_parameters(input_dim, num_hiddens, num_classes):
    D, H, C = input_dim, num_hiddens, num_classes
    W1 = np.random.normal(0, np.sqrt(1 / D), (D, H))
    b1 = np.zeros(H)
    W2 = np.random.normal(0, np.sqrt(1 / H), (H, C))
    b2 = np.zeros(C)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}""",
    "forward": """\
def forward(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}""",
    "backward": """\
def backward(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dW2 = ff_dict["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * deriv_leaky_relu(ff_dict["Z1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}""",
    "sgd_step": """\
def sgd_step(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads["d" + k] / batch_size for k in params}""",
}
WRONG = {
    "leaky_relu": [
        "return np.maximum(z, 0)",
        "return np.where(z >= 0, z, alpha)",
        "return np.where(z >= 0, 1.0, alpha)",
    ],
    "deriv_leaky_relu": [
        "return np.where(x >= 0, x, alpha * x)",
        "return np.where(x > 0, 1.0, alpha)",
        "return x >= 0",
    ],
    "softmax": [
        "exps = np.exp(X)",
        "exps = np.exp(X - X.max())",
        "return exps / exps.sum()",
        "return exps / exps.sum(axis=0)",
    ],
    "initialize_parameters": [
        "W1 = np.random.normal(0, 1 / D, (D, H))",
        "W1 = np.random.normal(0, np.sqrt(1 / H), (D, H))",
        "W1 = np.random.rand(D, H) * np.sqrt(1 / D)",
        "b1 = np.zeros((1, H))",
    ],
    "forward": [
        'Z1 = X @ params["W1"]',
        "A1 = np.maximum(Z1, 0)",
        'Z2 = Z1 @ params["W2"] + params["b2"]',
        "return y",
    ],
    "backward": [
        'dZ2 = Y - ff_dict["y"]',
        'dZ2 = (ff_dict["y"] - Y) / len(X)',
        "dZ1 = dA1",
        'dZ1 = dA1 * leaky_relu(ff_dict["Z1"])',
        "db1 = dZ1.sum()",
        "db2 = dZ2.mean(axis=0)",
    ],
    "sgd_step": [
        'return {k: params[k] + lr * grads["d" + k] / batch_size for k in params}',
        'return {k: params[k] - lr * grads["d" + k] for k in params}',
        'return {k: params[k] - grads["d" + k] / batch_size for k in params}',
    ],
}


def objectives():
    """Return the list of what each chapter promises, as Markdown."""
    blocks = []
    for number, path in enumerate(CHAPTERS, 1):
        text = nbformat.read(path, as_version=4).cells[0].source
        items = re.search(r"\*\*You will\*\*\s+((?:- .*\n|  .*\n)+)", text + "\n")[1]
        items = re.sub(r"\{doc\}`(\d)", r"{doc}`chapters/\1", items)
        head = f"**Chapter {number}, {{doc}}`chapters/{path.stem}`**"
        blocks.append(f"{head}\n\n{items.rstrip()}")
    return "\n\n".join(blocks)


def answer(question, line):
    """Return the right answer with the one line exchanged, as a function."""
    start = line.split(" ")[0]  # 'return', or the name that is assigned
    source, count = re.subn(
        rf"^    {start} .*$", f"    {line}", RIGHT[question], flags=re.MULTILINE
    )
    if count != 1:
        raise ValueError(f"{question} has no line like {line!r}")
    namespace = dict(GIVEN)
    exec(source, namespace)
    return namespace[question]


def diagnosis(question, line):
    """Return the identifier and the sentence for an answer with this line."""
    report = check(question, answer(question, line), seed=0)
    if report.mistake is None:
        raise ValueError(f"{question}: {line!r} is no known mistake: {report.message}")
    for mistake in QUESTIONS[question].catalogue:
        if mistake.name == report.mistake:
            return report.mistake, mistake.sentence
    return report.mistake, report.message


def mistakes():
    """Return the tables of common mistakes, as Markdown."""
    blocks = []
    for question, lines in WRONG.items():
        rows = ["| in the answer | what the check says | identifier |", "|---|---|---|"]
        for line in lines:
            name, sentence = diagnosis(question, line)
            cells = (f"`{line}`", plain(sentence), f"`{name}`")
            rows.append(f"| {' | '.join(cells)} |")
        blocks.append(f"### `{question}`\n\n" + "\n".join(rows))
    return "\n\n".join(blocks)


def plain(sentence):
    """Return a sentence so that Markdown shows it as it is."""
    return re.sub(r"([*_|$<\[\]])", r"\\\1", " ".join(sentence.split()))


def renew(text):
    """Return the page with both parts made anew."""
    for name, make in (("objectives", objectives), ("mistakes", mistakes)):
        begin, end = f"% begin {name}\n", f"% end {name}\n"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"{PAGE.name} has no part {name}")
        text = f"{before}{begin}\n{make()}\n\n{end}{after}"
    return text


def main():
    write_whole(PAGE, renew(PAGE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()

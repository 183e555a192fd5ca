"""What an answer's variables are called does not change what is said of it."""

import ast
import textwrap

import pytest
from seeds import SEEDS
from written import FOLDER, blocks, function, spelled

from coursework import check

OWN = {
    "leaky_relu": """
def leaky_relu(z, alpha=0.01):
    positive = z > 0
    out = np.where(positive, z, 0.1 * z)
    return out
""",
    "deriv_leaky_relu": """
def deriv_leaky_relu(x, alpha=0.01):
    slope = np.ones_like(x, dtype=float)
    slope[x < 0] = alpha
    return slope
""",
    "softmax": """
def softmax(X):
    rows = [np.exp(row) / np.exp(row).sum() for row in X]
    return np.array(rows)
""",
    "forward": """
class TwoLayerNN:
    def forward(self, X):
        W1, b1, W2, b2 = (self.params[k] for k in ("W1", "b1", "W2", "b2"))
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0)
        Z2 = A1 @ W2 + b2
        y = softmax(Z2)
        return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}
""",
    "backward": """
def backward(params, X, Y, ff_dict):
    N = len(X)
    dZ2 = (ff_dict["y"] - Y) / N
    dW2 = ff_dict["A1"].T @ dZ2
    dZ1 = dZ2 @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    grads = {"dW2": dW2, "db2": dZ2.sum(0), "dW1": X.T @ dZ1, "db1": dZ1.sum(0)}
    return grads
""",
}
ANSWERS = [pytest.param(question, text, id=question) for question, text in OWN.items()]
ANSWERS += [
    pytest.param(path.stem, spelled(text, lambda n: n - 1), id=f"{path.stem}-{line}")
    for path in sorted(FOLDER.glob("*.txt"))
    for kind in ("right", "wrong")
    for names, text, line in blocks(path.stem, kind)
    # Which argument is which can only be told by its name.
    if "arguments_swapped" not in names
]


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


@pytest.mark.parametrize(("question", "text"), ANSWERS)
def test_other_names_change_nothing(question, text):
    tree = ast.parse(textwrap.dedent(text))
    renaming = Renamed(tree)
    assert renaming.new or "():" in text
    other = ast.unparse(renaming.visit(tree))
    for seed in SEEDS:
        one, two = (check(question, function(question, t), seed) for t in (text, other))
        assert (two.score, two.mistake) == (one.score, one.mistake), other
        if one.mistake is None and question != "initialize_parameters":  # drawn anew
            assert two.message == one.message

"""The notebooks of looks.txt, by kind and name: each a list of sources of cells."""

import pathlib
import textwrap

LOAD = "X_train, Y_train, X_test, Y_test = load_data()"
TRAIN = """\
m = TwoLayerNN(784, 64, 10)
m.train(X_train, Y_train, X_val, Y_val, lr, 5, 64)"""
TESTED = "m.evaluate(Y_test, m.forward(X_test)[0])"
VALIDATED = TESTED.replace("_test", "_val")
SEARCH = f"""\
for lr in lrs:
{textwrap.indent(TRAIN, "    ")}
    acc = {VALIDATED}
    if acc > best:
        best, best_lr = acc, lr"""
NETWORK = """\
class TwoLayerNN:
    def train(self, X, Y, X_val, Y_val, lr, n_epochs, batch_size):
        for epoch in range(n_epochs):
            for X_batch, Y_batch in load_batch(X, Y, batch_size):
                self.train_step(X_batch, Y_batch, batch_size, lr)
            for part, A, B in (("train", X, Y), ("valid", X_val, Y_val)):
                row[part + "_acc"] = self.evaluate(B, self.forward(A)[0])"""
WORDS = {"TRAIN": TRAIN, "SEARCH": SEARCH, "NETWORK": NETWORK}


def read():
    """Return the lists of cells by (kind, name)."""
    path = pathlib.Path(__file__).with_name("looks.txt")
    _, *entries = path.read_text(encoding="utf-8").split("\n=== ")
    return dict(map(_entry, entries))


def _entry(text):
    head, _, body = text.partition("\n")
    kind, _, name = head.partition(": ")
    lines = []
    for line in body.splitlines():
        word = line.strip()
        indent = line[: len(line) - len(word)]
        lines.append(textwrap.indent(WORDS.get(word, word), indent))
    body = "\n".join(lines).replace("TESTED", TESTED).replace("VALIDATED", VALIDATED)
    cells = [cell.strip("\n") for cell in body.split("# %%\n")]
    return (kind, name), cells if "own loader" in name else [LOAD, *cells]

"""DeepCrime's mutation operators as mistakes that others have listed.

N. Humbatova, G. Jahangirova and P. Tonella, "DeepCrime: mutation testing of deep
learning systems based on real faults" (ISSTA 2021), derive 24 operators from studies
of real faults. Each is applied to the reference answers of the questions that have what
it changes, with the activations, losses, start rules and optimizers of its Keras lists.
"""

import pathlib

import pytest
from seeds import SEEDS

from coursework import check
from coursework.questions import QUESTIONS

ROOT = pathlib.Path(__file__).parent.parent.parent
# What is changed, a blank line before each operator and question. A row begins with the
# mistake that the check names, with - where the catalogue has no entry (the answer is
# refused all the same), or with = where the numbers stay right.
OPERATORS = """
TCL change labels: one_epoch
- size = batch_size; Y = Y[:, ::-1]

TRD remove training data: one_epoch
- size = batch_size; X, Y = X[: len(X) // 2], Y[: len(X) // 2]

TUD unbalance training data: one_epoch
- size = batch_size; few = (Y[:, 0] == 0) | (X[:, 0] > 0); X, Y = X[few], Y[few]

TAN add noise: one_epoch
- size = batch_size; X = X + 0.1 * np.cos(np.arange(X.size)).reshape(X.shape)

TCO make classes overlap: one_epoch
- size = batch_size; X, Y = np.vstack([X, X]), np.vstack([Y, Y[:, ::-1]])

HBS change batch size: one_epoch
unchanged size = 32
- size = 2 * batch_size

HBS change batch size: sgd_step
typed_batch_size new[name] = p - lr * g / 32
- new[name] = p - lr * g / 256

HLR change learning rate: sgd_step
typed_learning_rate new[name] = p - 0.001 * g / batch_size
forgets_learning_rate new[name] = p - 1 * g / batch_size
- new[name] = p - 0.1 * lr * g / batch_size

HNE change number of epochs: one_epoch
- for start in 2 * [*range(0, len(X) - size + 1, size)]:
unchanged for start in []:

HDB disable batching: one_epoch
whole_set size = len(X)

ACH change activation: forward
activation_elu A1 = np.where(Z1 > 0, Z1, np.exp(Z1) - 1)
softmax_as_activation A1 = softmax(Z1)
- A1 = 1.0507 * np.where(Z1 > 0, Z1, 1.67326 * (np.exp(Z1) - 1))
activation_smooth_activation A1 = np.log1p(np.exp(Z1))
- A1 = Z1 / (1 + np.abs(Z1))
activation_no_leak A1 = np.maximum(Z1, 0)
activation_smooth_activation A1 = np.tanh(Z1)
activation_smooth_activation A1 = 1 / (1 + np.exp(-Z1))
- A1 = np.clip(0.2 * Z1 + 0.5, 0, 1)
- A1 = np.exp(Z1)
activation_forgotten A1 = Z1
relu_for_softmax y = np.maximum(Z2, 0)
softmax_sigmoid y = np.tanh(Z2)
softmax_sigmoid y = 1 / (1 + np.exp(-Z2))
softmax_not_divided y = np.exp(Z2)

ACH change activation: backward
- dZ1 = dA1 * np.where(Z1 > 0, 1, np.exp(Z1))
dZ1_as_for_softmax dZ1 = through_softmax(softmax(Z1), dA1)
- dZ1 = dA1 / (1 + np.exp(-Z1))
- dZ1 = dA1 / (1 + np.abs(Z1)) ** 2
dZ1_with_relu_mask dZ1 = dA1 * (Z1 > 0)
dZ1_as_for_tanh dZ1 = dA1 * (1 - np.tanh(Z1) ** 2)
dZ1_as_for_sigmoid dZ1 = dA1 * np.exp(-Z1) / (1 + np.exp(-Z1)) ** 2
- dZ1 = dA1 * np.where(np.abs(Z1) < 2.5, 0.2, 0)
- dZ1 = dA1 * np.exp(Z1)

ARM remove activation: forward
activation_forgotten A1 = Z1
softmax_forgotten y = Z2

ARM remove activation: backward
dZ1_without_derivative dZ1 = dA1

AAL add activation: forward
activation_on_output_layer Z2 = leaky_relu(A1 @ W2 + b2);; Z2 += 0
- Z2 = np.tanh(A1 @ W2 + b2);; Z2 += 0
activation_applied_twice A1 = leaky_relu(leaky_relu(Z1))

RAW add regularization: backward
- dW1 = X.T @ dZ1 + 0.01 * np.sign(W1);; dW2 = A1.T @ dZ2 + 0.01 * np.sign(W2)
- dW1 = X.T @ dZ1 + 0.02 * W1;; dW2 = A1.T @ dZ2 + 0.02 * W2

RAW add regularization: sgd_step
- new[name] = p - lr * (g / batch_size + 0.02 * p)

RCP change patience: best_epoch
typed_patience if waited >= 10:
gives_up_at_once if waited >= 1:
stops_one_epoch_late if waited >= patience + 1:

WCI change start rule: initialize_parameters
all_zeros sd = lambda fan_in, fan_out: 0
all_ones weights = lambda fan_in, fan_out, size: np.ones(size)
all_the_same weights = lambda fan_in, fan_out, size: np.full(size, 0.05)
scale_typed_in sd = lambda fan_in, fan_out: 0.05
scale_typed_in shape = "uniform";; sd = lambda fan_in, fan_out: 0.05 / np.sqrt(3)
scale_typed_in shape = "bell";; sd = lambda fan_in, fan_out: 0.044
he sd = lambda fan_in, fan_out: np.sqrt(2 / fan_in)
he shape = "uniform";; sd = lambda fan_in, fan_out: np.sqrt(2 / fan_in)
larger_side weights = lambda m, n, s: np.linalg.svd(np.random.randn(*s), 0)[2 * (m < n)]
= shape = "uniform"
= shape = "bell"
= sd = lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out))
= shape = "uniform";; sd = lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out))

WRB remove bias: forward
Z1_without_bias Z1 += 0
Z2_without_bias Z2 += 0
Z1_and_Z2_without_bias Z1 += 0;; Z2 += 0

WRB remove bias: backward
db1_zero db1 = np.zeros(dZ1.shape[1])
only_weights_kept grads = {"dW1": dW1, "dW2": dW2}

WRB remove bias: initialize_parameters
biases_missing params = {"W1": W1, "W2": W2}

LCH change loss: backward
dZ2_twice_through_softmax_again dZ2 = through_softmax(y, 2 * (y - Y) / C)
- dZ2 = through_softmax(y, np.sign(y - Y) / C)
- dZ2 = through_softmax(y, 100 * np.sign(y - Y) / np.maximum(Y, 1e-7) / C)
- dZ2 = through_softmax(y, 2 * (np.log1p(y) - np.log1p(Y)) / (1 + y) / C)
- dZ2 = through_softmax(y, 2 * (1 - 2 * Y) * (1 + (1 - 2 * Y) * y) / C)
- dZ2 = through_softmax(y, (1 - 2 * Y) / C)
- dZ2 = through_softmax(y, np.eye(C)[(y - 2 * Y).argmax(axis=1)] - Y)
- dZ2 = through_softmax(y, np.tanh(y - Y) / C)
dZ2_through_softmax_again dZ2 = through_softmax(y, np.clip(y - Y, -1, 1) / C)
- dZ2 = through_softmax(y, (y - Y) / (y * (1 - y)) / C)
divided_by_classes dZ2 = through_softmax(y, (1 - Y / y) / C)
= dZ2 = through_softmax(y, -Y / y)

OCH change optimizer: sgd_step
- g = grads["d" + name] / batch_size;; new[name] = p - lr * g / np.sqrt(0.1 + g**2)
only_the_sign new[name] = p - lr * np.sign(g)

OCH change optimizer: momentum_step
no_memory moved[name] = -lr * g
looks_ahead new[name] = p + momentum * moved[name] - lr * g

OCG change gradient clipping: sgd_step
clips new[name] = p - lr * np.clip(g / batch_size, -0.5, 0.5)
- new[name] = p - lr * g / max(batch_size, np.linalg.norm(g))

VRM remove validation set: best_epoch
last_epoch return len(losses) - 1
"""
# Operators that no question has room for.
NOWHERE = {
    "RCW": "the course's answers have no regularization to change",
    "RRW": "nor to remove",
    "RCD": "no answer has dropout",
    "WAB": "both layers have a bias",
}
CASES = []
for block in OPERATORS.strip().split("\n\n"):
    (code, *_, question), *rows = [
        head.split(" ", 1) if k else head.split()
        for k, head in enumerate(block.splitlines())
    ]
    CASES += [(code, question, name, change) for name, change in rows]


def test_each_operator_is_applied_or_has_no_place():
    applied = {code for code, *_ in CASES}
    assert len(applied) + len(NOWHERE) == 24
    assert applied.isdisjoint(NOWHERE)
    names = [name for *_, name, _ in CASES if name != "="]
    claim = (
        f"{len(names)} changes by them are refused, {len(names) - names.count('-')} of"
    )
    assert claim in (ROOT / "CLAIMS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("code", "question", "name", "change"), CASES)
def test_what_an_operator_changes_is_refused_and_named(code, question, name, change):
    program = QUESTIONS[question].catalogue.program
    answer = program.changed(program.way(change, code))
    wanted = "correct" if name == "=" else "incorrect", None if name in "-=" else name
    for seed in SEEDS:
        report = check(question, answer, seed=seed)
        assert (report.status, report.mistake) == wanted

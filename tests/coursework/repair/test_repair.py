"""Test which edits are proved, what is said about them, and what they leave alone."""

import pathlib
import re
import sys

import numpy as np
import pytest
from written import answers_to, checked, function_of, looked_into

from coursework import blocks, check
from coursework.notebook.checking import EvidenceFailed
from coursework.repair import edits, search
from coursework.repair.edits import KINDS, RULES, Edit
from coursework.repair.program import AnswerTree, functions_in
from coursework.words import say

# Question, kind of the edit, lines, whether the cause is sure, and edge cases right.
BLOCKS = blocks.read(pathlib.Path(__file__).with_name("proofs.txt"))
ROWS = [
    pytest.param(
        each.title, *each.fields, each.text, id=f"{each.title}-{each.fields[0]}"
    )
    for each in BLOCKS
]


@pytest.mark.parametrize(("question", "kind", "lines", "facts", "text"), ROWS)
def test_the_report_names_line_and_cause(question, kind, lines, facts, text):
    """Hints 2 and 4 show the line as it is, and as it is right; earlier ones do not."""
    function = function_of(question, text)
    space = functions_in(function)[0].__globals__
    before = dict(space)
    tracing = sys.gettrace()  # perhaps a debugger's, which must stay
    report, evidence = looked_into(question, function, seed=3)
    proof = evidence.proof
    assert (proof.kind if proof else "none") == kind
    assert list(proof.lines if proof else [0]) == [*map(int, lines.split())]
    if proof:
        sure = "sure" if evidence.is_cause_sure else "unsure"
        assert f"{sure} {'whole' if proof.is_whole else 'plain'}" == facts
        assert (f"about {KINDS[kind][0]}" in repr(report)) == (sure == "sure")
    assert sys.gettrace() is tracing
    assert before.items() <= space.items()
    if proof:
        first = proof.lines[0]
        assert f"{first}: {text.splitlines()[first - 1].strip()}" in report.help[1]
        assert proof.change not in "".join(report.help[:3])
        assert proof.change in report.help[3]


SAID = {  # answers, what a hint must hold, and what none may
    "two results, one of another shape": (
        "backward.dW2_db2",
        "def step_dW2_db2(A1, dZ2):\n    return A1.T @ dZ2, dZ2.sum()",
        "ours   db2 =",
        "",
    ),
    "an if": (
        "unit_push",
        """def unit_push(A1, W2, unit):
    push = np.zeros((len(A1), W2.shape[1]))
    for n in range(len(A1)):
        if A1[n, unit] > 0:
            push[n] = A1[n, unit] * W2[unit]
    return push""",
        "-         if A1[n, unit] > 0:\n",
        "",
    ),
    "a product, for shapes that do not fit": (
        "backward.dA1",
        "def step_dA1(dZ2, W2):\n    return dZ2 * W2.T",
        "+     return dZ2 @ W2.T",
        "below the other",
    ),
    "a list, whose numbers are right": (
        "softmax",
        "def softmax(X):\n    e = np.exp(X - X.max(axis=1, keepdims=True))\n"
        "    return (e / e.sum(axis=1, keepdims=True)).tolist()",
        "",
        "ours   ",
    ),
    "a reshape in place of a transpose": (
        "backward.dA1",
        "def step_dA1(dZ2, W2):\n    return dZ2 @ W2.reshape(W2.shape[::-1])",
        "+     return dZ2 @ W2.T\n",
        "W2.T.reshape",
    ),
    "half a vote, where two numbers of units made equal would be right by accident": (
        "merged",
        """def merged(one, other):
    H, K = len(one["b1"]), len(other["b1"])
    a, b = H / (H + K), K / (H + K)
    W1, b1 = np.hstack([one["W1"], other["W1"]]), np.hstack([one["b1"], other["b1"]])
    W2 = np.vstack([a * one["W2"], b * other["W2"]])
    return {"W1": W1, "b1": b1, "W2": W2, "b2": a * one["b2"] + b * other["b2"]}""",
        "Halve W2 and b2",
        "+     H, K",
    ),
    "a value of a loop that goes another way": (
        "sgd_step",
        """def sgd_step(params, grads, batch_size, lr):
    new = {}
    for k in reversed(list(params)):
        g = grads["d" + k]
        new[k] = params[k] - 2 * lr * g / batch_size
    return new""",
        "ours   W1",
        "ours   g",
    ),
    "a term that is missing": (
        "log_softmax",
        """def log_softmax(X):
    m = X.max(axis=1, keepdims=True)
    return X - np.log(np.exp(X - m).sum(axis=1, keepdims=True))""",
        "+     return X - m - np.log",
        "",
    ),
    "a name of ours that means another thing": (
        "calibration",
        """def calibration(y, Y, num_bins):
    order = y.max(axis=1).argsort()
    right = (y.argmax(axis=1) == Y.argmax(axis=1))[order]
    q = y.max(axis=1)[order].reshape(num_bins, -1)
    return np.array([q.mean(axis=1), right.reshape(num_bins, -1).mean(axis=1)])""",
        "ours   the result",
        "ours   right",
    ),
    "a line whose value has a name of ours, and is to be another": (
        "log_softmax",
        """def log_softmax(X):
    S = X - X.max(axis=1, keepdims=True)
    return np.log(S) - np.log(S.sum(axis=1, keepdims=True))""",
        "+     S = np.exp(X - X.max(axis=1, keepdims=True))",
        "S is right",
    ),
    "a key that is not there": (
        "deep_forward",
        """def deep_forward(params, X):
    A = X
    for k in range(1, len(params)):
        A = leaky_relu(A @ params[f"W{k}"] + params[f"b{k}"])
    return softmax(A)""",
        "params holds W1, b1, W2, b2",
        "",
    ),
    "no default": (
        "leaky_relu",
        "def leaky_relu(z, alpha):\n    return np.where(z > 0, z, alpha * z)",
        "leaky_relu(z, alpha).",
        "raises",
    ),
    "alpha at a border": (
        "deriv_leaky_relu",
        "def deriv_leaky_relu(x, alpha=0.01):\n    return np.where(x > 0, 1.0, 0)",
        "+     return np.where(x > 0, 1.0, alpha)",
        "",
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_a_hint_fits_the_answer(what):
    question, text, wanted, unwanted = SAID[what]
    hints = "\n".join(checked(question, text, seed=3).help)
    assert wanted in hints
    assert not unwanted or unwanted not in hints


def test_a_mistake_of_a_value_that_is_right_is_not_told():
    """The answer computes dZ1, and goes on with dA1, as if dZ1 had no slopes."""
    (row,) = [each for each in BLOCKS if each.fields[1] == "7 8"]
    report, evidence = looked_into("backward", function_of("backward", row.text), 3)
    assert report.mistake == "dZ1_without_derivative"
    assert evidence.is_elsewhere
    assert report.message not in repr(report)
    assert report.fix not in "".join(report.help)
    right = row.text.replace("dA1\n", "dZ1\n").replace("dA1.sum", "dZ1.sum")
    wrong = right.replace("dA1 * deriv_leaky_relu", "dA1 + 0 * deriv_leaky_relu")
    report, evidence = looked_into("backward", function_of("backward", wrong), 3)
    assert report.mistake == "dZ1_without_derivative"
    assert not evidence.is_elsewhere


def test_one_mistake_is_not_called_several():
    """A bias that is not summed has a wrong shape, but no other one that would do."""
    text = "def step_dW2_db2(A1, dZ2):\n    return A1.T @ dZ2, dZ2 * 1"
    report = checked("backward.dW2_db2", text, seed=3)
    assert report.mistake == "db2_not_summed"
    assert say("several_mistakes") not in repr(report)
    kept = text.replace("dZ2 * 1", "dZ2.sum(axis=0, keepdims=True) / len(dZ2)")
    function = function_of("backward.dW2_db2", kept)
    _, evidence = looked_into("backward.dW2_db2", function, seed=3)
    assert evidence.has_other_bias_shape


def test_of_two_functions_with_one_name_the_one_that_runs_is_edited():
    """As in a file, where the first one was checked before the second one came."""
    wrong = """def softmax(X):
    e = np.exp(X - X.max(axis=1, keepdims=True)) * X**2
    return e / e.sum(axis=1, keepdims=True)
"""
    text = f"{wrong}first = softmax\n" + wrong.replace(" * X**2", "").replace(
        "axis=1, k", "axis=0, k"
    )
    last = function_of("softmax", text)
    first = last.__globals__["first"]
    assert looked_into("softmax", last, seed=3)[1].proof.lines[0] > 3
    assert looked_into("softmax", first, seed=3)[1].proof.lines[0] <= 3


def test_several_mistakes_are_told_where_one_explains_only_some_edge_cases():
    (text,) = [
        each.text
        for each in answers_to("random_search", False)
        if "break\n    best" in each.text
    ]
    report = checked("random_search", text, seed=3)
    assert report.mistake == "nan_wins_if_first"
    assert say("several_mistakes") in repr(report)


FIRST_WRONG = {  # answers, and the stage and the shape of X in the first hint
    "deriv_leaky_relu": ("d = x.copy(); d[x > 0] = 1; d[x < 0] = alpha", "at_zero"),
    "leaky_relu": ("d = z.copy(); d[z < 0] *= 0.01", "alpha"),
}


@pytest.mark.parametrize("question", FIRST_WRONG)
def test_the_first_hint_is_about_the_edge_case_of_the_report(question):
    line, stage = FIRST_WRONG[question]
    text = f"def {question}({'z' if question[0] == 'l' else 'x'}, alpha=0.01):\n"
    function = function_of(question, f"{text}    {line}; return d")
    _, evidence = looked_into(question, function)
    judge, k = evidence.fixed_judge, evidence.first_wrong
    assert judge.calls[k].stage == stage


def test_the_first_hint_of_an_epoch_is_about_the_first_batch_that_differs():
    text = """def one_epoch(params, X, Y, batch_size, lr, gradients):
    for start in range(0, len(X) - batch_size + 1, batch_size):
        rows = slice(start, start + batch_size)
        g = gradients(params, X[rows], Y[rows])
        new = {k: params[k] - lr * g["d" + k] / batch_size for k in params}
    return new"""
    report, evidence = looked_into("one_epoch", function_of("one_epoch", text))
    assert report.mistake == "last_batch_alone"
    call = evidence.fixed_judge.calls[evidence.first_wrong]
    _, X, _, batch_size, *_ = call.args
    assert len(X) == 2 * batch_size


def test_variables_of_the_notebook_stay_as_they_are():
    """An edit may assign into what the answer only reads: it gets a copy, or fails."""
    text = "def softmax(X):\n    half = table['half']\n    ones[0] = half + X.sum()\n"
    text += "    e = np.exp(X - X.max(axis=1, keepdims=True))\n    return e / e.sum()"
    table, ones = {"half": 0.5}, np.ones(3)
    function = function_of("softmax", text, table=table, ones=ones)
    repr(check("softmax", function))
    assert function.__globals__["table"] is table
    assert table == {"half": 0.5}


def test_a_loop_that_an_edit_makes_endless_comes_to_its_end():
    text = "def random_search(settings, train):\n    k = 0\n    while k < 5:\n"
    text += "        k += 1\n    return [k for k in range(7)][-1] + k"
    function = function_of("random_search", text)
    assert looked_into("random_search", function)[1].proof is None


def test_an_edit_may_make_the_exponent_of_an_integer_huge():
    """Python would compute 2**n for minutes, in gigabytes, and nothing ends it."""
    program = AnswerTree(function_of("softmax", "softmax = lambda X: 2**X"), "softmax")
    edited = program.answer(program.compiled())
    assert edited(3) == 8
    with pytest.raises(OverflowError):
        edited(10**10)


def test_an_array_of_np_empty_is_not_right_by_luck():
    """At 0 nothing is set, and what is left there is most often 0."""
    text = "def leaky_relu(z, alpha=0.01):\n    z = np.asarray(z)\n"
    text += "    r = np.empty(z.shape)\n    r[z > 0] = z[z > 0]\n"
    text += "    r[z < 0] = alpha * z[z < 0]\n    return r"
    for seed in range(5):
        function = function_of("leaky_relu", text)
        report, evidence = looked_into("leaky_relu", function, seed)
        assert report.status == "incorrect"
        assert evidence.proof.kind == "empty"


ENDLESS = """
class Endless:
    def __getitem__(self, k):
        return k


every = Endless()


def softmax(X):
    e = np.exp(X - np.max(every[X], axis=1, keepdims=True))
    return e / np.diff(np.c_[np.zeros(len(X)), e.sum(axis=1)], axis=1) ** 2
"""
OF_ITSELF = """
def softmax(X):
    rows, row = [], [0] * X.shape[1]
    for x in X:
        row[:] = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
        rows.append(row)
    return np.array(rows)
"""


@pytest.mark.parametrize("text", [ENDLESS, OF_ITSELF])
def test_an_edit_may_leave_a_thing_that_has_no_end(text):
    """np.c_ alone, an object that is indexed without end, a list that holds itself."""
    report = checked("softmax", text, seed=3)
    assert report.status == "incorrect"
    assert report.help  # they come to their end


def test_no_edit_that_makes_no_sense_is_proposed():
    """A helper around a helper, a rate of 0, `<` between texts, a sum of one number."""
    text = "def backward(params, X, Y, ff_dict):\n    N = {}\n"
    text += "    dZ2 = (ff_dict['y'] - Y) / N\n    dZ1 = dZ2 @ params['W2'].T * "
    text += "deriv_leaky_relu(ff_dict['Z1'])\n    if 'dW1' != 'db1':\n"
    text += (
        "        rate = {}\n    params['W1'] -= rate * X.T @ dZ1\n    return dict(dW1"
    )
    text += "=X.T @ dZ1, db1=dZ1.sum(0), dW2=ff_dict['A1'].T @ dZ2, db2=dZ2.sum(0))"
    for N, rate in (("len(X)", "0.0"), ("1", "0.1")):
        function = function_of("backward", text.format(N, rate))
        proof = looked_into("backward", function, seed=3)[1].proof
        after = str(proof.edit.slots[0][2]) if proof else ""
        assert not re.search(r"leaky_relu\(|softmax\(|^0|'<|sum", after), after


def test_what_comes_back_wrong_is_not_called_right_by_another_name():
    """Of exps, which is right, no other numbers are shown; those of the result are."""
    text = "def softmax(X):\n    exps = np.exp(X)\n    return exps / exps.sum()"
    _, evidence = looked_into("softmax", function_of("softmax", text), seed=1)
    trace = evidence.trace(evidence.first_wrong)
    assert trace.right_names() == {"exps": "exps"}
    assert trace.first_wrong()[0] == "the result"
    text = "def softmax(X):\n    result, total = np.zeros(X.shape), 0\n"
    text += (
        "    for n in range(len(X)):\n        result[n] = np.exp(X[n] - X[n].max())\n"
    )
    text += "        total += result[n].sum()\n        result[n] /= total\n"
    text += "    return result"
    function = function_of("softmax", text)
    report, evidence = looked_into("softmax", function, seed=1)
    assert report.mistake == "total_not_set_back"
    assert "result" not in evidence.intermediates


def test_numbers_of_a_row_in_a_loop_are_not_compared_with_the_whole():
    text = "def backward(params, X, Y, ff_dict):\n    g = dict.fromkeys(KEYS, 0)\n"
    text += "    for n in range(len(X)):\n        dZ2 = ff_dict['y'][n] - Y[n]\n"
    text += "        dZ1 = params['W2'] @ dZ2 * deriv_leaky_relu(ff_dict['Z1'][n])\n"
    text += "        for k, v in zip(KEYS, (np.outer(X[n], dZ1), dZ1 / 2, np.outer("
    text += "ff_dict['A1'][n], dZ2), dZ2)):\n            g[k] = g[k] + v\n    return g"
    names = {"KEYS": ("dW1", "db1", "dW2", "db2")}
    function = function_of("backward", text, **names)
    _, evidence = looked_into("backward", function, seed=1)
    assert evidence.trace(evidence.first_wrong).first_wrong()[0] == "db1"


def test_of_large_arrays_the_first_number_that_differs_is_shown():
    text = "def level_stack(X, Ws):\n    new = {}\n    for k, W in Ws.items():\n"
    text += "        Z = X @ W\n        d = np.mean(Z**2) ** 0.5 + (len(X) > 2)\n"
    text += "        new[k] = W / d\n        X = leaky_relu(Z / d)\n    return new"
    report = checked("level_stack", text)
    assert re.search(r"yours  W1\[\d+, \d+\] = \S+\n", report.help[0])


def test_a_proof_is_sure_unless_far_fetched_or_with_a_rival():
    """`others` are the other edits that make the answer right."""

    def edit(kind, line, rank=0.0):
        return Edit(kind, rank, (line,), "", ())

    def proof(*others, rank=0.0):
        return search.Proof(edit("axis", 3, rank), "", True, others)

    assert proof().is_cause_sure
    assert not proof(rank=2.0).is_cause_sure
    assert proof(edit("keepdims", 3)).is_cause_sure
    assert not proof(edit("name", 3)).is_cause_sure
    assert proof(edit("name", 3)).is_line_sure
    assert not proof(edit("axis", 4)).is_line_sure


def test_every_kind_has_a_question():
    assert {kind for _, kind, *_ in RULES} <= {*KINDS}
    assert len(KINDS) == len(edits.BLOCKS)  # no name is there twice
    assert all("?" in question for _, question in KINDS.values())


def test_a_bias_of_another_shape_is_not_called_right_in_shape():
    text = "def step_dW2_db2(A1, dZ2):\n    return A1.T @ dZ2, dZ2.sum(axis=0{more})"
    for more, shape in ((", keepdims=True", False), (") / len(A1", True)):
        function = function_of("backward.dW2_db2", text.replace("{more}", more))
        report = check("backward.dW2_db2", function, seed=1)
        assert report.status == "incorrect"
        assert (say("the_shape") in report.findings.holds) is shape


def test_the_hint_shows_the_first_value_that_differs_and_what_is_right():
    text = "def forward(params, X):\n    W1, b1, W2, b2 = params.values()\n"
    text += "    h = X @ W1 + b1\n    A1 = {}\n    Z2 = A1 @ W2 + b2\n"
    text += "    return softmax(Z2), dict(Z1=h, A1=A1, Z2=Z2, y=softmax(Z2))"
    wrong, right = (
        checked("forward", text.format(A1), seed=1) for A1 in ("h * 1", "leaky_relu(h)")
    )
    assert "Right so far: the shape, Z1" in repr(wrong)
    sentence = r"Z1 is right. This differs:\n  yours  A1 = .+\n  ours   A1 = "
    assert re.search(sentence, wrong.hint(1))
    assert right.status == "correct"
    text = text.format("leaky_relu(h)").replace("X @", "X *")
    report = checked("forward", text, seed=1)
    assert "right" not in report.hint(1)  # X * W1 is so only if W1 is one number


def test_an_error_of_the_check_is_not_taken_for_a_bad_edit(monkeypatch):
    monkeypatch.setattr(search.Search, "is_accepted", lambda *_: len(0))
    function = function_of("softmax", "def softmax(X):\n    return np.exp(X)")
    with pytest.raises(EvidenceFailed, match="no len"):
        check("softmax", function)

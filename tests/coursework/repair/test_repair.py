"""Test which edits are proved, what is said about them, and what they leave alone."""

import linecache
import pathlib
import re
import sys

import numpy as np
import pytest
from written import GIVEN

from coursework import check
from coursework.repair import search
from coursework.repair.edits import KINDS, RULES

TEXT = pathlib.Path(__file__).with_name("proofs.txt").read_text(encoding="utf-8")
ROW = re.compile(r"^# (\w+) \| ([\w ]+) \| ([\d ]+) \| (.+)\n([^#]+)", re.MULTILINE)
ROWS = [pytest.param(*row, id=f"{row[0]}-{row[1]}") for row in ROW.findall(TEXT)]


def answer(question, text, **names):
    """Run a text as a notebook's cell; return its function or class, and all names."""
    space, cell = GIVEN | {"__name__": "__main__"} | names, f"<cell {hash(text)}>"
    lines = text.splitlines(True)
    linecache.cache[cell] = len(text), None, lines, cell  # the source, for inspect
    exec(compile(text, cell, "exec"), space)
    names = "TwoLayerNN", question, f"step_{question.rpartition('.')[2]}"
    return next(space[name] for name in names if name in space), space


@pytest.mark.parametrize(("question", "kind", "lines", "words", "text"), ROWS)
def test_the_report_names_line_and_cause(question, kind, lines, words, text):
    """Hints 2 and 4 show the line as it is, and as it is right; earlier ones do not."""
    function, space = answer(question, text)
    before = dict(space)
    tracing = sys.gettrace()  # perhaps a debugger's, which must stay
    report = check(question, function, seed=3)
    proof = report.evidence.proof
    assert (proof.kind if proof else "none") == kind
    assert list(proof.lines if proof else [0]) == [*map(int, lines.split())]
    assert words in repr(report)
    assert sys.gettrace() is tracing
    assert before.items() <= space.items()
    if proof:
        first = proof.lines[0]
        assert f"{first}: {text.splitlines()[first - 1].strip()}" in report.help[1]
        assert f"`{proof.after}`" not in "".join(report.help[:3])
        assert proof.after in report.help[3]


def test_variables_of_the_notebook_stay_as_they_are():
    """An edit may assign into what the answer only reads: it gets a copy, or fails."""
    text = "def softmax(X):\n    half = table['half']\n    ones[0] = half + X.sum()\n"
    text += "    e = np.exp(X - X.max(axis=1, keepdims=True))\n    return e / e.sum()"
    table, ones = {"half": 0.5}, np.ones(3)
    function, space = answer("softmax", text, table=table, ones=ones)
    repr(check("softmax", function))
    assert space["table"] is table
    assert table == {"half": 0.5}
    state = np.random.get_state()[1].copy()
    repr(check("initialize_parameters", lambda D, H, C: np.random.randn(D, H)))
    assert np.array_equal(np.random.get_state()[1], state)


def test_a_loop_that_an_edit_makes_endless_comes_to_its_end():
    text = "def best_epoch(valid_losses, patience):\n    k = 0\n    while k < 5:\n"
    text += "        k += 1\n    return [k for k in range(7)][-1] + k"
    function, _ = answer("best_epoch", text)
    assert check("best_epoch", function).evidence.proof is None


def test_a_proof_is_sure_unless_far_fetched_or_with_a_rival():
    """`others` are the kinds and lines of other edits that make the answer right."""
    facts = {"before": "", "after": "", "is_whole": True}
    plain = search.Proof("axis", (3,), 0.0, **facts)
    assert plain.is_cause_sure
    assert not plain._replace(rank=2.0).is_cause_sure
    assert plain._replace(others=(("keepdims", (3,)),)).is_cause_sure
    assert not plain._replace(others=(("name", (3,)),)).is_cause_sure
    assert plain._replace(others=(("name", (3,)),)).is_line_sure
    assert not plain._replace(others=(("axis", (4,)),)).is_line_sure


def test_every_kind_has_a_question():
    assert {kind for _, kind, *_ in RULES} <= {*KINDS}
    assert all("?" in question for _, question in KINDS.values())


def test_the_hint_shows_the_first_value_that_differs_and_what_is_right():
    text = "def forward(params, X):\n    W1, b1, W2, b2 = params.values()\n"
    text += "    h = X @ W1 + b1\n    A1 = {}\n    Z2 = A1 @ W2 + b2\n"
    text += "    return softmax(Z2), dict(Z1=h, A1=A1, Z2=Z2, y=softmax(Z2))"
    wrong, right = (
        check("forward", answer("forward", text.format(A1))[0], seed=1)
        for A1 in ("h * 1", "leaky_relu(h)")
    )
    assert "Right so far: the shape, rows that sum to 1, Z1" in repr(wrong)
    sentence = r"Z1 is right. This differs:\n  yours  A1 = .+\n  ours   A1 = "
    assert re.search(sentence, wrong.hint(1))
    assert right.status == "correct"
    text = text.format("leaky_relu(h)").replace("X @", "X *")
    report = check("forward", answer("forward", text)[0], seed=1)
    assert "right" not in report.hint(1)  # X * W1 is so only if W1 is one number


def test_an_error_of_the_check_is_not_taken_for_a_bad_edit(monkeypatch):
    monkeypatch.setattr(search.Search, "is_accepted", lambda *_: len(0))
    function, _ = answer("softmax", "def softmax(X):\n    return np.exp(X)")
    report = check("softmax", function)
    with pytest.raises(TypeError, match="no len"):
        report.evidence.proof  # noqa: B018


def test_a_fact_that_became_right_since_the_last_try_is_called_new():
    text = "def softmax(X):\n    e = np.exp(X)\n    return e / e.sum({})"
    for axis, new in (("", False), ("axis=1, keepdims=True", True)):
        function, _ = answer("softmax", text.format(axis))
        report = check("softmax", function)
        for page in (repr(report), report._repr_html_()):  # a notebook asks for both
            assert ("rows that sum to 1 (new)" in page) == new

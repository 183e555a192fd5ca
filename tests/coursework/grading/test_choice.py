"""Test question (e), the choice: `final`, the reported accuracy, quoted cells."""

import dataclasses
import re
import time

import pytest
from notebooks import ROOT
from programs import blocks, marked, needs_bubblewrap, programs

from coursework.grading import marking, sandbox
from coursework.grading.choice.entries import choice_entry, read_choice, result_entry
from coursework.grading.sandbox import inside
from coursework.grading.submissions.cells import Cell, Submission, read
from coursework.judging.report import MARKS
from coursework.running.outcomes import plain

FINAL = "final = dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3)"
FINALS = {t: text[:-1].split("\n---\n") for t, text in blocks("finals.txt").items()}
SETTINGS = {"num_hiddens": 64, "batch_size": 32, "lr": 0.25, "n_epochs": 3}
GOOD = "test loss 0.0994\ntest accuracy 0.9703\n"
LOAD = "data = load_mnist()"
SEARCH = """\
for lr in lrs:
    m = TwoLayerNN(784, 64, 10)
    m.train(X_train, Y_train, X_val, Y_val, lr, 5, 64)
    best = max(best, (m.evaluate(Y_val, m.forward(X_val)[0]), lr))"""
REPORT = """\
X_test, Y_test = data.open_test(m)
print("test accuracy", m.evaluate(Y_test, m.forward(X_test)[0]))"""


def submission(final=FINAL, search=SEARCH, report=REPORT, output=GOOD, load=LOAD):
    """Return a Submission of four cells; `output` stands below the last, `report`."""
    sources = [load, search, final, report]
    cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
    cells[-1] = dataclasses.replace(cells[-1], outputs=output)
    return Submission(tuple(cells))


def judged(submission):
    """Return the entry of the choice. The cell `final` runs in this process."""
    choice, space = read_choice(submission), {}
    inside.run_all(choice["final"]["statements"], space)
    try:
        value = plain(space["chosen_settings"]())
    except (KeyError, NameError):  # `final` is not set, or needs a name that is not
        value = None
    return choice_entry(choice, value)


@pytest.mark.parametrize(("name", "score"), [("solutions", 1.0), ("exercises", 0.0)])
def test_the_choice_in_the_solved_and_the_empty_homework(name, score):
    """A chosen setting is judged here, and the accuracy that it reached by hand."""
    entry = judged(read(ROOT / "book" / name / "homework.ipynb"))
    result = result_entry(entry)
    assert (entry["score"], entry["mistake"], result["score"]) == (score, None, 0.0)
    if name == "solutions":
        assert (entry["status"], result["status"]) == ("correct", "by hand")
        assert (entry["hints"], entry["message"]) == ([], "")
        assert "by hand" in result["message"]
        report = {"cell": 37, "text": "test accuracy 0.9703", "accuracy": 0.9703}
        assert entry["choice"]["reported"] == report | {"computed": True}
        assert [quote["cell"] for quote in entry["choice"]["quotes"]] == [28, 37]
    else:
        assert entry["status"] == result["status"] == "not attempted"


@pytest.mark.parametrize("final", FINALS["not attempted"])
def test_without_a_choice_the_question_is_not_attempted(final):
    entry = judged(submission(final))
    assert (entry["status"], entry["score"]) == ("not attempted", 0.0)
    assert entry["mistake"] is None
    assert entry["message"]


@pytest.mark.parametrize("final", FINALS["computed"])
def test_a_final_that_needs_no_search_is_computed(final):
    entry = judged(submission(final))
    assert (entry["score"], entry["status"]) == (1.0, "correct"), entry["message"]
    computed = entry["choice"]["final"]
    assert computed == SETTINGS
    assert all(type(computed[key]) is type(SETTINGS[key]) for key in SETTINGS)


@pytest.mark.parametrize("final", FINALS["to be typed"])
def test_a_final_that_needs_the_search_again_must_be_typed(final):
    entry = judged(submission(final))
    assert (entry["score"], entry["mistake"]) == (0.0, "final_not_typed")


# The mistake, and the changes of FINAL that make it: old text -> new text.
MISTAKES = """\
final_syntax | =32 -> =32 32
final_keys | num_hiddens -> hidden | num_hiddens=64, batch_size=32, -> note=1,
final_types | 64 -> 64.0 | =3) -> =True) | 0.25 -> None | 0.25 -> float('nan')
final_range | 64 -> 1 | 64 -> 10**9 | =32 -> =-32 | 0.25 -> 0 | 0.25 -> 100
final_range | 0.25 -> 1e-5 | =3) -> =0)
"""
WRONG = []
for line in MISTAKES.splitlines():
    mistake, *changes = line.split(" | ")
    WRONG += [(mistake, *change.split(" -> ")) for change in changes]


@pytest.mark.parametrize(("mistake", "old", "new"), WRONG)
def test_each_mistake_in_final_is_named(mistake, old, new):
    score = 0.5 if mistake == "final_range" else 0.0
    entry = judged(submission(FINAL.replace(old, new)))
    assert (entry["score"], entry["mistake"]) == (score, mistake)


HOSTILE = {
    "no attack": FINAL,
    "no attack, a long double": "import numpy as np\n"
    + FINAL.replace("0.25", "np.longdouble(0.25)"),
    "an exit": "import os\n" + FINAL.replace("64", "os._exit(0)"),
    "a class of its own": "class Sly(int):\n    __eq__ = __le__ = lambda *a: True\n"
    + FINAL.replace("64", "Sly(64)"),
}


@needs_bubblewrap
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_final_gets_0_and_does_not_change_other_scores(name):
    choice = read_choice(submission(HOSTILE[name]))
    only = ["leaky_relu", marking.CHOICE.name]
    limits = sandbox.Limits(seconds=10.0)
    other, entry = marked(programs(), 1, limits, only=only, choice=choice)
    assert (other["question"], entry["question"]) == tuple(only)
    assert other["score"] == 1.0
    fine = name.startswith("no attack")
    assert entry["score"] == (1.0 if fine else 0.0)
    assert entry["choice"]["final"] == (SETTINGS if fine else None)


# Students may write these; none of them may be taken for a report or a search.
HONEST = {
    "X_val by another name": ("x_test, y_test = X_val, Y_val\n"
    + SEARCH.replace("X_val", "x_test").replace("Y_val", "y_test")),
    "a slice of X_val": SEARCH.replace("X_val", "X_test").replace("Y_val", "Y_test")
    .replace("for lr", "X_test, Y_test = X_val[:99], Y_val[:99]\nfor lr"),
    "test_data": "test_data = X_val\n" + SEARCH.replace("X_val", "test_data"),
    "eval": 'size = eval("2 ** 5")\n' + SEARCH,
    "three seeds": SEARCH + "\nfor seed in range(3):\n    m.train(X_train)\n    "
    + REPORT.replace("\n", "\n    "),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_honest_cells_are_quoted_and_get_the_usual_entry(name):
    """Cell 2, the search, is quoted for the teacher, who reads why."""
    usual, entry = judged(submission()), judged(submission(search=HONEST[name]))
    quotes = {quote["cell"]: quote for quote in entry["choice"].pop("quotes")}
    del usual["choice"]["quotes"]
    assert entry == usual  # they differ only in the quotes
    assert quotes[2]["quote"] == HONEST[name]
    kinds = {"has a loop that may train", "loads or names the test set", "runs a text"}
    assert all({*quote["why"].split("; ")} <= kinds for quote in quotes.values())


REPORTED = """\
0.9703 / np.float64(0.9703) / (0.0994, 0.9703) / 97.03% accuracy on the test set
loss 0.09\\naccuracy 0.9703 / test accuracy 0.9703\\ndigit 0: accuracy 0.99
test accuracy 0.5\\ntest accuracy 0.9703 / test loss: 0.06, test acc: 0.9703
Test accuracy = 97.03 %. / test loss/acc: 0.065 0.9703 / 테스트 정확도: 0.9703
valid acc 0.98, test acc 0.9703 / {'test_loss': 0.0994, 'test_acc': 0.9703}"""
ROUNDED = "Test set: Average loss: 0.0655, Accuracy: 9703/10000 (97%)"
SILENT = ["test loss 0.6994", "test accuracy nan", "greatest gain: 0.93 s", ""]
LINES = [(each.replace("\\n", "\n"), 0.9703) for each in re.split(" / |\n", REPORTED)]
LINES += [(GOOD, 0.9703), (ROUNDED, 0.97), *((each, None) for each in SILENT)]


@pytest.mark.parametrize(("output", "accuracy"), LINES)
def test_the_accuracy_is_read_from_outputs_in_many_styles(output, accuracy):
    report = judged(submission(output=output))["choice"]["reported"]
    if accuracy is None:
        assert report is None
    else:
        assert report["accuracy"] == pytest.approx(accuracy)
        assert report["computed"]


TYPED = {  # where the accuracy is typed, and how the submission then looks
    "into the file": {"search": "", "report": "check()"},
    "as two rows, too": {"search": "show(1)", "report": "print(1)",
    "output": "lr 0.1: 0.951\nlr 0.2: 0.962\n" + GOOD},
    "below its own code, without a training": {"search": ""},
    "and printed": {"report": 'print("test accuracy 0.9703")'},
}  # fmt: skip


@pytest.mark.parametrize("name", TYPED)
def test_an_accuracy_that_no_code_computes_gets_no_points(name):
    entry = judged(submission(**TYPED[name]))
    assert entry["score"] == 1.0  # only `final` counts here
    assert entry["choice"]["reported"]["accuracy"] == 0.9703
    assert not entry["choice"]["reported"]["computed"]
    assert result_entry(entry)["score"] == 0.0


def test_long_hostile_cells_are_judged_in_ten_seconds_together():
    start = time.process_time()
    for text in (
        "test " * 20_000,
        "test acc " + "9" * 50_000,
        "acc loss " * 20_000,
        "lr 0.11 " * 10_000 + "\n" * 10_000,
        "0.1" * 30_000,
        "test acc 0." * 3 + "\n" + "test 0.97\n" * 10_000,
        "\ud800 test acc 0.97\x00",
    ):
        judged(submission(output=text))
    for source in ("for i in x: train(X_test)\n" * 2000, f"train('{'t' * 90_000}')"):
        assert judged(submission(search=source))["status"] in MARKS
    assert time.process_time() - start < 10

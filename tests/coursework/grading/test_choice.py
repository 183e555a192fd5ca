"""Question (e): what `final` says, whether there was a search, what is reported."""

import dataclasses
import pathlib
import shutil
import time

import pytest
from programs import marked, programs
from test_looking import LOAD, NETWORK, SEARCH, TESTED

from coursework.grading import marking, sandbox
from coursework.grading.choice.judging import HINTS, judge_choice, read_choice
from coursework.grading.choice.reported import accuracy_in, find_accuracies
from coursework.grading.hand_in.cells import Cell, HandIn, read
from coursework.outcomes import plain

ROOT = pathlib.Path(__file__).resolve().parents[3]
FINAL = "final = dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3)"
SETTINGS = {"num_hiddens": 64, "batch_size": 32, "lr": 0.25, "n_epochs": 3}
GOOD = "test loss 0.0994\ntest accuracy 0.9703\n"
REPORT = f'print(f"test accuracy {{{TESTED}:.4f}}")'


TYPED = ("lr 0.1, hidden 64, batch 32: 0.951\nlr 0.2, hidden 64, batch 32: 0.962",)
TYPED += ("**My report** The test accuracy is 0.9703.",)
PRINTED = "".join(f"print({line!r})\n" for line in TYPED[0].splitlines())


def hand_in(final=FINAL, search=SEARCH, report=REPORT, output=GOOD, texts=(), more=()):
    sources = [LOAD, search, final, report]
    cells = [Cell(number, source) for number, source in enumerate(sources, 1) if source]
    cells[-1] = dataclasses.replace(cells[-1], outputs=output)
    cells += [Cell(9, *cell) for cell in more]
    return HandIn(tuple(cells), None, texts)


def judged(handed):
    """Judge; these programs are ours, and run here as the sandbox runs them."""
    found, space = read_choice(handed), {}
    for statement in found["final"]["statements"]:
        try:
            exec(statement, space)
        except Exception:
            continue
    try:
        value = plain(space["chosen_settings"]())
    except (KeyError, NameError):
        value = None
    return judge_choice(found, value)


def verdict(*args, **words):
    entry = judged(hand_in(*args, **words))
    return entry["score"], entry["mistake"]


def test_a_full_answer_is_correct():
    entry = judged(hand_in())
    assert (entry["score"], entry["status"], entry["mistake"]) == (1.0, "correct", None)
    assert entry["final"] == SETTINGS
    assert (entry["cell"], entry["reported"], entry["flags"]) == (3, 0.9703, [])
    assert not entry["message"] + "".join(entry["hints"])


@pytest.mark.parametrize(
    ("name", "status"), [("solutions", "correct"), ("exercises", "not attempted")]
)
def test_the_homework_of_the_course(name, status):
    handed = read(ROOT / "book" / name / "homework.ipynb")
    entry = judged(handed)
    assert (entry["status"], entry["mistake"], entry["flags"]) == (status, None, [])
    assert entry["score"] == (1.0 if status == "correct" else 0.0)
    assert len(handed.texts) > 10  # its prompts are no report
    lines = [row for text in handed.texts for row in find_accuracies(text, prose=True)]
    assert lines == []


@pytest.mark.parametrize(
    "final",
    [
        "",
        "final = None",
        "# " + FINAL,
        "final = dict(num_hiddens=..., batch_size=..., lr=..., n_epochs=...)",
        "def f():\n    " + FINAL,
    ],
)
def test_without_a_choice_the_question_is_not_attempted(final):
    entry = judged(hand_in(final))
    assert (entry["status"], entry["score"]) == ("not attempted", 0.0)
    assert entry["mistake"] is None
    assert entry["message"]


@pytest.mark.parametrize(
    "final",
    [
        "final = {'num_hiddens': 2**6, 'batch_size': 32, 'lr': 2.5 * 10**-1,"
        " 'n_epochs': 3}",
        "H = 64\nB, rate = H // 2, 1 / 4\nfinal = dict(num_hiddens=H, batch_size=B,"
        " lr=rate, n_epochs=+3)",
        "import numpy as np\nfinal: dict = dict(num_hiddens=int(64),"
        " lr=np.sqrt(1 / 16), batch_size=np.int64(32), n_epochs=5 - 2)",
        "if solved:\n    " + FINAL,
        "final = dict({'num_hiddens': 64, 'batch_size': 32}, lr=0.25, n_epochs=3)",
        "final = None\n" + FINAL + "\nfinal = None",
        FINAL.replace("64", "8") + "\n" + FINAL,
        FINAL[:-1] + ", init='xavier', seed=1)",
        "lr = 0.25\n" + FINAL.replace("0.25", "lr"),  # lr is the search's, too
        FINAL.replace("0.25", "1") + "\nfinal['lr'] = 0.5\nfinal['lr'] /= 2",
        FINAL.replace("0.25", "1") + "\nfinal.update(lr=0.25)",
        "def halves(n):\n    return 0.5 ** n\n" + FINAL.replace("0.25", "halves(2)"),
        "x = (1 2)\n" + FINAL,
    ],
)
def test_final_is_computed_as_it_stands(final):
    entry = judged(hand_in(final))
    assert (entry["score"], entry["status"]) == (1.0, "correct"), entry["message"]
    assert entry["final"] == SETTINGS
    assert {k: type(v) for k, v in entry["final"].items()} == {
        k: type(v) for k, v in SETTINGS.items()
    }


@pytest.mark.parametrize(
    "final",
    [
        "final = trials[0]",
        FINAL.replace("0.25", "best_lr"),
        "lr = max(0.1 * k for k in (1, 2))\n" + FINAL.replace("0.25", "lr"),
        "def f():\n    while True: pass\n" + FINAL.replace("0.25", "f()"),
        "from neuralnet.further import best\n" + FINAL.replace("0.25", "best"),
        "import neuralnet as nn\n" + FINAL.replace("0.25", "nn.best"),
        "lr = m.train(X_train)\n" + FINAL.replace("0.25", "lr"),
        "try:\n    for final in trials: pass\nexcept E:\n    pass",
        "final = [64, 32, 0.25, 3]",
    ],
)
def test_what_would_have_to_be_searched_again_is_to_be_typed(final):
    assert verdict(final) == (0.5, "final_not_typed")


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("=32", "=32 32", "final_syntax"),
        ("num_hiddens", "hidden", "final_keys"),
        (FINAL, "final = dict()", "final_keys"),
        ("64", "64.0", "final_types"),
        ("=3)", "=True)", "final_types"),
        ("0.25", "None", "final_types"),
        ("0.25", "float('nan')", "final_types"),
        ("64", "1", "final_range"),
        ("64", "10**9", "final_range"),
        ("=32", "=-32", "final_range"),
        ("0.25", "0", "final_range"),
        ("0.25", "100", "final_range"),
        ("0.25", "1e-5", "final_range"),
        ("=3)", "=0)", "final_range"),
    ],
)
def test_what_is_wrong_with_final_is_named(old, new, mistake):
    score = 0.75 if mistake == "final_range" else 0.5
    assert verdict(FINAL.replace(old, new)) == (score, mistake)


HOSTILE = {
    "nothing": FINAL,
    "nothing, in long": "import numpy as np\n"
    + FINAL.replace("0.25", "np.longdouble(0.25)"),
    "an exit": "import os\n" + FINAL.replace("64", "os._exit(0)"),
    "a class of its own": "class Sly(int):\n    __eq__ = __le__ = lambda *a: True\n"
    + FINAL.replace("64", "Sly(64)"),
}


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")
@pytest.mark.parametrize("name", HOSTILE)
def test_in_the_sandbox_a_hostile_final_costs_the_others_nothing(name):
    found = read_choice(hand_in(HOSTILE[name]))
    only = ["leaky_relu", marking.CHOICE.name]
    limits = sandbox.Limits(seconds=10.0)
    other, entry = marked(programs(), 1, limits, only=only, read=found)
    assert (other["question"], entry["question"]) == tuple(only)
    assert other["score"] == 1.0
    fine = name.startswith("nothing")
    assert entry["score"] == (1.0 if fine else 0.5)
    assert entry["final"] == (SETTINGS if fine else None)


@pytest.mark.parametrize(
    ("line", "accuracy"),
    [
        ("test accuracy 0.9703", 0.9703),
        ("test loss: 0.06, test acc: 0.98", 0.98),
        ("Test accuracy = 98.1 %.", 0.981),
        ("final test loss/acc: 0.065 0.981", 0.981),
        ("epoch 16 - train loss/acc: 0.01 0.999, test loss/acc: 0.065 0.981", 0.981),
        ("test accuracy 0.9765 +/- 0.0015, test loss 0.0812", 0.9765),
        ("97.03% accuracy on the test set", 0.9703),
        ("Test set: Average loss: 0.0655, Accuracy: 9703/10000 (97%)", 0.9703),
        ("9703 of 10000 test digits correct", 0.9703),
        ("test_acc=np.float64(0.9703)", 0.9703),
        ("{'test_loss': 0.0994, 'test_acc': 0.9703}", 0.9703),
        ("Testing accuracy: .9703", 0.9703),
        ("test 0.099 0.970", 0.970),
        ("test error: 2.97%", 0.9703),
        ("valid acc 0.98, test acc 0.97", 0.97),
        ("테스트 정확도: 0.9703", 0.9703),
        ("test loss     0.0994", None),
        ("train loss/acc: 0.161 0.952, valid loss/acc: 0.180 0.946", None),
        ("all 12 tests passed in 0.97 s", None),
        ("greatest gain: 0.93", None),
    ],
)
def test_the_accuracy_is_read_from_many_lines(line, accuracy):
    assert accuracy_in(line) == (accuracy and pytest.approx(accuracy))


@pytest.mark.parametrize(
    ("line", "accuracy"),
    [
        ("Test accuracy: 97.1 %, standard error about 0.2 %.", 0.971),
        ("Testgenauigkeit auf dem test set: 0,971", 0.971),
        ("9,710 of 10,000 test images are right", 0.971),
        ("98.2 % on validation data, 97.1 % on the test set", 0.971),
        ("the test accuracy should be above 0.95", None),
        ("With 10,000 test images the accuracy $p$ has $\\sqrt{p(1 - p)/10000}$", None),
        ("The test set took 0.97 s", None),
    ],
)
def test_prose_is_read_as_people_write_it(line, accuracy):
    assert accuracy_in(line, prose=True) == (accuracy and pytest.approx(accuracy))


EPOCHS = "".join(
    f"epoch {k:02d} - train loss/acc: 0.4{k} 0.8{k}, valid loss/acc: 0.4 0.8\n"
    for k in range(5)
)
TABLE = "lr 0.1 hidden 64: 0.9612\nlr 0.2 hidden 32: 0.9523"
BY_TRAINING = """\
for lr in (0.1, 0.2):
    model = TwoLayerNN(784, 64, 10)
    for X, Y in load_batch(X_train, Y_train, 64):
        model.train_step(X, Y, 64, lr)
    print(lr, model.evaluate(Y_train, model.forward(X_train)[0]))
"""
MAPPED = """\
def run(lr):
    m = TwoLayerNN(784, 64, 10)
    for _ in range(9):
        m.train_step(X_train, Y_train, 64, lr)
    return m
a, b = map(run, [0.1, 0.2])
"""
TWICE = """\
m.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)
n.train(X_train, Y_train, X_valid, Y_valid, 0.2, 5, 64)
"""
STEPS = """\
for epoch in range(5):
    for X, Y in load_batch(X_train, Y_train, 64):
        model.train_step(X, Y, 64, 0.1)
"""
SPLIT = "X, Y, X_test, Y_test = X_train[9:], Y_train[9:], X_train[:9], Y_train[:9]\n"
PREDICTION = "**My prediction** of the test accuracy\n97.1 %: test accuracy 0.971"
WORTH = {  # score, mistake, and what is handed in
    "the accuracy alone": (1, None, {"output": "0.9703"}),
    "a pair": (1, None, {"output": "(0.0994, 0.9703)"}),
    "without test": (1, None, {"output": "loss 0.09\naccuracy 0.9703"}),
    "with its error": (1, None, {"output": "test accuracy 0.9703\nstandard error of "
    "the test accuracy 0.0017"}),
    "by digits": (1, None, {"output": "test accuracy 0.9703\ndigit 0: accuracy 0.99\n"
    "digit 8: accuracy 0.93"}),
    "loss": (0.75, "no_test_line", {"output": "test loss 0.0994"}),
    "nan": (0.75, "no_test_line", {"output": "valid acc 0.95, test accuracy nan"}),
    "low": (0.75, "implausible_test_line", {"output": "test accuracy 0.0980"}),
    "high": (0.75, "implausible_test_line", {"output": "test accuracy 1.0"}),
    "computed above": (1, None, {"report": "acc = " + TESTED, "output": "",
    "more": [("print(f'accuracy on test: {acc}')", GOOD)]}),
    "a table beside typed text": (1, None, {"output": "", "texts": TYPED[1:],
    "more": [("show(trials)", "0.94 0.95")]}),
    "code that never ran": (0.5, "typed_only", {"output": ""}),
    "a prediction": (0.75, "no_test_line", {"output": "valid acc 0.95",
    "texts": (PREDICTION,)}),
    "after an own class": (1, None, {"search": NETWORK + "\n" + SEARCH}),
    "in a list": (1, None, {"search": "accs = [run(lr).fit(X_train) for lr in lrs]"}),
    "mapped": (1, None, {"search": MAPPED}),
    "twice by hand": (1, None, {"search": TWICE}),
    "by a library": (1, None, {"search": "study.optimize(train, n_trials=20)"}),
    "a table": (1, None, {"search": "", "more": [("show(table)", TABLE)]}),
    "a row": (0.75, "no_search", {"search": "", "texts": (TABLE.split("\n")[0],),
    "more": [("row()", TABLE.split("\n")[0])]}),
    "no search": (0.75, "no_search", {"search": ""}),
    "once": (0.75, "no_search", {"search": TWICE.partition("\n")[0]}),
    "steps": (0.75, "no_search", {"search": STEPS}),
    "epochs": (0.75, "no_search", {"search": "", "more": [("m.train()", EPOCHS)]}),
    "by training data": (0.75, "search_by_training", {"search": BY_TRAINING}),
    "a validation part called test": (1, None, {"search": SPLIT
    + SEARCH.replace("_val", "_test")}),
}  # fmt: skip


@pytest.mark.parametrize("name", WORTH)
def test_what_search_and_report_are_worth(name):
    score, mistake, words = WORTH[name]
    assert verdict(**words) == (score, mistake)


TYPED_ANSWERS = {
    "text": {"search": "", "report": "", "output": "", "texts": TYPED},
    "code that never ran": {"output": "", "texts": TYPED[1:]},
    "a script": {"report": REPORT + "\n# test accuracy: 0.9703", "output": ""},
    "printed": {"search": "", "report": PRINTED, "output": TYPED[0]}
    | {"texts": TYPED[1:]},
}


@pytest.mark.parametrize("name", TYPED_ANSWERS)
def test_typed_text_alone_earns_at_most_half_until_it_is_trained_again(name):
    entry = judged(hand_in(**TYPED_ANSWERS[name]))
    assert (entry["score"], entry["reported"]) == (0.5, 0.9703)
    assert "typed" in entry["message"] + str(entry["notes"])
    assert "typed_only" in [flag["kind"] for flag in entry["flags"]]
    if name != "printed":
        assert (entry["fitting"]["score"], entry["fitting"]["mistake"]) == (1.0, None)
        assert "Read from your text" in entry["fitting"]["notes"][0]


def test_using_the_test_set_costs_nothing_but_is_shown():
    entry = judged(hand_in(search=SEARCH.replace("_val", "_test")))
    assert (entry["score"], entry["status"]) == (1.0, "correct")
    assert [(f["kind"], f["cell"]) for f in entry["flags"]] == [("uses_test", 2)]
    assert entry["flags"][0]["quote"].startswith("for lr in lrs:")
    assert "test" not in entry["message"] + "".join(entry["notes"])


def test_several_mistakes_give_one_message_and_notes():
    entry = judged(hand_in(FINAL.replace("0.25", "'?'"), search="", output=""))
    assert (entry["score"], entry["mistake"]) == (0.0, "final_types")
    assert (len(entry["notes"]), entry["hints"]) == (2, list(HINTS))
    assert entry["final"] is None


def test_hostile_outputs_are_read_in_a_moment():
    start = time.process_time()
    for text in (
        "test " * 20_000,
        "test acc " + "9" * 50_000,
        "acc loss " * 20_000,
        "lr 0.11 " * 10_000 + "\n" * 10_000,
        "0.1" * 30_000,
        "\ud800 test acc 0.97\x00",
    ):
        judged(hand_in(output=text))
    assert time.process_time() - start < 10

"""Test assignments: their questions and points; each mistake costs points once."""

import pytest
from notebooks import ROOT
from programs import RIGHT, marked, programs

from coursework.__main__ import main
from coursework.questions import HOMEWORK, QUESTIONS
from coursework.words import say
from grader import marking
from grader.assignment import Assignment, known, read_assignment
from grader.run import Settings
from grader.submissions.notebook import Extract

TOP_K = ROOT / "book" / "solutions" / "mistakes-top-k.ipynb"
HOMEWORK_ALONE = dict.fromkeys(HOMEWORK, 1.0)
FILE = """\
notebooks = ["top-k.ipynb"]
[points]
top_k_accuracy = 1.5
class_spread = 2
"""


@pytest.fixture
def sheet(tmp_path):
    """Write an assignment file and the notebook that it names; return the file."""
    for name in ("top-k.ipynb", "copy.ipynb"):
        (tmp_path / name).write_bytes(TOP_K.read_bytes())
    (tmp_path / "sheet.toml").write_text(FILE, encoding="utf-8")
    return tmp_path / "sheet.toml"


@pytest.mark.parametrize(
    ("text", "points", "by_hand"),
    [
        (FILE, {"top_k_accuracy": 1.5, "class_spread": 2.0}, {}),
        ('notebooks = ["top-k.ipynb"]', {"top_k_accuracy": 1.0}, {}),
        ("[points]\ntuning = 3\nsoftmax = 1", {"softmax": 1.0}, {"tuning": 3.0}),
        ("[by_hand]\nreport = 9", HOMEWORK_ALONE, {"tuning": 1.0, "report": 9.0}),
        ("", Assignment().points, Assignment().by_hand),
    ],
)
def test_an_assignment_file_says_the_questions_and_points(sheet, text, points, by_hand):
    sheet.write_text(text, encoding="utf-8")
    asked = read_assignment(sheet)
    assert (list(asked.points.items()), asked.by_hand) == ([*points.items()], by_hand)
    assert list(asked.questions()) == [*points]


def test_the_inputs_of_every_question_can_be_sent_to_the_sandbox():
    """A value that cannot be sent would become {"other": its description}."""
    for name, question in known(()).items():
        assert "other" not in str(marking.drawn_calls(question, 1)[1]), name


def test_other_questions_or_points_change_the_digest_of_a_run():
    each = [Assignment(points) for points in ({"softmax": 1}, {"softmax": 2}, {})]
    assert len({Settings(1, assignment=one).digest() for one in each}) == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[points]\nsoftmaxx = 1", ["softmaxx", "softmax,"]),
        ('[points]\n"backward.dZ2" = 1', ["backward.dZ2"]),
        ("[points]\none_epoch = 1", ["one_epoch"]),  # practice, too
        ('[points]\n"a.ipynb" = 1', ["a.ipynb", "notebooks"]),
        ("[points]\nsoftmax = 0", ["softmax"]),
        ("[points]\nsoftmax = true", ["softmax"]),
        ("[point]\nsoftmax = 1", ["sheet.toml", "point is", "notebooks"]),
        ("notebooks = [3]", ["sheet.toml", "notebooks"]),
        ("[by_hand]\nreport = 0", ["report"]),
        ("[by_hand]\nsoftmax = 1", ["softmax", "by_hand"]),
        ("points = 3", ["sheet.toml", "points"]),
        ('notebooks = ["a.ipynb"]', ["a.ipynb"]),
        ('notebooks = ["copy.ipynb", "top-k.ipynb"]', ["copy.ipynb", "top_k"]),
        ("[points", ["sheet.toml"]),
    ],
)
def test_a_wrong_assignment_file_stops_the_run(sheet, text, names, tmp_path, capsys):
    sheet.write_text(text, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "kim.py").write_text("x = 1")
    options = ["--out", str(tmp_path / "out"), "--assignment", str(sheet)]
    command = ["grade", str(tmp_path / "in"), "--isolation=process", *options]
    assert main(command) == 2
    error = capsys.readouterr().err
    assert all(name in error for name in names), error
    assert not (tmp_path / "out").exists()


# --- a mistake costs points only once -------------------------------------------------

NO_EXP = "def softmax(X):\n    return X / X.sum(axis=1, keepdims=True)\n"
NO_LEAK = "def leaky_relu(z, alpha=0.01):\n    return np.maximum(z, 0)\n"
FLAT = "def deriv_leaky_relu(x, alpha=0.01):\n    return np.ones_like(x)\n"


def graded(asked=None, **replaced):
    """Grade answers that carry along their helpers; return {question: entry}."""
    given = programs(**replaced)
    for name, helpers in marking.CARRIED.items():
        own = "".join((RIGHT | replaced)[helper] for helper in helpers)
        statements = ("import numpy as np", own, (RIGHT | replaced)[name])
        given[name] = Extract(name, statements, name, 1)
    entries = marked(given, isolation="process", only=asked or HOMEWORK)
    return {entry.question: entry for entry in entries}


WRONG = {"softmax": NO_EXP, "leaky_relu": NO_LEAK, "deriv_leaky_relu": FLAT}


@pytest.mark.parametrize(
    ("question", "wrong", "named"),
    [
        ("forward", ["softmax"], "softmax"),
        ("forward", ["softmax", "leaky_relu"], "leaky_relu and softmax"),
        ("backward", ["deriv_leaky_relu"], "deriv_leaky_relu"),
    ],
)
def test_a_mistake_costs_nothing_in_the_answer_that_calls_it(question, wrong, named):
    replaced = {name: WRONG[name] for name in wrong}
    entries = graded([*replaced, question], **replaced)
    assert (entries[question].score, entries[question].status) == (1, "correct")
    assert entries[question].notes == [say("graded_with_ours", names=named)]
    assert all(entries[name].score < 1 for name in replaced)


def test_a_mistake_of_the_answer_itself_costs_points_as_it_does_alone():
    own_mistake = RIGHT["forward"].replace("leaky_relu(Z1)", "Z1")
    both = graded(["softmax", "forward"], softmax=NO_EXP, forward=own_mistake)
    alone = graded(["forward"], forward=own_mistake)["forward"]
    assert both["forward"].score == alone.score < 1
    assert alone.notes == []
    # The points of an answer that fits its own softmax are not those with ours.
    columns = RIGHT["softmax"].replace("axis=1, keepdims=True", "axis=0")
    fits = RIGHT["forward"].replace("softmax(Z2)", "softmax(Z2.T).T")
    fits = fits.replace('"A1": A1', '"A1": Z1')
    both = graded(["softmax", "forward"], softmax=columns, forward=fits)["forward"]
    alone = graded(["forward"], softmax=columns, forward=fits)["forward"]
    assert 0 < both.score == alone.score < 1
    assert both.notes == []
    # If softmax is no question, its mistake counts in forward.
    assert graded(["forward"], softmax=NO_EXP)["forward"].score < 1


def test_repair_it_is_paid_line_by_line_also_by_the_grader():
    name = "train_network"
    text = QUESTIONS[name].answer.replace("W2 - rate * A1.T", "W2 - rate * A1")
    sources = "import numpy as np", "from neuralnet import leaky_relu, softmax"
    sources += "from neuralnet import deriv_leaky_relu", text
    given = {name: Extract(name, sources, name, 1)}
    (entry,) = marked(given, isolation="process", only=[name])
    assert entry.score == 0.6667

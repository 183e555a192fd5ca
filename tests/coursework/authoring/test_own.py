"""Test an instructor's questions: how they are written, stored, checked and graded."""

import pathlib
import re
import subprocess
import sys
import textwrap

import nbformat
import numpy as np
import pytest

from coursework import blocks, check
from coursework.authoring import own, reference_cells
from coursework.authoring.literals import read, to_json, write
from coursework.authoring.make_exercises import leaks, student_version
from coursework.running.outcomes import run, same

REFERENCE = """\
def scaled(z, factor=2.0):
    half = factor / 2
    return z * half + z * half"""
PROBES = """\
probes = [np.array([1.0, -3.5]), (np.array([[0.1, 1 / 3]]), 0.7), {"z": 5.25}]
hidden = [np.array([271.828, 3.14159])]
def draw(rng):
    return [rng.normal(size=int(n)) for n in rng.integers(2, 9, 3)]
hints = ("Multiply.", "z * factor")
points = 3"""
ANSWER = """\
def scaled(z, factor=2.0):
    ### BEGIN SOLUTION
    return np.multiply(z, factor)
    ### END SOLUTION"""
MISTAKES = """\
not_doubled: You take half of the factor once,
and forget the other half altogether.
=> Add the two halves.
    return z * half
no_half: The whole factor counts twice.
    half = factor
raised: You multiply a text.
    return "z" * half
"""
PAIR = [("reference", REFERENCE), ("probes", PROBES)]


# The tables of own.txt: refused cells of authors, and right and wrong values.
TABLES = {
    block.title: [row.split(" | ") for row in block.lines]
    for block in blocks.read(pathlib.Path(__file__).with_name("own.txt"))
}


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Start a test without registered questions, and forget those it registers."""
    monkeypatch.setattr(own, "REGISTERED", {})
    monkeypatch.setattr("coursework.notebook.checking.REGISTERED", own.REGISTERED)


def notebook(*parts):
    """Return a notebook with a code cell for each (tag, source) pair."""
    cells = [nbformat.v4.new_code_cell(source) for _, source in parts]
    for k, (tag, _) in enumerate(parts):
        tags = {"tags": [tag]} if tag else {}
        cells[k].update(id=f"cell-{k}", metadata=tags)
    return nbformat.v4.new_notebook(cells=cells)


def solution(reference=REFERENCE, probes=PROBES):
    """Return an instructor's notebook, which asks one question and answers it."""
    question = ("reference", reference), ("probes", probes)
    return notebook(*question, ("", ANSWER), ("", 'check("scaled", scaled)'))


def question(reference=REFERENCE, probes=PROBES):
    """Return the question that an instructor's two cells ask."""
    return reference_cells.question(reference, probes)


def verdict(asked, answer, seed=0):
    """Return the grader's report on an answer to the question `asked`."""
    calls = asked.calls(np.random.default_rng(seed))
    return asked.judge(calls, [run(answer, call) for call in calls])


def register(asked):
    """Run the cell that students have in place of the instructor's two."""
    exec(own.stored(asked), {})


def test_check_and_grader_read_a_question_from_the_same_notebook(tmp_path):
    """The student's notebook runs as it is made. Both know a right answer."""
    nbformat.write(solution(), tmp_path / "mine.ipynb")
    student, space = student_version(solution()), {"np": np, "check": check}
    for cell in student.cells:
        exec(cell.source, space)
    assert check("scaled", space["scaled"]).status == "not attempted"
    assert check("scaled", lambda z, factor=2.0: z * factor).status == "correct"
    (asked,) = reference_cells.load(tmp_path / "mine.ipynb")
    assert (asked.name, asked.out_of) == ("scaled", 3)
    assert asked.signature == "scaled(z, factor=2.0)"
    assert verdict(asked, lambda z, factor=2.0: factor * z).status == "correct"
    assert verdict(asked, lambda z, factor=2.0: 2 * z).status == "incorrect"


def test_the_student_gets_the_public_inputs_and_no_others():
    student = student_version(solution())
    text = "\n".join(cell.source for cell in student.cells)
    for secret in ("half", "271.828", "3.14159", "543.656", "rng", "hidden"):
        assert secret not in text
    assert "-3.5" in text
    assert "-7.0" in text  # the expected value
    tags = [tag for cell in student.cells for tag in cell.metadata.get("tags", [])]
    assert set(tags) == {"question", "remove-cell"}
    assert leaks(student, solution()) == []


def test_a_leak_is_found():
    for line in ("half = factor / 2", "hidden = [np.array([271.828, 3.14159])]"):
        student = student_version(solution())
        student.cells[0].source += f"\n# {line}"
        assert leaks(student, solution()) == [f"the line {line!r}"]
    for tag in ("reference", "probes"):
        student = student_version(solution())
        student.cells[0].metadata["tags"].append(tag)
        assert leaks(student, solution()) == [f"a cell tagged {tag!r}"]


def test_the_smallest_failing_input_is_shown_with_names():
    register(question())
    public = question(probes=PROBES.partition("hidden")[0])
    for judged in (check, lambda _, answer: verdict(public, answer)):
        report = judged("scaled", lambda z, factor=2.0: z + factor)
        assert re.findall(r"\d+\.\d+", report.message) == ["5.25", "7.25", "10.5"]
        assert (report.score, report.mistake) == (0.25, None)
    message = check("scaled", lambda z, factor=2: z * 2.0).message
    assert "z = [[0.1 , 0.3333]], factor = 0.7" in message
    assert re.findall(r"\d+\.\d+", message)[-2:] == ["0.2", "0.07"]


def test_the_message_is_the_same_at_each_check():
    register(question(probes="probes = [np.array([1.0, k]) for k in range(8)]"))
    texts = {check("scaled", lambda z: z + 9, seed=k).message for k in range(6)}
    assert len(texts) == 1


def in_place(z, factor=2.0):
    return np.multiply(z, factor, out=z if isinstance(z, np.ndarray) else None)


def not_written(z, factor=2.0):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("answer", "facts"),
    [
        (in_place, ("incorrect", 0.75, "changes_argument")),
        (lambda z, f=2: z * np.random.rand(), ("incorrect", 0.25, "answer_changes")),
        (not_written, ("not attempted", 0.0, None)),
        (lambda factor: 1.0, ("incorrect", 0.0, "wrong_signature")),
    ],
)
def test_mistakes_that_need_no_catalogue_are_named(answer, facts):
    report = verdict(question(), answer)
    assert (report.status, report.score, report.mistake) == facts


def asking(values, probes="[0, 1, 2]", more=""):
    """Return a question whose reference value(k) returns entry k of `values`."""
    return question(
        f"def value(k):\n    return ({values})[k]", f"probes = {probes}\n{more}"
    )


@pytest.mark.parametrize(("values", "right"), TABLES["right"])
def test_equal_values_are_correct_in_any_form(values, right):
    asked, right = asking(values), eval(right)
    report = verdict(asked, lambda k: right[k])
    assert report.status == "correct", report
    register(asked)
    assert check("value", lambda k: right[k]).status == "correct"


@pytest.mark.parametrize(("values", "wrong", "mistake"), TABLES["wrong"])
def test_wrong_values_are_refused(values, wrong, mistake):
    asked = asking(values)
    register(asked)
    for judged in (check, lambda _, answer: verdict(asked, answer)):
        report = judged("value", lambda k: eval(wrong)[k])
        assert (report.status, str(report.mistake)) == ("incorrect", mistake)
        assert repr(report)  # its sentences can be made


@pytest.mark.parametrize(
    ("wanted", "got", "texts"),
    [
        (False, True, ("True", "False")),
        (True, 0.999999, ("0.999999", "True")),
        (10**12 + 1, 1e12, ("1000000000000", "1000000000001")),
        (2, 2.0000001, ("2.0000001", "2")),
        (0.5, 0.25, ("0.25", "0.5")),
        (
            "'" + 80 * "a" + "'",
            70 * "a",
            ("...'" + 19 * "a" + "'", "...'" + 29 * "a" + "'"),
        ),
    ],
    ids=range(6),
)
def test_a_wrong_number_never_looks_like_the_right_one(wanted, got, texts):
    """Whole numbers are written whole, and others with as many digits as needed."""
    message = verdict(asking(f"[{wanted}] * 3"), lambda k: got).message
    assert re.findall(r" (\S+), \w+ (\S+)\.", message) == [texts]


WORDS = """
def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts
"""
TEXTS = """
probes = ["a b a", "c", "d d d", ""]
mistakes = '''
once: Each word counts as one.
        counts[word] = 1
'''
"""


def test_the_score_does_not_depend_on_the_order_of_the_inputs():
    """The results have different keys, and the seed orders the inputs."""
    asked = question(WORDS, TEXTS)

    def once(text):
        return dict.fromkeys(text.split(), 1)

    def one_wrong(text):
        return dict.fromkeys(text.split(), 2)

    for answer, mistake in [(once, "once"), (one_wrong, None)]:
        reports = [verdict(asked, answer, seed) for seed in range(6)]
        assert {report.mistake for report in reports} == {mistake}
        assert len({report.score for report in reports}) == 1


def test_known_mistakes_are_named_by_the_check_and_by_the_grader():
    """An instructor may indent the text of the mistakes."""
    indented = textwrap.indent(MISTAKES, "  ")
    asked = question(probes=f'{PROBES}\nmistakes = """\n{indented}"""')
    register(asked)
    answers = {
        "not_doubled": lambda z, factor=2.0: np.multiply(z, factor) / 2,
        "no_half": lambda z, factor=2.0: np.multiply(z, 2) * factor,
        None: lambda z, factor=2.0: np.square(z) + factor,
    }
    for name, answer in answers.items():
        for report in (check("scaled", answer), verdict(asked, answer)):
            assert (report.mistake, report.score) == (name, 0.25)
    report = check("scaled", answers["not_doubled"])
    text = "You take half of the factor once, and forget the other half altogether."
    assert (report.message, report.help[1]) == (text, "Add the two halves.")
    assert check("scaled", lambda z, factor=2.0: factor * z).status == "correct"


def test_two_mistakes_that_differ_on_one_input_are_told_apart():
    text = "a: No.\n    return z\nb: No.\n    return half * z"  # the same for factor 2
    asked = question(probes=f'{PROBES}\npoints = 0.5\nmistakes = """{text}"""')
    assert verdict(asked, lambda z, factor=2.0: z).mistake == "a"
    assert verdict(asked, lambda z, factor=2.0: z * factor / 2).mistake == "b"
    assert asked.out_of == 0.5


def test_the_lines_of_known_mistakes_stay_with_the_teacher():
    mine = solution(probes=f'{PROBES}\nmistakes = """{MISTAKES}"""')
    student = student_version(mine)
    text = " ".join(" ".join(cell.source.split()) for cell in student.cells)
    assert "forget the other half" in text
    assert "z * half" not in text
    assert leaks(student, mine) == []
    student.cells[0].source += "\n# return z * half"
    assert leaks(student, mine) == ["the line 'return z * half'"]


def test_the_tolerance_is_relative_to_the_largest_number():
    values, near = "[np.array([100.0, 0.0])] * 3", np.array([100.4, 0.4])
    exact, loose = asking(values), asking(values, more="tolerance = 0.005")
    assert verdict(exact, lambda k: near).status == "incorrect"
    assert verdict(loose, lambda k: near).status == "correct"
    assert verdict(loose, lambda k: near + 0.2).status == "incorrect"
    assert verdict(loose, lambda k: np.ones(3)).mistake == "wrong_shape"
    register(loose)
    assert check("value", lambda k: near).status == "correct"


@pytest.mark.parametrize(("names", "cell", "text"), TABLES["refused"])
def test_a_cell_with_a_mistake_is_refused_and_named(names, cell, text):
    reference, probes = {
        "probes": (REFERENCE, text),
        "more": (REFERENCE, f"{PROBES}\n{text}"),
        "reference": (text, PROBES),
        "above": (f"{text}\n{REFERENCE}", PROBES),
        "body": (f"def f(z):\n    {text}", "probes = [np.array(1)]"),
    }[cell]
    with pytest.raises(ValueError, match=names):
        question(reference, probes)


def test_a_reference_without_an_end_is_stopped_and_told(monkeypatch):
    monkeypatch.setattr("coursework.authoring.trials.SECONDS", 0.1)
    with pytest.raises(ValueError, match="input 2 of probes, without an end"):
        question("def f(n):\n    while n: pass\n    return n", "probes = [0, 1]")


def test_a_cell_without_partner_or_two_questions_of_one_name_are_refused():
    alone = f"'reference' .*'probes'.*:\n{re.escape(REFERENCE)}"
    for parts, names in [
        (PAIR[:1], alone),
        (PAIR[1:], f"'probes' .*'reference'.*\n.*{re.escape(PROBES)}"),
        (PAIR * 2, "scaled"),
        ([PAIR[0], *PAIR], alone),
    ]:
        with pytest.raises(ValueError, match=names):
            reference_cells.questions(notebook(*parts))


def test_a_notebook_without_question_or_a_broken_file_is_refused(tmp_path):
    nbformat.write(student_version(solution()), tmp_path / "student.ipynb")
    with pytest.raises(ValueError, match=r"student\.ipynb .* 'reference'"):
        reference_cells.load(tmp_path / "student.ipynb")
    (tmp_path / "broken.ipynb").write_text("{")
    for name in ("broken.ipynb", "missing.ipynb"):
        with pytest.raises(ValueError, match=name):
            reference_cells.load(tmp_path / name)


VALUES = [0.1 + 0.2, np.float32(0.1), [1, "two  spaces and\na line", None, True]]
VALUES += [(1.5, [2], {"a": (np.arange(3),)}), np.array([1, 2], dtype=np.uint8)]
VALUES += [np.zeros((0, 3)), np.array([[np.nan, np.inf], [-np.inf, 1e-300]])]
VALUES += [np.random.default_rng(0).normal(size=(9, 9)), '한국어 \\ " \'\'\' """ ' * 9]


@pytest.mark.parametrize("value", VALUES)
def test_stored_values_are_read_back_to_the_last_digit(value):
    text = eval(f'r"""\n{write(to_json(value))}\n"""')  # like a cell
    back = read(text)
    assert same(back, value, exact=True)
    assert type(back) is type(value)
    assert getattr(back, "dtype", None) == getattr(value, "dtype", None)


def test_the_command_names_notebook_and_question_without_traceback(tmp_path):
    """The command is `python -m coursework.student`, whose name stays."""
    nbformat.write(solution(probes="probes = [None]"), tmp_path / "mine.ipynb")
    command = [sys.executable, "-m", "coursework.student", tmp_path, tmp_path / "x"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "mine.ipynb: scaled: " in done.stderr
    assert "Traceback" not in done.stderr

"""Test that hostile code gets no points, reads no secret, and leaves no process."""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import textwrap
import time

import pytest
from programs import RIGHT, marked, needs_bubblewrap, programs, texts

import neuralnet
from coursework import check
from coursework.authoring import reference_cells
from coursework.questions import HOMEWORK, QUESTIONS
from grader import marking, sandbox, verdicts
from grader.assignment import Assignment
from grader.records import Mark
from grader.run import Settings
from grader.sandbox import bubblewrap, launch, syscalls
from grader.sandbox.codec import Reply
from grader.submissions.notebook import Extract

BODIES = texts("attacks.txt")
SECRET = "canary-5813-21-34"
ROOT = pathlib.Path(neuralnet.__file__).resolve().parent.parent
SHORT = sandbox.Limits(seconds=1.0)
PATIENT = sandbox.Limits(seconds=60.0)
HURRIED = sandbox.Limits(seconds=0.6)
# These never end, so a tighter limit shows the same sooner.
ENDLESS = {"loops", "sleeps", "ignores signals", "fork bomb"}
ENDLESS |= {"memory, bit by bit", "recursion in C"}
# These must come to their end, so that a time limit hides no find.
SEARCHES = {name for name in BODIES if name.startswith(("walks", "reads", "writes"))}
SEARCHES |= {"makes namespaces of its own", "clones into a namespace"}
SEARCHES |= {"leaves a key in the kernel"}

pytestmark = [needs_bubblewrap, pytest.mark.attack]


def source(body, **values):
    """Return the text of softmax(X) with a body in which `values` replace names."""
    body = textwrap.dedent(body).strip("\n")
    for name, value in values.items():
        body = body.replace(name, str(value))
    return "def softmax(X):\n" + textwrap.indent(body, "    ")


@pytest.fixture(scope="module")
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def attack(name, listener, limits=SHORT):
    """Run one attack; return its reply, its entry, and the mark for `survivors`."""
    mark = f"{abs(hash(name)) % 10**9}"
    values = {"SECRET": SECRET, "PORT": listener.getsockname()[1], "MARK": mark}
    values |= {"ROOTS": [str(ROOT), *sys.path[1:]]}
    given = programs(softmax=source(BODIES[name], **values))
    asked, used = QUESTIONS["softmax"], Settings(1, limits=limits)
    reply = marking.run_alone(asked, given["softmax"], used, helpers=False)
    return reply, verdicts.mark_of(asked, given["softmax"], reply, used), mark


@pytest.mark.parametrize("name", BODIES)
def test_an_attack_earns_nothing(name, listener, tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text(SECRET)
    monkeypatch.setenv("A_TOKEN", SECRET)
    limits = PATIENT if name in SEARCHES else SHORT
    if name in ENDLESS:
        limits = HURRIED
    start = time.process_time()
    reply, entry, mark = attack(name, listener, limits)
    assert time.process_time() - start < 10  # even in a flood
    assert name not in SEARCHES or reply != "time"
    assert entry.score <= 0.25, entry  # at most, it runs and has the right shape
    assert entry.status == "incorrect"
    text = json.dumps([reply if isinstance(reply, str) else vars(reply), vars(entry)])
    assert "FOUND" not in text
    assert SECRET not in text
    assert len(text) < 10**6
    with pytest.raises(BlockingIOError):  # nobody has connected
        listener.accept()
    assert not survivors(mark)
    assert not list(ROOT.glob("canary"))


def survivors(mark):
    """Return the processes with `mark` in their command line after a second or less.

    A list of processes can miss one while others come and go, so two must agree.
    """
    quiet = 0
    for _ in range(10):
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if mark in path.read_text(errors="ignore"):
                    found.append(path)
            except OSError:
                continue
        quiet = 0 if found else quiet + 1
        if quiet == 2:
            break
        time.sleep(0.1)
    return found


def test_survivors_finds_a_running_process():
    with subprocess.Popen(["sleep", "60.31415926"]) as process:
        found = survivors("31415926")
        process.kill()
    assert found


@pytest.mark.parametrize("user", [os.geteuid(), 1000])  # perhaps root, and not root
def test_right_answers_get_all_points_also_with_scipy(user, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    scipy = "from scipy.special import softmax as s\n"
    entries = marked(programs(softmax=scipy + "def softmax(X): return s(X, axis=1)"))
    assert [entry.score for entry in entries] == [1.0] * 6
    assert [entry.question for entry in entries] == list(HOMEWORK)
    assert all(entry.hints == [] for entry in entries)


def test_one_bad_question_leaves_the_others_graded():
    softmax, bad = source(BODIES["exits at once"]), {"softmax", "backward"}
    backward = softmax.replace("softmax(X)", "backward(params, X, Y, ff_dict)")
    given = programs(softmax=softmax, backward=backward)
    for entry in marked(given, 1, PATIENT):
        wanted = (0.0, "crashed") if entry.question in bad else (1.0, None)
        assert (entry.score, entry.mistake) == wanted


def test_only_forward_and_backward_can_import_and_only_the_helpers():
    """They import from neuralnet, which for other questions holds the answers."""
    borrowed = "from neuralnet import {0} as f\ndef {0}(*a, **k): return f(*a, **k)"
    given = programs(**{n: borrowed.format(n) for n in ("softmax", "leaky_relu")})
    entries = {e.question: e for e in marked(given)}
    assert entries["softmax"].score == entries["leaky_relu"].score == 0
    assert entries["forward"].status == "correct"
    body = """
    found = []
    for name in ("TwoLayerNN", "course", "network", "initialization", "load_mnist"):
        try: exec(f"from neuralnet import {name}; found.append(name)")
        except ImportError: pass
    raise ValueError(f"FOUND {found}, from neuralnet")
    """
    cheat = source(body).replace("softmax(X)", "forward(params, X)")
    (entry,) = marked(programs(forward=cheat), only=["forward"])
    assert "FOUND [], from neuralnet" in entry.message


# It replaces the functions that compare arrays in all callers, and changes X.
IN_PLACE = """
    for k in range(1, 50):
        for name, value in list(getattr(sys._getframe(k), "f_globals", {}).items()):
            if name in ("same", "_same_arrays"): sys._getframe(k).f_globals[name] = yes
        if not sys._getframe(k).f_back: break
    X -= X.max(axis=1, keepdims=True)
    np.exp(X, out=X)
    X /= X.sum(axis=1, keepdims=True)
    return X
"""

# In the jobs of its callers it looks for the hidden input 271.25, here 1085 / 4, and
# for the name of the other question.
SEEN = """
def L_top(*_): pass
class L_tops(Exception): pass
def scaled(z):
    import sys
    seen, frame = [], sys._getframe()
    while frame:
        seen.append(repr(frame.f_locals.get("job")))
        frame = frame.f_back
    seen, other = str(seen), OTHER
    found = [str(1085 / 4) in seen, other in seen, len(seen) > 300]
    raise ValueError("FOUND " + " ".join(map(str, found)))
"""


def test_a_sandbox_holds_no_other_question_and_at_first_no_hidden_input(monkeypatch):
    probes = "probes, hidden = [1.5], [271.25]"
    own = reference_cells.question("def scaled(z):\n    return 2 * z", probes)
    asked = {"scaled": own, "softmax": QUESTIONS["softmax"]}
    monkeypatch.setattr(Assignment, "questions", lambda _: asked)
    softmax = SEEN.replace("scaled(z)", "softmax(X)").replace("OTHER", "'sca' + 'led'")
    given, seen = programs(softmax=softmax), SEEN.replace("OTHER", "'soft' + 'max'")
    given["scaled"] = Extract("scaled", (seen,), "scaled", 1)
    for entry in marked(given, only=asked):
        assert "FOUND False False True" in entry.message


def test_no_question_of_a_teacher_has_the_course_in_its_sandbox(monkeypatch):
    """Not even where the question has the name of one that may import its helpers."""
    for name in ("softmax", "forward"):
        own = reference_cells.question(
            f"def {name}(z):\n    return np.exp(z) / np.exp(z).sum()",
            "probes = [np.ones(3), np.arange(4.0)]",
        )
        monkeypatch.setattr(Assignment, "questions", lambda _, own=own: {own.name: own})
        borrowed = f"from neuralnet import softmax\ndef {name}(z): return softmax(z)"
        given = {name: Extract(name, (borrowed,), name, 1)}
        (entry,) = marked(given, only=[name])
        assert (entry.score, entry.status) == (0, "incorrect")


def test_nothing_in_a_sandbox_depends_on_the_seed_but_the_inputs(monkeypatch):
    """Else an answer could compute the seed, and from it all inputs."""
    tasks = []
    monkeypatch.setattr(
        marking.sandbox, "run", lambda task, *_: tasks.append(task) or "crash"
    )
    asked, given = QUESTIONS["forward"], programs()["forward"]
    for seed in (1, 918273645):
        marking.run_alone(asked, given, Settings(seed), helpers=True)
    text = json.dumps([vars(task) for task in tasks])
    assert "918273645" not in text
    assert "mathematics" not in text  # nor the stage of a call
    same, other = (dataclasses.replace(task, calls=[]) for task in tasks)
    assert same == other
    assert all(task.calls for task in tasks)


# It puts the argument back just before the arguments are encoded.
PUT_BACK = """
    keep = X.copy()
    def back(frame, *_):
        if frame.f_code.co_name == "encode_outcome": X[...] = keep
    X -= X.max(axis=1, keepdims=True)
    sys.setprofile(back)
    return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)
"""


@pytest.mark.parametrize(
    "body", [IN_PLACE, PUT_BACK, "sys.settrace".join(PUT_BACK.split("sys.setprofile"))]
)
def test_a_changed_argument_is_found_outside_the_sandbox(body):
    yes = "import sys\ndef yes(*a, **k): return True\n"
    given = programs(softmax=yes + source(body))
    (entry,) = marked(given, only=["softmax"])
    assert (entry.score, entry.mistake) == (0.75, "changes_argument")


WHOLE = Reply("function", True, True, "", [])
LARGE = {"value": {"array": ["f8," * 10**6, [1], ""]}}
FORGED = [{}, {"outcomes": [None] * 9}, {"outcomes": [LARGE] * 9}]
FORGED.append({"is_callable": False, "kind": "x" * 10**6})


@pytest.mark.parametrize("change", FORGED, ids=range(4))
def test_a_forged_reply_gives_an_incorrect_entry_and_no_exception(change):
    softmax = QUESTIONS["softmax"], programs()["softmax"]
    reply = dataclasses.replace(WHOLE, **change)
    entry = verdicts.mark_of(*softmax, reply, Settings(1))
    assert (entry.status, entry.score) == ("incorrect", 0)
    assert entry.mistake in ("unreadable", "not_a_function")
    assert len(entry.message) < 200


# Letters stand for the numbers of families.
SOCKETS = """
import errno, socket
told = []
for family in range(64):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, 5):
        for make in (socket.socket, socket.socketpair):
            try:
                for each in [make(family, kind)]: told.append(family)
            except OSError as error:
                if family > 2 and family != 10: assert error.errno == errno.EAFNOSUPPORT
raise ValueError("FAMILIES " + " ".join("abcdefghijkl"[f] if f < 12 else "?"
    for f in sorted(set(told))))
"""
PARENT = """
import ctypes
results = [ctypes.CDLL(None).prctl(option, 0, 0, 0, 0) for option in (1, 3)]
raise ValueError(" ".join({-1: "refused"}.get(each, "done") for each in results))
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (SOCKETS, "FAMILIES b c k, in line"),  # unix, IPv4 and IPv6
        (PARENT, "ValueError: refused done, in line"),  # would outlive the grader
        ("raise KeyboardInterrupt", "(KeyboardInterrupt)"),
    ],
)
def test_system_calls_are_refused_and_the_message_names_an_interruption(body, told):
    if syscalls.program() is None:
        pytest.skip("this system has no filter of system calls")
    (entry,) = marked(programs(softmax=source(body)), only=["softmax"])
    assert told in entry.message


def test_forward_and_backward_share_no_input():
    """The inputs of backward hold the values of forward, which could be copied."""
    inputs = []
    for name in ("forward", "backward"):
        calls, *_ = verdicts.drawn_calls(QUESTIONS[name], 1)
        given = ((call.args[1], *call.args[0].values()) for call in calls)
        inputs.append({tuple(array.tobytes() for array in each) for each in given})
    forward, backward = inputs
    assert len(forward) > 9
    assert not forward & backward


def test_probe_says_why_bubblewrap_does_not_work(monkeypatch):
    nowhere = ["--ro-bind", "/nowhere", "/usr"]
    monkeypatch.setattr(bubblewrap, "sandbox_options", lambda *_, **__: nowhere)
    with pytest.raises(sandbox.NoSandbox, match="/nowhere"):
        sandbox.probe()
    closed = pathlib.Path(sys.executable).resolve().parent
    monkeypatch.setattr(bubblewrap.os, "access", lambda path, _: path != closed)
    with pytest.raises(sandbox.NoSandbox, match=re.escape(str(closed))):
        sandbox.probe()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(sandbox.NoSandbox, match="apt-get install bubblewrap"):
        sandbox.probe()


def test_a_submission_whose_answers_all_hang_ends_after_36_seconds(monkeypatch):
    """A hanging answer is not run again. All have 36 seconds, 4 times those of one."""
    asked = []

    def run(task, limits, *_):
        asked.append((task.question, limits.seconds))
        return "time" if len(asked) < 4 else "whole"

    monkeypatch.setattr(marking.sandbox, "run", run)
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    entries = marked(programs(), 1, sandbox.Limits(seconds=9.0))
    assert asked[:6] == [(name, 9.0) for name in HOMEWORK]
    mistakes = [entry.mistake for entry in entries]
    assert mistakes == ["time_limit"] * 3 + ["time_limit_of_all"] * 3
    assert "36 seconds" in entries[-1].message


def test_no_sandbox_starts_when_the_time_of_a_submission_is_over(monkeypatch):
    limits = sandbox.Limits(end=time.monotonic())
    monkeypatch.setattr(launch, "in_bubblewrap", None)  # so that a start would raise
    assert sandbox.run(None, limits) == "whole"


@pytest.mark.parametrize("harm", ["memory", "crash"])
def test_values_that_crash_the_judge_spoil_only_their_own_entry(harm):
    def about(name):
        if name == "b" and harm == "crash":
            os.abort()
        notes = ["x" * (3 << 29)] if name == "b" else []  # 1.6 GB
        return Mark(name, notes=notes)

    entries = marking.marks_in_child("abc", about)
    assert [*entries] == ["a", "b", "c"]
    mistakes = [entry.mistake for entry in entries.values()]
    assert mistakes == [None, "could_not_be_judged", None]


def test_a_plain_process_gives_the_same_entries_as_bubblewrap():
    wrong = "def softmax(X):\n    return np.exp(X) / np.exp(X).sum()"
    boxed, plain = (
        marked(programs(softmax=wrong), 3, isolation=each, only=["softmax"])
        for each in ("bubblewrap", "process")
    )
    assert boxed == plain
    assert boxed[0].mistake


def test_a_plain_process_is_stopped_with_its_children():
    body = "import subprocess\nsubprocess.run(['sleep', '1000.271828182'])"
    marked(programs(softmax=source(body)), 1, SHORT, "process", ["softmax"])
    assert not survivors("271828182")


# --- the grader and the check in the notebook give an answer the same message

PARAMS_TOO_MANY = """\
class TwoLayerNN:
    def forward(self, params, X):
        Z1 = X @ params["W1"] + params["b1"]
        return Z1, {"Z1": Z1}
"""
SELF_TOO_MANY = "def leaky_relu(self, z, alpha=0.01):\n    return z"
REMEMBERS = f"import numpy as np\n{RIGHT['leaky_relu']}{RIGHT['softmax']}"
REMEMBERS += f"""{RIGHT["forward"]}
class TwoLayerNN:
    def __init__(self, *sizes):
        self.params, self.kept = self.initialize_parameters(*sizes), dict()
    def forward(self, X):
        return self.kept.setdefault(X.tobytes(), forward(self.params, X))
"""


@pytest.mark.parametrize(
    ("question", "source", "name", "mistake"),
    [
        ("forward", PARAMS_TOO_MANY, "TwoLayerNN", "wrong_signature"),
        ("leaky_relu", SELF_TOO_MANY, "leaky_relu", "wrong_signature"),
        ("forward", REMEMBERS, "TwoLayerNN", "keeps_from_earlier_calls"),
    ],
)
def test_grader_and_check_name_the_same_mistake(question, source, name, mistake):
    given = programs() | {question: Extract(question, (source,), name, 1)}
    (entry,) = marked(given, isolation="process", only=[question])
    space = {}
    exec(source, space)
    report = check(question, space[name])
    assert entry.mistake == report.mistake == mistake
    assert entry.message == f"{report.message} {report.fix}".strip()
    assert bool(report.fix) == (mistake != "wrong_signature")
    assert entry.hints == [*report.hints] != []

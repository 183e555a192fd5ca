"""Test that values pass between processes unchanged, and forgeries are refused."""

import base64
import contextlib
import functools
import json
import tracemalloc

import numpy as np
import pytest

from coursework.judging import arguments
from coursework.questions import QUESTIONS
from coursework.running.outcomes import Call, Other, Outcome, same
from grader.sandbox import codec, launch

VALUES = [None, True, 2.5, float("nan"), float("-inf"), "text", 1 + 2j, np.float32(1.5)]
VALUES += [np.arange(6.0).reshape(2, 3), np.array(5.0), np.array([True, False])]
VALUES += [np.arange(6.0, dtype=np.float32).reshape(2, 3).T, np.zeros((0, 3))]
VALUES += [np.arange(3, dtype=np.float16), Other("function")]
VALUES += [(np.ones(2), {"Z1": np.ones((1, 2)), "a": [1.0, (2.0, None)]})]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_come_back_as_they_were(value):
    back = codec.decode(json.loads(json.dumps(codec.encode(value))))
    assert type(back) is type(value)
    if isinstance(value, np.ndarray | np.generic):
        assert back.dtype == value.dtype
        assert back.shape == value.shape
        assert back.tobytes() == value.tobytes()
        assert back.ndim == 0 or back.flags.writeable  # an answer may work in place
    elif isinstance(value, float):
        assert repr(back) == repr(value)
    else:
        assert same(back, value, exact=True)


def test_a_value_that_cannot_be_sent_keeps_its_shape_or_a_description():
    """A reply is never too large, nor of a type that is not sent as it is."""
    long = np.array(["a" * 100])
    for value in (np.array([print, 1]), np.array([], dtype="M8[s]"), long):
        back = codec.decode(json.loads(json.dumps(codec.encode(value))))
        assert (back.dtype, back.shape) == (object, value.shape)
    for value in (np.array(["abc", ""]), np.zeros((2, 0), "S5")):
        back = codec.decode(json.loads(json.dumps(codec.encode(value))))
        assert (back.dtype, back.shape) == (value.dtype, value.shape)
    assert "too large" in codec.encode(np.zeros(codec.LARGEST // 8 + 1))["other"]
    assert codec.decode(codec.encode(np.zeros(codec.LARGEST // 8))).any() == 0
    assert codec.decode(codec.encode(10**1000)) == Other("a huge integer")
    assert codec.decode(codec.encode(-(10**999))) == -(10**999)
    assert len(codec.encode("x" * 10**6)) == codec.LONGEST
    back = codec.decode(codec.encode(np.arange(3, dtype=">f8")))
    assert (back.dtype.str, list(back)) == ("<f8", [0, 1, 2])


RAW = base64.b64encode(b"\0" * 16).decode()
FORGERIES = [{}, {"array": 1}, {"tuple": {}}, {"other": 5}, {"pickle": "gASVAAAA"}]
FORGERIES += [{"complex": ["1", "2"]}, {"complex": [1.0, "2"]}, {"dict": [[1]]}]
FORGERIES += [{"dict": [[["unhashable"], 1]]}, [[[[[[[[[[1]]]]]]]]]]]
FORGERIES += [{"array": ["<f8", [2], RAW], "more": 1}]
FORGERIES += [{"scalar": ["<f16", [1], RAW]}, {"scalar": ["<f8", [2], RAW]}]
ARRAYS = [["<f8", [2], 5], ["<f8", [3], RAW], ["<f8", [True, 2], RAW]]
ARRAYS += [["<f8", [2], RAW[:-1] + "!"], ["O", [10**5, 10**5, 10**5], None]]
ARRAYS += [["f8, (10**9)f8", [1], RAW], [">f8", [2], RAW], [["<f8"], [2], RAW]]
ARRAYS += [["<f8", [2], None], ["|O", [2], RAW], ["|O", [codec.LARGEST, 2], None]]
ARRAYS += [["<f8", [1] * 31 + [2, 1], RAW], ["|O", [10**30, 0], None]]
ARRAYS += [["<f8", [0, 2**40], ""]]  # nothing in it, but a sum over it has no end


@pytest.mark.parametrize("data", FORGERIES + [{"array": a} for a in ARRAYS], ids=str)
def test_forged_values_are_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011 - with one of many messages
        codec.decode(data)


def test_containers_that_are_nested_too_deeply_are_refused():
    for wrap in (lambda v: [v], lambda v: (v,), lambda v: {"k": v}):
        value = functools.reduce(lambda v, _: wrap(v), range(codec.DEEPEST), 1)
        assert codec.decode(codec.encode(value)) == value
        with pytest.raises(ValueError, match="too deeply"):
            codec.decode(codec.encode(wrap(value)))


CALL = Call("m", (1.5, np.ones(3)), {"alpha": 0.1})


def test_outcomes_and_calls_come_back_as_they_were():
    outcome = Outcome(np.ones(2), detail="d", printed=True, notes=("note",))
    sent = json.dumps(codec.encode_outcome(outcome, CALL))
    back = codec.decode_outcome(json.loads(sent), CALL)
    assert same(back.value, outcome.value, exact=True)
    assert (back.raised, back.detail, back.printed) == (None, "d", True)
    assert (back.notes, back.changed) == (("note",), ())
    call = codec.decode_call(codec.encode_call(Call("m", (1.5,), {"alpha": 0.1})))
    assert (call.args, call.kwargs, call.stage) == ((1.5,), {"alpha": 0.1}, "")


# The arguments (args, alpha) after a call with those of CALL.
CHANGED = [((1.5, second), 0.1) for second in (np.zeros(3), np.ones((3, 1)), print)]
CHANGED += [((1.5, np.ones(3)), np.nextafter(0.1, 1)), ((), 0.1), ([], 0.1)]
CHANGED += [((1.5, np.ones(3), 1), 0.1)]


@pytest.mark.parametrize(("args", "alpha"), CHANGED)
def test_an_argument_that_comes_back_changed_is_found(args, alpha):
    after = Call("m", args, {"alpha": alpha})
    sent = json.dumps(codec.encode_outcome(Outcome(), after))
    outcome = codec.decode_outcome(json.loads(sent), CALL)
    assert arguments.changed(QUESTIONS["softmax"], [CALL], [outcome])


TASK = codec.Task("softmax", "softmax", (), [])
REPLY = codec.Reply("function", True, True, "", [])
WRONG_PARTS = [{"kind": ["x"]}, {"kind": 5}, {"outcomes": 5}, {"more": 1}]
WRONG_PARTS += [{"is_attempted": 1}, {"left_out": None}]
WRONG_OUTCOMES = [{"raised": 5}, {"detail": None}, {"notes": "abc"}, {"notes": [1]}]
WRONG_OUTCOMES += [{"printed": 1}, {"after": None}, {"after": [[]]}]


def test_replies_with_other_parts_are_refused():
    assert codec.typed(codec.Reply, json.loads(json.dumps(vars(REPLY)))) == REPLY
    for data in ([], None, {}, *(vars(REPLY) | change for change in WRONG_PARTS)):
        with pytest.raises(ValueError, match="must be"):
            codec.typed(codec.Reply, data)
    for change in WRONG_OUTCOMES:
        with pytest.raises(ValueError, match=r"must be|wanted"):
            codec.decode_outcome(codec.encode_outcome(Outcome(), CALL) | change, CALL)


@contextlib.contextmanager
def little_memory():
    """Assert that the code of the block takes less than 30 MB."""
    tracemalloc.start()
    yield
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30_000_000


FORGED = {  # small texts that would decode to large objects
    "a dtype of many fields": {"array": ["f8," * 10**7, [1], ""]},
    "large arrays of nothing": [{"array": ["|O", [2**22], None]}] * 5000,
    "arrays of no bytes": [{"array": ["|V0", [2**22], ""]}] * 5000,
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_reply_takes_no_memory(name):
    data = codec.encode_outcome(Outcome(), CALL) | {"value": FORGED[name]}
    with little_memory(), contextlib.suppress(ValueError):
        codec.decode_outcome(data, CALL)


@pytest.mark.parametrize("part", [b"[],", b"{},", b"0,", b"[" * 90 + b"]" * 90 + b","])
def test_a_reply_of_millions_of_values_is_not_parsed(part, monkeypatch):
    line = b'{"outcomes": [' + part * (2**23 // len(part)) + b"0]}\n"
    monkeypatch.setattr(launch, "converse", lambda *_: (line, "done"))
    with little_memory():
        assert launch.run(TASK, launch.Limits()) == "output"

"""Judge one answer by the Reply of the sandbox that ran the answer."""

import dataclasses
import functools
import zlib
from typing import NamedTuple

import numpy as np

from coursework.judging.question import as_method
from coursework.judging.report import not_attempted, refused, unreadable
from coursework.running.state import global_state_kept
from coursework.verdict import Fault
from coursework.words import fault, say
from grader.records import Mark
from grader.sandbox import codec
from grader.submissions.notebook import NETWORK

METHODS = ("forward", "backward")
LONGEST = (
    80  # characters of an error's name or a type's, which the code may have made up
)
# {how the sandbox ended: the mistake}
STOPPED = {
    "time": "time_limit",
    "whole": "time_limit_of_all",
    "crash": "crashed",
    "output": "output_limit",
}


class Drawn(NamedTuple):
    """The calls of a question, in three forms."""

    calls: list  # as drawn
    encoded: list  # for the way into a sandbox
    sent: list  # as decoded there


@functools.lru_cache(maxsize=64)
def drawn_calls(question, seed):
    """Return the Drawn calls of a question."""
    # With the same seed for all, the inputs of backward could be answers to forward.
    rng = np.random.default_rng([seed, zlib.crc32(question.name.encode())])
    calls = question.calls(rng)
    encoded = [codec.encode_call(call) for call in calls]
    return Drawn(calls, encoded, [codec.decode_call(call) for call in encoded])


def mark_of(question, program, reply, settings):
    """Return an answer's Mark; `reply` is a Reply, or a word why there is none."""
    with global_state_kept():
        try:
            report = verdict(question, program, reply, settings)
        except Exception as error:  # values of a kind that no question expects
            report = unreadable(question, error)
    return Mark(
        question.name,
        score=report.score,
        status=report.status,
        mistake=report.mistake,
        message=f"{report.message} {report.fix}".strip(),
        hints=[] if report.status == "correct" else list(report.hints),
        notes=list(report.notes),
        cell=program.cell,
        near=program.near if report.status == "not attempted" else "",
    )


def verdict(question, program, reply, settings):
    """Return the Report on one answer, the same as that of `check` in a notebook."""
    is_method = program.answer == NETWORK
    shown = as_method(question) if is_method else question  # in messages
    if program.problem:
        if program.cell:
            return refused(shown, Fault("does_not_parse", program.problem))
        return absent(shown, program)
    if isinstance(reply, str):
        limits = settings.limits
        seconds, whole = f"{limits.seconds:g}", f"{limits.whole:g}"
        stopped = fault(STOPPED[reply], seconds=seconds, whole=whole)
        return refused(shown, stopped)
    left_out = reply.left_out[:LONGEST]
    if reply.kind == "NoneType" and left_out:
        failed = fault("could_not_run", cell=program.cell, error=left_out)
        return refused(shown, failed)
    if not reply.is_attempted:
        return absent(shown, program)
    if not reply.is_callable:
        kind = reply.kind[:LONGEST]
        message = say("value_for_function", name=program.answer, kind=kind)
        return refused(shown, Fault("not_a_function", message))
    drawn = drawn_calls(question, settings.seed)
    pairs = zip(reply.outcomes, drawn.sent, strict=True)
    report = shown.judge(drawn.calls, [codec.decode_outcome(*pair) for pair in pairs])
    if left_out and report.status != "correct":
        notes = (*report.notes, say("left_out", error=left_out))
        report = dataclasses.replace(report, notes=notes)
    return report


def has_secrets(question, seed):
    """Return whether a question has inputs that students must not see."""
    hidden = getattr(question, "hidden", None)
    return bool(hidden and hidden(drawn_calls(question, seed).calls))


def absent(question, program):
    """Return the Report about an answer that is missing or still blank."""
    if program.cell:
        message = say("still_blank", cell=program.cell)
    elif program.problem:
        task = say("task_asks_for", signature=question.signature)
        message = f"{program.problem} {task}"
    else:
        message = say("defined_nowhere", signature=question.signature)
    if program.near:
        wanted = f"{NETWORK}.{question.name}" if "." in program.near else question.name
        message += " " + say("near", near=program.near, wanted=wanted)
    return dataclasses.replace(not_attempted(question), message=message)

"""One hand-in: its functions run in the sandbox, and each gets an entry."""

import dataclasses
import functools
import os
import sys
import zlib

from coursework.grading import sandbox
from coursework.grading.assignment import CHOICE
from coursework.grading.choice.final import value_in
from coursework.grading.choice.scoring import judge_choice
from coursework.grading.records import blank
from coursework.grading.submissions import forked
from coursework.grading.submissions.programs import Program
from coursework.grading.verdicts import METHODS, drawn_calls, entry, has_secrets
from coursework.judging.partial import joined
from coursework.questions import HOMEWORK, QUESTIONS

# Which questions share a sandbox that does not offer the helpers: where an answer is
# graded, the course's own must not be at hand.
WITHOUT_HELPERS = {*HOMEWORK, CHOICE.name} - {*METHODS}

# What an answer may call that is a question of its own, and is not punished twice.
CARRIED = {"forward": ("leaky_relu", "softmax"), "backward": ("deriv_leaky_relu",)}
OURS = (
    "This was graded with our {} in place of yours, so that a mistake there costs "
    "points once, in its own question."
)
MOST_SECONDS = 60  # on a processor, to judge one hand-in after something went wrong
NO_TIME = (
    "What your answer returned was not judged: others of this hand-in had taken all "
    "the time that there is for it."
)
UNJUDGED = (
    "What your answer returned could not be judged: to compare it takes more than "
    f"{forked.CPU_SECONDS} seconds or {forked.MEMORY >> 30} GB."
)


def mark(programs, settings, read=None):
    """Return an entry (see `records.blank`) for each question that is asked.

    Parameters
    ----------
    programs : dict of Program
        By the name of the question, see `extract`.
    settings : Settings
    read : dict, optional
        What the cells say of question (e), from `read_choice`; None if nothing could
        be read.
    """
    settings = dataclasses.replace(settings, limits=settings.limits.started())
    asked = settings.assignment.questions()
    if read:
        programs = programs | {CHOICE.name: Program(CHOICE.name, **read["final"])}
    run = [name for name in asked if name in programs and not programs[name].problem]
    frames = run_apart({name: programs[name] for name in run}, settings, asked)

    def about(name):
        if asked[name] is not CHOICE:
            return entry(asked[name], programs[name], frames.get(name), settings)
        if read:
            return judge_choice(read, value_in(frames.get(name)))
        problem = f"The code cannot be read: {forked.REASON}."
        return blank(name, problem, "unreadable_code")

    entries = judged(asked, about)
    # Of the course's own questions; a class may ask others under these names.
    wrong = {n for n, each in entries.items() if each["status"] != "correct"}
    wrong = {name for name in wrong if asked[name] is QUESTIONS.get(name)}
    for name in CARRIED.keys() & wrong:
        ours = [each for each in CARRIED[name] if each in wrong]
        if ours and not programs[name].problem:
            again = with_ours(asked[name], programs[name], ours, settings)
            entries[name] = max(entries[name], again, key=lambda each: each["score"])
    return [entries[name] for name in asked]


def judged(names, about, seconds=MOST_SECONDS):
    """Return the entry of each name, made by `about` in a child process with limits.

    What came out of the sandbox is a stranger's, and so is the time that it takes.
    After one that had to be stopped the others are judged as long as `seconds` on a
    processor last: a busy machine takes no points. macOS computes no products of
    matrices in a fork; there it is done here.
    """

    def spent():  # of this process and its ended children, on a processor
        return sum(os.times()[:4])

    found, left, end = {}, list(names), spent() + seconds
    while left:
        work = functools.partial(map, about, left)
        made = forked.results(work) if sys.platform != "darwin" else [*work()]
        found |= zip(left, made, strict=False)
        left = left[len(made) :]
        if left:
            lost = blank(left[0], UNJUDGED, "could_not_be_judged")
            found[left.pop(0)] = lost | {"status": "incorrect"}
        if spent() >= end:
            late = [blank(name, NO_TIME, "could_not_be_judged") for name in left]
            return found | dict(zip(left, late, strict=True))
    return found


def with_ours(question, program, names, settings):
    """Return the entry about an answer that calls our functions, not its own."""
    line = f"from neuralnet import {', '.join(names)}"
    program = dataclasses.replace(program, statements=(*program.statements, line))
    frame = run_together({question.name: program}, settings, [question], True)
    told = question, program, frame.get(question.name), settings
    found = judged([question.name], lambda _: entry(*told))[question.name]
    return found | {"notes": [OURS.format(joined(names)), *found["notes"]]}


def run_apart(programs, settings, asked):
    """Run the answers to some questions; frame or reason by name.

    The helpers are not at hand where an answer is graded that is one of them. Where a
    question has hidden inputs its answer is alone: another one beside it could read
    them, and what that one says would be shown.
    """
    borrow = {*programs} - WITHOUT_HELPERS
    borrow = {n for n in borrow if "neuralnet" in "\n".join(programs[n].statements)}
    secret = {name for name in programs if has_secrets(asked[name], settings.seed)}
    frames = {}
    for helpers in (False, True):
        some = [n for n in programs if (n in borrow) == helpers and n not in secret]
        some = [asked[name] for name in some]
        frames |= run_together(programs, settings, some, helpers)
    for name in [name for name in programs if name in secret]:
        if "time" in frames.values():
            hurried = settings.limits.hurried()
            settings = dataclasses.replace(settings, limits=hurried)
        frames |= run_together(programs, settings, [asked[name]], name in borrow)
    return frames


def run_together(programs, settings, questions, helpers):
    """Run the answers to some questions in one sandbox; frame or reason by name.

    The first without a frame is the one that was stopped where time was over; the
    others are run again, in less time. After a crash each one is run again alone.
    """
    if not questions:
        return {}
    job = {"luck": zlib.crc32(f"luck {settings.seed}".encode()), "questions": []}
    for question in questions:
        compiled(question)
        program = programs[question.name]
        asked = {"question": question.name, "answer": program.answer}
        asked["calls"] = drawn_calls(question, settings.seed)[1]
        job["questions"].append(asked | {"statements": program.statements})
    lines, ended = sandbox.run(job, settings.limits, helpers, settings.isolation)
    names = [question.name for question in questions]  # of others it may send nothing
    told = [frame for frame in lines if frame.get("question") in names]
    frames = {frame["question"]: frame for frame in reversed(told)}
    missing = [question for question in questions if question.name not in frames]
    if len(questions) == 1 or ended == "whole":
        return dict.fromkeys((q.name for q in questions), ended) | frames
    again = [[question] for question in missing]
    if ended == "time" and missing:
        frames[missing[0].name] = ended
        again, hurried = [missing[1:]], settings.limits.hurried()
        settings = dataclasses.replace(settings, limits=hurried)
    for some in again:
        frames |= run_together(programs, settings, some, helpers)
    return frames


@functools.cache
def compiled(question):
    """Compile the known mistakes of a question, once here and not in each child."""
    for mistake in getattr(question, "catalogue", None) or ():
        for way in mistake.ways:
            mistake.program.changed(way)

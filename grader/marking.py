"""Mark one submission: run its answers in sandboxes, and make a mark for each."""

import dataclasses
import functools
import sys
import time

from coursework.judging.credit import FORM
from coursework.judging.partial import joined
from coursework.questions import HOMEWORK, QUESTIONS
from coursework.words import say
from grader import forked, sandbox
from grader.records import Mark
from grader.sandbox.codec import Task
from grader.verdicts import METHODS, drawn_calls, has_secrets, mark_of

# Answers to these questions may not import `neuralnet`, which holds right answers.
WITHOUT_HELPERS = {*HOMEWORK} - {*METHODS}
# {question: the functions that an answer calls, and that are questions themselves}
CARRIED = {"forward": ("leaky_relu", "softmax"), "backward": ("deriv_leaky_relu",)}


def marks_of(programs, settings):
    """Run and judge a dict of Programs, and return the mark of each question."""
    settings = dataclasses.replace(settings, limits=settings.limits.started())
    questions = settings.assignment.questions()
    # At first no hidden input is in a sandbox, so that all may be told of what happens.
    secret = {n for n, each in questions.items() if has_secrets(each, settings.seed)}
    # A teacher's question may have the name of one of ours.
    ours = {name for name in questions if questions[name] is QUESTIONS.get(name)}
    visible = {n: q.visible if n in secret else q for n, q in questions.items()}
    replies = {}
    for name, question in visible.items():
        if programs[name].problem:
            continue
        compiled(question)
        helpers = name in ours and name not in WITHOUT_HELPERS
        replies[name] = run_alone(question, programs[name], settings, helpers)

    def mark_of_question(name):
        return mark_of(visible[name], programs[name], replies.get(name), settings)

    marks = marks_in_child(questions, mark_of_question)
    in_time = time.monotonic() < settings.limits.end
    for name in secret:
        mark, question, program = marks[name], questions[name], programs[name]
        if mark.status != "correct" and mark.score <= FORM:
            continue  # the hidden inputs could take nothing from it
        if in_time:
            marks[name] = with_hidden(mark, question, program, settings)
        else:
            marks[name] = mark_of(question, program, "whole", settings)
    wrong = {name for name in ours if marks[name].status != "correct"}
    # What calls a wrong helper runs again with ours, and the higher score counts.
    for name in CARRIED.keys() & wrong:
        wrong_helpers = [helper for helper in CARRIED[name] if helper in wrong]
        if wrong_helpers and not programs[name].problem:
            again = with_ours(questions[name], programs[name], wrong_helpers, settings)
            marks[name] = max(marks[name], again, key=lambda each: each.score)
    return [marks[name] for name in questions]


def marks_in_child(names, mark_of_question):
    """Call `mark_of_question` for each name in a child process; return {name: mark}.

    Judging a stranger's values may take long or crash. If a child is stopped, the next
    child goes on with the next name. On macOS a forked process cannot multiply
    matrices, so there this process judges.
    """

    def fields_of(name):  # as JSON can carry them
        return vars(mark_of_question(name))

    marks_by_name, left = {}, list(names)
    while left:
        work = functools.partial(map, fields_of, left)  # the child calls it
        marks = forked.results(work) if sys.platform != "darwin" else [*work()]
        marks_by_name |= {each["question"]: Mark(**each) for each in marks}
        left = left[len(marks) :]  # what is left if the child was stopped
        if left:  # the child was stopped at the first of these
            limits = {"seconds": forked.CPU_SECONDS, "memory": forked.MEMORY >> 30}
            name, mistake = left.pop(0), "could_not_be_judged"
            said = {"mistake": mistake, "message": say(mistake, **limits)}
            marks_by_name[name] = Mark(name, status="incorrect", **said)
    return marks_by_name


def mark_in_child(question, program, reply, settings):
    """Return the mark of one answer, which is judged in a child process."""
    judged = marks_in_child(
        [question.name], lambda _: mark_of(question, program, reply, settings)
    )
    return judged[question.name]


def with_hidden(first, question, program, settings):
    """Run an answer at the hidden inputs, too; return `first` if that holds there.

    The mark of a wrong one is the same whatever happened, since an answer could choose
    that to tell of its inputs. Only the teacher reads the name of the mistake. Parts
    that are right at the visible inputs count only if they are right at all.
    """
    reply = run_alone(question, program, settings, helpers=False)
    hidden = mark_in_child(question, program, reply, settings)
    if hidden.status == "correct" or hidden.score >= first.score:
        return first
    if first.status != "correct":
        notes = [*first.notes, say("hidden_input")]
        return dataclasses.replace(first, score=FORM, notes=notes)
    said = {"message": say("hidden_input"), "hints": list(question.hints)}
    return dataclasses.replace(
        hidden, status="incorrect", score=FORM, notes=[], near="", **said
    )


def with_ours(question, program, names, settings):
    """Run an answer with our versions of the named functions; return its mark."""
    line = f"from neuralnet import {', '.join(names)}"
    program = dataclasses.replace(program, statements=(*program.statements, line))
    reply = run_alone(question, program, settings, helpers=True)
    again = mark_in_child(question, program, reply, settings)
    again.notes.insert(0, say("graded_with_ours", names=joined(names)))
    return again


def run_alone(question, program, settings, helpers):
    """Run a program in a sandbox, and return its Reply, or a word on how it ended.

    The sandbox holds nothing of another question. Only with `helpers` can the program
    import `neuralnet`.
    """
    calls = drawn_calls(question, settings.seed).encoded
    task = Task(question.name, program.answer, program.statements, calls)
    return sandbox.run(task, settings.limits, helpers, settings.isolation)


@functools.cache
def compiled(question):
    """Compile a question's known mistakes once, before child processes are forked."""
    for mistake in getattr(question, "catalogue", None) or ():
        for way in mistake.ways:
            mistake.program.changed(way)

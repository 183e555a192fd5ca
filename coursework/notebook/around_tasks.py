"""Define the functions for the cells around a task: `passed`, `caught` and `finish`.

    passed("softmax")                                # may the next lines use it?
    caught("softmax", wrong_softmax, "global_max")   # below 'Break it'
    finish("leaky_relu", "softmax", broken="wrong_softmax", then="the chapter on speed")

`passed` and `finish` look for the answers in the notebook by name, and check each one
again, so that both are right after a restart, too. "TwoLayerNN.forward" asks for the
method of that class, and the answer to "tuning" is trials and final.
"""

import dataclasses
import inspect
import sys

from coursework.judging.partial import joined
from coursework.judging.report import MARKS, Report
from coursework.notebook.checking import judged
from coursework.questions import tuning
from coursework.words import field_in, say

CAUGHT = {}  # {name of a planted function: the last report of `caught`}


@dataclasses.dataclass(frozen=True, repr=False)
class Headed(Report):
    """A report whose first line is replaced."""

    head: str = ""

    def _lines(self):
        return f"{MARKS[self.status]} {self.head}", self.message.splitlines()


def caught(question, wrong, mistake=None):
    """Check a function with a mistake made on purpose; report success if it is found.

    Parameters
    ----------
    question : str
        The question of `check` that the function is a wrong answer to.
    wrong : callable or class
        The function with the mistake.
    mistake : str, optional
        The identifier of the mistake that the task describes; any will do by default.
    """
    report, _ = judged(question, wrong)
    name = getattr(wrong, "__name__", say("the_function"))
    status, message = "incorrect", report.message
    # An answer that earns nothing has no planted mistake, but does not work at all.
    is_as_planned = report.score > 0 and mistake in (None, report.mistake)
    if report.status == "not attempted":
        status, head = report.status, say("not_written", name=name)
        message = say("write_planted", name=name)
        if needed := _needed(question, wrong, name, report.message):
            head = say("not_caught_yet", name=name)
            message = say("needs_unwritten", name=name, needed=needed)
    elif report.status == "correct":
        head = say("not_caught", name=name)
        message = say("answers_as_it_should", name=name, question=question)
    elif is_as_planned:
        status, head = "correct", say("caught", name=name)
    else:
        head = say("caught_another", name=name)
    shown = Headed(question, status, report.score, report.mistake, message, head=head)
    CAUGHT[name] = shown
    return shown


def _needed(question, wrong, name, message):
    """Name the unwritten function that a planted mistake needs; None without one."""
    if inspect.isclass(wrong):
        base = wrong.__mro__[1]  # its method is needed
        has_it = judged(question, base)[0].status != "not attempted"
        unwritten = say("of_class", question=question, name=base.__name__)
        return None if has_it or base is object else unwritten
    inner = field_in("still_raises", message)
    return inner if inner != name else None


def passed(*names):
    """Return whether the named answers pass their checks; print those that do not."""
    space = sys._getframe(1).f_globals  # the names of the notebook
    reports = {name: _report(name, space) for name in names}
    waiting = [n for n, r in reports.items() if r is None or r.status != "correct"]
    if waiting:
        key = "waits_for_check" if len(waiting) == 1 else "waits_for_checks"
        print(say(key, names=joined(waiting)))
    return not waiting


def finish(*names, broken=(), optional=(), then=""):
    """Check all answers in the notebook; report what is done, and what comes next.

    Parameters
    ----------
    *names : str
        The answers that were asked for.
    broken : str or tuple of str
        The functions with planted mistakes.
    optional : tuple of str
        Answers that nobody has to give.
    then : str
        What comes next, for when all is done.
    """
    space = sys._getframe(1).f_globals  # the names of the notebook
    reports = {name: _report(name, space) for name in names}
    right = [name for name, r in reports.items() if r and r.status == "correct"]
    unknown = [name for name, report in reports.items() if report is None]
    to_do = [f"{n} ({r.status})" for n, r in reports.items() if r and n not in right]
    for name in [broken] if isinstance(broken, str) else broken:
        if name not in CAUGHT:
            unknown.append(name)
        elif CAUGHT[name].status != "correct":
            # "name: not caught" becomes "name (not caught)".
            to_do.append("{} ({})".format(*CAUGHT[name].head.split(": ", 1)))
    done, lines = not (to_do or unknown), []
    if to_do:
        lines.append(say("to_do", tasks=joined(to_do)))
    if unknown:
        lines.append(say("lost", names=joined(unknown)))
    if done:
        lines.append(say("ready"))
    key = "all_correct_and_caught" if done and broken else "all_correct"
    head = say(key, n=len(right), all=len(names))
    for name in optional:
        report = _report(name, space)
        status = report.status if report else say("not_there")
        lines.append(say("optional", name=name, status=status))
    if done and then:
        lines.append(say("next", then=then))
    status = "correct" if done else "not attempted"
    score = len(right) / max(1, len(names))
    return Headed("all", status, score, None, "\n".join(lines), head=head)


def _report(name, space):
    """Return the Report on the answer with this name, or None if it is not there."""
    owner, _, question = name.rpartition(".")
    answer = space.get(owner or question)
    if question == tuning.NAME:
        answer = {key: space.get(key) for key in ("trials", "final")}
    return None if answer is None else judged(question, answer)[0]

"""Decide how much help a report gives: a sentence, then hints, then a whole answer.

The first hint is open at once: it shows the answer's numbers beside the right ones. If
an edit has been proved, the second hint shows the line, the third asks a question about
that line, and the fourth tells the edit. Otherwise the question's own hints follow. A
try is a wrong answer whose report was shown, and three different ones open the whole
answer, too. Each new try opens one more hint. Tries are counted in this session only.
"""

import warnings

from coursework.running.state import global_state_kept
from coursework.words import say

ENOUGH = 3  # tries before a whole answer is given
GRADED = 3  # hints of a graded class
_tries = {}  # {question: its different tries}
_held = {}  # {question: what was right at the last try}
_settings = {"solutions": True}


class EvidenceFailed(ResourceWarning, RuntimeWarning):
    """A fault of the course: only `python -X dev` and the tests show this warning."""


class Text(str):
    """A text that a notebook shows as it is, line by line."""

    def __repr__(self):
        return str(self)


def no_solutions():
    """Never show a solution in this session, for a graded class."""
    _settings["solutions"] = False


def shows_solutions():
    """Return whether a solution may be shown in this session."""
    return _settings["solutions"]


def levels(report):
    """Return all hints of a report, from the numbers to nearly the answer."""
    first, rest = report.hints[:1], report.hints[1:]
    if report.status != "incorrect":
        return report.hints
    fix = ask(report, "fix")
    fix = report.fix if fix is None else fix
    numbers, proved = ask(report, "numbers"), ask(report, "levels")
    if proved:
        line, about_line, edit = proved
        hints = (numbers or "".join(first), line, about_line, f"{edit}\n{fix}".strip())
    else:
        hints = (numbers, *first, fix, *rest)
    hints = tuple(filter(None, hints))
    return hints if _settings["solutions"] else hints[:GRADED]


def ask(report, name):
    """Return an attribute of the evidence; None without evidence, or after an error."""
    if report.evidence is None:
        return None
    with global_state_kept():
        try:
            return getattr(report.evidence, name)
        except Exception as error:  # the report can do without
            warn_of(report.question, name, error)
            return None


def warn_of(question, missing, error):
    """Warn that a report goes without something, because of an error of ours."""
    text = f"{question}: no {missing} because of {error!r}"
    warnings.warn(text, EvidenceFailed, stacklevel=3)


def opened(report):
    """Return the hints that are open after the tries so far."""
    if report.help:
        count(report)
    tries = len(_tries.get(report.question, ()))
    return report.help if report.status == "correct" else report.help[: max(1, tries)]


def progress(report):
    """Return a sentence about what is right, and which parts of that are new."""
    now = ask(report, "holds") if report.status == "incorrect" else None
    if not now:
        return ""
    before = _held.get(report.question, now)  # at the first try nothing is new
    _held[report.question] = now
    marks = [name if name in before else say("new", name=name) for name in now]
    return say("right_so_far", names=", ".join(marks))


def count(report):
    """Count a shown report as a try, if its answer differs from all earlier ones."""
    key = getattr(report.evidence, "key", None) or (report.mistake, report.message)
    if report.status == "incorrect" and report.mistake != "not_a_function":
        _tries.setdefault(report.question, set()).add(key)


def offers_solution(report):
    """Return whether there is a solution that may be shown after the tries so far."""
    tries = len(_tries.get(report.question, ()))
    return _settings["solutions"] and bool(report.answer) and tries >= ENOUGH


def solution(report):
    """Return the solution, or a text that says when it will be shown."""
    if not report.answer:
        return Text(say("no_solution"))
    if not _settings["solutions"]:
        return Text(say("solution_is_kept"))
    count(report)
    if report.status == "correct" or offers_solution(report):
        return Text(report.answer)
    name, n = repr(report.question), len(report.help)
    return Text(say("solution_later", name=name, n=n))


def method_text(text, signature):
    """Return the text of a function, rewritten as a method of the network."""
    lines = text.replace("params[", "self.params[").splitlines()
    # Helpers come before the function, so the last def line is the function's.
    place = max(k for k, line in enumerate(lines) if line.startswith("def "))
    lines[place] = f"def {signature.partition('), ')[0].rstrip(')')}):"
    return "\n".join(lines)

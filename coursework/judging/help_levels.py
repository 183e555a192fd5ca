"""Decide how much help a report gives: a sentence, then hints, then a whole answer.

The first hint is open at once: it shows the answer's numbers beside the right ones. If
an edit has been proved, the second hint shows the line, the third asks a question about
that line, and the fourth tells the edit. Otherwise the question's own hints follow. A
try is a wrong answer that was checked, and three different ones open the whole answer,
too. Each new try opens one more hint. Tries are counted in this session only.
"""

from coursework.words import say

ENOUGH = 3  # tries before a whole answer is given
GRADED = 3  # hints of a graded class
_tries = {}  # {question: its different tries}
_settings = {"solutions": True}


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
    if report.status != "incorrect":
        return report.hints
    fix, numbers, proved = report.fix, None, None
    if findings := report.findings:
        fix, numbers, proved = findings.fix, findings.numbers, findings.levels
    first, rest = report.hints[:1], report.hints[1:]
    if proved:
        line, about_line, edit = proved
        hints = (numbers or "".join(first), line, about_line, f"{edit}\n{fix}".strip())
    else:
        hints = (numbers, *first, fix, *rest)
    hints = tuple(filter(None, hints))
    return hints if _settings["solutions"] else hints[:GRADED]


def count(report):
    """Count a wrong answer as a try, if it differs from all earlier ones."""
    findings = report.findings
    key = findings.key if findings else (report.mistake, report.message)
    if report.status == "incorrect" and report.mistake != "not_a_function":
        _tries.setdefault(report.question, set()).add(key)


def tries(report):
    """Return how many different tries there were at the question of a report."""
    return len(_tries.get(report.question, ()))


def opened(report):
    """Return the hints that are open after the tries so far."""
    is_right = report.status == "correct"
    return report.help if is_right else report.help[: max(1, tries(report))]


def offers_solution(report):
    """Return whether there is a solution that may be shown after the tries so far."""
    return _settings["solutions"] and bool(report.answer) and tries(report) >= ENOUGH


def solution(report):
    """Return the solution, or a text that says when it will be shown."""
    if not report.answer:
        return Text(say("no_solution"))
    if not _settings["solutions"]:
        return Text(say("solution_is_kept"))
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

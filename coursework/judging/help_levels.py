"""Decide how much help a report gives: a sentence, then hints, then a whole answer.

A try is a wrong answer whose report was shown. Tries are counted in this session only.
"""

ENOUGH = 3  # tries before a whole answer is given
_shown, _asked = {}, set()  # reports by question; questions of asked solutions
_settings = {"solutions": True}


class Text(str):
    """A text that a notebook shows as it is, line by line."""

    def __repr__(self):
        return str(self)


def no_solutions():
    """Never show a solution in this session, for a graded class."""
    _settings["solutions"] = False


def count(report):
    """Remember that a report was shown; each report counts once."""
    reports = _shown.setdefault(report.question, [])
    if report.status == "incorrect" and not any(each is report for each in reports):
        reports.append(report)


def offers_solution(report):
    """Return whether there is a solution that may be shown after the tries so far."""
    tries = len(_shown.get(report.question, ()))
    return _settings["solutions"] and bool(report.answer) and tries >= ENOUGH


def solution(report):
    """Return the solution, or a text that says when it will be shown."""
    if not report.answer:
        return Text("This question has no solution to show.")
    if not _settings["solutions"]:
        return Text("Your class is graded: the solution stays with your instructor.")
    may_see = report.question in _asked or report.status == "correct"
    if may_see or offers_solution(report):
        return Text(report.answer)
    _asked.add(report.question)
    return Text(
        "The solution is shown after three wrong tries, or if you ask once more. The "
        f"hints help first: {report.question!r} has {len(report.help)}."
    )


def method_text(text, signature):
    """Return the text of a function, rewritten as a method of the network."""
    lines = text.replace("params[", "self.params[").splitlines()
    place = max(k for k, line in enumerate(lines) if line.startswith("def "))
    lines[place] = f"def {signature.partition('), ')[0].rstrip(')')}):"
    return "\n".join(lines)

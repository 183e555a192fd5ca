"""How far help goes: first what is wrong, then hints, then a whole answer.

What counts as a try is a wrong answer whose report was shown, in this session alone:
nothing is kept, and no message depends on it.
"""

ENOUGH = 3  # shown tries after which a whole answer is given
_shown, _asked = {}, set()  # reports by question; questions whose answer was asked for
_settings = {"solutions": True}


class Text(str):
    """A text that a notebook shows as it is, line by line."""

    def __repr__(self):
        return str(self)


def no_solutions():
    """Keep whole answers back in this session, as a graded class wants it."""
    _settings["solutions"] = False


def count(report):
    """Remember that a report was shown; each counts once, however it is shown."""
    reports = _shown.setdefault(report.question, [])
    if report.status == "incorrect" and not any(each is report for each in reports):
        reports.append(report)


def offers_solution(report):
    """Return whether a whole answer is there, and enough was tried to see it."""
    is_kept = not (_settings["solutions"] and report.answer)
    return not is_kept and len(_shown.get(report.question, ())) >= ENOUGH


def solution(report):
    """Return a whole answer, or when there will be one."""
    if not report.answer:
        return Text("This question has no solution to show.")
    if not _settings["solutions"]:
        return Text("Your class is graded: the solution stays with your instructor.")
    asked = report.question in _asked or report.status == "correct"
    if asked or offers_solution(report):
        return Text(report.answer)
    _asked.add(report.question)
    return Text(
        "The solution is shown after three wrong tries, or if you ask once more. The "
        f"hints help first: {report.question!r} has {len(report.help)}."
    )


def method_text(text, signature):
    """Return the text of a function as that of a method of the network."""
    lines = text.replace("params[", "self.params[").splitlines()
    place = max(k for k, line in enumerate(lines) if line.startswith("def "))
    lines[place] = f"def {signature.partition('), ')[0].rstrip(')')}):"
    return "\n".join(lines)

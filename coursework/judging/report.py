"""Define the report of a check: a status, a score and a sentence."""

import dataclasses
import functools
import html
import re

from coursework.judging import help_levels
from coursework.mistakes.exceptions import describe_def_line
from coursework.running.outcomes import MATHEMATICS
from coursework.verdict import Fault, Verdict
from coursework.words import fault, say

INSIDE = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"  # text with brackets in brackets
RAISED = re.compile(rf" \((\w+(?:Error|Exception|Exit){INSIDE})\)")
MARKS = {"correct": "✔", "incorrect": "✘", "not attempted": "…"}


@dataclasses.dataclass(frozen=True)
class Findings:
    """What was found out about a wrong answer besides its report: see `repair`."""

    key: tuple  # the same for the same program
    message: str  # the report's message, with what is known of the cause
    fix: str
    numbers: str | None  # a text with the answer's numbers and the right ones
    levels: tuple | None  # the line, a question about it, and the edit
    holds: list  # names of what is right already
    place: dict | None  # the cell and the lines that the second hint is about


@dataclasses.dataclass(frozen=True)
class Report:
    """The verdict on one answer."""

    question: str
    status: str  # 'correct', 'incorrect' or 'not attempted'
    score: float  # from 0 to 1, as the sentence `scale` says
    mistake: str | None  # the identifier of the mistake, if there is one
    message: str  # the first thing to mend, as a teacher would say it
    hints: tuple = ()  # the question's hints, from a nudge to nearly the answer
    notes: tuple = ()  # remarks that cost no points, such as warnings
    fix: str = ""  # how to mend a known mistake; it becomes the second hint
    answer: str = ""  # the text of a right answer, or "" if none may be shown
    # If `check` made the report:
    findings: Findings | None = dataclasses.field(default=None, compare=False)

    @functools.cached_property
    def help(self):
        """All hints, open or not: see `help_levels`."""
        return help_levels.levels(self)

    @property
    def opened(self):
        """The hints that are open after the tries so far."""
        return help_levels.opened(self)

    @property
    def place(self):
        """The cell and the lines that the second hint is about, or None."""
        return self.findings and self.findings.place

    def hint(self, n=1):
        """Return hint number `n`, counted from 1, or a text that says there is none.

        The first hint is open at once. Each new wrong try opens one more.

        Raises
        ------
        ValueError
            If `n` is not an integer of at least 1.
        """
        if not isinstance(n, int) or n < 1:
            raise ValueError(say("hints_are_counted", n=repr(n)))
        if not self.help:
            return say("no_hints")
        if n > len(self.help):
            return say("no_such_hint", n=n, last=len(self.help))
        if n > len(self.opened):
            return help_levels.Text(say("closed_hint", n=n, name=self.question))
        hint = self.help[n - 1]
        hint = say("the_last_hint", hint=hint) if n == len(self.help) else hint
        return help_levels.Text(hint)

    def solution(self):
        """Return a right answer after three different wrong tries, or a right one."""
        return help_levels.solution(self)

    def __call__(self, *arguments, **named):
        raise TypeError(say("report_called"))

    def _message(self):
        return self.findings.message if self.findings else self.message

    def _lines(self):
        """Return the head and the lines below it."""
        head = say(self.status.replace(" ", "_"), question=self.question)
        message = self._message()
        python = RAISED.search(message)  # its words are no help at first: they go last
        if python:
            message = message.replace(python[0], "", 1)
        right = self.findings.holds if self.findings else ()
        below = [message, say("right_so_far", names=", ".join(right)) if right else ""]
        below += [say("note", note=note) for note in self.notes]
        if self.status == "incorrect" and self.help:
            below.append(self._more_help())
        if python:
            below.append(python[1])
        return head, [line for line in below if line]

    def _more_help(self):
        """Return the line on the hints that are open, and on the next one."""
        count = len(self.opened)
        hints = [f".hint({n})" for n in range(1, count + 1)]
        if help_levels.offers_solution(self):
            hints.append(".solution()")
        key = "more_help"
        if count < len(self.help):
            # The next answer may have another mistake, with fewer hints.
            key = "more_help_soon" if count < len(self.hints) else "more_help_perhaps"
        return say(key, hints=", ".join(hints), next=f".hint({count + 1})")

    def __repr__(self):
        head, below = self._lines()
        return "\n".join([head, *("  " + line for line in below)])

    def _repr_html_(self):
        head, below = self._lines()
        colors = {"correct": "#009E73", "incorrect": "#D55E00"}
        color = colors.get(self.status, "#797979")
        below = [html.escape(line) for line in below]
        if below and RAISED.fullmatch(f" ({html.unescape(below[-1])})"):
            below[-1] = f"<small>{below[-1]}</small>"
        text = "<br>".join(below)
        return (
            f'<div style="border-left:4px solid {color};padding:.3em .8em;'
            f'color:inherit"><strong>{html.escape(head)}</strong><br>{text}</div>'
        )


RIGHT = Verdict(1.0, None, "")


def report_on(question, verdict=None, notes=()):
    """Return the report of a verdict. Without a verdict the answer is right."""
    status = "incorrect" if verdict else "correct"
    fields = dataclasses.asdict(verdict or RIGHT)
    fields |= {"hints": question.hints, "notes": notes, "answer": question.answer}
    return Report(question.name, status, **fields)


def not_attempted(question, detail=""):
    """Return the report on a missing answer; NotImplementedError gives `detail`."""
    message = say("write_it", signature=question.signature)
    if where := re.search(r"in line \d+ of (\w+)$", detail):
        message += " " + say("still_raises", name=where[1])
    fields = "not attempted", 0.0, None, message, question.hints
    return Report(question.name, *fields, answer=question.answer)


def refused(question, fault):
    """Return the report on an answer that a Fault keeps from being judged: score 0."""
    return report_on(question, fault.scored(0.0))


def unreadable(question, error):
    """Return the report on values that made the judge itself raise `error`."""
    return refused(question, fault("unreadable", error=type(error).__name__))


def refusal(signature, line):
    """Return the message about an answer that cannot be called as the task calls it.

    `signature` is the task's, and `line` is the answer's def line, or "".
    """
    # What follows the parentheses, as ", returning dW1", is left out.
    wanted = f"{signature.partition('), ')[0].rstrip(')')})"
    name, _, parameters = wanted.partition("(")
    needed = [each for each in parameters[:-1].split(", ") if "=" not in each]
    is_method = needed[0] == "self"
    given = needed[1:] if is_method else needed
    call = f"{'model.' if is_method else ''}{name}({', '.join(given)})"
    key = "refusal"
    if name in ("forward", "backward"):
        key = "refusal_of_method" if is_method else "refusal_with_params"
    return say(key, yours=describe_def_line(line), call=call, wanted=wanted)


def unjudged(question, calls, outcomes):
    """Return the report if the exceptions decide already, otherwise None."""
    pairs = list(zip(calls, outcomes, strict=True))
    raised = {outcome.raised for outcome in outcomes}
    if raised == {"NotImplementedError"}:
        return not_attempted(question, outcomes[0].detail)
    plain = [outcome for call, outcome in pairs if call.stage == MATHEMATICS]
    if {outcome.raised for outcome in plain} == {"WrongSignature"}:
        message = refusal(question.signature, plain[0].detail)
        return refused(question, Fault("wrong_signature", message))
    if "SharedDictionary" in raised:
        return report_on(question, fault("shared_dictionary").scored(0.25))
    return None


WARNED = {  # what NumPy warns of, and the key of our sentence
    "overflow .*scalar": "no_fit",
    "overflow": "overflows",
    "invalid value": "becomes_nan",
    "divide by zero": "divided_by_0",
}


def notes_of(outcomes):
    """Return remarks that cost no points: two warnings at most, and that it prints."""
    notes = sorted({note for outcome in outcomes for note in outcome.notes})[:2]
    for words, key in WARNED.items():
        # NumPy writes "overflow encountered in exp", for example.
        pattern = rf"^{words}(?: encountered in)? (?:scalar )?(\w+)$"
        for k, note in enumerate(notes):
            if match := re.match(pattern, note):
                notes[k] = say(key, function=match[1])
    if any(outcome.printed for outcome in outcomes):
        notes.append(say("prints"))
    return tuple(notes)

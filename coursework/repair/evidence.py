"""Say what the check has seen and proved about an answer; help in four levels."""

import functools
import linecache

import numpy as np

from coursework.judging.normalize import SHOWN, shown
from coursework.judging.partial import joined, listed
from coursework.judging.report import Findings
from coursework.mistakes.exceptions import describe_exception
from coursework.mistakes.syntax import variable
from coursework.repair import search
from coursework.repair.edits import KINDS
from coursework.repair.intermediates import Trace
from coursework.repair.program import functions_in
from coursework.running.outcomes import ATOL, MATHEMATICS, ORDINARY, RTOL, run
from coursework.running.patience import SECONDS
from coursework.running.signatures import unwrapped
from coursework.words import say

# After these mistakes, no edit is searched for.
ELSEWHERE = "unfinished", "carried_error", "not_a_function", "unreadable"
LONGEST = 80  # characters of code in a sentence
# The names of edge cases, where their keys do not tell them.
NAMES = {
    "changes_argument": "arguments_unchanged",
    "at_zero": "at_0",
    "wrong_default": "default_of_alpha",
}
PLAIN_RIGHT = 0.75  # the score of an answer that only fails at edge cases


class Evidence:
    """What can be found out about one answer beside the report of its check.

    `judge(question, given, rng)` is the check itself.
    """

    def __init__(self, question, given, report, judge):
        self.question, self.given, self.judge = question, given, judge
        self.report = report
        self.code = getattr(unwrapped(given.written), "__code__", None)
        functions = functions_in(given.owner or given.written)
        # The same answer has the same key, so it does not count as another try.
        self.key = tuple(search.fingerprint(f.__code__) for f in functions)

    def findings(self):
        """Return the Findings for the report."""
        return Findings(
            key=self.key,
            message=self.message,
            fix=self.fix,
            numbers=self.numbers,
            levels=self.levels,
            holds=self.holds,
            place=self.place,
        )

    @functools.cached_property
    def proof(self):
        """The Proof of an edit that makes the answer right, or None."""
        if self.report.mistake in ELSEWHERE:
            return None
        return search.proof(self.question, self.given, self.judge)

    @functools.cached_property
    def fixed_judge(self):
        """The question's Judge of calls that are drawn with a fixed seed."""
        calls = self.question.draw(np.random.default_rng(search.FIRST))
        function = self.given.function
        outcomes = [run(function, call, seconds=SECONDS) for call in calls]
        right = [run(self.question.reference, call) for call in calls]
        judge = self.question.judge_class(self.question, calls, outcomes)
        # Compared in the question's own form, as floats for whole numbers.
        judge.outcomes = [*map(self.question.normal, outcomes)]
        judge.wanted = [self.question.normal(outcome).value for outcome in right]
        return judge

    def trace(self, k):
        """Return the values in the lines of call k."""
        call = self.fixed_judge.calls[k]
        return Trace(self.question, self.given.function, self.code, call)

    @functools.cached_property
    def right_names(self):
        """{our variable: the answer's name for it} of what is right at all calls."""
        places = self.fixed_judge.calls_in(MATHEMATICS)
        if self.first_wrong is not None:
            places.append(self.first_wrong)
        names, *others = (self.trace(k).right_names() for k in places)
        always = {*names}.intersection(*others)
        return {ours: name for ours, name in names.items() if ours in always}

    @property
    def intermediates(self):
        """The answer's names of the intermediate values that are right at all calls.

        One that the line of a proof sets is left out: it will be another value.
        """
        edited = self.place["lines"] if self.proof and self.proof.edit.before else ()
        edited = {text.partition("=")[0].strip() for _, text in edited}
        return [n for n in dict.fromkeys(self.right_names.values()) if n not in edited]

    @property
    def known(self):
        """The known mistake of the report, or None."""
        return self.question.catalogue.mistakes.get(self.report.mistake)

    @property
    def is_elsewhere(self):
        """Whether the known mistake sets only values that are right in this answer."""
        is_edge_case = self.report.score >= PLAIN_RIGHT
        if not self.known or is_edge_case:
            return False
        wrong = {variable(start) for start, _ in self.known.ways[0]}
        return wrong <= self.right_names.keys()

    @property
    def fix(self):
        """What the report says of how to mend its mistake, unless an edit says better.

        A sentence about any shapes, for example, may not fit this line.
        """
        known = *self.question.catalogue.mistakes, *self.question.edge_cases
        is_general = self.report.mistake not in known
        is_needless = self.is_elsewhere or (is_general and self.is_cause_sure)
        return "" if is_needless else self.report.fix

    @functools.cached_property
    def first_wrong(self):
        """The position of the smallest failing call, or None."""
        judge = self.fixed_judge
        for stages in (ORDINARY, *([item] for item in self.question.edge_cases)):
            wrong = judge.all_defects(judge.calls_in(*stages))
            if wrong:  # the report, too, is about the first stage that fails
                return min(wrong, key=judge.size)
        return None

    @property
    def is_cause_sure(self):
        """Whether a proof shows the cause, too.

        A new copy or another type may mend mistakes of any kind: these count where the
        report says that this was the only fault.
        """
        if not (self.proof and self.proof.is_cause_sure):
            return False
        changes_argument = self.report.mistake == "changes_argument"
        if self.proof.kind in search.COPIES:
            return changes_argument
        if self.proof.kind == "type":
            return self.report.score >= PLAIN_RIGHT and not changes_argument
        return self.proof.kind != "activation"

    @property
    def message(self):
        """The sentence that a Report shows: its message, and what is known of causes.

        `search` finds an edit as a proof, and rules.txt says what its kind is about.
        """
        texts = [self.what_is_wrong]
        is_unclear = self.what_is_wrong.startswith(say("not_right_yet"))
        if is_unclear and not self.proof:
            texts.append(self.where_to_look)
        if self.report.mistake == "answer_changes":
            texts.append(say(changing(self.code)))
        if self.proof:
            is_whole = self.proof.is_whole
            key = "small_change" if is_whole else "small_change_in_plain_cases"
            texts.append(say(key))
        if self.is_cause_sure:
            texts.append(say("it_is_about", what=KINDS[self.proof.kind].about))
        return " ".join(filter(None, texts))

    @functools.cached_property
    def what_is_wrong(self):
        """The report's message, with how far its known mistake is sure."""
        if self.is_elsewhere:
            return say("not_right_yet")
        text = self.report.message
        if self.holds:  # what is right is named there
            places = self.fixed_judge.calls_in(*ORDINARY)
            text = text.replace(self.fixed_judge.right(places), "")
        if self.known and not self.is_cause_sure:
            key = "same_results" if self.is_known_alone else "several_mistakes"
            text = f"{say(key)} {text}"
        return text

    @property
    def is_known_alone(self):
        """Whether the known mistake alone gives the same results as the answer.

        The same results do not prove the same cause.
        """
        if self.has_other_bias_shape:  # which may still behave like the mistake
            return False
        judge = self.fixed_judge
        cases = self.question.edge_cases if self.report.score >= PLAIN_RIGHT else ()
        places = judge.calls_in(*ORDINARY, *cases)
        return any(judge.behaves_like(f, places) for f in self.known.functions)

    @property
    def where_to_look(self):
        """A sentence on values that are right on the way to the result, or ""."""
        if {*self.intermediates} <= {*self.parts_right}:
            return ""
        names_are = listed(self.intermediates)
        is_said = say("right", names_are=names_are) in self.what_is_wrong
        return "" if is_said else say("look_below", names_are=names_are)

    @functools.cached_property
    def parts_right(self):
        """The names of the parts of the result that are right."""
        judge = self.fixed_judge
        return judge.right_parts(judge.calls_in(*ORDINARY))

    @functools.cached_property
    def has_other_bias_shape(self):
        """Whether a bias has a shape such as (1, H), which counts as an edge case."""
        if not self.question.loose:
            return False
        judge = self.fixed_judge

        def has_wrong_shape(loose):
            found = [judge.defect(k, loose) for k in judge.calls_in(*ORDINARY)]
            return any(defect and defect.kind == "shape" for defect in found)

        # Where there is one image, rows that are not summed have such a shape.
        return has_wrong_shape(()) and not has_wrong_shape(self.question.loose)

    @functools.cached_property
    def holds(self):
        """The names of what is right already."""
        judge, names = self.fixed_judge, []
        ordinary = judge.calls_in(*ORDINARY)
        wrong = {defect.kind for defect in judge.all_defects(ordinary).values()}
        if wrong <= {"value"} and not self.has_other_bias_shape:
            names.append(say("the_shape"))
        if wrong:
            names += dict.fromkeys([*self.intermediates, *self.parts_right])
        else:
            names.append(say("the_numbers"))
        for item in self.question.edge_cases:
            places = judge.calls_in(item)
            is_right = places and not judge.all_defects(places)
            if item == "changes_argument":
                is_right = not wrong and not any(o.changed for o in judge.outcomes)
            if is_right:
                key = NAMES.get(item)
                names.append(say(key) if key else item.replace("_", " "))
        return names

    @functools.cached_property
    def numbers(self):
        """A text about the smallest failing input: values of the answer, and ours.

        None if there is no such input, or nothing to say of it.
        """
        k = self.first_wrong
        if k is None:
            return None
        trace, inputs = self.trace(k), self.fixed_judge.arguments(k)
        text = say("for_inputs", inputs=inputs)
        if trace.outcome.raised:
            error = describe_exception(trace.outcome)
            if trace.outcome.raised == "WrongSignature":
                return f"{text} {error}."
            return say("raises_for", inputs=inputs, error=error)
        names = dict.fromkeys(trace.right_names().values())
        right = [name for name in names if name in self.intermediates]
        if right:
            text += f" {say('right', names_are=listed(right))}"
        name, got, wanted = trace.first_wrong()
        if name is None:
            return None  # right by chance, as with np.empty
        if wanted is None:  # the result has another form than ours
            task = say("task_asks_for", signature=self.question.signature)
            return f"{text} {task}" if right else None  # the report has said the task
        table = side_by_side(*shortened(name, got, wanted))
        return f"{text} {say('this_differs')}\n{table}" if table else None

    @property
    def levels(self):
        """The help about a proof: the line, a question about it, and the edit."""
        if not self.proof:
            return None
        proof, question = self.proof, ""
        if self.is_cause_sure:
            question = KINDS[proof.kind].question
            question = question.replace("{before}", quoted(proof.edit.before))
        elif self.numbers:
            question = "".join(self.question.hints[:1])
        return self.where, question, f"{say('for_example')}\n{proof.change}"

    @property
    def where(self):
        """A text with the lines of the cell that a proof is about."""
        lines, others = self.proof.lines, self.proof.others
        code = "\n".join(f"  {n}: {text}" for n, text in self.place["lines"])
        key = "lines" if len(lines) > 1 else "line"
        if not self.proof.edit.before:
            key = "near_line"  # the line is new
        numbers = joined([*map(str, lines)])
        said = f"{say(key, lines=numbers, name=self.question.name)}\n{code}"
        if self.proof.is_line_sure:
            return said
        elsewhere = {n for edit in others for n in edit.lines} - {*lines}
        if not elsewhere:
            return f"{say('perhaps_this')} {said}"
        more = joined([say("line_of", n=n) for n in sorted(elsewhere)])
        return f"{say('perhaps_this_or', lines=more)} {said}"

    @property
    def place(self):
        """The cell (its file, or its name on a page); [number, text] of each line."""
        if not self.proof:
            return None
        file = self.code.co_filename
        lines = [[n, linecache.getline(file, n).strip()] for n in self.proof.lines]
        return {"cell": file, "lines": lines}


def quoted(code):
    """Return code as a sentence shows it, cut off if it is long."""
    shown = code if len(code) <= LONGEST else f"{code[:LONGEST]} ..."
    return f"`{shown}`"


def changing(code):
    """Return the key of a sentence on what makes a function's answers change."""
    names = {*getattr(code, "co_names", ())}
    if names & {"empty", "empty_like"}:
        return "because_of_empty"
    if names & {"load_batch", "shuffle", "permutation"}:
        return "because_of_shuffle"
    return "because_of_random" if "random" in names else "because_of_outside"


def shortened(name, got, wanted):
    """Return a name and two values; of large arrays, the first number that differs."""
    arrays = isinstance(got, np.ndarray) and isinstance(wanted, np.ndarray)
    if not arrays or got.shape != wanted.shape or got.size <= SHOWN:
        return name, got, wanted
    differ = ~np.isclose(got, wanted, RTOL, ATOL, equal_nan=True)
    place = tuple(int(i) for i in np.argwhere(differ)[0])
    return f"{name}{[*place]}", got[place], wanted[place]


def side_by_side(name, got, wanted):
    """Return two lines, with a value of the answer and ours, or "" if they look alike.

    They do if only the types differ, as of a list and an array.
    """
    yours, ours = table_of(got), table_of(wanted)
    rows = (say("yours"), yours), (say("ours"), ours)
    lines = [f"  {whose:5}  {name} = {value}" for whose, value in rows]
    return "\n".join(lines) if yours != ours else ""


def table_of(value):
    """Return a value as text; a large array is only its shape."""
    if value is None:
        return say("nothing")
    if not isinstance(value, np.ndarray) or value.size > SHOWN:
        return shown(value)
    digits = {"float": "{:.4g}".format}
    text = np.array2string(value, separator=", ", formatter=digits)
    return text.replace("\n", "\n" + 10 * " ")

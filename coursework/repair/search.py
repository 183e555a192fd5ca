"""Search for an edit of the student's own program that makes the answer right.

An edit that passes the check proves where the mistake is, and nearly always what it is.
The search works on a web page, without clock and signals: no edit touches the condition
of a loop, and the numbers of steps in a run and of runs in a search are limited. A step
is a line of the program, or a call of any function in Python: NumPy calls the methods
of an object such as np.r_, which has no end, again and again.
"""

import ast
import contextlib
import difflib
import functools
import inspect
import sys
import warnings
from typing import NamedTuple

import numpy as np

from coursework.repair.edits import Edit
from coursework.repair.program import EDITED, AnswerTree, NotEditable
from coursework.repair.writer import edits_of
from coursework.running.answers import as_function
from coursework.running.objects import leaves
from coursework.running.outcomes import ORDINARY, run
from coursework.running.signatures import unwrapped

RUNS = 2000  # of one search, about 1.5 seconds
MORE_RUNS = 400  # after the first edit that passes: does another kind pass, too?
CHECK_RUNS = 40  # the check itself counts as so many runs
STEPS, STEPS_PER_RUN = 10_000, 100  # most steps of a run; so many count as one more run
SLOW = 20  # runs: if a call counts as more, there is no search
ENTRIES = 100_000  # of a variable, at most
STEPS_OF_CHECK = 1_000_000  # most steps of the check itself
FIRST = 5  # the seed of the calls
OF_PROOFS = FIRST, 77, 78, 79  # a proof passes the check with these: on more inputs
PLAIN = 1.35  # the rank up to which an edit is plain
COPIES = ("copy", "alias", "argument")
ALIKE = (  # kinds that mean the same in one place
    ("axis", "keepdims", "axis and keepdims", "sum"),
    ("sign", "order", "extra operand"),
    ("branches", "comparison"),
    ("extra operand", "extra division", "constant", "key"),
    ("ddof", "constant"),
    COPIES,
)
WIDE = ("extra line", "type", "activation", *COPIES)  # may mend any mistake


class Proof(NamedTuple):
    """An edit that makes an answer right."""

    edit: Edit
    change: str  # lines of the program that go (-) and that come (+)
    is_whole: bool  # whether edge cases are right, too
    others: tuple = ()  # other plain edits with the same effect

    @property
    def kind(self):
        return self.edit.kind

    @property
    def lines(self):
        return self.edit.lines

    @property
    def is_line_sure(self):
        """Whether no plain edit of another line makes the answer right."""
        narrow = [edit for edit in self.others if edit.kind not in WIDE]
        return not any({*self.lines}.isdisjoint(edit.lines) for edit in narrow)

    @property
    def is_cause_sure(self):
        """Whether the edit is plain, and all other plain edits are of the same kind."""
        alike = next((kinds for kinds in ALIKE if self.kind in kinds), (self.kind,))
        is_one = all(edit.kind in (*alike, *WIDE) for edit in self.others)
        return self.is_line_sure and is_one and self.edit.rank <= PLAIN


class TooLong(BaseException):
    """Raised in a run that takes too many steps or too much memory."""


class Search:
    """The search for one answer; `judge(question, given, rng)` is the check itself."""

    def __init__(self, question, given, judge):
        self.question, self.judge, self.spent, self.left = question, judge, 0, STEPS
        self.program = AnswerTree(
            given.owner or unwrapped(given.written), question.name
        )
        calls = question.draw(np.random.default_rng(FIRST))
        order = {stage: k for k, stage in enumerate(ORDINARY)}
        self.calls = sorted(calls, key=lambda c: (order.get(c.stage, 2), size(c)))
        self.seen, self.proofs = set(), {}  # programs tried; Proof by `is_whole`

    def find(self):
        """Return the Proof of the first edit that makes the answer right, or None.

        An edit that makes only the plain cases right is the second choice.
        """
        if not self.can_mend():
            return None
        for edit in edits_of(self.program.functions, self.question.name):
            whole = self.proofs.get(True)
            is_far = whole and edit.rank > max(PLAIN, whole.edit.rank)
            if is_far or self.spent > RUNS:
                break
            is_whole = self.tried(edit)
            if is_whole is not None and self.makes_sense(edit):
                self.keep(edit, is_whole)
        return self.proofs.get(True) or self.proofs.get(False)

    def can_mend(self):
        """Run the answer as it is; return whether it is wrong, and not too slow.

        The calls at which it is wrong come first from now on.
        """
        code = self.program.compiled()
        function = self.function(code)
        right = {id(call): self.is_right(function, call) for call in self.calls}
        self.calls.sort(key=lambda call: right[id(call)])
        may_be_chance = holds_rest(fingerprint(code))  # though right at all calls
        is_wrong = may_be_chance or not all(right.values())
        return is_wrong and self.spent <= SLOW * len(self.calls)

    def keep(self, edit, is_whole):
        """Keep an edit as a Proof, or among the others of the Proof that came first."""
        first = self.proofs.get(is_whole)
        if first is None:
            self.proofs[is_whole] = Proof(edit, self.change(edit), is_whole)
            if is_whole:
                self.spent = max(self.spent, RUNS - MORE_RUNS)  # MORE_RUNS are left
        elif edit.rank <= max(PLAIN, first.edit.rank):
            self.proofs[is_whole] = first._replace(others=(*first.others, edit))

    def change(self, edit):
        """Return the lines that an edit takes from the program, and those it adds."""
        before = ast.unparse(self.program.tree).splitlines()
        undo = edit.apply()
        after = ast.unparse(self.program.tree).splitlines()
        undo.apply()
        compared = difflib.ndiff(before, after)
        return "\n".join(f"  {line}" for line in compared if line[0] in "+-")

    def tried(self, edit):
        """Return what `is_accepted` says of the new program; None if there is none."""
        undo = None
        try:
            undo = edit.apply()
            code = self.program.compiled()
            steps = fingerprint(code)
        except (SyntaxError, ValueError, TypeError, SystemError):  # not a program
            return None
        finally:
            if undo:
                undo.apply()
        if steps in self.seen or holds_rest(steps):
            return None
        self.seen.add(steps)
        return self.is_accepted(code, self.function(code))

    def is_accepted(self, code, function):
        """Return True if the check accepts a program, False if edge cases alone fail.

        Otherwise return None. False is of use only if plain cases were wrong before,
        and if no program was accepted yet.
        """
        wrong = (c for c in self.calls if not self.is_right(function, c))
        first, is_found = next(wrong, None), True in self.proofs
        if first is None:  # the first that passes must pass the check itself
            return True if is_found or self.accepts(code) else None
        was_plain = self.calls[0].stage in ORDINARY  # was a plain case wrong before?
        if is_found or not was_plain:
            return None
        is_plain = first.stage in ORDINARY or any(c.stage in ORDINARY for c in wrong)
        return None if is_plain else False

    def makes_sense(self, edit):
        """Return whether an edit makes sense for the values that it treats.

        A sum is of an array, an activation of an array of floats, `<` is not between
        texts, and what stands in place of a typed number is a number. Another name does
        not give two variables of one line the same value.
        """
        if edit.kind == "name" and self.makes_twins(edit):
            return False
        if not edit.treated:
            return True
        values = self.program.recorded = []
        undo = edit.recording.apply()
        try:
            code = self.program.compiled()
            run(self.function(code), self.calls[0], watch=False)
        finally:
            undo.apply()
        sides = {*map(np.ndim, values)}
        kinds = {np.asarray(value).dtype.kind for value in values}
        return {
            "sum": 0 not in sides,
            "activation": 0 not in sides and kinds <= {"f"},
            "comparison": "U" not in kinds,
            "constant": sides <= {0},
        }[edit.kind]

    def makes_twins(self, edit):
        """Return whether an edit makes two parts of a tuple the same."""
        before = self.twins()
        undo = edit.apply()
        after = self.twins()
        undo.apply()
        return after > before

    def twins(self):
        """Return how many parts of tuples are there more than once."""
        twins = 0
        for node in ast.walk(self.program.tree):
            if isinstance(node, ast.Tuple):
                texts = [ast.unparse(part) for part in node.elts]
                twins += len(texts) - len({*texts})
        return twins

    def function(self, code):
        """Return the program's answer as the function that the check calls."""
        try:
            with self.counted():
                answer = self.program.answer(code)
            function = as_function(self.question.name, answer).function
        except (Exception, TooLong):
            return None

        @functools.wraps(function)
        def counted(*args, **kwargs):
            with self.counted():
                return function(*args, **kwargs)

        return counted if callable(function) else None

    def is_right(self, function, call):
        """Return whether a function is right at one call."""
        if function is None:
            return False
        outcome = run(function, call, watch=False)
        self.spent += 1 + (STEPS - self.left) / STEPS_PER_RUN
        accepts = self.question.accepts
        # The second, slower run also watches the arguments.
        return accepts(call, outcome) and accepts(call, run(function, call))

    def accepts(self, code):
        """Return whether the check accepts the program, with several seeds."""
        self.spent += CHECK_RUNS
        given = as_function(self.question.name, self.program.answer(code))
        try:
            with self.counted(STEPS_OF_CHECK):
                for k in OF_PROOFS:
                    rng = np.random.default_rng(k)
                    if self.judge(self.question, given, rng).score != 1:
                        return False
        except TooLong:
            return False
        return True

    @contextlib.contextmanager
    def counted(self, steps=STEPS):
        """Raise TooLong in the `with` block after so many steps."""
        self.left, tracing = steps, sys.gettrace()

        def at_line(frame, event, argument):
            if any(map(is_huge, frame.f_locals.values())):
                self.left = 0
            return at_call(frame, event, argument)

        def at_call(frame, event, argument):
            self.left -= 1
            if self.left < 0:
                raise TooLong
            is_edited = frame.f_code.co_filename == EDITED
            return at_line if is_edited and self.program.has_loop else None

        sys.settrace(at_call)
        try:
            yield
        finally:
            sys.settrace(tracing)


def proof(question, given, judge):
    """Return the Proof of an edit that makes an answer right, otherwise None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python warns about edited lines
            return Search(question, given, judge).find()
    except NotEditable:
        return None


def is_huge(value):
    """Return whether a value is far too large, as a list that contains itself is.

    A whole number is, too, from which one line could make a far larger one.
    """
    waiting, entries = [value], 0
    while waiting and entries <= ENTRIES:
        each = waiting.pop()
        entries += each.size if isinstance(each, np.ndarray) else 1
        if isinstance(each, int):
            entries += abs(each)  # as 2**n and math.comb(n, k) need time and memory
        elif isinstance(each, list | tuple):
            waiting += each
    return entries > ENTRIES


def size(call):
    """Return the number of entries in all arguments of a call, for sorting."""
    return sum(map(np.size, leaves(call.args)))


def fingerprint(code):
    """Return the steps of a code object, without line numbers and local names."""
    inner = (fingerprint(c) if inspect.iscode(c) else repr(c) for c in code.co_consts)
    return code.co_code, code.co_names, tuple(inner)


def holds_rest(steps):
    """Return whether a program calls np.empty, which holds what another run has left.

    `steps` is its fingerprint. Such a program may be right by chance.
    """
    return "'empty" in repr(steps)

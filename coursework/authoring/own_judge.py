"""Judge answers to an instructor's question: values of any kind, hidden inputs."""

import builtins
import dataclasses

from coursework.judging.defects import Defect
from coursework.judging.judge import Judge
from coursework.judging.normalize import alike, shown
from coursework.mistakes.catalogue import Catalogue
from coursework.running.outcomes import run
from coursework.words import say

# {kind of a Defect: the key of a phrase}
VEILED = {"type": "veiled_type", "keys": "veiled_keys"}
VEILED |= {"shape": "veiled_shape", "dtype": "veiled_dtype"}


class OwnJudge(Judge):
    """The judge that accepts values of any kind, and shows no hidden input."""

    def __init__(self, question, calls, outcomes):
        super().__init__(question, calls, outcomes)
        self.hidden = question.hidden(calls)
        self.is_ours = isinstance(question.catalogue, Catalogue)
        # None keeps tuples, as the catalogues of the course compare them. Otherwise a
        # tuple becomes a dict with keys like result[0].
        self.named = None if self.is_ours else "result"
        right_values, self.outcomes, self.wanted = self.wanted, [], []
        for outcome, right in zip(outcomes, right_values, strict=True):
            got, wanted = alike(outcome.value, right, question.tolerance, self.named)
            self.outcomes.append(dataclasses.replace(outcome, value=got))
            self.wanted.append(wanted)

    def defect(self, k, loose=None):
        """Return the defect at call k, without values if the question hides inputs."""
        defect = super().defect(k, loose)
        if defect is None or defect.kind == "value" or not self.hidden:
            return defect
        where = "" if k in self.hidden else self.arguments(k)
        return Veiled(defect.kind, where, defect.got, defect.wanted)

    # If the question hides inputs, these three find nothing, so that nothing is shown.

    def right(self, places):
        return "" if self.hidden else super().right(places)

    def unfinished(self, places):
        return (set(), ()) if self.hidden else super().unfinished(places)

    def common(self, places):
        return (None, "") if self.hidden else super().common(places)

    def size(self, k):
        """Return the key that sorts failing calls; the first of them is shown."""
        return k in self.hidden, *super().size(k)

    def smallest(self, found):
        """Return a sentence about the smallest failing input that is not hidden.

        If the question hides inputs, the sentence leaves out what the answer returned,
        which could give one away.
        """
        if self.hidden.issuperset(found):
            return say("hidden_input")
        if not self.hidden:
            return super().smallest(found)
        visible = [k for k in found if k not in self.hidden]
        k = min(visible, key=lambda k: (*self.size(k), self.arguments(k)))
        wanted = shown(run(self.question.reference, self.calls[k]).value)
        said = say("wrong_value", inputs=self.arguments(k), wanted=wanted)
        return f"{say('not_right_yet')} {said}"

    def combined_mistakes(self, args, got):
        """Yield combined mistakes, as for the course's questions; otherwise none."""
        return super().combined_mistakes(args, got) if self.is_ours else ()

    def outcome(self, function, k):
        """Return the outcome of a mistake's function, as `alike` converts answers."""

        def converted(*args, **kwargs):
            value = function(*args, **kwargs)
            return alike(value, value, named=self.named)[0]

        return run(converted, self.calls[k], watch=False)


class Veiled(Defect):
    """A defect whose text shows no value, since the question hides inputs."""

    def naming(self):
        """Return (identifier, sentence, ""); the sentence shows no value.

        Only built-in exceptions are named. The name of another could tell a value.
        """
        name, _, _ = super().naming()
        if self.kind == "raised":
            found = getattr(builtins, self.got.raised, None)
            is_builtin = isinstance(found, type) and issubclass(found, BaseException)
            name_shown = self.got.raised if is_builtin else say("an_exception")
            what = say("veiled_error", error=name_shown)
        else:
            what = say(VEILED[self.kind])
        key = "veiled_but_known" if self.where else "veiled"
        return name, say(key, inputs=self.where, what=what), ""

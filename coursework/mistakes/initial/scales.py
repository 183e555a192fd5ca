"""Wrong scales of the weights: laws that follow from a slip in the rule."""

from coursework.mistakes.initial.roots import ROOTS
from coursework.mistakes.initial.sides import SIDES

SCALES = [*SIDES, *ROOTS]

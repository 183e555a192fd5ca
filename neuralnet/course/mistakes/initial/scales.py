"""Wrong scales of the weights: laws that follow from a slip in the rule."""

from neuralnet.course.mistakes.initial.roots import ROOTS
from neuralnet.course.mistakes.initial.sides import SIDES

SCALES = [*SIDES, *ROOTS]

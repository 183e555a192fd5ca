"""The catalogue of `initialize_parameters`: replies, weights, scales, fine print.

Two right answers never agree in value, so no mistake is found by comparing values.
Each has a condition of its own, `fits`, which says what its sentence says; its function
is a planted wrong answer for the tests. Where a matrix fits two wrong scales, none is
named.
"""

from coursework.mistakes import Catalogue
from coursework.mistakes.initial.details import DETAILS
from coursework.mistakes.initial.replies import REPLIES
from coursework.mistakes.initial.scales import SCALES
from coursework.mistakes.initial.shapes import SHAPES
from coursework.mistakes.initial.weights import FALLBACKS, PATTERNS

initialize_parameters = Catalogue("initialize_parameters")
for mistake in [*REPLIES, *SHAPES, *PATTERNS, *SCALES, *FALLBACKS, *DETAILS]:
    initialize_parameters.append(mistake)

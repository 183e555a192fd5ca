"""The catalogue of `backward`: what is returned, the lines, the scale."""

from coursework.mistakes import Catalogue
from coursework.mistakes.backward import (
    biases,
    error,
    hidden,
    returned,
    scale,
    weights,
)

catalogue = Catalogue("backward")
for part in (returned, error, weights, biases, hidden, scale):
    for mistake in part.catalogue:
        catalogue.append(mistake)

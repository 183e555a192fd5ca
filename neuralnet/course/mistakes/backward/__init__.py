"""The catalogue of `backward`: what is returned, the lines, the scale."""

from neuralnet.course.mistakes import Catalogue
from neuralnet.course.mistakes.backward import (
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

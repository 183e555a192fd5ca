"""The catalogue of `forward`: what is returned, then line by line, fine print last."""

from coursework.mistakes import Catalogue
from coursework.mistakes.forward import (
    hidden,
    inputs,
    layers,
    output,
    returned,
    stability,
    stored,
)

catalogue = Catalogue("forward")
for part in (returned, stored, inputs, layers, hidden, output, stability):
    for mistake in part.catalogue:
        catalogue.append(mistake)

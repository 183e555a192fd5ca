"""Mistakes in leaky_relu, deriv_leaky_relu and softmax."""

import numpy as np

from neuralnet.course.mistakes import Catalogue

leaky_relu = Catalogue("leaky_relu")
deriv_leaky_relu = Catalogue("deriv_leaky_relu")
softmax = Catalogue("softmax")

"""Mistakes in `forward`: what is returned."""

from coursework.mistakes import Catalogue
from coursework.mistakes.forward.tools import one_hot
from coursework.mistakes.network import change

catalogue = Catalogue("forward")

change(
    catalogue,
    "only_y_returned",
    "You return y alone. The backward pass needs the values in between: return y, "
    'ff_dict with ff_dict = {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}.',
    result=lambda v: v.y,
)
change(
    catalogue,
    "only_ff_dict_returned",
    "You return the dictionary alone. Return two things, the probabilities first: "
    "return y, ff_dict.",
    result=lambda v: v.kept,
)
change(
    catalogue,
    "pair_swapped",
    "You return ff_dict first and y second. The order is return y, ff_dict.",
    result=lambda v: (v.kept, v.y),
)
change(
    catalogue,
    "pair_in_dictionary",
    "You return one dictionary with y and ff_dict in it. Return the two side by side: "
    "return y, ff_dict.",
    result=lambda v: {"y": v.y, "ff_dict": v.kept},
)
change(
    catalogue,
    "four_arrays_returned",
    "You return the four arrays Z1, A1, Z2, y. Return two things: y, and a dictionary "
    "that holds the four by name.",
    result=lambda v: (v.Z1, v.A1, v.Z2, v.y),
)
change(
    catalogue,
    "y_and_three_arrays_returned",
    "You return y and three arrays beside it. Return two things: y, and a dictionary "
    "that holds Z1, A1, Z2 and y by name.",
    result=lambda v: (v.y, v.Z1, v.A1, v.Z2),
)
change(
    catalogue,
    "tuple_for_dictionary",
    "The second thing that you return is a tuple of arrays. Make it a dictionary, so "
    'that backward can ask for ff_dict["A1"] by name.',
    result=lambda v: (v.y, (v.Z1, v.A1, v.Z2, v.y)),
)
change(
    catalogue,
    "only_classes_returned",
    "You return the predicted classes (argmax). Return the probabilities y, one row "
    "per image, and ff_dict; the classes are taken later.",
    result=lambda v: v.y.argmax(axis=1),
)
change(
    catalogue,
    "classes_returned",
    "In place of y you return the predicted classes (argmax). Return the "
    "probabilities, shape (N, C); the classes are taken later.",
    result=lambda v: (v.y.argmax(axis=1), v.kept),
)
change(
    catalogue,
    "one_hot_returned",
    "Your y is 1 for the largest score and 0 elsewhere. y must be the probabilities "
    "that softmax gives: learning needs to know how sure the network is.",
    result=lambda v: (one_hot(v.y), v.kept),
)
change(
    catalogue,
    "scores_returned",
    'Your ff_dict is right, but you return the scores Z2 where ff_dict["y"], the '
    "probabilities, belongs: return y, ff_dict.",
    result=lambda v: (v.Z2, v.kept),
)
change(
    catalogue,
    "hidden_layer_returned",
    "You return the hidden layer A1 where the probabilities belong: return y, ff_dict.",
    result=lambda v: (v.A1, v.kept),
)
change(
    catalogue,
    "samples_in_columns",
    "All your arrays are transposed: images in columns. In this course an image is a "
    "row: Z1 = X @ W1 + b1 has shape (N, H), y has shape (N, C).",
    result=lambda v: (v.y.T, {key: a.T for key, a in v.kept.items()}),
)
change(
    catalogue,
    "y_transposed",
    "Your y is transposed. An image is a row: y has shape (N, C).",
    result=lambda v: (v.y.T, v.kept),
)
change(
    catalogue,
    "only_first_image",
    "You return the result for the first image alone. X holds one image per row, and "
    "X @ W1 treats all at once; in a loop, return after the loop, not inside.",
    X=lambda v: v.X[0],
)
change(
    catalogue,
    "only_last_image",
    "You return the result for the last image alone: a loop overwrites the others. X "
    "holds one image per row, and X @ W1 treats all at once, without a loop.",
    X=lambda v: v.X[-1],
)
change(
    catalogue,
    "only_first_row",
    "You return one row, for the first image. y needs a row for every image in X; in "
    "a loop, return after the loop, not inside.",
    X=lambda v: v.X[:1],
)
change(
    catalogue,
    "only_last_row",
    "You return one row, for the last image: a loop overwrites the others. y needs a "
    "row for every image in X.",
    X=lambda v: v.X[-1:],
)

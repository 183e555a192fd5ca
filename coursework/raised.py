"""What an exception means, as a teacher would say it."""

import re

# Exceptions that tell what happened: their type, a part of their text, the identifier,
# the sentence. The first that fits is taken, the last fits always.
RAISED = [
    (
        "ValueError",
        "truth value of an array",
        "if_on_array",
        "An if (or and, or, not, max(), min()) needs one yes or no, and a whole array "
        "was compared, which gives many. Choose entry by entry instead: np.where, "
        "np.maximum, or multiply by a mask.",
    ),
    (
        "ValueError",
        "inhomogeneous shape",
        "uneven_rows",
        "Things of different shapes cannot become one array: rows of different "
        "length, or an array beside a number, as in np.max((0, z)), where "
        "np.maximum(0, z) is meant.",
    ),
    (
        "TypeError|ValueError",
        "can be converted to Python scalars|must be real number, not|with a sequence",
        "number_function_on_array",
        "A function for one number (from math, or float(), int()), or one place in an "
        "array, got a whole array. NumPy's functions of the same names work entry by "
        "entry: np.exp, np.maximum.",
    ),
    (
        "TypeError|ValueError",
        "to a scalar index|(array|list)' object cannot be interpreted|output parameter",
        "array_for_axis",
        "A function got an array where it wants a whole number: np.max(a, b) takes b "
        "for an axis, and range(a) for a length. np.maximum(a, b) compares two arrays "
        "entry by entry, range(len(a)) counts rows, and np.concatenate wants its "
        "arrays in one list.",
    ),
    (
        "TypeError",
        "tuple' object cannot be interpreted",
        "tuple_for_number",
        "A function got a tuple where it wants one whole number. a.shape is a tuple: "
        "range(a.shape[0]) counts the rows, range(a.shape[1]) the columns.",
    ),
    (
        "TypeError",
        "float[0-9]*' object cannot be interpreted",
        "fraction_for_whole_number",
        "A function got a number with a decimal point where it wants a whole one: an "
        "axis, a size, a range. np.max(z, 0.01) takes 0.01 for an axis (np.maximum "
        "compares), and / gives such a number even for 10 / 2; // does not.",
    ),
    (
        "TypeError",
        "cannot be interpreted as an integer",
        "no_whole_number",
        "A function got something else where it wants a whole number: an axis, a size, "
        "a range.",
    ),
    (
        "TypeError",
        "unexpected keyword argument '(dim|keepdim)'",
        "keywords_of_pytorch",
        "dim and keepdim are PyTorch's words. NumPy's are axis and keepdims: "
        "X.sum(axis=1, keepdims=True).",
    ),
    (
        "TypeError",
        "as a data type",
        "shape_without_tuple",
        "A second number was taken for a data type: np.zeros and np.ones want the "
        "shape as one tuple, np.zeros((n, m)).",
    ),
    (
        "TypeError",
        "boolean (subtract|negative)",
        "minus_with_booleans",
        "NumPy has no minus for arrays of True and False. Make numbers of them first: "
        "mask * 1.0, or mask.astype(float).",
    ),
    (
        "TypeError",
        "bitwise_xor",
        "hat_for_power",
        "^ is no power in Python: write **. (And a product is *.)",
    ),
    (
        "TypeError",
        "NoneType",
        "uses_none",
        "Something is None where a value is wanted: a variable that is still a "
        "placeholder, or the result of a function that does not return.",
    ),
    (
        "TypeError",
        r"'(?!None)[A-Z]\w*' object is not subscriptable",
        "object_for_dict",
        "Square brackets stand behind an object that takes no index. The first "
        "argument of a method is the object, self; its parameters are in self.params.",
    ),
    (
        "TypeError",
        "not callable",
        "calls_no_function",
        "Something is called that is no function: round brackets stand behind an array "
        "or a number. Take square brackets for an index, and write the * of a product.",
    ),
    (
        "WrongSignature",
        "",
        "wrong_signature",
        "Your function cannot be called as the task calls it.",
    ),
    (
        "TypeError|ValueError",
        "positional argument|keyword argument|multiple values for|both or neither of x",
        "wrong_arguments",
        "A function that yours calls got arguments that do not fit it: too many, too "
        "few, or of another name. Compare the call with that function's def line. "
        "(np.where takes three: a condition, and both values.)",
    ),
    (
        "ValueError|IndexError",
        "broadcast|core dimension|not aligned|must match|enough dim|did not match",
        "shapes_do_not_fit",
        "Two arrays meet in one line whose shapes do not fit together. Print both "
        "shapes before that line; a sum or maximum along an axis keeps its place "
        "with keepdims=True, and a matrix product may want a transpose.",
    ),
    (
        "UFuncTypeError|_UFuncNoLoopError|TypeError",
        "dtype\\('<U|(and|of) 'str'|'str' and",
        "text_for_numbers",
        "A text stands where numbers are wanted. Taking a dict apart, or looping over "
        'it, gives its keys: "W1" is a text, params["W1"] is the array.',
    ),
    (
        "TypeError",
        "multiply sequence|(and|of) 'list'|'list' and",
        "calculates_with_a_list",
        "A Python list does not calculate entry by entry: make an array of it first, "
        "np.array(...).",
    ),
    (
        "NameError",
        "'params' is not defined",
        "unknown_name",
        "The name params has no value here. In a method of the network, the "
        'parameters belong to the object: self.params["W1"].',
    ),
    (
        "NameError|AttributeError",
        "'(_as_float|_check_images|xavier)'",
        "chapter_code",
        "A line from a chapter needs a helper of the package that is not here: write "
        "np.asarray(z, dtype=float) for _as_float(z), rng.normal(0, scale, shape) for "
        "xavier, and leave self._check_images out.",
    ),
    (
        "NameError|UnboundLocalError",
        "",
        "unknown_name",
        "A name is used that has no value yet: a typing error, a cell that has not "
        "been run, or a variable that is set in one branch only.",
    ),
    (
        "AttributeError",
        "has no attribute '(Z1|A1|Z2|y)'",
        "unknown_attribute",
        "The object has no such attribute. What forward computed is handed over in a "
        'dictionary, and backward is given it: ff_dict["A1"], not self.A1.',
    ),
    (
        "AttributeError",
        "has no attribute '(W1|b1|W2|b2)'",
        "unknown_attribute",
        'The parameters are in a dictionary: params["W1"], or self.params["W1"] in a '
        "method, not behind a dot.",
    ),
    (
        "AttributeError",
        "'(int|float|str|list|dict|function)' object has no attribute "
        "'(where|exp|maximum|array|asarray|zeros|ones|sum|max|sqrt|random)'",
        "unknown_attribute",
        "What stands before the dot is no array, and not NumPy. If it is np, a line "
        "like np = 3 has overwritten it: give that variable another name, and run the "
        "cell with the imports again.",
    ),
    (
        "AttributeError",
        "",
        "unknown_attribute",
        "Something is asked of an object that it does not have: look at the name "
        "after the dot, and at what stands before it.",
    ),
    (
        "KeyError",
        "",
        "unknown_key",
        "A key is asked for that the dict does not have. Compare its spelling, "
        "capitals too, with the task.",
    ),
    (
        "IndexError",
        "only integers",
        "wrong_index",
        "An array is asked with an index that is no whole number, slice or mask. Only "
        "a dict is asked with names, and int(...) makes a whole number of a float.",
    ),
    (
        "AxisError|IndexError",
        "",
        "index_out_of_range",
        "An index or an axis is asked for that the array does not have: a matrix has "
        "axis 0 and axis 1, and the last index is one less than the length.",
    ),
    (
        "RecursionError",
        "",
        "calls_itself",
        "The function calls itself without end. If you meant another function, it "
        "needs another name.",
    ),
    (
        "ZeroDivisionError",
        "",
        "divides_by_zero",
        "A plain Python number is divided by 0: look at what should have been added up "
        "before.",
    ),
    (
        "SystemExit",
        "",
        "exits",
        "The function ends the program (exit or quit). Return the result instead.",
    ),
    ("", "", "raises", "Your function raised an exception."),
]


def explain(outcome):
    """Return the identifier of an exception and the sentence about it."""
    for kinds, pattern, name, sentence in RAISED:
        fits = not kinds or outcome.raised in kinds.split("|")
        if fits and re.search(pattern, outcome.detail):
            return name, sentence
    raise AssertionError("the last one fits always")

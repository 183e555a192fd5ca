"""Values of the wrong type, which show before any number is compared."""

RETURNED = {
    "None": (
        "returns_none",
        "Your function computed something, but None came back: it ends without "
        "returning it. Put return before the result.",
    ),
    "printed": (
        "prints_result",
        "Your function prints, but None came back: print shows a value and then it is "
        "gone. Put return before the result.",
    ),
    "list": (
        "returns_list",
        "A Python list came back where a NumPy array is wanted, and lists do not "
        "calculate: [1, 2] * 2 is [1, 2, 1, 2]. Make it np.array(...) at the end.",
    ),
    "tuple": (
        "returns_tuple",
        "A tuple came back where one array is wanted. Return the array alone; a comma "
        "behind it makes a tuple, too, and so does np.where with a condition alone.",
    ),
    "number": (
        "returns_number",
        "One number came back where an array is wanted. Either something sums (or "
        "takes the maximum) over everything, or a loop returns in its first round.",
    ),
    "np.matrix": (
        "returns_matrix",
        "An np.matrix came back where an array is wanted. Its * is a matrix product "
        "and it is always two-dimensional; return np.asarray(result) instead.",
    ),
}

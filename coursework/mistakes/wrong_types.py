"""Name values of the wrong type, before any number is compared."""

# For each wrong type: an identifier, what is wrong, and how to mend it.
RETURNED = {
    "None": (
        "returns_none",
        "None came back. For example, return is missing, what stands behind return "
        "gives nothing (as append and sort do), or except hides an error.",
        "Put return before the result, at the end of the function, and take try and "
        "except away.",
    ),
    "printed": (
        "prints_result",
        "Your function prints, but None came back: print shows a value and then it is "
        "gone.",
        "Put return before the result.",
    ),
    "list": (
        "returns_list",
        "A Python list came back where a NumPy array is wanted, and lists do not "
        "calculate: [1, 2] * 2 is [1, 2, 1, 2].",
        "Make it np.array(...) at the end.",
    ),
    "tuple": (
        "returns_tuple",
        "A tuple came back where one array is wanted.",
        "Return the array alone. A comma behind it makes a tuple, too, and so does "
        "np.where with a condition alone.",
    ),
    "number": (
        "returns_number",
        "One number came back where an array is wanted. For example, something sums "
        "(or takes the maximum) over everything, or a loop returns in its first round.",
        "A sum can go along an axis, and return stands after the loop.",
    ),
    "np.matrix": (
        "returns_matrix",
        "An np.matrix came back where an array is wanted. Its * is a matrix product "
        "and it is always two-dimensional.",
        "Return np.asarray(result) instead.",
    ),
    "generator": (
        "returns_generator",
        "A generator came back where an array is wanted. For example, there is yield "
        "in your function, or a for in round brackets.",
        "Use return, and collect the values in a list for np.array(...).",
    ),
    "lazy": (
        "returns_lazy",
        "Something came back that has not computed its values yet, as map, filter, zip "
        "and range make it; wanted is an array.",
        "Collect the values first: np.array(list(...)).",
    ),
    "function": (
        "returns_function",
        "A function came back where an array is wanted. Perhaps it is named, but not "
        "called.",
        "Call it with round brackets, and with what it needs.",
    ),
    "builtin_function_or_method": (
        "returns_function",
        "A function or method came back where an array is wanted. Perhaps it is named, "
        "but not called.",
        "Call it with round brackets, and with what it needs: X.sum(), np.zeros(n).",
    ),
    "str": (
        "returns_text",
        "A text came back where an array is wanted.",
        "Return the numbers themselves, without quotes and without an f-string.",
    ),
    "dict": (
        "returns_dict",
        "A dictionary came back where an array is wanted.",
        "Return the array itself.",
    ),
    "Tensor": (
        "returns_tensor",
        "A tensor of PyTorch came back where a NumPy array is wanted.",
        "This course computes with NumPy: np.exp, np.maximum, @.",
    ),
}
RETURNED |= dict.fromkeys(("map", "filter", "zip", "range"), RETURNED.pop("lazy"))

"""What is told of half-finished work, of carried errors, and of wrong numbers."""

import re

import numpy as np
import pytest
from written import everywhere, function

import neuralnet
from coursework import check, defects, halves
from coursework.questions import QUESTIONS

RIGHT = {name: asked.reference for name, asked in QUESTIONS.items()}
DONE = " dW2 and db2 are right."
ZERO = "0 everywhere: not written yet, or multiplied by zeros."

# --- half-finished work -------------------------------------------------------------


@pytest.mark.parametrize(
    ("blank", "sentence"),
    [
        ({"dW1": 0, "db1": 0}, f"dW1 and db1 are {ZERO}{DONE}"),
        (
            {"dW1": None, "db1": ...},
            "dW1 is None: not written yet, or made by what returns nothing, as update "
            f"and append do. db1 is ..., so not written yet.{DONE}",
        ),
        (
            {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0},
            f"dW1, db1, dW2 and db2 are {ZERO}",
        ),
    ],
)
def test_what_is_not_written_and_what_is_right_is_said(blank, sentence):
    def half(*args):
        value = RIGHT["backward"](*args)
        zeros = {key: value[key] * 0 for key, each in blank.items() if each == 0}
        return value | blank | zeros

    report = check("backward", half, seed=0)
    assert (report.mistake, report.message) == ("unfinished", sentence)


def test_of_zeros_it_is_not_said_that_nobody_wrote_them():
    def masked(params, X, Y, ff_dict):
        value = RIGHT["backward"](params, X, Y, ff_dict)
        dA1 = (ff_dict["y"] - Y) @ params["W2"].T
        dZ1 = dA1 * (ff_dict["Z1"] > 1e9)
        return value | {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}

    assert "or multiplied by zeros." in check("backward", masked, seed=0).message


def test_what_comes_out_and_is_none_is_not_written():
    def early(params, X):
        _, ff_dict = RIGHT["forward"](params, X)
        return None, ff_dict | {"y": None}

    message = check("forward", early, seed=0).message
    assert message.startswith("y is None: not written yet, or")
    assert message.endswith(" Z1, A1 and Z2 are right.")


def test_a_mistake_in_what_is_written_is_named_beside_it():
    def half(params, X, Y, ff_dict):
        dZ2 = ff_dict["y"] - Y
        dW2 = dZ2.T @ ff_dict["A1"]
        return {"dW1": None, "db1": None, "dW2": dW2, "db2": dZ2.sum(axis=0)}

    report = check("backward", half, seed=0)
    known = QUESTIONS["backward"].catalogue.mistakes["dW2_transposed"]
    assert report.message.endswith(f" db2 is right. {known.sentence}")
    assert report.remedy == known.remedy


def test_a_part_with_one_zero_is_not_unwritten():
    def answer(*args):
        grads = RIGHT["backward"](*args)
        grads["dW1"], grads["db1"] = np.cos(grads["dW1"]), np.cos(grads["db1"])
        grads["dW1"][0, 0] = grads["db1"][0] = 0
        return grads

    assert "not written yet" not in check("backward", answer, seed=0).message


# --- wrong numbers ------------------------------------------------------------------


def by_size(*args):
    return {k: g * len(args[1]) ** 1.5 for k, g in RIGHT["backward"](*args).items()}


@pytest.mark.parametrize(
    ("question", "answer", "mistake", "sentence"),
    [
        (
            "softmax",
            lambda X: neuralnet.softmax(X) * 1.7,
            "off_by_a_factor",
            "Everywhere the result is 1.7 times what is wanted.",
        ),
        (
            "backward",
            by_size,
            "off_by_factors",
            "In each call dW1, db1, dW2 and db2 are",
        ),
        (
            "leaky_relu",
            lambda z, alpha=0.01: neuralnet.leaky_relu(z) - 0.3,
            "off_by_a_term",
            "Everywhere the result is too small by 0.3.",
        ),
        (
            "leaky_relu",
            lambda z, alpha=0.01: neuralnet.leaky_relu(z) * np.sign(np.sin(40 * z)),
            "signs_wrong",
            "the result is right in size, but some signs are wrong.",
        ),
        (
            "leaky_relu",
            lambda z, alpha=0.01: np.where(z > -4, z, np.inf),
            "not_finite",
            "the result is nan or inf in places",
        ),
    ],
)
def test_what_wrong_numbers_have_in_common_is_said(question, answer, mistake, sentence):
    report = check(question, answer, seed=0)
    assert report.mistake == mistake
    assert report.message.lower().startswith(f"not right yet. {sentence}".lower())


def test_one_number_alone_tells_no_factor():
    many, one = np.arange(1.0, 13), np.float64(1)
    assert halves.alike([(2 * many, many), (3 * one, one)]) is None


@pytest.mark.parametrize(
    "answer",
    [
        lambda X: np.ones((2, 3)) if len(X) == 3 else neuralnet.softmax(X),
        lambda X: np.cos(X)[0] if len(X) == 5 else np.cos(X),
    ],
)
def test_a_wrong_shape_in_some_calls_comes_before_wrong_numbers(answer):
    """Nor is an answer constant that is the same in two calls."""
    assert check("softmax", answer, seed=0).mistake == "wrong_shape"


def test_wrong_numbers_without_a_rule_get_none():
    def wavy(z, alpha=0.01):
        return neuralnet.leaky_relu(z, alpha) - 0.3 - 0.1 * np.sin(9 * np.asarray(z))

    assert check("leaky_relu", wavy, seed=0).mistake is None


@pytest.mark.parametrize("odd", [0, 1])
def test_what_is_right_in_some_calls_is_not_called_right(odd):
    def now_and_then(params, X, Y, ff_dict):
        grads = RIGHT["backward"](params, X, Y, ff_dict)
        dW1 = grads["dW1"] * (int(1e6 * X.sum()) % 2 == odd)  # by chance
        return grads | {"dW1": dW1, "dW2": np.cos(grads["dW2"])}

    message = check("backward", now_and_then, seed=0).message
    assert message.endswith(". db1 and db2 are right.")


def test_two_dictionaries_are_told_apart():
    def still(*args):
        params, velocity = RIGHT["momentum_step"](*args)
        return params, velocity | {"W1": velocity["W1"][None], "b1": args[1]["b1"]}

    message = check("momentum_step", still, seed=0).message
    assert message.startswith('velocity["W1"] has shape')
    assert 'params["W1"], params["b1"], params["W2"]' in message
    assert 'velocity["b1"]' not in message


@pytest.mark.parametrize("question", ["forward", "backward", "sgd_step", "softmax"])
def test_else_a_case_is_shown_that_can_be_typed(question):
    def odd(*args):
        return everywhere(np.sin, RIGHT[question](*args))

    message = check(question, odd, seed=0).message
    assert re.match(r"Not right yet. For (params = \{W1|X =) \[\[-?\d", message)
    assert "shape" not in message


# --- exceptions ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "mistake", "words"),
    [
        ("torch.exp(X)", "other_library", "torch is a name from another library"),
        ("math.exp(X)", "not_imported", "The module math is used"),
        ("softmx(X)", "unknown_name", "The name softmx has no value here"),
        ("forward(X)", "function_not_there", "The function forward is used"),
        ("self.params", "self_without_method", "given what it needs as its arguments"),
        ("model.params", "object_by_name", "No network is called model"),
        ("Net.params", "class_for_object", "asked for params"),
        ("X.detach()", "word_of_pytorch", "detach is a word of PyTorch, whose tensors"),
        ("X.clamp(0)", "word_of_pytorch", "no method of that name"),
        ("X.exp()", "method_for_function", "An array has no method exp"),
        ("[1].argmin()", "list_for_array", "asked for argmin"),
        ("X - ...", "unfinished", "Three dots"),
        ("map(np.exp, X)", "returns_lazy", "has not computed its values yet"),
        ("X.sum(axis=2)", "no_such_axis", "A matrix has axis 0 and axis 1"),
        ("[1][len(X)]", "beyond_the_end", "A list is asked for a place"),
        ("X['Z1']", "wrong_index", "a name in quotes, as for a dictionary"),
        ("X[X]", "floats_as_index", "One-hot rows are no class numbers"),
        ("{}['w1']", "key_in_wrong_case", 'asked for "w1"'),
        ("{}['A2']", "probabilities_by_other_name", 'are called "y"'),
        ("np.linalg.inv(X[:1])", "inverse", "No task of this course needs an inverse"),
        ("X.sum() @ X", "number_for_matrix", "where a matrix product wants an array"),
        ("X.sum(axis=1)[:1]", "wrong_shape", "The result has shape (1,); wanted"),
    ],
)
def test_an_exception_is_named(line, mistake, words):
    space = {"np": np, "Net": neuralnet.TwoLayerNN}
    exec(f"def softmax(X):\n    return {line}", space)
    report = check("softmax", space["softmax"], seed=0)
    assert (report.mistake, report.status) == (mistake, "incorrect")
    assert words in report.message


GRADIENTS = "backward(params, X, Y, ff_dict)"
OTHERS = [
    ("softmax(X, np=3)", "np.exp(X)", "a line like np = 3"),
    ("leaky_relu(z, alpha=0.01)", "as_float(z)", "np.asarray(z, dtype=float)"),
    ("leaky_relu(z, alpha=0.01)", "np.where(z >= 0, z)", "takes three"),
    ("leaky_relu(z, alpha=0.01)", "np.gradient(z)", "neighboring entries"),
    (
        "leaky_relu(z, alpha=0.01)",
        "np.where(np.ones((z.shape[0], z.shape[1])) * z > 0, z, alpha * z)",
        "IndexError: tuple index out of range",
    ),
    ("forward(params, X)", "X @ W1", 'Write params["W1"]'),
    (GRADIENTS, "Z1", 'Write ff_dict["Z1"]'),
    (GRADIENTS, '{"dW2": A1.T @ Y}', 'Write ff_dict["A1"] for A1.'),
]


@pytest.mark.parametrize(("head", "line", "words"), OTHERS)
def test_what_an_exception_means_is_said(head, line, words):
    name = head.partition("(")[0]
    answer = function(name, f"def {head}:\n    return {line}\n")
    assert words in check(name, answer, seed=0).message


def test_values_that_are_no_attributes_are_told_where_they_are():
    def backward(self, X, Y, ff_dict):
        return {"dW2": self.A1.T @ (ff_dict["y"] - Y)}

    report = check("backward", type("Net", (), {"backward": backward}), seed=0)
    assert 'ff_dict["A1"] holds A1' in report.message


# --- what stands beside an answer in the notebook -----------------------------------


def notebook(text):
    """Return the names of a notebook whose cells run a text."""
    space = {"np": np, "__name__": "__main__"}
    space |= {name: getattr(neuralnet, name) for name in ("leaky_relu", "softmax")}
    exec(text, space)
    return space


FORWARD = """
def forward(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] {add} params["b2"]
    y = softmax(Z2)
    return y, {{"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}}
def softmax(X):
    {softmax}
"""
WRONG_SOFTMAX = "return np.exp(X) / np.exp(X).sum()"
METHOD = "class Net:\n  def forward(self, X):\n    return forward(self.params, X)"


@pytest.mark.parametrize("answer", ["forward", "Net"])
@pytest.mark.parametrize(
    ("softmax", "words"),
    [
        (WRONG_SOFTMAX, "forward calls your softmax, and there the mistake is: with"),
        ("raise NotImplementedError", "forward calls your softmax, not written yet: "),
    ],
)
def test_a_carried_error_is_told_as_such(answer, softmax, words):
    space = notebook(FORWARD.format(add="+", softmax=softmax) + METHOD)
    before = space["softmax"]
    report = check("forward", space[answer], seed=0)
    assert (report.status, report.mistake) == ("incorrect", "carried_error")
    assert report.message.startswith(words)
    assert "the course's softmax in place of yours, forward is right." in report.message
    assert space["softmax"] is before


BACKWARD = """
def backward(params, X, Y, ff_dict):
    y, ff_dict = forward(params, X)
    return right(params, X, Y, ff_dict)
"""


def test_an_error_is_carried_from_one_function_of_the_network_to_the_other():
    own = "return 1.0 * np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)"
    space = notebook(FORWARD.format(add="-", softmax=own) + BACKWARD)
    space["right"] = RIGHT["backward"]
    report = check("backward", space["backward"], seed=0)
    assert report.mistake == "carried_error"
    assert "backward calls your forward" in report.message


def test_beside_a_carried_error_the_answer_s_own_is_found():
    space = notebook(FORWARD.format(add="-", softmax="return np.cos(X)"))
    report = check("forward", space["forward"], seed=0)
    assert report.mistake == "Z2_with_bias_subtracted"
    assert "this was judged with the course's own." in repr(report)
    space = notebook(FORWARD.format(add="-", softmax="return 1.0 * right(X)"))
    space["right"] = neuralnet.softmax
    assert not check("forward", space["forward"], seed=0).notes


@pytest.mark.parametrize(
    ("question", "text", "mistake", "words"),
    [
        (
            "softmax",
            "def softmax(Z):\n    return np.exp(X)",
            "name_of_the_notebook",
            "X is no argument of your function softmax(Z), but its lines use it.",
        ),
        (
            "forward",
            "params = {'W1': 1}\ndef forward(p, X):\n    return X @ params['W1']",
            "name_of_the_notebook",
            "but its lines use it. It takes what the notebook calls so.",
        ),
        (
            "forward",
            "W1 = np.eye(3)\ndef forward(params, X):\n    return X @ W1, {}",
            "name_of_the_notebook",
            'It belongs to what is given: params["W1"].',
        ),
        (
            "forward",
            "model = 1\nclass TwoLayerNN:\n    def forward(self, X):\n"
            "        return X @ model.params['W1'], {}",
            "name_of_the_notebook",
            "Inside of a method it is self.",
        ),
        (
            "forward",
            "def forward(X, params):\n    return X @ params['W1'], {}",
            "arguments_swapped",
            "Your def line is forward(X, params); this task calls forward(params, X):",
        ),
        (
            "softmax",
            "def softmax(X):\n    return np.ones((2, 3))",
            "ignores_argument",
            "Whatever comes in, the same comes back",
        ),
    ],
)
def test_names_from_elsewhere_are_told(question, text, mistake, words):
    space = notebook(text)
    report = check(question, space.get("TwoLayerNN") or space[question], seed=0)
    assert report.mistake == mistake
    assert words in report.message


BLANK = "def softmax(X):\n    raise NotImplementedError\n"
WRITTEN = "(X):\n    return np.exp(X)\n"
QUOTED = "def softmax(X):\n    '''\n    return np.exp(X)\n    '''"
FREE = "def forward(self, X):\n    return X @ 1"
NET = "class Net:\n    def {}(self, X):\n        return X @ 1\n"


@pytest.mark.parametrize(
    ("text", "answer", "words"),
    [
        (
            BLANK + "def soft_max" + WRITTEN,
            "softmax",
            "There is a soft_max in your note",
        ),
        (
            NET.format("fowrard"),
            "Net",
            "There is a fowrard in your class: if it is the",
        ),
        (NET.format("loss") + FREE, "Net", "There is a forward outside of your class"),
        (QUOTED, "softmax", "What stands between the quotes is a text"),
    ],
)
def test_why_an_answer_counts_as_not_attempted(text, answer, words):
    question = "forward" if answer == "Net" else "softmax"
    report = check(question, notebook(text)[answer], seed=0)
    assert report.status == "not attempted"
    assert words in report.message


def test_a_line_that_was_left_is_named():
    def softmax(X):
        raise NotImplementedError
        return X

    assert check("softmax", softmax, seed=0).message.endswith(
        "The line raise NotImplementedError still stands in softmax. It ends the "
        "function, so that what else is in it does not count. Delete it."
    )
    space = notebook(BLANK + "def wrong_softmax" + WRITTEN)  # planted, not meant
    assert check("softmax", space["softmax"], seed=0).message.endswith(
        "stands in softmax."
    )


@pytest.mark.parametrize(
    ("got", "wanted", "said"),
    [
        (2 / 3, 1 / 3, "0.66667, wanted 0.33333."),
        (1.00004_0000123, 1.00002, "1.00004, wanted 1.00002."),
    ],
)
def test_numbers_have_five_digits_or_as_many_as_tell_them_apart(got, wanted, said):
    values = np.array([0.0, got]), np.array([0.0, wanted])
    defect = defects.Defect("numbers", "", *values)
    assert defect.numbers() == f"the result[1] is {said}"

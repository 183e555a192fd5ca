"""Answers are called as the task's own code calls them; what is asked fits its kind."""

import pytest

from coursework import check
from coursework.questions import QUESTIONS
from coursework.signatures import as_method
from neuralnet import TwoLayerNN, deriv_leaky_relu, leaky_relu, softmax

RIGHT_FORWARD = QUESTIONS["forward"].reference
RIGHT_BACKWARD = QUESTIONS["backward"].reference


class ParamsTooMany:
    """Passes for right as long as it is given what its def line asks for."""

    def forward(self, params, X):
        return RIGHT_FORWARD(params, X)

    def backward(self, params, X, Y, ff_dict):
        return RIGHT_BACKWARD(params, X, Y, ff_dict)

    def softmax(X):
        return softmax(X)

    def leaky_relu(z, alpha=0.01):
        return leaky_relu(z, alpha)


class Static:
    @staticmethod
    def forward(params, X):
        return RIGHT_FORWARD(params, X)


def free_forward(self, X):
    return RIGHT_FORWARD(self.params, X)


def free_backward(self, X, Y, ff_dict):
    return RIGHT_BACKWARD(self.params, X, Y, ff_dict)


TAKE = " and take the parameters from self.params."
GIVEN = "; the parameters come as the argument params."
SIZES = "(input_dim, num_hiddens, num_classes)"
WRONG = [
    (
        *("forward", ParamsTooMany, "(self, params, X)"),
        *("model.forward(X)", "(self, X)" + TAKE),
    ),
    (
        *("backward", ParamsTooMany, "(self, params, X, Y, ff_dict)"),
        *("model.backward(X, Y, ff_dict)", "(self, X, Y, ff_dict)" + TAKE),
    ),
    ("forward", Static, "(params, X)", "model.forward(X)", "(self, X)" + TAKE),
    ("softmax", ParamsTooMany, "(X)", "model.softmax(X)", "(self, X)."),
    (
        *("leaky_relu", ParamsTooMany, "(z, alpha=0.01)"),
        *("model.leaky_relu(z)", "(self, z, alpha=0.01)."),
    ),
    ("forward", free_forward, "(self, X)", "forward(params, X)", "(params, X)" + GIVEN),
    (
        *("backward", free_backward, "(self, X, Y, ff_dict)"),
        *("backward(params, X, Y, ff_dict)", "(params, X, Y, ff_dict)" + GIVEN),
    ),
    (
        *("deriv_leaky_relu", lambda self, x: deriv_leaky_relu(x), "(self, x)"),
        *("deriv_leaky_relu(x)", "(x, alpha=0.01)."),
    ),
    (
        *("initialize_parameters", lambda D, H: {}, "(D, H)"),
        *(f"initialize_parameters{SIZES}", f"{SIZES}."),
    ),
    (
        *("best_epoch", lambda valid_losses: 0, "(valid_losses)"),
        *("best_epoch(valid_losses, patience)", "(valid_losses, patience)."),
    ),
]


@pytest.mark.parametrize(("name", "answer", "line", "call", "wanted"), WRONG)
def test_a_wrong_signature_is_refused_with_its_name(name, answer, line, call, wanted):
    report = check(name, answer, seed=0)
    assert (report.score, report.mistake) == (0.0, "wrong_signature")
    head = name if isinstance(answer, type) else answer.__name__.strip("<>")
    assert report.message == (
        f"Your def line is {head}{line}; this task calls {call}: write def {name}"
        f"{wanted}"
    )


def late_names(self, X):
    return params["W1"] @ X  # noqa: F821


def test_a_method_without_self_params_is_told_of_them():
    report = check("forward", type("Net", (), {"forward": late_names}), seed=0)
    assert report.mistake == "params_without_self"
    assert 'self.params["W1"]' in report.message
    assert report.message.endswith(
        "The task asks for forward(self, X), returning y and ff_dict."
    )


@pytest.mark.parametrize("name", ["forward", "backward", "initialize_parameters"])
def test_what_is_asked_fits_the_kind_of_answer(name):
    wanted = f"{name}(self, "
    nothing = {name: lambda self, *args: None}
    for network in (type("Empty", (), {}), type("Net", (), nothing)):
        assert check(name, network, seed=0).message.startswith(f"Write {wanted}")
    wrong = check(name, type("Net", (), {name: lambda self, *args: [1]}), seed=0)
    assert "params, " not in wrong.message
    assert "self, " not in check(name, lambda *args: [1], seed=0).message


def test_the_signature_of_a_method():
    told = {name: as_method(asked).signature for name, asked in QUESTIONS.items()}
    assert told["forward"] == "forward(self, X), returning y and ff_dict"
    assert told["softmax"] == "softmax(self, X)"
    assert told["backward"].startswith("backward(self, X, Y, ff_dict), ")


# --- one dictionary for all calls ---------------------------------------------------


def forward_into(params, X, ff_dict):
    y, values = RIGHT_FORWARD(params, X)
    ff_dict.update(values)
    return y, ff_dict


class Keeps(TwoLayerNN):
    """One dictionary an object; its methods overwrite what they returned before."""

    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.ff_dict, self.grads = {}, {}

    def forward(self, X):
        return forward_into(self.params, X, self.ff_dict)

    def backward(self, X, Y, ff_dict):
        self.grads |= super().backward(X, Y, ff_dict)
        return self.grads


class Default(TwoLayerNN):
    def forward(self, X, ff_dict={}):  # noqa: B006
        return forward_into(self.params, X, ff_dict)


KEPT = {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("forward", lambda params, X, ff_dict={}: forward_into(params, X, ff_dict)),
        ("forward", lambda params, X: forward_into(params, X, KEPT)),
        ("forward", Default),
        ("forward", Keeps),
        ("backward", Keeps),
        ("initialize_parameters", lambda *a, d={}: _filled(d, *a)),
    ],
)
def test_a_dictionary_that_all_calls_share_is_found(question, answer):
    for seed in range(3):
        report = check(question, answer, seed=seed)
        assert (report.status, report.score) == ("incorrect", 0.25)
        assert report.mistake == "shared_dictionary"
        assert "{}" in report.remedy


def _filled(kept, *sizes):
    kept |= QUESTIONS["initialize_parameters"].reference(*sizes)
    return kept


class Remembers(TwoLayerNN):
    """Keeps the dictionary as well, which is common: each call makes a new one."""

    def forward(self, X):
        y, self.ff_dict = super().forward(X)
        return y, self.ff_dict


def test_a_new_dictionary_that_is_kept_besides_is_right():
    known = {}

    def memory(params, X):
        key = X.tobytes(), params["W1"].tobytes()
        if key not in known:
            known[key] = RIGHT_FORWARD(params, X)
        return known[key]

    assert check("forward", Remembers, seed=0).status == "correct"
    assert check("forward", memory, seed=0).status == "correct"

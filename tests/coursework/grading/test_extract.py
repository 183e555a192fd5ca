"""Extraction: the last written definition, and what it needs, from any notebook."""

import functools
import json
import os
import pathlib
import signal
import sys
import time
import types

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework import check
from coursework.grading import marking
from coursework.grading.hand_in import forked
from coursework.grading.hand_in.extract import Program, extract, read_safely
from coursework.grading.hand_in.magics import plain_python
from coursework.grading.hand_in.reading import Cell, read
from coursework.grading.sandbox import inside

ROOT = pathlib.Path(__file__).parents[3]
FUNCTIONS = ("leaky_relu", "softmax", "deriv_leaky_relu")
METHODS = ("initialize_parameters", "forward", "backward")
NAMES = FUNCTIONS + METHODS


def program(name, *sources):
    cells = [Cell(n, plain_python(source)) for n, source in enumerate(sources, 1)]
    return extract(cells, [name])[name]


def defined(found):
    """Run a program as the sandbox does and return the answer."""
    assert found.problem is None
    module = types.ModuleType("answer")
    inside.run_all(found.statements, module.__dict__)
    return module.__dict__.get(found.answer)


def answer(name, *sources):
    return defined(program(name, *sources))


def method(name, *sources):
    """Return the method of an object of the class that a program defines."""
    network = answer(name, *sources)
    assert isinstance(network, type)
    return getattr(network(), name)


def text(found):
    return "\n".join(found.statements)


# --- whole hand-ins


@pytest.mark.parametrize("name", NAMES)
def test_the_solved_homework_earns_full_marks(name):
    cells = read(ROOT / "book/solutions/homework.ipynb").cells
    report = check(name, defined(extract(cells, NAMES)[name]))
    assert (report.status, report.score) == ("correct", 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_the_empty_homework_is_taken_and_not_attempted(name):
    cells = read(ROOT / "book/exercises/homework.ipynb").cells
    assert check(name, defined(extract(cells, NAMES)[name])).status == "not attempted"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_imported_is_not_an_answer(name):
    cells = read(ROOT / "tests/homework/homework.ipynb").cells
    found = extract(cells, NAMES)[name]
    assert found.statements == ()
    assert "not written" in found.problem or "no class TwoLayerNN" in found.problem


def test_the_cell_is_the_one_with_the_answer():
    cells = read(ROOT / "book/solutions/homework.ipynb").cells
    found = extract(cells, NAMES)
    for name in FUNCTIONS:
        source = next(c.source for c in cells if c.number == found[name].cell)
        assert f"def {name}(" in source
    assert len({found[name].cell for name in METHODS}) == 1


def test_a_program_holds_no_training_no_drawing_and_no_data():
    cells = read(ROOT / "book/solutions/homework.ipynb").cells
    for found in extract(cells, NAMES).values():
        for word in ("load_mnist", "plots", "import check", "seed(", "load_batch\n"):
            assert word not in text(found)
        assert not any(s.strip().startswith("model") for s in found.statements)


def test_lines_have_the_numbers_of_the_cell():
    found = program(
        "softmax", "import numpy as np\n\n\ndef softmax(X):\n    return 1 / X"
    )
    assert found.statements == ("\n\n\ndef softmax(X):\n    return 1 / X",)


# --- which definition


ONE, TWO = "def softmax(X):\n    return X + 1", "def softmax(X):\n    return X + 2"


def test_the_last_definition_counts():
    found = program("softmax", ONE, TWO)
    assert (defined(found)(0), found.cell) == (2, 2)


@pytest.mark.parametrize(
    "body",
    [
        '"""Only a docstring."""',
        "pass",
        "...",
        "raise NotImplementedError",
        "raise NotImplementedError('todo')",
        '"""Text."""\n    # Write your answer here\n    raise NotImplementedError',
        "y = None\n    return y",
        "result = {'y': None}\n    return result, None",
        "return X",
    ],
)
def test_a_placeholder_does_not_replace_an_answer(body):
    placeholder = f"def softmax(X):\n    {body}"
    assert program("softmax", ONE, placeholder).cell == 1
    assert program("softmax", placeholder).cell == 1
    assert program("softmax", placeholder).problem is None


@pytest.mark.parametrize(
    "source",
    [
        "softmax = lambda X: X + 1",
        "softmax: object = lambda X: X + 1",
        "def other(X):\n    return X + 1\nsoftmax = other",
        "import numpy as np\ndef g(x):\n    return x + 1\nsoftmax = np.vectorize(g)",
        "import functools as f\ndef g(a, x):\n return a + x\nsoftmax = f.partial(g, 1)",
        "import functools as f\n@f.lru_cache(maxsize=9)\ndef softmax(X): return X + 1",
        "def twice(f): return lambda X: f(f(X))\n@twice\ndef softmax(X): return X + .5",
        "def twice(f):\n return lambda X: f(f(X))\ndef softmax(X):\n return X + .5\n"
        "softmax = twice(softmax)",
        "if True:\n    def softmax(X):\n        return X + 1",
        "import operator\nsoftmax = operator.index\nsoftmax = lambda X: X + 1",
        "softmax = g = lambda X: X + 1",
        "try:\n    import torch_is_not_here\nexcept ImportError:\n"
        "    def softmax(X):\n        return X + 1",
        "for _ in range(3):\n    def softmax(X):\n        return X + 1",
        "with open('x') as f:\n    def softmax(X):\n        return X + 1",
        "while True:\n    def softmax(X):\n        return X + 1",
        "if solved:\n    print(1)\nelif x:\n    pass\nelse:\n"
        "    def softmax(X):\n        '''a\nb'''\n        return X + 1",
        "class TwoLayerNN:\n    def softmax(self, X):\n        return X + 1",
        "class TwoLayerNN:\n @staticmethod\n def softmax(X):\n  return X + 1",
    ],
)
def test_every_way_to_write_a_function_is_found(source):
    result = answer("softmax", source)
    if isinstance(result, type):
        result = result().softmax
    assert result(0) == 1


def test_of_two_versions_in_a_block_the_condition_takes_one():
    cell = "if FAST:\n    def softmax(X):\n        return X + 1\nelse:\n"
    cell += "    def softmax(X):\n        return X + 2"
    assert answer("softmax", "FAST = True", cell)(0) == 1
    assert answer("softmax", "FAST = False", cell)(0) == 2
    assert answer("softmax", "x = 1", cell)(0) == 2


def test_a_decorator_that_does_not_exist_takes_no_function_along():
    head = "from numba_is_not_here import njit\n"
    assert answer("softmax", head + "@njit\n@njit(\n1)\n" + ONE)(0) == 1
    wrap = "def wrap(f): return lambda X: f(X) * 2\n"
    assert answer("softmax", head + wrap + "@wrap\n" + ONE)(0) == 2


def test_a_function_of_a_library_under_another_name():
    assert (
        answer("softmax", "import os.path", "softmax = os.path.join")("a", "b") == "a/b"
    )
    assert "no function" in program("softmax", "softmax = X.max").problem


def test_dead_code_is_no_definition():
    assert (
        program("softmax", ONE, "if False:\n    " + TWO.replace("\n", "\n    ")).cell
        == 1
    )
    assert (
        answer("softmax", "if 0:\n  x = 1\nelse:\n  def softmax(X): return 7")(0) == 7
    )


def test_a_value_of_that_name_is_no_definition():
    later = "X = 3\nsoftmax = softmax(X)\nsoftmax, y = 1, 2\nsoftmax = None"
    assert answer("softmax", ONE, later)(0) == 1
    assert "no function softmax" in program("softmax", later).problem


def test_an_import_afterwards_does_not_replace_an_answer():
    for line in ("from scipy.special import softmax", "from neuralnet import *"):
        assert answer("softmax", ONE, line)(0) == 1
        assert answer("softmax", line, ONE)(0) == 1


def test_an_async_function_is_no_answer():
    assert (
        "no function"
        in program("softmax", "async def softmax(X):\n    return 1").problem
    )


NET = """class TwoLayerNN:
    def __init__(self, *sizes):
        self.params = {"b": 5}

    def forward(self, X):
        return X + self.params["b"]
"""


def test_the_later_of_function_and_method_counts():
    free = "def forward(X):\n    return X"
    free = "def forward(params, X):\n    return X + params"
    assert method("forward", free, NET)(1) == 6
    assert answer("forward", NET, free)(1, 2) == 3


def test_a_class_that_is_redefined_without_the_method_does_not_hide_it():
    other = "class TwoLayerNN:\n    def backward(self, X):\n        return 0"
    assert method("forward", NET, other)(1) == 6


def test_methods_that_a_redefinition_lost_are_taken_from_before():
    second = "class TwoLayerNN:\n    def backward(self, X): return self.forward(X) * 2"
    found = program("backward", NET, second)
    assert (defined(found)().backward(1), found.cell) == (12, 2)
    third = second + "\n    def forward(self, X):\n        raise NotImplementedError"
    assert method("backward", NET, third)(1) == 12


def test_a_class_built_on_its_earlier_self():
    head = "class TwoLayerNN(TwoLayerNN):\n    "
    second = head + "def backward(self, X): return self.forward(X)"
    assert method("backward", NET, second)(1) == 6
    found = program("forward", NET, second)
    assert (defined(found)().forward(1), found.cell) == (6, 1)
    third = head + "def forward(self, X): return super().forward(X) + 1"
    assert method("forward", NET, second, third)(1) == 7


def test_a_base_class_in_another_cell_even_further_down():
    base = NET.replace("TwoLayerNN", "Base")
    child = "class TwoLayerNN(Base):\n    pass"
    for cells in ((base, child), (child, base)):
        found = program("forward", *cells)
        assert defined(found)().forward(1) == 6
        assert found.cell == cells.index(base) + 1


def test_a_method_that_is_set_on_the_class():
    frame = NET.replace('return X + self.params["b"]', "pass")
    free = "def fwd(self, X):\n    return X + self.params['b'] + 1"
    for line in ("TwoLayerNN.forward = fwd", "setattr(TwoLayerNN, 'forward', fwd)"):
        found = program("forward", frame, free, line)
        assert (defined(found)().forward(1), found.cell) == (7, 2)
    assert method("forward", NET, "TwoLayerNN.forward = lambda self, X: 9")(1) == 9


def test_methods_in_cells_of_their_own_belong_to_the_class():
    frame = NET.replace('return X + self.params["b"]', "pass")
    free = "def forward(self, X):\n    return X + self.params['b'] + 1"
    found = program("forward", frame, free)
    assert (defined(found)().forward(1), found.cell) == (7, 2)
    assert answer("forward", free)(types.SimpleNamespace(params={"b": 1}), 1) == 3


def test_a_class_of_a_similar_name_counts_if_there_is_no_other():
    found = program("forward", NET.replace("TwoLayerNN", "TwoLayerNet"))
    assert (defined(found)().forward(1), found.answer) == (6, "TwoLayerNet")
    wrong = "class WrongNN:\n    def forward(self, X):\n        return 1"
    assert program("forward", wrong).problem
    assert method("forward", NET, wrong + "\nclass Net(TwoLayerNN):\n    pass")(1) == 6
    renamed = NET.replace("TwoLayerNN", "Net") + "TwoLayerNN = Net"
    assert method("forward", renamed)(1) == 6


# --- what it needs


def test_helpers_of_helpers_are_taken_in_any_order():
    cells = [
        "def forward(X):\n    return first(X)",
        "def second(X):\n    return X + OFFSET",
        "OFFSET = 3",
        "def first(X):\n    return second(X)",
    ]
    assert answer("forward", *cells)(1) == 4


def test_a_helper_counts_as_it_is_in_the_end():
    use = "def forward(X):\n    return softmax(X)"
    assert answer("forward", ONE, use, TWO)(0) == 2
    assert answer("forward", ONE, use, "def softmax(X):\n    pass")(0) == 1


def test_a_value_counts_as_it_was_where_the_function_stands():
    use = "def forward(X):\n    return X * alpha"
    assert answer("forward", "alpha = 2", use, "alpha = 3")(1) == 2
    assert answer("forward", use, "alpha = 3")(1) == 3
    loop = "for alpha in [7, 8]:\n    print(train(alpha))"
    assert answer("forward", "alpha = 2", use, loop)(1) == 2


def test_values_of_blocks_are_computed_as_the_block_does():
    use = "def forward(X):\n    return X * a + b"
    block = (
        "FAST = 1\nif FAST:\n    a = 2\n    print('x')\n    b = 1\nelse:\n    a = b = 3"
    )
    found = program("forward", block, use)
    assert defined(found)(10) == 21
    assert "print" not in text(found)
    tried = "try:\n    a = missing\nexcept NameError:\n    a = 4\nb = 0"
    assert answer("forward", tried, use)(1) == 4


def test_changes_of_a_constant_are_part_of_it():
    use = "def forward(X):\n    return X + P['x'] + C + L[0]"
    cells = (
        "C = 1\nC += 1",
        "P = {}\nP['x'] = 10",
        "L = []\nL.append(100)",
        use,
        "C += 1",
    )
    assert answer("forward", *cells)(0) == 112
    assert "f.scale" in text(
        program(
            "forward", "def f(x):\n    return f.scale", "f.scale = 2", "forward = f"
        )
    )


def test_defaults_and_decorators_have_the_value_of_their_place():
    cells = "a = 1\ndef forward(X, k=a):\n    return k", "a = 2"
    assert answer("forward", *cells)(0) == 1
    assert answer("forward", "def forward(X, k=a):\n    return k", "a = 2")(0) == 2


def test_both_versions_of_a_function_are_taken_where_both_are_needed():
    cells = [
        "def g(x):\n    return x + 1",
        "import functools\nforward = functools.partial(g)",
        "def g(x):\n    return x + 2",
    ]
    assert answer("forward", *cells)(0) == 1


def test_what_a_value_calls_is_defined_before_it():
    cells = ["table = make(3)\ndef forward(X):\n    return table", "N = 2"]
    cells += ["def make(n):\n    return helper(n) * N", "def helper(n):\n    return n"]
    assert answer("forward", *cells)(0) == 6


def test_only_imports_in_use_are_taken_each_name_alone():
    head = (
        "import math, sys as system\nfrom math import pi, tau as turn\nimport os.path"
    )
    found = program("softmax", head, "def softmax(X):\n    return math.sin(X) + turn")
    assert [s.strip() for s in found.statements[:2]] == [
        "import math",
        "from math import tau as turn",
    ]
    assert len(found.statements) == 3


def test_an_import_that_does_not_exist_takes_nothing_along():
    head = "from neuralnet import no_such_name, softmax\nimport nowhere, math"
    use = "def forward(X):\n    nowhere, no_such_name\n    return 1"
    statements = [s.strip() for s in program("forward", head, use).statements]
    assert statements[:-1] == ["from neuralnet import no_such_name", "import nowhere"]


def test_submodules_come_along():
    head = "import xml\nimport xml.dom"
    use = "def softmax(X):\n    return xml.dom.__name__"
    assert answer("softmax", head, use, "import xml.sax")(0) == "xml.dom"


def test_imports_in_blocks_count():
    head = (
        "try:\n import cupy_is_not_here as np\nexcept ImportError:\n import numpy as np"
    )
    assert answer("softmax", head, "def softmax(X):\n    return np.exp(X)")(0) == 1
    late = "def softmax(X):\n    return np.exp(X)", "import numpy as np"
    assert answer("softmax", *late)(0) == 1


def test_a_star_import_is_taken_where_a_name_comes_from_nowhere():
    use = "def softmax(X):\n    return exp(X)"
    assert answer("softmax", "from numpy import *", use)(0) == 1
    assert "*" not in text(program("softmax", "from numpy import *", ONE))
    own = "def exp(X):\n    return 7"
    assert answer("softmax", use, own, "from numpy import *\nimport math")(0) == 7


def test_names_that_shadow_a_module():
    use = "def softmax(X):\n    return np.exp(X)"
    shadow = "def np():\n    return 3"
    assert answer("softmax", shadow, "import numpy as np", use)(0) == 1
    assert answer("softmax", "import numpy as np", use, "np = 3")(0) == 1


def test_eval_may_use_every_import():
    use = "def softmax(X):\n    return eval('np.exp(X)')"
    assert answer("softmax", "import numpy as np", use)(0) == 1


def test_annotations_need_nothing():
    head = "from __future__ import annotations\nfrom nowhere import Array, Shape"
    use = (
        "def softmax(X: Array['N',\n   'C'], *, k: Shape = 1) -> dict[\n  Array]:\n"
        "    def inner(y: Array) -> Array: return y\n    return inner(X) + k"
    )
    assert answer("softmax", head, use)(0) == 1
    assert answer("softmax", use)(0) == 1
    with pytest.raises(ZeroDivisionError) as caught:
        answer("softmax", use.replace("+ k", "/ 0"))(0)
    assert caught.traceback[-1].lineno == 4  # from 0: the fifth line of the cell


def test_global_statements_are_needs():
    use = "def forward(X):\n    global count\n    count += 1\n    return count"
    assert answer("forward", "count = 1", use)(0) == 2


def test_methods_that_are_not_reached_need_nothing():
    cell = NET + "    def train(self, X): plt.plot(load_data(URL)), self.forward(X)"
    head = "import matplotlib.pyplot as plt\nURL = 1\ndef load_data(u):\n    pass"
    assert len(program("forward", head, cell).statements) == 1
    reached = cell.replace("return X +", "self.helper()\n        return X +")
    reached += "\n    def helper(self):\n        return URL"
    assert "URL = 1" in text(program("forward", head, reached))


def test_statements_that_only_run_are_never_taken():
    head = (
        "import numpy as np\nnp.random.seed(0)\nprint(1)\ndrive.mount('/x')\nassert 0"
    )
    found = program("softmax", head, "np.seterr(all='ignore')\n" + ONE, "softmax(3)")
    assert found.statements == ("\n" + ONE,)


def test_classes_that_are_used_come_whole():
    layer = "class Affine:\n    def run(self, X):\n        return X + OFFSET"
    use = "def forward(X):\n    return Affine().run(X)"
    assert answer("forward", layer, "OFFSET = 2", use)(1) == 3


def test_several_statements_on_a_line_and_korean_names():
    cell = (
        "학습률 = 2; 이름 = '가'; import math\ndef softmax(값):\n    return 값 * 학습률"
    )
    found = program("softmax", cell)
    assert defined(found)(3) == 6
    assert found.statements[0] == "학습률 = 2"


def test_tabs_form_feeds_and_semicolons():
    assert (
        answer("softmax", "\fdef softmax(X):\n\tif X:\n\t\treturn 1;\n\treturn 2")(0)
        == 2
    )


def test_recursion_and_mutual_recursion():
    assert (
        answer("forward", "def forward(n):\n    return n and forward(n - 1) + 1")(5)
        == 5
    )
    pair = (
        "def forward(n):\n    return other(n)",
        "def other(n):\n    return n and forward(n - 1)",
    )
    assert answer("forward", *pair)(5) == 0


TERMS = ["1", "2", "v0", "v1", "v2", "f0(1)", "f1(2)", "f2(3)", "C0.k", "C1().m()"]


@st.composite
def notebooks(draw):
    """Draw cells that define each name once, in any order, and run for sure."""
    ready, cells = ["1", "2"], []
    for name in draw(st.permutations(["v0", "v1", "v2", "f0", "f1", "f2", "C0", "C1"])):
        now = " + ".join(draw(st.lists(st.sampled_from(ready), min_size=1, max_size=3)))
        later = " + ".join(
            draw(st.lists(st.sampled_from(ready), min_size=1, max_size=3))
        )
        if name[0] == "v":
            cell = (
                f"{name} = {now}\n{name} += 1"
                if draw(st.booleans())
                else f"{name} = {now}"
            )
        elif name[0] == "f":
            cell = f"def {name}(x, y={now}):\n    return x + y + {later}"
        else:
            cell = f"class {name}:\n k = {now}\n def m(self):\n  return {later}"
        if draw(st.booleans()):
            cell = "if True:\n    " + cell.replace("\n", "\n    ")
        cells.append(cell)
        ready += [term for term in TERMS if term.startswith(name)]
    body = " + ".join(draw(st.lists(st.sampled_from(ready), min_size=1, max_size=4)))
    cells.append(f"def forward(x):\n    return x + {body}")
    return cells


@settings(max_examples=200, deadline=None)
@given(notebooks())
def test_a_program_does_what_the_whole_notebook_does(cells):
    whole = {}
    for cell in cells:
        exec(cell, whole)
    assert answer("forward", *cells)(0) == whole["forward"](0)


# --- what Python cannot read


BROKEN = {
    "python 2": 'print "training"\n{}',
    "prose": "Here is my answer:\n{}\nI hope that it's right.",
    "prose, open quote": "It's mine\n{}",
    "open bracket below": "{}\nprint(softmax(3)",
    "open bracket above": "x = [1, 2\n{}",
    "indented": "    import math\n{}",
    "no-break spaces": "x\u00a0= 1\n{}",
    "merge": "<<<<<<< HEAD\n{}\n=======\n>>>>>>> main",
    "shell": "cd drive/MyDrive/hw\nls -la\n{}",
    "null": "x = '\0'\n{}",
    "broken class": "class Other(object)\n    def f(self):\n        return 1\n{}",
    "broken function": "def other(X)\n    return 1\n{}",
    "unclosed text": '{}\nx = """',
    "a copied prompt": ">>> softmax(1)\n2\n{}",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_lines_that_do_not_parse_take_no_other_along(kind):
    found = program("softmax", BROKEN[kind].format(ONE))
    assert defined(found)(0) == 1


def test_a_cell_that_was_copied_with_its_indentation():
    moved = "    " + ONE.replace("\n", "\n    ")
    for cell in (
        moved,
        "x = 1\n" + moved,
        moved + "\nx = 1",
        "x = 1\n\n" + moved + "\ny = 2",
    ):
        assert answer("softmax", cell)(0) == 1


def test_tabs_and_spaces_together():
    assert (
        answer("softmax", "def softmax(X):\n\tif X:\n        return 1\n\treturn 2")
        is not None
    )


def test_a_method_that_does_not_parse_takes_no_other_along():
    cell = (
        NET
        + '    def train(self):\n        print "epoch"\n\n'
        + "    @property\n    def n(self):\n        return (1,\n2)\n"
    )
    assert method("forward", cell)(1) == 6
    found = program("train", cell)
    assert found.cell == 1
    assert found.problem.startswith(
        "Python cannot read train in cell 1, line 8: Missing"
    )


@pytest.mark.parametrize(
    ("cell", "line", "says"),
    [
        ("x = 1\ndef softmax(X):\n    return X +", 3, "invalid syntax"),
        ("def softmax(X)\n    return X", 1, "expected ':'"),
        ("def softmax(X):\nreturn X", 1, "expected an indented block"),
        ("def softmax(X):\n    return np.exp((X)", 2, "never closed"),
        ("def softmax(X):\n    return f('X)", 2, "unterminated string"),
        ("def softmax(X):\n    print 'x'\n    return X", 2, "Missing parentheses"),
        ("\ndef softmax(X, X):\n    return X + 1", 2, "duplicate argument"),
        ("def softmax(X):\n    x = 1\n    break", 3, "outside loop"),
    ],
)
def test_an_answer_that_does_not_parse_is_quoted(cell, line, says):
    for cells in ((cell,), (cell, "x = 1")):
        found = program("softmax", *cells)
        assert (found.statements, found.cell) == ((), 1)
        assert f"cell 1, line {line}: " in found.problem
        assert says in found.problem
    assert program("softmax", ONE, cell).cell == 1
    assert program("softmax", ONE, cell).problem is None


def test_a_class_that_does_not_parse_is_named_for_its_methods():
    found = program(
        "forward",
        "class TwoLayerNN(object)\n    def forward(self, X):\n        return 1",
    )
    assert "cell 1, line 1: expected ':'" in found.problem


def test_lines_left_out_are_told_where_nothing_is_found():
    found = program("softmax", "x = 1", "my answer is below")
    assert found.problem.endswith("left out, in cell 2.")


# --- hostile sources


@functools.cache
def hostile():
    deep = 100_000
    return {
        "brackets": "x = " + "(" * deep + ")" * deep,
        "minuses": "x = " + "-" * deep + "1",
        "sum": "x = " + "1+" * deep + "1",
        "calls": "x = f" + "()" * deep,
        "attributes": "x = f" + ".a" * deep,
        "nots": "x = " + "not " * deep + "1",
        "ifs": "\n".join(" " * n + "if 1:" for n in range(99))
        + "\n"
        + " " * 99
        + "x = 1",
        "elifs": "if x: pass\n" + "elif x: pass\n" * 20_000,
        "lambdas": "x = " + "lambda: " * 20_000 + "1",
        "power": "x = 9**9**9**9",
        "long": "x = 1\n" * 500_000,
        "string": "x = '" + "a" * 5_000_000 + "'",
        "lines of prose": "this is no code\n" * 10_000,
        "open brackets": "x = (\n" * 5_000,
        "open quotes": 'x = """a\n' * 5_001,
        "chain": "\n".join(
            f"def f{n}(x):\n    return f{n + 1}(x)" for n in range(3000)
        ),
        "aliases": "\n".join(f"f{n} = f{n - 1}" for n in range(3000)),
        "same": "alpha = 1\n" * 20_000,
        "circle": "a = b\nb = a\nsoftmax = a\nclass A(B): pass\nclass B(A): pass",
        "null": "\0" * 100_000,
        "decorators": "@a\n" * 30_000 + "def f(): pass",
        "f-strings": "x = f'" + "{" * 10_000 + "'",
    }


@pytest.mark.parametrize("kind", hostile())
def test_a_source_that_could_crash_the_parser_spoils_no_other_cell(kind, tmp_path):
    cells = [{"cell_type": "code", "source": s} for s in (hostile()[kind], ONE)]
    path = tmp_path / "kim.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    hand_in, programs = read_safely(path, ("softmax", "forward"))
    assert programs["forward"].problem
    if programs["softmax"].problem is None:
        assert defined(programs["softmax"])(0) == 1
    else:
        assert "cannot be read" in programs["softmax"].problem
    assert len(hand_in.cells) == 2


SNIPPETS = f"""{ONE}---{TWO}---{NET}---class TwoLayerNN(TwoLayerNN):---softmax = softmax
---    def forward(self): 1---TwoLayerNN.forward = softmax---x = (---)---'---if 0:
---else:---import softmax
---for softmax in x:---try:---    softmax += forward---@softmax---!ls
---except E as softmax:---TwoLayerNN = softmax---with a as forward:---\t\tpass---'''
---class TwoLayerNN(A, forward): pass---def forward(self): 1---lambda: 0---match x:
---setattr(TwoLayerNN, 'forward', x)---setattr(a.b, *c, d)---x: int---setattr(A, **a)
---    case softmax: forward = 1---del softmax---a[0], softmax = 1, 2---%%time---x = x?
---softmax = jit()(x)---forward = softmax.forward = lambda: 1---async def softmax(): 1
---TwoLayerNN.softmax, y = forward---class A: softmax = TwoLayerNN---forward = softmax
---    forward = f(A)""".split("---")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(SNIPPETS), max_size=6).map("\n".join), max_size=4)
)
def test_no_notebook_raises_and_every_statement_is_python(sources):
    cells = [Cell(n, plain_python(source)) for n, source in enumerate(sources, 1)]
    for found in extract(cells, NAMES).values():
        assert (found.problem is None) == bool(found.statements)
        for statement in found.statements:
            compile(statement, "<answer>", "exec")


def test_what_came_before_a_crash_counts():
    def work():
        yield "one"
        yield "two"
        os.kill(os.getpid(), signal.SIGSEGV)

    assert forked.lines(work) == ["one", "two"]


def test_an_error_in_the_child_is_its_end():
    def work():
        yield "one"
        raise KeyboardInterrupt

    assert forked.lines(work) == ["one"]


@pytest.mark.parametrize("limit", ["CPU_SECONDS", "WALL_SECONDS"])
def test_a_child_that_takes_too_long_is_ended(monkeypatch, limit):
    def work():
        yield str(os.getpid())
        while True:
            if limit == "WALL_SECONDS":
                time.sleep(60)

    monkeypatch.setattr(forked, limit, 1)
    (child,) = forked.lines(work)
    with pytest.raises(ProcessLookupError):
        os.kill(int(child), 0)


def test_a_child_that_takes_too_much_memory_is_ended(monkeypatch):
    monkeypatch.setattr(forked, "MEMORY", 1 << 26)
    assert forked.lines(lambda: ["1", "a" * (1 << 27)]) == []


@pytest.mark.parametrize("crashes", ["read", "_programs"])
def test_a_crash_is_a_sentence(monkeypatch, tmp_path, crashes):
    (tmp_path / "kim.py").write_text(ONE)
    module = sys.modules["coursework.grading.hand_in.extract"]
    monkeypatch.setattr(module, crashes, lambda *_: os.abort())
    hand_in, programs = read_safely(tmp_path / "kim.py", ["softmax"])
    assert len(hand_in.cells) == (crashes != "read")
    assert programs["softmax"].statements == ()
    assert "makes Python's parser crash" in programs["softmax"].problem


def test_nothing_is_lost_on_the_way_out_of_the_child():
    path = ROOT / "book/solutions/homework.ipynb"
    hand_in = read(path)
    assert read_safely(path, NAMES) == (hand_in, extract(hand_in.cells, NAMES))


def test_a_file_that_cannot_be_read_is_the_problem_of_every_question(tmp_path):
    (tmp_path / "kim.ipynb").write_text("{")
    hand_in, programs = read_safely(tmp_path / "kim.ipynb", NAMES)
    assert list(programs) == list(NAMES)
    assert {program.problem for program in programs.values()} == {hand_in.problem}


def test_what_fails_where_it_is_run_is_told_and_not_judged_as_wrong():
    cells = "import cupy_is_not_here as cp", "@cp.fuse\nclass TwoLayerNN:\n pass"
    found = program("forward", *cells, "def forward(params, X):\n return cp.exp(X)")
    given = {"softmax": program("softmax", cells[0], "softmax = cp.vectorize(1)")}
    blank = {name: Program(name, problem="Nothing.") for name in NAMES}
    given |= {"forward": found}
    entries = marking.mark(blank | given, 1, isolation="process")
    told = {entry["question"]: entry for entry in entries}
    assert told["softmax"]["mistake"] == "could_not_run"
    assert "could not be read" in told["softmax"]["message"]
    assert "NameError: cp" in told["softmax"]["message"]
    (note,) = told["forward"]["notes"]
    assert "left out" in note
    assert "ModuleNotFoundError: cupy_is_not_here" in note

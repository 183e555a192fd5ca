"""Find the student's answer: a function, a method of a class, or nothing yet."""

import ast
import dis
import functools
import inspect
import linecache
import traceback
from typing import NamedTuple

from coursework.running.objects import StatefulObject, call_new, leaves, make_object
from coursework.running.outcomes import Other
from coursework.running.signatures import (
    WrongSignature,
    call,
    def_line,
    takes_self,
    unwrapped,
)

# Instructions that compute something. A placeholder (pass, ..., None) has none of them.
COMPUTES = "BINARY_", "COMPARE_", "CONTAINS_", "UNARY_", "CALL", "GET_ITER", "IS_OP"
NOTHING = (None, Ellipsis, NotImplemented)
NETWORK = ("forward", "backward")  # methods that need the parameters
METHODS = (*NETWORK, "initialize_parameters")


def is_attempted(function):
    """Return whether the body of a function computes anything.

    A function that is not written in Python counts as attempted.
    """
    code = getattr(unwrapped(function), "__code__", None)
    return not inspect.iscode(code) or does_something(code)


def does_something(code):
    """Return whether a code object does more than a placeholder."""
    return (
        not set(code.co_names) <= {"NotImplemented"}  # a name or an attribute is used
        or not all(map(_is_placeholder, code.co_consts))
        or any(step.opname.startswith(COMPUTES) for step in dis.get_instructions(code))
    )


def _is_placeholder(constant):
    if isinstance(constant, tuple):
        return all(map(_is_placeholder, constant))
    return isinstance(constant, str) or any(constant is each for each in NOTHING)


def is_nothing(outcome):
    """Return whether a call returned nothing but placeholders."""
    if outcome.raised:
        return False
    return all(map(_stands_for_nothing, leaves(outcome.value)))


def _stands_for_nothing(value):
    """Return whether a value in an Outcome was one of NOTHING."""
    # In place of ... and NotImplemented stands an Other with the name of their type.
    names = [type(each).__name__ for each in NOTHING]
    return value is None or (isinstance(value, Other) and value.name in names)


class Given(NamedTuple):
    """The answer as a free function, what the student wrote, and the method's class.

    `stateful` is one object of that class. Several calls go to it.
    """

    function: object
    written: object
    owner: type | None = None
    stateful: StatefulObject | None = None

    @property
    def is_method(self):
        return self.owner is not None

    def for_call(self, call):
        """Return the function that takes the arguments of a Call.

        Without `call.update` that is the answer itself. With it, `stateful` is asked
        after such an update of its parameters. An answer that has no object is called
        by `call_with_line`: the update is a line of Python.
        """
        if not call.update:
            return self.function
        if self.stateful:
            return functools.partial(self.stateful.ask, call.update)
        return functools.partial(call_with_line, self.function, call.update)


def call_with_line(function, line, *args):
    """Call a function; if one of its statements raises, call it with `line` there."""
    try:
        return call(function, args, {})
    except Exception as error:
        code = getattr(function, "__code__", None)
        frames = traceback.walk_tb(error.__traceback__)
        raised_in = [number for frame, number in frames if frame.f_code is code]
        tree = tree_with(line, code, raised_in[0]) if raised_in else None
        if tree is None:
            raise
    space = dict(function.__globals__)
    exec(compile(tree, "<with another line>", "exec"), space)
    return call(space[function.__name__], args, {})


def tree_with(line, code, number):
    """Return a function's syntax tree with `line` for the statement in line `number`.

    Return None if no assignment or call is there.
    """
    replaced = []

    class Replace(ast.NodeTransformer):
        def visit_Assign(self, node):
            if not node.lineno <= number <= node.end_lineno:
                return node
            replaced.append(node)
            return ast.copy_location(ast.parse(line).body[0], node)

        visit_AugAssign = visit_Expr = visit_Assign

    tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    tree.body = [node for node in tree.body if node.lineno == code.co_firstlineno]
    tree = ast.fix_missing_locations(Replace().visit(tree))
    return tree if replaced else None


def as_function(question, answer):
    """Turn any answer into a free function, and return it in a Given.

    For a class, this is its method of that name. `forward` and `backward` get our
    parameters, whatever the class's own `initialize_parameters` does. An object, or a
    method taken from a class, counts as the class. Methods are called as the task's own
    code calls them, model.forward(X), or raise WrongSignature. Without an answer,
    `function` and `written` are None.
    """
    if inspect.ismethod(answer) and question in METHODS:  # model.forward
        owner = answer.__self__
        answer = owner if inspect.isclass(owner) else type(owner)
    elif inspect.isfunction(answer) and takes_self(answer):  # Network.forward
        answer = _owner(question, answer)
    elif not callable(answer) and callable(getattr(type(answer), question, None)):
        answer = type(answer)  # of the object model
    if not inspect.isclass(answer):
        if inspect.isfunction(answer) and takes_self(answer) and question in NETWORK:
            return Given(functools.partial(_call_without_object, answer), answer)
        return Given(answer, answer)
    method = getattr(answer, question, None)
    if method is None:
        return Given(None, None, answer)
    call, stateful = _call_method, None
    if question in NETWORK:
        call, stateful = call_new, StatefulObject(answer, question)
    return Given(functools.partial(call, answer, question), method, answer, stateful)


def _owner(question, function):
    """Return the class of a function that takes self, or a free function as it is."""
    for value in list(function.__globals__.values()):
        if inspect.isclass(value) and vars(value).get(question) is function:
            return value
    inside = function.__qualname__.rpartition(".")[0]
    if not inside or inside.endswith("<locals>"):
        return function
    return type("Answer", (), {question: function})  # its class cannot be found


def _call_without_object(function, *args):
    """Call a free function whose first parameter is called self."""
    try:
        return call(function, args, {})
    except AttributeError:
        raise WrongSignature(def_line(function)) from None


def _call_method(cls, name, *args, **kwargs):
    """Call a method other than forward and backward, on a new object."""
    sizes = args if name == "initialize_parameters" else (4, 3, 2)  # any will do
    method = getattr(make_object(cls, sizes), name)
    return call(method, args, kwargs)

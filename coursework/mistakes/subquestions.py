"""Make a smaller question of some lines of a question's program."""

import ast
import builtins
import copy
import dataclasses
import re

from coursework.mistakes.program import RightProgram
from coursework.mistakes.syntax import variable


def part(catalogue, given, results):
    """Return the known mistakes in the lines that compute `results` from `given`.

    `given` and `results` are names of variables. A mistake is left out if its sentence
    names variables of the other lines. The right program of the smaller question
    returns the one result, or a dictionary of several.
    """
    smaller = copy.copy(catalogue)
    smaller.program, smaller.mistakes = between(catalogue.program, given, results), {}
    others = {*map(variable, catalogue.program.starts)}
    others -= {"sign", *given, *results}  # in a sentence, "sign" is an English word
    for mistake in catalogue:
        ways = tuple(way for way in mistake.ways if fits(smaller.program, way))
        if ways and not others.intersection(re.findall(r"\w+", mistake.sentence)):
            smaller.mistakes[mistake.name] = dataclasses.replace(
                mistake, ways=ways, program=smaller.program
            )
    return smaller


def between(program, given, results):
    """Return the RightProgram of the lines that compute `results` from `given`.

    Lines of mistakes may use N, C and `sign`, so these are set as well. The first of
    `given` has the shape (N, C).
    """
    needed, lines = set(results), []
    pairs = list(zip(program.starts, program.lines, strict=True))
    for start, line in reversed(pairs[1:]):  # the first line is the def
        name = variable(start)
        if name in needed and name not in given:
            needed |= set(compile(line.strip(), "", "exec").co_names)  # what it uses
            lines.insert(0, line)
    items = ", ".join(f'"{name}": {name}' for name in results)
    head = (
        f"{program.helpers}def step({', '.join(given)}):",
        f"    N, C = {given[0]}.shape",
        "    sign = 1",
        *lines,
        f"    grads = {{{items}}}" if len(results) > 1 else "",
        f"    return {'grads' if len(results) > 1 else results[0]}",
    )
    return RightProgram("step", "\n".join(head), program.where)


def fits(program, way):
    """Return whether a program has the lines and names of one way to make a mistake."""
    function = program.changed()  # as it is
    known = {*dir(builtins), *program.space, *function.__code__.co_varnames}
    return all(old in program.starts and names_of(new) <= known for old, new in way)


def names_of(line):
    """Return the names that a line uses and does not assign."""
    tree = ast.walk(ast.parse(f"def _():\n    {line}"))
    names = [node for node in tree if isinstance(node, ast.Name)]
    assigned = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return {node.id for node in names} - assigned

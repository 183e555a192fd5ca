"""Test that what students read stands in the text files, in whole sentences."""

import ast
import pathlib

import coursework
from coursework.words import FIELD, read, sentences

HOME = pathlib.Path(coursework.__file__).parent
EXEMPT = {  # modules in which sentences may stand, and why
    "mistakes/exceptions.py": "patterns of NumPy's words",
    "mistakes/program.py": "authors of questions read them",
    "mistakes/syntax.py": "authors of questions read them",
    "notebook/ordering.py": "names of known mistakes",
    "authoring/": "authors of questions read them, but for STUDENTS",
    "grading/": "teachers read them, but for STUDENTS",
    "__main__.py": "the command line",
    "student.py": "the command line",
}
GRADED = """choice/entries marking pages/gradescope pages/page verdicts
submissions/cells submissions/parsing submissions/programs"""  # students read these
STUDENTS = ("authoring/own_judge", *map("grading/{}".format, GRADED.split()))
FILES = {path.relative_to(HOME).as_posix(): path for path in HOME.rglob("*.py")}
NODES = {n: [*ast.walk(ast.parse(p.read_text("utf-8")))] for n, p in FILES.items()}
ALL = [node for nodes in NODES.values() for node in nodes]


def sentences_in(nodes):
    """Yield each text of four words or more that is no docstring."""
    inside = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}  # docstrings
    joined = [n for n in nodes if isinstance(n, ast.JoinedStr)]
    inside.update(id(part) for node in joined for part in node.values)
    for node in (n for n in nodes if id(n) not in inside):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = " ".join(str(n.value) for n in parts if isinstance(n, ast.Constant))
        words = [word.strip(".,:;?!()'\"") for word in text.split()]
        if sum(word.isalpha() and len(word) > 1 for word in words) > 3:
            yield text


def test_no_sentence_for_students_stands_in_a_program():
    students = [
        n for n in FILES if n.startswith(STUDENTS) or not n.startswith((*EXEMPT,))
    ]
    assert {n: t for n in students if (t := [*sentences_in(NODES[n])])} == {}


def texts_in(nodes):
    return {n.value for n in nodes if isinstance(n, ast.Constant)}


def test_each_sentence_is_said_with_its_fields():
    used, said = texts_in(ALL), sentences()
    for path in (HOME / "questions").glob("*.txt"):
        own = read(path.read_text("utf-8").partition("\n---\n")[2])
        used |= (cases := {*own.get("edge_cases", "").split()})
        assert cases <= own.keys() | said.keys()
        assert all(key in used or key[:5] in ("hint_", "step_") for key in own)
    assert said.keys() <= used
    for function in (n for n in ALL if type(n) is ast.FunctionDef):
        inside = [*ast.walk(function)]
        for call in inside:
            if getattr(getattr(call, "func", None), "id", "") not in ("say", "fault"):
                continue
            key = call.args[0]  # or a variable, which some lines set
            sets = [n for n in inside if isinstance(n, ast.Assign)] * hasattr(key, "id")
            lines = [
                n
                for n in sets
                if key.id in [getattr(t, "id", "") for t in ast.walk(n.targets[0])]
            ]
            keys = said.keys() & texts_in(n for x in (key, *lines) for n in ast.walk(x))
            assert keys or not isinstance(key, ast.Constant), ast.unparse(call)
            given = {"names_are", *(each.arg for each in call.keywords)}
            needed = {name for each in keys for name in FIELD.findall(said[each])}
            assert needed <= given or None in given, ast.unparse(call)

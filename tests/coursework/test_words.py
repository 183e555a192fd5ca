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
GRADED = """marking pages/gradescope pages/page verdicts
submissions/cells submissions/parsing submissions/programs"""  # students read these
STUDENTS = ("authoring/own_judge", *map("grading/{}".format, GRADED.split()))
FILES = {path.relative_to(HOME).as_posix(): path for path in HOME.rglob("*.py")}
NODES = {n: [*ast.walk(ast.parse(p.read_text("utf-8")))] for n, p in FILES.items()}
ALL = [node for nodes in NODES.values() for node in nodes]


def sentences_in(nodes):
    """Yield each text of at least four words among some nodes, docstrings excepted."""
    skipped = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}  # docstrings
    joined = [n for n in nodes if isinstance(n, ast.JoinedStr)]  # f-strings, each whole
    skipped.update(id(part) for node in joined for part in node.values)
    for node in (n for n in nodes if id(n) not in skipped):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = " ".join(str(n.value) for n in parts if isinstance(n, ast.Constant))
        words = [word.strip(".,:;?!()'\"") for word in text.split()]
        if sum(word.isalpha() and len(word) > 1 for word in words) > 3:
            yield text


def test_no_sentence_for_students_stands_in_a_program():
    """In modules of EXEMPT sentences may stand, except where STUDENTS read them."""
    for name, nodes in NODES.items():
        if name.startswith(STUDENTS) or not name.startswith((*EXEMPT,)):
            assert (name, [*sentences_in(nodes)]) == (name, [])


def texts_in(nodes):
    """Return the set of all constants among some nodes."""
    return {n.value for n in nodes if isinstance(n, ast.Constant)}


def test_each_sentence_is_used():
    used, shared = texts_in(ALL), sentences()  # `shared` by all questions
    for path in (HOME / "questions").glob("*.txt"):
        own = read(path.read_text("utf-8").partition("\n---\n")[2])  # below the answer
        cases = {*own.get("edge_cases", "").split()}
        assert cases <= own.keys() | shared.keys()
        used |= cases
        assert all(key in used or key.startswith(("hint_", "step_")) for key in own)
    assert shared.keys() <= used


def keys_of(call, function):
    """Return the keys that a call say(key, ...) in `function` may have."""
    sources = [key := call.args[0]]
    for node in ast.walk(function):  # if the key is a variable, all that it may be
        if isinstance(key, ast.Name) and isinstance(node, ast.Assign):
            names = [getattr(n, "id", "") for n in ast.walk(node.targets[0])]
            if key.id in names:
                sources.append(node)
    nodes = [node for source in sources for node in ast.walk(source)]
    return sentences().keys() & texts_in(nodes)


def test_each_sentence_gets_its_fields():
    """A field that a call of `say` leaves out would stay as {name} in the sentence."""
    for function in (n for n in ALL if type(n) is ast.FunctionDef):
        for call in ast.walk(function):
            if getattr(getattr(call, "func", None), "id", "") in ("say", "fault"):
                keys, code = keys_of(call, function), ast.unparse(call)
                assert keys or not isinstance(call.args[0], ast.Constant), code
                given = {each.arg for each in call.keywords}
                given.add("names_are")  # which is often filled in later
                needed = {n for key in keys for n in FIELD.findall(sentences()[key])}
                has_stars = None in given  # **fields may hold any field
                assert needed <= given or has_stars, code

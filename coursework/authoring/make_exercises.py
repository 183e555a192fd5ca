"""The student's notebook, made from the solution: one source for both.

    python -m coursework.student book/solutions book/exercises \
        [--hand-in "Upload it to Moodle, under 'Week 3'."] [--graded] [--only NAME]

What stands between `### BEGIN SOLUTION` and `### END SOLUTION` (nbgrader's markers) is
replaced by a line to write in; markdown cells tagged `solution` are left out, and so
are the outputs. Cell ids stay, so that an answer can be matched with its question.

A question of your own (see `coursework.custom.own`) gets a cell that makes it known to
`check`, in both notebooks; its reference and probes cells stay in the solution. Both
carry nbgrader's metadata, too. The solutions are brought up to date in these two.

`--hand-in` says where to send the notebook, in the paragraph 'Hand in' of each one;
`--graded` keeps the whole answers of `.solution()` back; `--only` makes one notebook,
named without `.ipynb`.
"""

import argparse
import copy
import pathlib
import re
import sys

from coursework.authoring import ask, nbgrader, reference_cells
from neuralnet.support.files import write_whole

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
SOLUTION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}\n(?P<body>.*?)^[ \t]*{END}[ \t]*(?:\n|\Z)",
    flags=re.DOTALL | re.MULTILINE,
)
HAND_IN = re.compile(r"^\*\*Hand in\.\*\* .*$", flags=re.MULTILINE)
CHECKS = re.compile(r"^from coursework import .*\bcheck\b.*$", flags=re.MULTILINE)
GRADED = "import coursework\n\ncoursework.no_solutions()  # this class is graded"
SOLUTION_TAG = "solution"
# Cells with these tags stay in the solution.
SECRET = (SOLUTION_TAG, reference_cells.REFERENCE, reference_cells.PROBES)


def student_version(notebook, hand_in="", graded=False):
    """Return the student's notebook of a solution notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The solution; not changed.
    hand_in : str
        How to hand in, in place of what the solution says.
    graded : bool
        Whether whole answers stay with the instructor.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    ValueError
        If a marker has no partner, or reference and probes cells make no question.
    """
    student = prepare(notebook)
    student.cells = [cell for cell in student.cells if not _is_solution(cell)]
    for cell in student.cells:
        if cell.cell_type == "code":
            cell.source = blank(cell.source)
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("mystnb", None)
            if graded and CHECKS.search(cell.source):
                cell.source += f"\n\n{GRADED}"
        elif hand_in:
            cell.source = HAND_IN.sub(lambda _: f"**Hand in.** {hand_in}", cell.source)
    return student


def prepare(notebook):
    """Return the solution with the cells of its own questions and nbgrader's metadata.

    Parameters and errors as in `student_version`.
    """
    prepared = copy.deepcopy(notebook)
    asked = reference_cells.questions(prepared)
    points = {question.name: question.out_of for _, question in asked}
    by_cell = {id(cell): question for cell, question in asked}
    tag = reference_cells.QUESTION
    made = [c for c in prepared.cells if reference_cells.has_tag(c, tag)]
    former = {cell.get("id"): cell for cell in made}
    cells = []
    for cell in prepared.cells:
        if not reference_cells.has_tag(cell, reference_cells.QUESTION):
            cells.append(cell)
        if id(cell) in by_cell:
            cells.append(_question_cell(cell, by_cell[id(cell)], former))
    prepared.cells = cells
    for number, cell in enumerate(cells):
        metadata = nbgrader.metadata(cell, number, points)
        cell.metadata.pop("nbgrader", None)
        if metadata:
            cell.metadata["nbgrader"] = metadata
    return prepared


def _question_cell(probes, question, former):
    """Return the cell that makes a question known, folded in Colab."""
    import nbformat

    owner = probes.get("id") or question.name
    name = f"{owner[:50]}-{reference_cells.QUESTION}"  # an id has at most 64 characters
    cell = former.get(name) or nbformat.v4.new_code_cell(id=name)
    if "id" not in probes:
        cell.pop("id", None)  # a notebook of before ids
    cell.source = ask.stored(question)
    cell.metadata = nbformat.from_dict(
        {"cellView": "form", "tags": [reference_cells.QUESTION, "remove-cell"]}
    )
    return cell


def blank(source):
    """Return the source of a cell with a place to write in for each solution."""

    def replace(match):
        indent = match["indent"]
        lines = [f"{indent}# Write your answer here, in place of the next line."]
        if indent and "def " in source:  # calling it says that it is not written yet
            lines.append(f"{indent}raise NotImplementedError")
        elif indent:
            lines = [f"{indent}pass  # Write your answer here, in place of pass."]
        else:
            given = re.findall(r"^(\w+) *=(?!=) *(True$)?", match["body"], re.MULTILINE)
            lines += [f"{n} = {False if on else None}" for n, on in dict(given).items()]
        return "\n".join(lines) + "\n"

    blanked = SOLUTION.sub(replace, source).rstrip("\n")
    if BEGIN in blanked or END in blanked:
        raise ValueError(f"a solution marker has no partner in the cell:\n{source}")
    return blanked


def solution_lines(notebook):
    """Return the lines between the markers that a student must not see.

    Lines of 12 characters or more, stripped, that do not stand in the scaffold too.
    """
    shown, hidden = set(), set()
    for cell in notebook.cells:
        if reference_cells.has_tag(cell, reference_cells.QUESTION):
            continue  # it is made, and holds what may be seen
        if _is_solution(cell):
            is_probes = reference_cells.has_tag(cell, reference_cells.PROBES)
            text = reference_cells.secret_lines(cell) if is_probes else cell.source
            hidden |= _lines(text)
        elif cell.cell_type == "code":
            for match in SOLUTION.finditer(cell.source):
                hidden |= _lines(match["body"])
            shown |= _lines(SOLUTION.sub("", cell.source))
        else:
            shown |= _lines(cell.source)
    return {line for line in hidden - shown if len(line) >= 12}


def leaks(student, solution):
    """Return what the student's notebook gives away, as sentences; [] if nothing.

    Parameters
    ----------
    student, solution : nbformat.NotebookNode
        The student's notebook, run or not, and the one that it was made from.
    """
    hidden, found = solution_lines(solution), []
    for cell in student.cells:
        text = "\n".join([cell.source, *_output_texts(cell)])
        found += [f"the line {line!r}" for line in hidden if line in text]
        found += [f"the marker {mark!r}" for mark in (BEGIN, END) if mark in text]
        tags = [tag for tag in SECRET if reference_cells.has_tag(cell, tag)]
        found += [f"a cell tagged {tag!r}" for tag in tags]
        for output in cell.get("outputs", []):
            if any(mime.startswith("image/") for mime in output.get("data", {})):
                found.append("a figure that needs an answer")
        if re.search(r": (in)?correct\b|\(score \d", "\n".join(_output_texts(cell))):
            found.append("the verdict on an answer")
    return found


def _output_texts(cell):
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        yield from (str(content) for content in output.get("data", {}).values())


def _lines(text):
    return {line.strip() for line in text.splitlines()}


def _is_solution(cell):
    return any(reference_cells.has_tag(cell, tag) for tag in SECRET)


def main(source, target, only="*", **settings):
    """Write the student version of every notebook in a folder to another folder.

    Parameters
    ----------
    source, target : path
        Two folders.
    only : str
        The name of the one notebook to make, without `.ipynb`.
    **settings
        Those of `student_version`.

    Raises
    ------
    ValueError
        If a notebook would give its solution away, cannot be made, or is not there.
    """
    import nbformat

    if pathlib.Path(source).resolve() == pathlib.Path(target).resolve():
        raise ValueError(f"{target} holds the solutions: name another folder")
    paths = sorted(pathlib.Path(source).glob(f"{only}.ipynb"))
    if not paths:
        raise ValueError(f"there is no notebook {only}.ipynb in {source}")
    for path in paths:
        solution = nbformat.read(path, as_version=4)
        try:
            prepared = prepare(solution)
            student = student_version(prepared, **settings)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
        if leaks(student, prepared):
            raise ValueError(f"{path} gives away {', '.join(leaks(student, prepared))}")
        if prepared != solution:
            _write(prepared, path)
            print(f"brought {path} up to date")
        made = _write(student, pathlib.Path(target) / path.name)
        print(f"made {made}")


def _write(notebook, path):
    import nbformat

    return write_whole(path, nbformat.writes(notebook) + "\n")


def parser():
    """Return the parser of the command line."""
    described = argparse.ArgumentParser(
        "python -m coursework.student", description="Make the students' notebooks."
    )
    described.add_argument("source", help="the folder with the solutions")
    described.add_argument("target", help="the folder for the students' notebooks")
    described.add_argument("--hand-in", default="", help="a sentence: where to send it")
    described.add_argument("--graded", action="store_true", help="show no solution()")
    described.add_argument("--only", default="*", help="one notebook, without .ipynb")
    return described


if __name__ == "__main__":
    try:
        main(**vars(parser().parse_args()))
    except ValueError as error:
        sys.exit(str(error))

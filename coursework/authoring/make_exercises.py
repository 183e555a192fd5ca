"""Make the student's notebook from the solution notebook.

    python -m coursework.student book/solutions book/exercises \
        [--hand-in "Upload it to Moodle, under 'Week 3'."] [--graded] [--only NAME]

A line for the student's code replaces the lines between `### BEGIN SOLUTION` and
`### END SOLUTION` (nbgrader's markers). If there are comments `# given: CODE` between
the markers, students get this code to repair. Markdown cells tagged `solution` and all
outputs are removed. Cell ids stay, since they match an answer with its question.

In both notebooks, a question of your own (see `reference_cells`) gets a cell that makes
it known to `check`, and the cells get nbgrader's metadata. The solution file is updated
with both, and keeps its reference and probes cells.
"""

import contextlib
import copy
import pathlib
import re

from coursework.authoring import nbgrader, reference_cells
from coursework.authoring.own import stored
from neuralnet.support.files import write_whole

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
SOLUTION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}\n(?P<body>.*?)^[ \t]*{END}[ \t]*(?:\n|\Z)",
    flags=re.DOTALL | re.MULTILINE,
)
ASSIGNED = re.compile(r"^(\w+) *=(?!=) *(True$)?", flags=re.MULTILINE)
GIVEN = re.compile(r"^([ \t]*)# given: (.*)$", flags=re.MULTILINE)
HAND_IN = re.compile(r"^\*\*Hand in\.\*\* .*$", flags=re.MULTILINE)
WAITS = re.compile(r"^if (passed|solved)\b", flags=re.MULTILINE)  # for right answers
CHECKS = re.compile(r"^from coursework import .*\bcheck\b.*$", flags=re.MULTILINE)
GRADED = "import coursework\n\ncoursework.no_solutions()  # this class is graded"
SOLUTION_TAG = "solution"
# Cells with these tags stay in the solution.
SECRET = (SOLUTION_TAG, reference_cells.REFERENCE, reference_cells.PROBES)


def student_version(notebook, hand_in="", graded=False):
    """Make a student's notebook from a solution notebook, which does not change.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The solution notebook.
    hand_in : str
        The new text of the paragraph 'Hand in'; by default it stays.
    graded : bool
        Whether `.solution()` is kept from showing students a whole answer.

    Raises
    ------
    ValueError
        If a BEGIN or END SOLUTION marker is alone, or a question cannot be built.
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
    """Return a solution notebook with its question cells and nbgrader's metadata."""
    prepared = copy.deepcopy(notebook)
    asked = reference_cells.questions(prepared)
    points = {question.name: question.out_of for question in asked.values()}
    earlier = {cell.get("id"): cell for cell in prepared.cells if _is_question(cell)}
    cells = []  # each question cell right below its probes cell
    for index, cell in enumerate(prepared.cells):
        if not _is_question(cell):
            cells.append(cell)
        if index in asked:
            cells.append(_question_cell(cell, asked[index], earlier))
    prepared.cells = cells
    for number, cell in enumerate(cells):
        cell.metadata.pop("nbgrader", None)
        if metadata := nbgrader.metadata(cell, number, points):
            cell.metadata["nbgrader"] = metadata
    return prepared


def _question_cell(probes, question, earlier):
    """Return the cell that makes a question known to `check`, folded in Colab.

    `earlier` maps ids to the question cells of an earlier run.
    """
    import nbformat

    owner = probes.get("id") or question.name
    id_ = f"{owner[:50]}-{reference_cells.QUESTION}"  # an id has at most 64 characters
    cell = earlier.get(id_) or nbformat.v4.new_code_cell(id=id_)
    if "id" not in probes:
        cell.pop("id", None)  # older notebooks have no ids
    cell.source = stored(question)
    cell.metadata = nbformat.from_dict(
        {"cellView": "form", "tags": [reference_cells.QUESTION, "remove-cell"]}
    )
    return cell


def blank(source):
    """Return a cell's source with a place for the student's code in each solution."""

    def replace(match):
        indent = match["indent"]
        if given := GIVEN.findall(match["body"]):
            return "".join(f"{space}{code}\n" for space, code in given)
        lines = [f"{indent}# Write your answer here, in place of the next line."]
        if indent and "def " in source:  # a function: a call of it fails
            lines.append(f"{indent}raise NotImplementedError")
        elif indent:
            lines = [f"{indent}pass  # Write your answer here, in place of pass."]
        else:  # a switch that the solution sets to True is False, other names are None
            for name, is_on in dict(ASSIGNED.findall(match["body"])).items():
                lines.append(f"{name} = {False if is_on else None}")
        return "\n".join(lines) + "\n"

    blanked = SOLUTION.sub(replace, source).rstrip("\n")
    if BEGIN in blanked or END in blanked:
        raise ValueError(f"a solution marker has no partner in the cell:\n{source}")
    return blanked


def solution_lines(notebook):
    """Return the set of lines that a student must not see, without indentation.

    They are between solution markers, or in cells that stay in the solution. A line of
    fewer than 12 characters gives too little away to count, and a line that a student
    sees elsewhere does not count either.
    """
    visible, hidden = set(), set()
    for cell in notebook.cells:
        if _is_question(cell):
            continue  # students may see it
        if _is_solution(cell):
            is_probes = reference_cells.has_tag(cell, reference_cells.PROBES)
            text = reference_cells.secret_lines(cell) if is_probes else cell.source
            hidden |= _lines(text)
        elif cell.cell_type == "code":
            for match in SOLUTION.finditer(cell.source):
                hidden |= _lines(match["body"])
            visible |= _lines(SOLUTION.sub("", cell.source))
        else:
            visible |= _lines(cell.source)
    return {line for line in hidden - visible if len(line) >= 12}


def leaks(student, solution):
    """Return a phrase for each piece of the solution that a student could read.

    `student` is the student's notebook, which may have been run. An empty list means
    that it shows no solution.
    """
    hidden, phrases = solution_lines(solution), []
    for cell in student.cells:
        outputs = "\n".join(_output_texts(cell))
        text = f"{cell.source}\n{outputs}"
        phrases += [f"the line {line!r}" for line in hidden if line in text]
        phrases += [f"the marker {mark!r}" for mark in (BEGIN, END) if mark in text]
        tags = [tag for tag in SECRET if reference_cells.has_tag(cell, tag)]
        phrases += [f"a cell tagged {tag!r}" for tag in tags]
        if WAITS.search(cell.source) and _has_figure(cell):
            phrases.append("a figure that needs an answer")
        if re.search(r": (in)?correct\b|\(score \d", outputs):  # as a Report prints it
            phrases.append("the verdict on an answer")
    return phrases


def _has_figure(cell):
    kinds = (
        kind for output in cell.get("outputs", []) for kind in output.get("data", ())
    )
    return any(kind.startswith("image/") for kind in kinds)


def _output_texts(cell):
    """Yield the texts of a cell's stored outputs, of all kinds."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        yield from (str(content) for content in output.get("data", {}).values())


def _lines(text):
    return {line.strip() for line in text.splitlines()}


def _is_solution(cell):
    return any(reference_cells.has_tag(cell, tag) for tag in SECRET)


def _is_question(cell):
    return reference_cells.has_tag(cell, reference_cells.QUESTION)


def main(source, target, only="*", **options):
    """Write the student versions of the notebooks in `source` to the folder `target`.

    Bring the solutions up to date (`prepare`). `only` names one notebook, without
    `.ipynb`. The options are those of `student_version`.

    Raises
    ------
    ValueError
        If a notebook would give its solution away, cannot be made, or is not there.
    """
    import nbformat

    def write(notebook, path):
        return write_whole(path, nbformat.writes(notebook) + "\n")

    if pathlib.Path(source).resolve() == pathlib.Path(target).resolve():
        raise ValueError(f"{target} holds the solutions: name another folder")
    paths = sorted(pathlib.Path(source).glob(f"{only}.ipynb"))
    if not paths:
        raise ValueError(f"there is no notebook {only}.ipynb in {source}")
    for path in paths:
        solution = nbformat.read(path, as_version=4)
        try:
            with contextlib.chdir(path.parent):  # where data files of a question lie
                prepared = prepare(solution)
                student = student_version(prepared, **options)
                asked = reference_cells.questions(prepared).values()
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
        if given_away := leaks(student, prepared):
            raise ValueError(f"{path} gives away {', '.join(given_away)}")
        if prepared != solution:
            write(prepared, path)
            print(f"brought {path} up to date")
        print(
            "".join(f"{each}\n" for each in reference_cells.open_questions(asked)),
            end="",
        )
        print(f"made {write(student, pathlib.Path(target) / path.name)}")

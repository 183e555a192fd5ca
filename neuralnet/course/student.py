"""The student's notebook, made from the solution: one source for both.

    python -m neuralnet.course.student book/solutions book/exercises

What stands between `### BEGIN SOLUTION` and `### END SOLUTION` (nbgrader's markers) is
replaced by a line to write in; markdown cells tagged `solution` are left out, and so
are the outputs. Cell ids stay, so that an answer can be matched with its question.
"""

import copy
import pathlib
import re
import sys

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
SOLUTION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}\n(?P<body>.*?)^[ \t]*{END}[ \t]*(?:\n|\Z)",
    flags=re.DOTALL | re.MULTILINE,
)
SOLUTION_TAG = "solution"


def student_version(notebook):
    """Return the student's notebook of a solution notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The solution; not changed.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    ValueError
        If a marker has no partner.
    """
    student = copy.deepcopy(notebook)
    student.cells = [cell for cell in student.cells if not _is_solution(cell)]
    for cell in student.cells:
        if cell.cell_type == "code":
            cell.source = blank(cell.source)
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("mystnb", None)
    return student


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
            names = re.findall(r"^(\w+) *=[^=]", match["body"], flags=re.MULTILINE)
            lines += [f"{name} = None" for name in dict.fromkeys(names)]
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
        if _is_solution(cell):
            hidden |= _lines(cell.source)
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
        if _is_solution(cell):
            found.append(f"a cell tagged {SOLUTION_TAG!r}")
        for output in cell.get("outputs", []):
            if any(mime.startswith("image/") for mime in output.get("data", {})):
                found.append("a figure that needs an answer")
        if re.search(r": (in)?correct\b|\(score \d", "\n".join(_output_texts(cell))):
            found.append("the verdict on an answer")
    return found


def _output_texts(cell):
    """Yield every text that a cell shows."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        yield from (str(content) for content in output.get("data", {}).values())


def _lines(text):
    return {line.strip() for line in text.splitlines()}


def _is_solution(cell):
    return SOLUTION_TAG in cell.metadata.get("tags", [])


def main(source, target):
    """Write the student version of every notebook in a folder to another folder.

    Raises
    ------
    ValueError
        If a notebook would give its solution away.
    """
    import nbformat

    for path in sorted(pathlib.Path(source).glob("*.ipynb")):
        solution = nbformat.read(path, as_version=4)
        student = student_version(solution)
        if leaks(student, solution):
            raise ValueError(f"{path} gives away {', '.join(leaks(student, solution))}")
        new = pathlib.Path(target) / f"{path.name}.new"
        nbformat.write(student, new)
        new.replace(new.with_suffix(""))
        print(f"made {new.with_suffix('')}")


if __name__ == "__main__":
    main(*sys.argv[1:])

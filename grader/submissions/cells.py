"""Read the code cells of a notebook or Python file as plain Python.

Notebooks are read as JSON, without nbformat, so they need not be valid.
"""

import contextlib
import dataclasses
import json
import re

from IPython.core import inputtransformer2 as ipython

from coursework.words import say
from grader.submissions import files
from grader.submissions.files import UnreadableError

OUTPUT_CHARS = 8_000  # of a cell's outputs: half from the start, half from the end
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # colors
# Cell magics whose body is in another language, a file, or Python that leaves no names.
NOT_PYTHON = re.compile(
    r"!|bash|z?sh|shell|cmd|system|sx|script|html|HTML|javascript|js|latex|markdown|svg"
    r"|SVG|write(file|template)|file|perl|ruby|R|julia|sql|bigquery|cython|python[23]?"
    r"|pypy|timeit|skip|mermaid"
)
HAS_MAGIC = re.compile(r"[%!?]|\b(pip3?|conda)\b|>>> |In \[")
BARE = re.compile(r"^(?=(pip3?|conda) +(-\w|install|uninstall|list)\b)", re.MULTILINE)
TIME = re.compile(r"^( *)%time +(?!-)", re.MULTILINE)  # "-" begins an option


@dataclasses.dataclass(frozen=True)
class Cell:
    """A code cell."""

    number: int  # among all cells of the notebook, from 1
    source: str  # Python without magics and shell lines; lines keep their numbers
    outputs: str = ""  # the text below the cell; a long text lacks its middle


@dataclasses.dataclass(frozen=True)
class Submission:
    """The cells of a file, or a sentence that says why there are none."""

    cells: tuple = ()
    problem: str | None = None


def read_cells(path):
    """Read a notebook (nbformat 4) or Python file, and return its Submission.

    Never raise. A .py file is one cell, unless it holds a notebook.
    """
    try:
        data = files.content_of(path)
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            raise UnreadableError(say("empty_file"))
        if files.is_script(str(path)) and data.lstrip()[:1] != b"{":
            return Submission((Cell(1, plain_python(_text(decoded(data)))),))
        code = []
        for number, cell in _notebook(data).items():
            if cell.get("cell_type", "code") == "code":
                source = plain_python(_text(cell.get("source")))
                code.append(Cell(number, source, _outputs(cell)))
        return Submission(tuple(code))
    except UnreadableError as error:
        return Submission(problem=str(error))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Submission(problem=say("cannot_open", reason=reason))
    except (ValueError, RecursionError, MemoryError) as error:  # a null in a path
        said = say("cannot_read", error=type(error).__name__)
        return Submission(problem=said)


def _notebook(data):
    """Return {number: cell} of all cells."""
    text = decoded(data).strip("\0 \t\r\n\ufeff")
    if text[:1] not in '{["n':  # JSON begins with one of these, null with n
        start = files.printable(text[:15])
        raise UnreadableError(say("no_notebook_but", start=repr(start)))
    notebook = None
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "error": error.msg}
        raise UnreadableError(say("damaged_notebook", **where)) from None
    except (RecursionError, ValueError):  # nested too deeply, a number too long
        pass
    cells = _field(notebook, "cells")
    if not isinstance(cells, list):
        raise UnreadableError(say("other_json"))
    return {n: cell for n, cell in enumerate(cells, 1) if isinstance(cell, dict)}


def _field(value, key):
    return value.get(key) if isinstance(value, dict) else None


def decoded(data):
    """Decode bytes with the first encoding that fits; cp949 is Korean."""
    for attempt in (json.detect_encoding(data), "utf-8-sig", "cp949"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(attempt)
    return data.decode("latin-1")  # can decode any bytes


def _text(value):
    """Return a text, or a list of texts, as one text that UTF-8 can encode."""
    parts = value if isinstance(value, list) else [value]
    text = "".join(part for part in parts if isinstance(part, str))
    text = text.encode("utf-8", "replace").decode()  # replaces half surrogate pairs
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _outputs(cell):
    """Return the stored outputs of a cell as text; a long text lacks its middle."""
    texts, outputs = [], _field(cell, "outputs")
    for output in outputs if isinstance(outputs, list) else ():
        parts = [_field(output, "text"), _field(_field(output, "data"), "text/plain")]
        parts += [_field(output, "ename"), _field(output, "evalue")]
        texts += [_text(part).rstrip("\n") for part in parts if part]
    text, half = ANSI.sub("", "\n".join(texts)), OUTPUT_CHARS // 2
    return text if len(text) <= 2 * half else f"{text[:half]}\n...\n{text[-half:]}"


def plain_python(source):
    """Return a cell's source as Python: IPython makes its commands calls.

    These are no definitions, so no program takes them. The body of %%time and of
    unknown magics stays, and so does the statement after %time.
    """
    if not HAS_MAGIC.search(source):
        return source
    lines = source.split("\n")
    for number, line in enumerate(lines):  # the cell magics, which stand on top
        if line.strip() and not line.lstrip().startswith(("#", "%%")):
            break
        magic = re.match(r"\s*%%(!|\w+)", line)
        if magic and NOT_PYTHON.fullmatch(magic[1]):
            return "# " + source.replace("\n", "\n# ")
        if magic:
            lines[number] = f"# {line}"
    plain = TIME.sub(r"\1", BARE.sub("!", "\n".join(lines)))
    manager = ipython.TransformerManager()
    # Without those that remove lines, so that line numbers stay.
    manager.cleanup_transforms = [ipython.classic_prompt, ipython.ipython_prompt]
    try:
        changed = manager.transform_cell(plain)
    except (SyntaxError, RuntimeError):  # a stray bracket, hundreds of commands
        return plain
    return changed if source.endswith("\n") else changed.removesuffix("\n")

"""A hand-in, read: the code cells of a notebook or of a Python file.

Plain JSON, not nbformat: nothing here needs a valid notebook.
"""

import contextlib
import dataclasses
import json
import pathlib
import re
import tokenize

from coursework.grading.hand_in.magics import plain_python
from coursework.grading.hand_in.opening import LARGEST, UnreadableError, open_file

OUTPUT_CHARS = 8_000  # kept of a cell's outputs, from both ends
LONGEST_TEXT, MOST_TEXTS = 4000, 200  # characters, Markdown cells
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # colors
MARKER = re.compile(r"^#[ \t]*(?:%%|In\s*\[[\d ]*\]:)(.*)$", flags=re.MULTILINE)
KINDS = {  # how a file begins that is something else
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
}


@dataclasses.dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes
    ----------
    number : int
        Position among all cells of the notebook, from 1.
    source : str
        Python; magics and shell lines are comments, lines keep their numbers.
    outputs : str
        The text that is stored below the cell, the middle left out if it is long.
    """

    number: int
    source: str
    outputs: str = ""


@dataclasses.dataclass(frozen=True)
class HandIn:
    """The cells of a file, or the problem: a sentence about why there are none.

    Attributes
    ----------
    cells : tuple of Cell
    problem : str or None
    texts : tuple of str
        The sources of the Markdown cells, where a result may be reported.
    """

    cells: tuple = ()
    problem: str | None = None
    texts: tuple = ()


def read(path):
    """Return the code cells of a notebook (nbformat 1 to 4) or of a Python file.

    Parameters
    ----------
    path : str or path-like
        A file that ends in .py is Python if it isn't the JSON of a notebook; any other
        one is a notebook.

    Returns
    -------
    HandIn
        Whatever the file contains, a problem is a sentence, never an exception.
    """
    try:
        data = _bytes(path)
        if pathlib.Path(path).suffix.lower() == ".py" and not _is_notebook(data):
            return HandIn(tuple(_python_cells(_text(_python_text(data)))))
        cells = _notebook(data)
        return HandIn(tuple(_code_cells(cells)), None, tuple(_texts(cells)))
    except UnreadableError as error:
        return HandIn(problem=str(error))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return HandIn(problem=f"The file cannot be opened: {reason}.")
    except (ValueError, RecursionError, MemoryError) as error:  # a null in a path
        return HandIn(problem=f"The file cannot be read ({type(error).__name__}).")


def _bytes(path):
    with open_file(path) as file:
        data = file.read(LARGEST)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("The file is empty.")
    return data


def _is_notebook(data):
    """Return whether the bytes of a .py file are a notebook that was renamed."""
    with contextlib.suppress(ValueError, RecursionError):
        return data.lstrip()[:1] == b"{" and "cells" in json.loads(data)
    return False


def _notebook(data):
    """Return the cells of a notebook with their numbers, whatever its format.

    Until format 3 they are in worksheets, and nbformat refuses a notebook that lacks
    a field which nobody needs.
    """
    for begins, kind in KINDS.items():
        if data.startswith(begins):
            raise UnreadableError(f"This is {kind}, not a notebook (.ipynb).")
    text = _decoded(data, json.detect_encoding(data)).strip("\0 \t\r\n\ufeff")
    if re.match(r"<[!?a-zA-Z]", text):
        raise UnreadableError(
            "This is a web page, not a notebook. Download the notebook as .ipynb."
        )
    notebook = None
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(
            f"The notebook is damaged: its JSON ends or breaks in {where} "
            f"({error.msg}). Download or save it again."
        ) from None
    except (RecursionError, ValueError):  # nested too deeply, a number too long
        pass
    sheets = [notebook, *_list(notebook, "worksheets")]
    if not any(isinstance(_field(sheet, "cells"), list) for sheet in sheets):
        raise UnreadableError("This is JSON, but not that of a notebook.")
    cells = enumerate((cell for sheet in sheets for cell in _list(sheet, "cells")), 1)
    return [(number, cell) for number, cell in cells if isinstance(cell, dict)]


def _field(value, key):
    return value.get(key) if isinstance(value, dict) else None


def _list(value, key):
    found = _field(value, key)
    return found if isinstance(found, list) else []


def _decoded(data, encoding):
    """Return the text of bytes; the last encoding fits everything."""
    for attempt in (encoding, "utf-8-sig", "cp949"):  # cp949: Windows in Korea
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return data.decode(attempt)
    return data.decode("latin-1")


def _python_text(data):
    encoding = "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16")
    lines = iter(data.split(b"\n", 2)[:2])
    with contextlib.suppress(SyntaxError):  # an encoding that there is not
        encoding, _ = tokenize.detect_encoding(lambda: next(lines, b"") + b"\n")
    return _decoded(data, encoding)


def _python_cells(text):
    """Yield the cells between `# %%` markers, or the whole as one."""
    starts = [(0, ""), *((m.start(), m[1]) for m in MARKER.finditer(text))]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts = [(text[a:b], kind) for (a, kind), b in zip(starts, ends, strict=True)]
    if len(parts) > 1 and not parts[0][0].strip():
        del parts[0]
    for number, (part, kind) in enumerate(parts, 1):
        if not re.match(r"\s*\[(markdown|md|raw)\]", kind):
            yield Cell(number, plain_python(part))


def _code_cells(cells):
    for number, cell in cells:
        if cell.get("cell_type", "code") == "code":
            texts = (_text(cell.get(key)) for key in ("source", "input", "code"))
            source = plain_python(next(filter(None, texts), ""))
            yield Cell(number, source, _outputs(cell))


def _texts(cells):
    """Yield the Markdown cells, of each and in all no more than a report needs."""
    texts = [_text(c.get("source")) for _, c in cells if c.get("cell_type") != "code"]
    yield from (text[:LONGEST_TEXT] for text in texts[:MOST_TEXTS])


def _text(value):
    """Return a text, or a list of its parts, with one kind of line ends."""
    parts = value if isinstance(value, list) else [value]
    text = "".join(part for part in parts if isinstance(part, str))
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _outputs(cell):
    """Return the text that is stored below a cell, cut to OUTPUT_CHARS."""
    texts = []
    for output in _list(cell, "outputs"):
        parts = [_field(output, "text"), _field(_field(output, "data"), "text/plain")]
        parts += [_field(output, "ename"), _field(output, "evalue")]
        texts += [_cut(_text(part)) for part in parts if part]
    return ANSI.sub("", _cut("\n".join(text.rstrip("\n") for text in texts)))


def _cut(text):
    half = OUTPUT_CHARS // 2
    return text if len(text) <= 2 * half else f"{text[:half]}\n...\n{text[-half:]}"

"""Notebook syntax to plain Python, by IPython's own transformer.

IPython makes Python that *calls* magics and shell commands. Here nothing is to be
called, and every line keeps its number.
"""

import ast
import re

from IPython.core.inputtransformer2 import (
    TransformerManager,
    classic_prompt,
    ipython_prompt,
)

# Cell magics whose body is another language, a file, or Python that leaves no names.
NOT_PYTHON = re.compile(
    r"!|bash|z?sh|shell|cmd|system|sx|script|html|HTML|javascript|js|latex|markdown|svg"
    r"|SVG|write(file|template)|file|perl|ruby|R|julia|sql|bigquery|cython|python[23]?"
    r"|pypy|timeit|skip|mermaid"
)
HAS_MAGIC = re.compile(r"[%!?]|\b(pip3?|conda)\b|>>> |In \[")
BARE = re.compile(r"^(?=(pip3?|conda) +(-\w|install|uninstall|list)\b)", re.MULTILINE)
CALL = re.compile(r"(= ?)?get_ipython\(\)\.(\w+)\((.*)\)\n?$", flags=re.DOTALL)
MOST = 100  # commands of a cell: each one costs IPython a reading of the cell


def plain_python(source):
    """Return the source of a cell with commands replaced by `pass` or None.

    The body of %%time, %%capture and of magics that are not known is kept, as is the
    statement after %time; that of %%bash, %%writefile and others becomes comments.
    """
    if not HAS_MAGIC.search(source):
        return source
    lines = [line + "\n" for line in BARE.sub("!", source).split("\n")]
    lines = ipython_prompt(classic_prompt(lines))
    for number, line in enumerate(lines):
        magic = re.match(r"\s*%%(!|\w+)", line)
        if magic and NOT_PYTHON.fullmatch(magic[1]):
            return "# " + source.replace("\n", "\n# ")
        if magic:
            lines[number] = "# " + line
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    for _ in range(MOST):
        before = lines
        try:
            changed, lines = TransformerManager().do_one_token_transform(lines)
        except SyntaxError:  # a bracket that closes nothing, in its own tokenizer
            break
        if not changed:
            break
        pairs = enumerate(zip(before, lines, strict=False))
        at = next((n for n, (old, new) in pairs if old != new), len(lines) - 1)
        lines[at] = CALL.sub(_silent, lines[at]) + "\n"
        lines[at + 1 : at + 1] = ["\n"] * (len(before) - len(lines))
    return "".join(lines).removesuffix("\n")


def _silent(call):
    """Return what stands for a call of IPython: its statement, for %time."""
    if call[1]:
        return "= None"
    if call[2] == "run_line_magic" and call[3].startswith("'time', "):
        statement = ast.literal_eval(call[3].partition(" ")[2])
        return statement if statement[:1] != "-" else "pass"
    return "pass"

"""Notebook syntax to plain Python: magics and shell lines become `pass` or comments.

IPython's own transformer answers another question: it makes Python that *calls* the
magics. Here nothing is to be called, and every line has to keep its number.
"""

import re

# Cell magics whose body is another language, a file, or Python that leaves no names.
NOT_PYTHON = re.compile(
    r"!|bash|z?sh|shell|cmd|system|sx|script|html|HTML|javascript|js|latex|markdown|svg"
    r"|SVG|write(file|template)|file|perl|ruby|R|julia|sql|bigquery|cython|python[23]?"
    r"|pypy|timeit|skip|mermaid"
)
HAS_MAGIC = re.compile(r"[%!?]|\b(pip3?|conda)\b|>>> |In \[")
PROMPT = re.compile(r"\s*(>>>|In \[\d+\]:)( |$)")
PROMPTS = re.compile(r"\s*(>>>|In \[\d+\]:|\.\.\.:?)( |$)")
CELL_MAGIC = re.compile(r"\s*%%(!|\w+)")
TIMED = re.compile(r"(\s*)%time\s+(?!-)(\S.*)")  # its statement runs and leaves names
COMMAND = re.compile(
    r"""\s*(?:
        [%!?]                                       # %cd, !pip, ?np.exp
        | [\w.*]+(\[[^\]]*\])?\s*\?{1,2}\s*(;\s*)?(\#.*)?$   # np.exp?, np.exp??
        | (pip3?|conda)\s+(-\w|install|uninstall|list|show|freeze)\b
    )""",
    re.VERBOSE,
)
ASSIGNED = re.compile(r"(\s*[^\W\d][\w.,\s*\[\]]*?=)\s*[%!]")  # files = !ls
NEVER_INSIDE = re.compile(r"(def|class|import|from)\s+\w")
TOKEN = re.compile(r"\"\"\"|'''|[\"'#()\[\]{}]")
ENDS = {
    quote: re.compile(rf"\\.|{quote}", flags=re.DOTALL)
    for quote in ('"""', "'''", '"', "'")
}


def plain_python(source):
    """Return the source of a cell with its notebook syntax commented out.

    Lines keep their numbers; what stands in strings or brackets stays. The body of
    %%time, %%capture and of magics that are not known is kept, that of %%bash,
    %%writefile and others is not Python and becomes comments. `files = !ls` becomes
    `files = None`.
    """
    if not HAS_MAGIC.search(source):
        return source
    lines = _without_prompts(source.split("\n"))
    start = _after_cell_magics(lines)
    if start is None:
        return "\n".join("# " + line for line in lines)
    quote, depth, goes_on = "", 0, False
    for number in range(start, len(lines)):
        line = lines[number]
        if goes_on == "command":
            lines[number], goes_on = "# " + line, goes_on if _continued(line) else False
            continue
        if NEVER_INSIDE.match(line) and not quote:
            depth = 0  # a bracket further up was never closed
        if not quote and not depth and not goes_on:
            new = _without_command(line)
            if new != line and not TIMED.match(line):
                lines[number], goes_on = new, "command" if _continued(line) else False
                continue
            lines[number] = line = new
        quote, depth, commented = scan(line, quote, depth)
        goes_on = not quote and not commented and _continued(line)
    return "\n".join(lines)


def _without_prompts(lines):
    """Take off the prompts of a copied session, as IPython does."""
    if PROMPT.match(next((line for line in lines if line.strip()), "")):
        return [PROMPTS.sub("", line, count=1) for line in lines]
    return lines


def _after_cell_magics(lines):
    """Comment out the cell magics; return where Python begins, None if nowhere."""
    for number, line in enumerate(lines):
        magic = CELL_MAGIC.match(line)
        if magic and NOT_PYTHON.fullmatch(magic[1]):
            return None
        if magic:
            lines[number] = "# " + line
        elif line.strip() and not line.lstrip().startswith("#"):
            return number
    return len(lines)


def _without_command(line):
    """Return a line that is no command: `pass` or None in its place."""
    if timed := TIMED.match(line):
        return timed[1] + timed[2]
    if COMMAND.match(line):
        indent = line[: len(line) - len(line.lstrip())]
        return f"{indent}pass  # {line.strip()}"
    if assigned := ASSIGNED.match(line):
        return f"{assigned[1]} None  # {line.strip()}"
    return line


def _continued(line):
    return line.endswith("\\")


def scan(line, quote, depth):
    """Return the open quote, the open brackets and whether a comment ends the line."""
    position = 0
    while position < len(line):
        found = (ENDS[quote] if quote else TOKEN).search(line, position)
        if not found:
            break
        token, position = found[0], found.end()
        if quote:
            quote = "" if token == quote else quote
        elif token == "#":
            return quote, depth, True
        elif token in ENDS:
            quote = token
        else:
            depth = depth + 1 if token in "([{" else max(depth - 1, 0)
    if len(quote) == 1 and not _continued(line):
        quote = ""  # Python will complain; the next line starts anew
    return quote, depth, False

"""Run a cell in the page's Python, with its output, its figures and its errors.

worker.js runs this file in the browser. Its `post(kind, output)` sends the page an
output in the form of a notebook; `kind` is "stream", "show" or "update". Nothing here
needs a browser.
"""

import ast
import base64
import builtins
import io
import linecache
import logging
import re
import sys
import time
import traceback
import types

# worker.js defines `post` in the same namespace, and order.py the others.
post = globals()["post"]
before, after = globals()["before"], globals()["after"]
refusal, too_early = globals()["refusal"], globals()["too_early"]

MOST = 20_000  # characters that a cell may print
MOST_SHOWN = 50  # things that a cell may display
MOMENT = 0.05  # seconds that printed text may wait
CUT = "\n[The rest of what this cell prints is not shown: it is too long.]\n"
UNNAMED = "A figure that your code drew; it has no description."


class Stream(io.TextIOBase):
    """Send printed text to the page in pieces, up to a limit."""

    encoding, left, since = "utf-8", MOST, 0.0  # shared by both streams

    def __init__(self, name):
        self.name, self.waiting = name, []

    def writable(self):
        return True

    def write(self, text):
        if Stream.left > 0:
            kept = text[: Stream.left]
            self.waiting.append(kept)
            Stream.left -= len(kept)
            if Stream.left <= 0:
                self.waiting.append(CUT)
        if time.monotonic() - Stream.since > MOMENT:
            flush()
        return len(text)

    def flush(self):
        if self.waiting:
            say(self.name, "".join(self.waiting))
            self.waiting = []
        Stream.since = time.monotonic()


def say(name, text):
    """Send the page a text of the stream `name`, "stdout" or "stderr"."""
    post("stream", {"output_type": "stream", "name": name, "text": text})


def flush():
    """Send the page what has been printed."""
    for stream in STREAMS:
        stream.flush()


STREAMS = sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")


# --- display, with the names of IPython


class Handle:
    """A displayed output, which `update` replaces in its place."""

    shown = 0

    def __init__(self):
        Handle.shown += 1
        self.display_id = f"shown-{Handle.shown}"

    def update(self, thing, raw=False, **_):
        flush()
        self.post("update", thing, raw)

    def post(self, kind, thing, raw):
        data = thing if raw else bundle(thing)
        meta = {"id": self.display_id}
        if hasattr(thing, "question") and hasattr(thing, "status"):  # of a check
            meta["check"] = str(thing.status)
            is_right = thing.status == "correct"
            meta["hints"] = [] if is_right else list(thing.opened)  # the others later
            if thing.place and len(meta["hints"]) > 1:  # hint 2 is about it
                meta["place"] = thing.place
            from coursework.notebook.ordering import offered

            meta["lines"] = offered(thing)
            data["text/html"] = HELP.sub(help_line, data["text/html"])
        post(kind, {"output_type": "display_data", "data": data, "metadata": meta})


HELP = re.compile(r"<br>\(more help: (.*)\)(?=</div>)")


def help_line(found):
    """Return what replaces a match of HELP: on the page, hints unfold below reports."""
    more = re.search(r"another try (opens|may open) \.hint\((\d+)\)", found[1])
    said = [f"Another try {more[1]} hint {more[2]}."] if more else []
    if ".solution()" in found[1]:
        said.append("The check shows a right answer if you write .solution() after it.")
    return f"<br>{' '.join(said)}" if said else ""


def bundle(thing):
    """Return {MIME type: content} for an object, in formats that a page can show."""
    if hasattr(thing, "savefig"):
        return picture(thing)
    data = {"text/plain": repr(thing)}
    if (as_html := getattr(thing, "_repr_html_", None)) and not isinstance(thing, type):
        data["text/html"] = as_html()
    return data


def picture(figure):
    """Return a figure of Matplotlib as an image, described by its titles."""
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=110, bbox_inches="tight")
    places = "left", "center", "right"  # the book's style puts titles to the left
    titles = [ax.get_title(place) for ax in figure.axes for place in places]
    titles.insert(0, figure.get_suptitle())
    words = "; ".join(filter(None, titles))
    image = base64.b64encode(out.getvalue()).decode()
    alt = f"A figure: {words}." if words else UNNAMED
    return {"image/png": image, "text/plain": alt}


def display(*things, raw=False, display_id=False, **_):
    """Show things, at most MOST_SHOWN in a cell; `display_id` asks for their handle."""
    flush()
    handle = Handle()  # one for all things, as in IPython
    for thing in things:
        display.left -= 1
        if display.left >= 0:
            handle.post("show", thing, raw)
    return handle if display_id else None


class Shell:
    """What get_ipython() returns. It is false, so Matplotlib does nothing with it."""

    def __bool__(self):
        return False


IPython = types.ModuleType("IPython")
IPython.display = types.ModuleType("IPython.display")
IPython.display.display = display
IPython.get_ipython, IPython.version_info = Shell, (9, 0)
sys.modules |= {"IPython": IPython, "IPython.display": IPython.display}


def show_figures():
    """Show and close all open figures, as a notebook does after each cell."""
    plt = sys.modules.get("matplotlib.pyplot")
    for number in plt.get_fignums() if plt else ():
        display(plt.figure(number))
        plt.close(number)


def traceback_of(error, names):
    """Return the traceback of an error, with lines of the cells `names` only."""
    chain = traceback.TracebackException.from_exception(error)
    waiting, seen = [chain], set()
    while waiting:
        link = waiting.pop()
        if link is None or id(link) in seen:
            continue
        seen.add(id(link))
        shown = [frame for frame in link.stack if frame.filename in names]
        link.stack = traceback.StackSummary.from_list(shown)
        waiting += [link.__cause__, link.__context__, *(link.exceptions or ())]
    text = "".join(chain.format()).replace(", in <module>\n", "\n")
    cell = r'File "((?:cell|hidden cell) \d+)"'
    return re.sub(cell, lambda match: match[1].capitalize(), text)


def cannot_ask(prompt=""):
    raise RuntimeError(
        "input() cannot ask on this page: write the value into the cell."
    )


builtins.input = cannot_ask
# Matplotlib says that it builds its font cache.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

SEEN = set()  # names of cells that have run


async def run(source, name, names, cells=()):
    """Run the text of a cell; return whether it reached its end.

    Parameters
    ----------
    source, name : str
        The text of the cell, and its name in error messages: 'cell 3'.
    names : dict
        The variables of the page.
    cells : sequence of pairs of str
        Name and current text of each cell that the page shows.
    """
    SEEN.add(name)
    hidden = name.startswith("hidden")  # this prints nothing unless it fails
    Stream.left, display.left = (0, 0) if hidden else (MOST, MOST_SHOWN)
    Stream.since = 0.0  # what a cell prints first is shown at once
    linecache.cache[name] = len(source), None, source.splitlines(True), name
    if reason := refusal(source, name, names):
        say("stderr", f"{reason}\n")
        return False
    earlier, ended = before(source, names), False
    try:
        value = await execute(source, name, names)
        if value is not None:
            names["_"] = value
            display(value)
        show_figures()
        ended = True
    except BaseException as error:
        flush()
        say("stderr", failure(error, name, cells)[-MOST:])
    after(name, earlier, names, ended)
    flush()
    return ended


def failure(error, name, cells):
    """Return the traceback or the explanation of an error that stopped a cell."""
    if getattr(error, "name", None) == "matplotlib":  # worker.js fetches Matplotlib
        error.add_note("Matplotlib did not arrive. Are you online?")
    if first := too_early(error, name, cells):
        frames = traceback.extract_tb(error.__traceback__)
        if sum(frame.filename in SEEN for frame in frames) == 1:
            return f"{first}\n"  # outside functions a traceback would say no more
        error.add_note(first)
    return traceback_of(error, SEEN)


async def execute(source, name, names):
    """Run statements; return the value of the last one, or None if it has none."""
    tree = ast.parse(source, name)
    last = None
    is_quiet = source.rstrip().endswith(";")  # as in IPython
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not is_quiet:
        last = ast.Expression(tree.body.pop().value)
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    for part, mode in ((tree, "exec"), (last, "eval")):
        if part is not None:
            value = eval(compile(part, name, mode, flags=flags), names)
            if hasattr(value, "__await__"):
                value = await value
    return value if last is not None else None

"""Show the progress of a loop, for the search of question (e)."""

import sys
import time


def counted(total):
    """Yield 1, 2, ... `total`, and show 'trial 3 of 12, about 20 seconds left'.

    The line begins and ends as '12 trials', so that a notebook stores no seconds. A
    script shows nothing.
    """
    if total < 1:
        return
    show, start = _screen(), time.monotonic()
    first = final = f"{total} trials"
    show(first)
    try:
        for number in range(1, total + 1):
            elapsed, done = time.monotonic() - start, number - 1
            left = elapsed * (total - done) / max(1, done)
            about = f", about {left:.0f} seconds left" if done else ""
            show(f"trial {number} of {total}{about}")
            final = f"stopped in trial {number} of {total}"
            yield number
        final = first
    finally:
        show(final)


def _screen():
    """Return a function that shows a line in place of the one before."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:  # a page's shell is falsy
        return lambda line: None
    from IPython.display import display

    handles = []  # holds the display after the first line

    def show(line):
        data = {"text/plain": line}
        if handles:
            handles[0].update(data, raw=True)
        else:
            handles.append(display(data, raw=True, display_id=True))

    return show

"""A loop that says where it is: for the search of question (e)."""

import sys
import time


def counted(total, unit="trial"):
    """Yield 1, 2, ... `total`, and show 'trial 3 of 12, about 20 seconds left'.

    The line is overwritten in the end by what it was at first, '12 trials', so that no
    time is stored in a notebook. Where nobody looks, as in a script whose output is a
    file, nothing is shown.
    """
    if total < 1:
        return
    show, start = _screen(), time.monotonic()
    first = last = f"{total} {unit}s"
    show(first)
    try:
        for number in range(1, total + 1):
            left = (
                (time.monotonic() - start) * (total + 1 - number) / max(1, number - 1)
            )
            about = f", about {left:.0f} seconds left" if number > 1 else ""
            show(f"{unit} {number} of {total}{about}")
            last = f"stopped in {unit} {number} of {total}"
            yield number
        last = first
    finally:
        show(last, last=True)


def _screen():
    """Return the function that shows a line in place of the one before."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        in_notebook = False
    else:
        in_notebook = get_ipython() is not None
    if not in_notebook:
        return _on_terminal if sys.stderr.isatty() else lambda line, last=False: None
    handle = None

    def show(line, last=False):
        nonlocal handle
        data = {"text/plain": line}
        if handle is None:
            handle = display(data, raw=True, display_id=True)
        else:
            handle.update(data, raw=True)

    return show


def _on_terminal(line, last=False):
    sys.stderr.write(f"\r{line:<60}" + "\n" * last)
    sys.stderr.flush()

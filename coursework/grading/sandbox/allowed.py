"""Find the packages and the data files that an assignment allows its answers."""

import importlib.metadata
import os
import pathlib
import re
import stat

OURS = {"neuralnet", "coursework", "two-layer-course"}  # they hold the answers
PLAIN = re.compile(r"(?!__pycache__)\w[\w.+-]*(?<!\.pth)")  # no "/" and no ".."
ABOUT = (".dist-info", ".egg-info")  # folders without modules
MOST = 20_000_000  # bytes of a data file, which each sandbox gets anew
MISSING = "packages: {0} is not installed where you grade; python -m pip install {0}"
HOLDS_ANSWERS = "packages: {} holds the answers to the questions of the course"
BESIDE = "data: {!r} must be the name of a file beside the assignment file, not a path"
NO_FILE = "data: {} must be a plain file of at most 20 MB, and no link"


def packages(names):
    """Return {place in the sandbox: our path} of packages and of what they need.

    The names are pip's, as scikit-learn. A ValueError says which package is not
    installed or must not be allowed.
    """
    found, waiting, done = {}, list(names), set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except (importlib.metadata.PackageNotFoundError, ValueError):
            distribution = None
        # The files and folders of the package that lie directly in site-packages.
        tops = {file.parts[0] for file in getattr(distribution, "files", None) or ()}
        tops = [top for top in tops if PLAIN.fullmatch(top)]
        modules = {top for top in tops if not top.endswith(ABOUT)}
        if OURS & {name, getattr(distribution, "name", ""), *modules}:
            raise ValueError(HOLDS_ANSWERS.format(name))
        if name in names and not modules:  # a dependency may be missing
            raise ValueError(MISSING.format(name))
        for top in tops:
            found[f"packages/{top}"] = os.path.realpath(distribution.locate_file(top))
        needed = getattr(distribution, "requires", None) or ()
        waiting += [re.match(r"[\w.-]+", n)[0] for n in needed if "extra ==" not in n]
    return dict(sorted(found.items()))


def data(folder, names):
    """Return {name: our path} of data files; a ValueError says what is wrong."""
    found = {}
    for name in names:
        path = pathlib.Path(folder, name).absolute()
        if pathlib.PurePath(name).name != name or "\\" in name:
            raise ValueError(BESIDE.format(name))
        status = path.lstat() if os.path.lexists(path) else None
        if not status or not stat.S_ISREG(status.st_mode) or status.st_size > MOST:
            raise ValueError(NO_FILE.format(name))
        found[name] = str(path)
    return found

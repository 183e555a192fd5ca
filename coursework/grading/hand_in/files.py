"""Which files below a folder are hand-ins, and why the others are none."""

import os
import pathlib

ENDINGS = (".ipynb", ".py")
KINDS = {
    "a PDF; the notebook itself (.ipynb) can be graded": ".pdf",
    "an archive; unpack it": ".zip .7z .rar .gz .tgz .bz2 .xz .tar",
    "a web page, perhaps exported; the notebook itself can be graded": ".html .htm",
    "a picture": ".png .jpg .jpeg .gif .bmp .svg .heic .webp .tif .tiff",
    "a document of a word processor": ".doc .docx .odt .hwp .hwpx .rtf .pages",
    "data": ".csv .tsv .npy .npz .pkl .pickle .h5 .pt .mat .json .parquet",
}
REASONS = {end: reason for reason, ends in KINDS.items() for end in ends.split()}
OTHER = f"neither a notebook ({ENDINGS[0]}) nor a script ({ENDINGS[1]})"
CLUTTER = {
    "__pycache__": "compiled Python",
    "__MACOSX": "what macOS adds to an archive",
    "site-packages": "installed packages",
    "node_modules": "installed packages",
    ".ipynb_checkpoints": "copies that Jupyter keeps",
}


def find(submissions):
    """Return the hand-ins below a folder: pairs of the student and the path.

    The student is the path below the folder without its ending. Of two files that
    differ in their ending only, the script keeps its ending.

    Raises
    ------
    FileNotFoundError, NotADirectoryError
        If there is no such folder.
    """
    root = pathlib.Path(submissions)
    if not root.exists():
        raise FileNotFoundError(f"there is no folder {submissions}")
    if not root.is_dir():
        raise NotADirectoryError(
            f"{submissions} is a file: name the folder that the hand-ins are in"
        )
    found = {}
    for path, reason in _everything(root):
        if reason is None:
            student = path.relative_to(root).with_suffix("").as_posix()
            if student in found:
                student = path.relative_to(root).as_posix()
            found[student] = path
    return sorted(found.items())


def not_hand_ins(submissions, out=None):
    """Return what is not graded below a folder: pairs of the path in it and the reason.

    Parameters
    ----------
    submissions : path
    out : path, optional
        A folder to pass over, that of the results.

    Returns
    -------
    list of (str, str)
        Sorted; what cannot be printed in a name is a question mark. A folder that is
        left out as a whole ends in "/", and its reason tells how many files are in it.
    """
    root = pathlib.Path(submissions)
    out = out and os.path.abspath(out)
    return sorted(
        (_printable(path.relative_to(root)) + "/" * path.is_dir(), reason)
        for path, reason in _everything(root, out)
        if reason is not None
    )


def _printable(path):
    return "".join(c if c.isprintable() else "?" for c in path.as_posix())


def _everything(root, out=None):
    """Yield each file with the reason why it is no hand-in, None if it is one."""
    failed = []
    for folder, names, files in os.walk(root, onerror=failed.append):
        folder = pathlib.Path(folder)
        for name in sorted(names):
            inside = folder / name
            if os.path.abspath(inside) == out:
                names.remove(name)
            elif reason := _clutter(inside):
                names.remove(name)
                yield inside, reason
        names.sort()
        for file in sorted(files):
            yield folder / file, _reason(folder / file)
    yield from ((pathlib.Path(e.filename), "cannot be opened") for e in failed)


def _clutter(folder):
    """Return why a whole folder is left out, None if it is not."""
    if folder.is_symlink():
        return "a link to a folder; links are not followed"
    reason = CLUTTER.get(folder.name)
    if (folder / "pyvenv.cfg").exists():
        reason = "a Python environment"
    if reason is None and not folder.name.startswith("."):
        return None
    count = sum(len(files) for _, _, files in os.walk(folder))
    return f"{reason or 'hidden'}, {count} file{'s' * (count != 1)}"


def _reason(path):
    """Return why a file is no hand-in, None if it is one."""
    ending = path.suffix.lower()
    if path.name.startswith("."):
        return "hidden, since its name begins with a dot"
    if ending in ENDINGS:
        return None
    if path.is_symlink():
        return "a link; links are not followed"
    if not path.is_file():
        return "a pipe or a device"
    if path.stat().st_size == 0:
        return "empty"
    if ".ipynb" in path.name.lower():
        return "a notebook under another ending, perhaps; rename it to end in .ipynb"
    return REASONS.get(ending, OTHER)

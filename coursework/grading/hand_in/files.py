"""The files below a folder and in its archives; why some of them cannot be graded."""

import collections
import os
import pathlib
import stat
from typing import NamedTuple

from coursework.grading.hand_in import archives

ENDINGS = (".ipynb", ".py")
KINDS = {
    "a PDF; the notebook itself (.ipynb) can be graded": ".pdf",
    "an archive; unpack it, or make it a .zip": ".7z .rar .gz .tgz .bz2 .xz .tar",
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
ENVIRONMENT = "pyvenv.cfg"  # the file at the top of a Python environment


class File(NamedTuple):
    """A file that was handed in."""

    name: str  # its path below the folder, through archives: "class.zip/ana/hw.ipynb"
    path: pathlib.Path  # where it lies, or the archive that holds it
    members: tuple = ()  # its place in the archive, see `open_file`
    time: float = 0.0  # when it was changed last, in seconds
    reason: str | None = None  # why it cannot be graded, None if it can


def files(submissions, out=None):
    """Return each File in a folder or zip archive, sorted by name, save those in `out`.

    A folder that is left out as a whole is one of them: its name ends in "/", and its
    reason tells how many files are in it.
    """
    root = pathlib.Path(submissions).absolute()  # for workers elsewhere
    if not root.exists():
        raise FileNotFoundError(f"there is no folder {submissions}")
    if root.is_dir():
        found = _without_clutter([*_on_disk(root, out and os.path.abspath(out))])
    elif root.suffix.lower() == archives.ENDING:
        found = [File("", root)]
    else:
        raise NotADirectoryError(
            f"{submissions} is a file: name the folder that the hand-ins are in, or "
            "the .zip as it was downloaded"
        )
    for archive in [each for each in found if _is_archive(each)]:
        found.remove(archive)
        members = []
        for name, *rest in archives.listed(archive.path):
            name = "/".join(filter(None, (archive.name, name))) or archive.path.name
            members.append(File(name, archive.path, *rest))
        found += _without_clutter(members)
    return sorted(each._replace(reason=_reason(each)) for each in found)


def how_many(count, noun):
    """Return a number of things as people write it: 1 file, 2 files."""
    return f"{count:.15g} {noun}{'s' * (count != 1)}"


def printable(name):
    """Return a name without what cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)


def _is_archive(file):
    hidden = pathlib.PurePosixPath(file.name).name.startswith(".")
    return not (file.reason or hidden) and file.path.suffix.lower() == archives.ENDING


def _on_disk(root, out):
    failed = []
    for folder, names, found in os.walk(root, onerror=failed.append):
        names[:] = [n for n in names if os.path.abspath(f"{folder}/{n}") != out]
        for path in (pathlib.Path(folder, name) for name in (*names, *found)):
            name, status = path.relative_to(root).as_posix(), path.lstat()
            link = stat.S_ISLNK(status.st_mode)
            if path.name not in found:
                reason = "a link to a folder; links are not followed"
                if link:
                    yield File(name + "/", path, (), 0.0, reason)
                continue
            reason = "a link; links are not followed" if link else "a pipe or a device"
            # One with the name of a notebook is somebody's hand-in: it gets a row.
            fine = path.suffix.lower() in ENDINGS or stat.S_ISREG(status.st_mode)
            yield File(name, path, (), status.st_mtime, None if fine else reason)
    for error in failed:
        path = pathlib.Path(error.filename)
        name = path.relative_to(root).as_posix() + "/"
        yield File(name, path, (), 0.0, "cannot be opened")


def _without_clutter(found):
    """Return the files, and one for each folder that is left out as a whole."""
    paths = [pathlib.PurePosixPath(each.name) for each in found]
    environments = {path.parent for path in paths if path.name == ENVIRONMENT}
    kept, left_out = [], collections.Counter()
    for file, path in zip(found, paths, strict=True):
        for folder in [*path.parents][-2::-1]:
            hidden = "hidden" if folder.name.startswith(".") else None
            reason = CLUTTER.get(folder.name, hidden)
            if folder in environments:
                reason = "a Python environment"
            if reason and not file.reason:
                left_out[folder.as_posix() + "/", reason] += 1
                break
        else:
            kept.append(file)
    for (name, reason), count in left_out.items():
        reason = f"{reason}, {how_many(count, 'file')}"
        kept.append(File(name, pathlib.Path(name), (), 0.0, reason))
    return kept


def _reason(file):
    """Return why a file cannot be graded, None if it can."""
    path = pathlib.PurePosixPath(file.name)
    if file.reason:
        return file.reason
    if path.name.startswith("."):
        return "hidden, since its name begins with a dot"
    if path.suffix.lower() in ENDINGS:
        return None
    if not file.members and file.path.stat().st_size == 0:
        return "empty"
    if ".ipynb" in path.name.lower():
        return "a notebook under another ending, perhaps; rename it to end in .ipynb"
    return REASONS.get(path.suffix.lower(), OTHER)

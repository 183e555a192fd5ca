"""List all files of a class, and say why some of them cannot be graded."""

import collections
import os
import pathlib

from coursework.grading.submissions.files import (
    File,
    how_many,
    is_archive,
    odd_kind,
    packed,
)

ENDINGS = (".ipynb", ".py")
ADDED = ("txt", "json")  # by browsers, to the name of a notebook
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


def files(submissions, out=None):
    """List the Files of a folder or zip archive, except those in `out`, sorted by name.

    A folder of clutter is a single File whose name ends in "/".
    """
    root = pathlib.Path(submissions).absolute()  # a worker may run elsewhere
    if not root.exists():
        raise FileNotFoundError(f"there is no folder {submissions}")
    if root.is_dir():
        found = _without_clutter([*_on_disk(root, out and os.path.abspath(out))])
    elif is_archive(root.name):
        found = [File("", root)]
    else:
        wanted = "name the folder that the submissions are in, or the .zip as it was"
        raise NotADirectoryError(f"{submissions} is a file: {wanted} downloaded")
    for archive in [file for file in found if is_archive(file.path.name)]:
        if not archive.reason and not _is_hidden(archive.name):
            found.remove(archive)
            found += _without_clutter([*packed(archive)])
    names = {file.name.lower() for file in found}
    found = [_without_second_ending(file, names) for file in found]
    return sorted(file._replace(reason=_reason(file)) for file in found)


def _without_second_ending(file, names):
    """Drop the ending that a browser adds (hw.ipynb.txt), unless that name is taken."""
    name, _, ending = file.name.rpartition(".")
    is_notebook = name.lower().endswith(".ipynb") and ending.lower() in ADDED
    is_free = not file.reason and name.lower() not in names
    return file._replace(name=name) if is_notebook and is_free else file


def _is_hidden(name):
    return pathlib.PurePosixPath(name).name.startswith(".")


def _on_disk(root, out):
    """Yield each File below a folder, except for `out`, and links to folders."""
    failed = []
    for folder, names, found in os.walk(root, onerror=failed.append):
        names[:] = [n for n in names if os.path.abspath(f"{folder}/{n}") != out]
        for path in (pathlib.Path(folder, name) for name in names):
            if path.is_symlink():
                reason = "a link to a folder; links are not followed"
                yield File(path.relative_to(root).as_posix() + "/", path, reason=reason)
        for path in (pathlib.Path(folder, name) for name in found):
            status = path.lstat()
            # A link or pipe with the name of a notebook gets a row: somebody sent it.
            is_named = path.suffix.lower() in ENDINGS
            reason = None if is_named else odd_kind(status.st_mode)
            name = path.relative_to(root).as_posix()
            yield File(name, path, (), status.st_mtime, reason)
    for error in failed:
        path = pathlib.Path(error.filename)
        name = path.relative_to(root).as_posix() + "/"
        yield File(name, path, reason="cannot be opened")


def _without_clutter(found):
    """Return the files, but only one File for each folder of clutter."""
    paths = [pathlib.PurePosixPath(each.name) for each in found]
    environments = {path.parent for path in paths if path.name == ENVIRONMENT}
    files, left_out = [], collections.Counter()
    for file, path in zip(found, paths, strict=True):
        for folder in [*path.parents][-2::-1]:  # all but ".", the outermost first
            hidden = "hidden" if folder.name.startswith(".") else None
            reason = CLUTTER.get(folder.name, hidden)
            if folder in environments:
                reason = "a Python environment"
            if reason and not file.reason:
                left_out[folder.as_posix() + "/", reason] += 1
                break
        else:
            files.append(file)
    for (name, reason), count in left_out.items():
        reason = f"{reason}, {how_many(count, 'file')}"
        files.append(File(name, pathlib.Path(name), reason=reason))
    return files


def _reason(file):
    """Return why a file cannot be graded, or None if it can."""
    path = pathlib.PurePosixPath(file.name)
    if file.reason:
        return file.reason
    if _is_hidden(file.name):
        return "hidden, since its name begins with a dot"
    if path.suffix.lower() in ENDINGS:
        return None
    if not file.members and file.path.stat().st_size == 0:
        return "empty"
    if ".ipynb" in path.name.lower():
        return "a notebook under another ending, perhaps; rename it to end in .ipynb"
    return REASONS.get(path.suffix.lower(), OTHER)

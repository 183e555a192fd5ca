"""The files that a class handed in, and why some of them cannot be graded.

Archives are listed in a child with limits, and nothing is unpacked: students pack what
they like, and an archive may be made to harm. Refused are paths that lead out of it,
links, locked files, and bombs, which are small and become very large.
"""

import calendar
import collections
import contextlib
import itertools
import os
import pathlib
import re
import stat
import zipfile
import zlib
from typing import NamedTuple

from coursework.grading.submissions import forked

LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
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
LINK, DEVICE = "a link; links are not followed", "a pipe or a device"
CLUTTER = {
    "__pycache__": "compiled Python",
    "__MACOSX": "what macOS adds to an archive",
    "site-packages": "installed packages",
    "node_modules": "installed packages",
    ".ipynb_checkpoints": "copies that Jupyter keeps",
}
ENVIRONMENT = "pyvenv.cfg"  # the file at the top of a Python environment

ARCHIVE = ".zip"
UNREADABLE = "an archive that cannot be read: {}"
DONE = "all rows are there"
DEEPEST = 2  # an archive of a class with archives of students
MOST_MEMBERS = 50_000
BOMB, SMALL = 200, 2**20  # bytes made of one byte; up to this size it is no harm
OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)")
ENCODINGS = ("utf-8", "cp949", "cp437")  # of names, where the archive does not say


class UnreadableError(Exception):
    """A sentence for people about why a file is not read."""


class File(NamedTuple):
    """A file that was handed in."""

    name: str  # its path below the folder, through archives: "class.zip/ana/hw.ipynb"
    path: pathlib.Path  # where it lies, or the archive that holds it
    members: tuple = ()  # its place in the archive, see `open_file`
    time: float = 0.0  # when it was changed last, in seconds
    reason: str | None = None  # why it cannot be graded, None if it can


@contextlib.contextmanager
def open_file(path, members=()):
    """Open a regular file for reading; an UnreadableError says why that cannot be.

    A link in an unpacked hand-in could lead to any file, and a quotation in the
    feedback would hand it out; to open a pipe or read a device could take forever.

    Where `path` is a zip archive, `members` is the place of the file in it, and so on
    where that is an archive again. What is yielded has no more than LARGEST bytes; an
    archive itself may be larger.
    """
    status = os.lstat(path)  # before opening: to open a device can do things
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError(
            "The file is a link to another file; hand in the file itself."
        )
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("This is not a file, but a folder, a pipe or a device.")
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open(os.open(path, flags), "rb"))
        size = status.st_size
        try:
            for place in members:
                archive = stack.enter_context(zipfile.ZipFile(file))
                member = archive.infolist()[place]
                file, size = stack.enter_context(archive.open(member)), member.file_size
            if size > LARGEST and (members or not _is_archive(str(path))):
                raise UnreadableError(
                    f"The file has more than {LARGEST // 10**6} MB. Clear its outputs "
                    "and save it again."
                )
            yield file
        except DAMAGE as error:
            raise UnreadableError(f"The archive is damaged: {error}.") from None


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
    elif _is_archive(root.name):
        found = [File("", root)]
    else:
        raise NotADirectoryError(
            f"{submissions} is a file: name the folder that the hand-ins are in, or "
            "the .zip as it was downloaded"
        )
    for file in [each for each in found if _is_archive(each.path.name)]:
        if not file.reason and not _is_hidden(file.name):
            found.remove(file)
            found += _without_clutter([*_packed(file)])
    return sorted(each._replace(reason=_reason(each)) for each in found)


def how_many(count, noun):
    """Return a number of things as people write it: 1 file, 2 files."""
    return f"{count:.15g} {noun}{'s' * (count != 1)}"


def printable(name):
    """Return a name without what cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)


def _is_archive(name):
    return name.lower().endswith(ARCHIVE)


def _is_hidden(name):
    return pathlib.PurePosixPath(name).name.startswith(".")


def _on_disk(root, out):
    failed = []
    for folder, names, found in os.walk(root, onerror=failed.append):
        names[:] = [n for n in names if os.path.abspath(f"{folder}/{n}") != out]
        for path in (pathlib.Path(folder, name) for name in names):
            if path.is_symlink():
                reason = "a link to a folder; links are not followed"
                yield File(path.relative_to(root).as_posix() + "/", path, reason=reason)
        for path in (pathlib.Path(folder, name) for name in found):
            status = path.lstat()
            # One with the name of a notebook is somebody's hand-in: it gets a row.
            fine = path.suffix.lower() in ENDINGS or stat.S_ISREG(status.st_mode)
            reason = LINK if stat.S_ISLNK(status.st_mode) else DEVICE
            name = path.relative_to(root).as_posix()
            yield File(name, path, (), status.st_mtime, None if fine else reason)
    for error in failed:
        path = pathlib.Path(error.filename)
        name = path.relative_to(root).as_posix() + "/"
        yield File(name, path, reason="cannot be opened")


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
        kept.append(File(name, pathlib.Path(name), reason=reason))
    return kept


def _reason(file):
    """Return why a file cannot be graded, None if it can."""
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


def _packed(file):
    """Yield each File in an archive; an archive that cannot be read is one itself."""
    work = _members(file.path, (), f"{file.name}/" if file.name else "")
    rows = forked.results(lambda: itertools.chain(work, [DONE]))
    if rows[-1:] != [DONE]:
        reason = UNREADABLE.format("it takes too long, or crashes")
        rows = [[file.name, (), 0, reason], DONE]
    for name, members, time, reason in rows[:-1]:
        yield File(name or file.path.name, file.path, tuple(members), time, reason)


def _members(path, members, folder):
    """Yield what is in an archive, and in the archives in it, as fields of a File."""
    try:
        with open_file(path, members) as file, zipfile.ZipFile(file) as archive:
            found = archive.infolist()
        if len(found) > MOST_MEMBERS:
            raise UnreadableError(f"it holds more than {MOST_MEMBERS:,} files")
    except (UnreadableError, OSError, ValueError) as error:
        yield folder.rstrip("/"), members, 0, UNREADABLE.format(error).rstrip(".")
        return
    for place, member in enumerate(found):
        name, where = _name(member), (*members, place)
        reason = _harm(member, name)
        if _is_archive(name) and not reason:
            if len(where) < DEEPEST:
                yield from _members(path, where, f"{folder}{name}/")
                continue
            reason = "an archive in an archive in an archive; unpack it"
        if reason or not member.is_dir():
            year, month, day, *clock = member.date_time  # 0 where a program knows none
            time = calendar.timegm((year, min(month, 12) or 1, day or 1, *clock))
            yield folder + name, where, time, reason


def _name(member):
    """Return the name; old programs write it in the encoding of their country."""
    name = member.filename
    if not member.flag_bits & 0x800:
        for encoding in ENCODINGS:
            with contextlib.suppress(UnicodeError):
                name = member.filename.encode("cp437").decode(encoding)
                break
    return name.replace("\\", "/")


def _harm(member, name):
    """Return why a member of an archive is refused, None if it is not."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if OUTSIDE.match(name):
        return "a path that leads out of its archive"
    if kind == stat.S_IFLNK:
        return LINK
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return DEVICE
    if member.flag_bits & 1:
        return "locked by a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way; pack it as an ordinary .zip"
    if member.file_size > LARGEST:
        return f"more than {LARGEST // 10**6} MB"
    if member.file_size > max(SMALL, BOMB * member.compress_size):
        return f"a bomb: {member.compress_size:,} bytes become {member.file_size:,}"
    return None

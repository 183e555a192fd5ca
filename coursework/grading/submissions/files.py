"""Open the files of a class, and read a student's archive.

Nothing is unpacked, since an archive may be an attack. A child process with limits
reads a student's archive, once. Refused are paths that lead out of the archive, links,
locked files, and bombs, which are small files that become very large.
"""

import calendar
import collections
import contextlib
import dataclasses
import functools
import hashlib
import io
import os
import pathlib
import re
import stat
import zipfile
import zlib
from typing import NamedTuple

from coursework.grading.submissions import forked
from coursework.words import say


class UnreadableError(Exception):
    """A file is not read; the text of this error tells people why."""


LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million
MOST_FILES, MOST_BYTES = 1_000, 300_000_000  # notebooks and scripts of one student
MOST_MEMBERS = 50_000
MOST_LISTED = 100  # files of one archive that are not graded, named one by one
CHUNK = 2**20  # bytes read at once
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
UNREADABLE = (UnreadableError, OSError, ValueError, *DAMAGE)
DONE = ["all rows are there"]
BOMB, SMALL = 200, 2**20  # unpacked bytes for each packed one; small files do no harm
OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)")
ENCODINGS = ("utf-8", "cp949", "cp437")  # tried for names in old archives
# A browser may add an ending to that of a notebook.
GRADABLE = re.compile(r"(?is).+\.(?:py|ipynb(?:\.(?:txt|json))?)")
OTHER = "neither a notebook (.ipynb) nor a script (.py)"
EXPORTED = "a page, perhaps exported; the notebook itself (.ipynb) can be graded"
PACKED = "an archive; unpack it, or make it a .zip"
REASONS = dict.fromkeys((".pdf", ".html", ".htm"), EXPORTED)
REASONS |= dict.fromkeys((".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar"), PACKED)
CLUTTER = {
    "__pycache__": "compiled Python",
    "__MACOSX": "what macOS adds to an archive",
    "site-packages": "installed packages",
    "node_modules": "installed packages",
    ".ipynb_checkpoints": "copies that Jupyter keeps",
}
ENVIRONMENT = "pyvenv.cfg"  # the file at the top of a Python environment


@dataclasses.dataclass(frozen=True)
class File:
    """A file that a student sent, or anything else below the folder of a class."""

    name: str  # its path below the folder, through archives: "ana.zip/hw.ipynb"
    path: pathlib.Path  # the file, or the archive that holds it
    members: tuple = ()  # the place in the archive, see `open_file`
    time: float = 0.0  # of the last change, in seconds
    size: int = 0  # bytes
    reason: str | None = None  # why the file cannot be graded, None if it can
    content: str = ""  # a hash of what it holds, once that has been read
    answers: int = 0  # how many of the asked functions it seems to define


@contextlib.contextmanager
def open_file(path, members=()):
    """Open a regular file for reading; an UnreadableError says why this fails.

    Links could lead to any file, which the feedback might quote. Pipes and devices can
    block for ever. Where `path` is a zip archive, `members` holds the number of a file
    in the archive; if that file is an archive, the number of a file there.
    """
    status = os.lstat(path)  # checked first, since opening a device can do harm
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError(say("link"))
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(say("no_file"))
    if status.st_size > LARGEST and not members and not is_archive(str(path)):
        raise UnreadableError(say("large_file", size=LARGEST // 10**6))
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open(os.open(path, flags), "rb"))
        try:
            for place in members:
                archive = stack.enter_context(zipfile.ZipFile(seekable(file)))
                file = stack.enter_context(member_of(archive, place))
            yield file
        except DAMAGE as error:
            raise UnreadableError(say("damaged_archive", error=error)) from None


def whole(file):
    """Return all bytes of an open file, unless these are too many."""
    data = bytearray()
    # In pieces, since read(LARGEST) would reserve LARGEST bytes.
    while len(data) <= LARGEST and (chunk := file.read(CHUNK)):
        data += chunk
    if len(data) > LARGEST:
        raise UnreadableError(say("large_file", size=LARGEST // 10**6))
    return data


def seekable(file):
    """Return an open file, or a copy in memory of a member of an archive.

    In the member, each step back would unpack it again.
    """
    return file if isinstance(file, io.BufferedReader) else io.BytesIO(whole(file))


def member_of(archive, place):
    """Open the member of an open archive that has this number, unless it is large."""
    member = archive.infolist()[place]
    if member.file_size > LARGEST:
        raise UnreadableError(say("large_file", size=LARGEST // 10**6))
    return archive.open(member)


def is_archive(name):
    """Return whether the name of a file is that of a zip archive."""
    return name.lower().endswith(".zip")


def is_script(name):
    """Return whether the name of a file is that of a Python script."""
    return name.lower().endswith(".py")


def how_many(count, noun):
    """Return a count with its noun, singular or plural: 1 file, 2 files."""
    return f"{count:.15g} {noun}{'s' * (count != 1)}"


def printable(name):
    """Return a name with a question mark for each character that cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)


def odd_kind(mode):
    """Return why a file of this mode is refused, or None for a regular file."""
    if stat.S_ISLNK(mode):
        return "a link; links are not followed"
    is_plain = stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR)
    return None if is_plain else "a pipe or a device"


class Clutter(NamedTuple):
    """A folder without anything to grade."""

    folder: str
    reason: str


def judged(found):
    """Return Files, each with the reason why it cannot be graded, or None if it can.

    An archive has no reason, since it may hold what can be graded. A folder of clutter
    becomes a single File whose name ends in "/".
    """
    folders = [file.name.rpartition("/")[0] for file in found]
    marked = (file.name.rpartition("/") for file in found)
    environments = {folder for folder, _, name in marked if name == ENVIRONMENT}
    clutter = {folder: _clutter(folder, environments) for folder in {*folders}}
    files, counts = [], collections.Counter()
    for file, folder in zip(found, folders, strict=True):
        if clutter[folder] and not file.reason:
            counts[clutter[folder]] += 1
            continue
        reason = _reason(file)
        if reason != file.reason:
            file = dataclasses.replace(file, reason=reason)
        files.append(file)
    for (name, reason), count in counts.items():
        reason = f"{reason}, {how_many(count, 'file')}"
        files.append(File(f"{name}/", pathlib.Path(name), reason=reason))
    return files


def _clutter(folder, environments):
    """Return the outermost Clutter that this folder is or lies in, or None."""
    parts = folder.split("/")
    for k, part in enumerate(parts, 1):
        above = "/".join(parts[:k])
        if above in environments and above:
            return Clutter(above, "a Python environment")
        if part in CLUTTER or (part[:1] == "." and part != "."):
            return Clutter(above, CLUTTER.get(part, "hidden"))
    return None


def _reason(file):
    name = file.name.rpartition("/")[2]
    if not file.reason and name.startswith("."):
        return "hidden, since its name begins with a dot"
    if file.reason or GRADABLE.fullmatch(name) or is_archive(name):
        return file.reason
    if not file.size:
        return "empty"
    if ".ipynb" in name.lower():
        return "a notebook under another ending, perhaps; rename it to end in .ipynb"
    return REASONS.get(pathlib.PurePosixPath(name).suffix.lower(), OTHER)


def is_sent(file):
    """Return whether a file has the name of one that students send, read or not."""
    name = file.name.rpartition("/")[2]
    has_name = GRADABLE.fullmatch(name) or is_archive(name)
    return bool(has_name and name[0] != "." and not OUTSIDE.match(file.name))


def excess(files):
    """Return why so many files of one student are not read, or None."""
    files = [each for each in files if not (each.reason or is_archive(each.name))]
    sizes = [file.size for file in files]
    if len(sizes) <= MOST_FILES and sum(sizes) <= MOST_BYTES:
        return None
    held = f"{len(sizes):,} notebooks and scripts of {sum(sizes) / 1e6:,.0f} MB in all"
    most = f"{MOST_FILES:,} or {MOST_BYTES / 1e6:,.0f} MB"
    return f"holds {held}, more than {most}; hand in one notebook"


def looked_into(file, opened, names):
    """Return [a File] with the hash of its content, and how many `names` it defines.

    `opened` is a context manager of the open file, or raises an UnreadableError.
    """
    try:
        with opened() as stream:
            data = whole(stream)
    except UNREADABLE as error:
        return [dataclasses.replace(file, content=f"unreadable: {error}")]
    content, answers = hashlib.sha256(data).hexdigest(), 0
    if names:
        words = rb"\bdef\s+(%b)\s*\(" % "|".join(map(re.escape, names)).encode()
        # Not by findall, whose list could take more memory than the file.
        answers = len({match[1] for match in re.finditer(words, data)})
    return [dataclasses.replace(file, content=content, answers=answers)]


def packed(archive, opened, names=()):
    """Return the Files in a student's archive, a File; a child with limits reads them.

    An archive that is not read is returned itself, with the reason. `opened` is as for
    `looked_into`, and the child calls it.
    """
    rows = forked.results(lambda: _members(archive, opened, names))
    if rows[-1:] != [DONE]:  # the child was stopped, or it raised
        problem = rows[-1] if rows and isinstance(rows[-1], str) else None
        reason = problem or "an archive that takes too long to read, or too much memory"
        return [dataclasses.replace(archive, reason=reason)]
    found = []
    for row in rows[:-1]:
        place = {"path": archive.path, "members": tuple(row["members"])}
        found.append(File(**row | place))
    return found


def _members(archive, opened, names):
    """Yield each File in a student's archive as a dict, then DONE; or a reason."""
    try:
        with opened() as file:
            yield from _read_members(archive, zipfile.ZipFile(seekable(file)), names)
    except UNREADABLE as error:
        yield f"an archive that cannot be read: {error}".rstrip(".")


def _read_members(archive, inner, names):
    """Yield each File in `inner`, open, as a dict, then DONE; or a reason."""
    found = members(inner, archive)
    if reason := excess(found):
        yield f"an archive that {reason}"
        return
    listed = 0
    for file in found:
        if not file.reason:
            opened = functools.partial(member_of, inner, file.members[-1])
            (file,) = looked_into(file, opened, names)
        elif (listed := listed + 1) > MOST_LISTED:
            continue
        yield dataclasses.asdict(file) | {"path": ""}
    if listed > MOST_LISTED:
        rest = f"{listed - MOST_LISTED} more files, none of them graded"
        yield dataclasses.asdict(File(f"{archive.name}/...", "", reason=rest))
    yield DONE


def members(archive, file):
    """Return a File for each file in an open archive, which the File `file` holds.

    The names begin with that of `file`, if it has one.
    """
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise UnreadableError(f"it holds more than {MOST_MEMBERS:,} files")
    found, folder = [], f"{file.name}/" if file.name else ""
    for number, info in enumerate(infos):
        name = _name(info)
        reason = _harm(info, name)
        if reason or not name.endswith("/"):
            year, month, day, *clock = info.date_time  # month 0, day 0 if unknown
            time = calendar.timegm((year, min(month, 12) or 1, day or 1, *clock))
            if file.name and is_archive(name):
                reason = reason or "an archive in an archive; unpack it"
            place = file.path, (*file.members, number), time, info.file_size
            found.append(File(folder + name, *place, reason))
    return judged(found)


def _name(member):
    """Return a member's name, decoded: old programs use their country's encoding."""
    name = member.filename
    if not member.flag_bits & 0x800:  # not marked as UTF-8, so zipfile took cp437
        for encoding in ENCODINGS:
            with contextlib.suppress(UnicodeError):
                name = member.filename.encode("cp437").decode(encoding)
                break
    return name.replace("\\", "/")


def _harm(member, name):
    """Return why a member of an archive is refused, or None if it is fine."""
    if OUTSIDE.match(name):
        return "a path that leads out of its archive"
    if odd := odd_kind(member.external_attr >> 16):  # these bits are Unix's mode
        return odd
    if member.flag_bits & 1:
        return "locked by a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way; pack it as an ordinary .zip"
    if member.file_size > LARGEST:
        return f"more than {LARGEST // 10**6} MB"
    if member.file_size > max(SMALL, BOMB * member.compress_size):
        return f"a bomb: {member.compress_size:,} bytes become {member.file_size:,}"
    return None

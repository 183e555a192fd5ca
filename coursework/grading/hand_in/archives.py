"""What is in a zip archive. It is listed in a child with limits; nothing is unpacked.

Students pack what they like, and an archive may be made to harm: refused are paths that
lead out of it, links, locked files, and bombs, which are small and become very large.
"""

import calendar
import itertools
import re
import stat
import zipfile

from coursework.grading.hand_in import forked
from coursework.grading.hand_in.opening import LARGEST, UnreadableError, open_file

ENDING = ".zip"
UNREADABLE = "an archive that cannot be read: {}"
DONE = "all rows are there"
DEEPEST = 2  # an archive of a class with archives of students
MOST_MEMBERS = 50_000
BOMB, SMALL = 200, 2**20  # bytes made of one byte; up to this size it is no harm
OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)")
ENCODINGS = ("utf-8", "cp949", "cp437")  # of names, where the archive does not say


def listed(path):
    """Return the files in an archive, and the archives that cannot be read, as a list.

    Each is its name, "" for the archive itself; its members (see `open_file`); the time
    of its last change in seconds; and the reason why it cannot be graded, or None.
    """
    rows = forked.results(lambda: itertools.chain(_members(path, (), ""), [DONE]))
    if rows[-1:] != [DONE]:
        return [("", (), 0, UNREADABLE.format("it takes too long, or crashes"))]
    return [(name, tuple(at), time, reason) for name, at, time, reason in rows[:-1]]


def _members(path, members, folder):
    """Yield the rows of an archive, and of the archives in it."""
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
        reason = _reason(member, name)
        if name.lower().endswith(ENDING) and not reason:
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
            try:
                name = member.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


def _reason(member, name):
    """Return why a member is refused, None if it is not."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if OUTSIDE.match(name):
        return "a path that leads out of its archive"
    if kind == stat.S_IFLNK:
        return "a link; links are not followed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "a pipe or a device"
    if member.flag_bits & 1:
        return "locked by a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way; pack it as an ordinary .zip"
    if member.file_size > LARGEST:
        return f"more than {LARGEST // 10**6} MB"
    if member.file_size > max(SMALL, BOMB * member.compress_size):
        return f"a bomb: {member.compress_size:,} bytes become {member.file_size:,}"
    return None

"""What is in a zip archive. Nothing is unpacked, since an archive may be made to harm.

It is listed in a child process with limits. Refused are paths that lead out of it,
links, locked files, and bombs: members that are small and become very large.
"""

import calendar
import contextlib
import itertools
import re
import zipfile

from coursework.grading.submissions import files, forked
from coursework.grading.submissions.files import LARGEST, File, UnreadableError

UNREADABLE = "an archive that cannot be read: {}"
DONE = "all rows are there"
DEEPEST = 2  # an archive of a class with archives of students
MOST_MEMBERS = 50_000
BOMB, SMALL = 200, 2**20  # bytes made of one byte; up to this size it is no harm
OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)")
ENCODINGS = ("utf-8", "cp949", "cp437")  # of names, where the archive does not say


def packed(file):
    """Yield each File in an archive, or the archive itself if it cannot be read."""
    work = _members(file.path, (), f"{file.name}/" if file.name else "")
    rows = forked.results(lambda: itertools.chain(work, [DONE]))
    if rows[-1:] != [DONE]:
        reason = UNREADABLE.format("it takes too long, or crashes")
        rows = [[file.name, (), 0, reason], DONE]
    for name, members, time, reason in rows[:-1]:
        yield File(name or file.path.name, file.path, tuple(members), time, reason)


def _members(path, members, folder):
    """Yield the fields of each File in an archive, and in the archives inside it."""
    try:
        with files.open_file(path, members) as file, zipfile.ZipFile(file) as archive:
            found = archive.infolist()
        if len(found) > MOST_MEMBERS:
            raise UnreadableError(f"it holds more than {MOST_MEMBERS:,} files")
    except (UnreadableError, OSError, ValueError) as error:
        yield folder.rstrip("/"), members, 0, UNREADABLE.format(error).rstrip(".")
        return
    for place, member in enumerate(found):
        name, where = _name(member), (*members, place)
        reason = _harm(member, name)
        if files.is_archive(name) and not reason:
            if len(where) < DEEPEST:
                yield from _members(path, where, f"{folder}{name}/")
                continue
            reason = "an archive in an archive in an archive; unpack it"
        if reason or not member.is_dir():
            year, month, day, *clock = member.date_time  # 0 where the time is unknown
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
    if OUTSIDE.match(name):
        return "a path that leads out of its archive"
    if odd := files.odd_kind(member.external_attr >> 16):
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

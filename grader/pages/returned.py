"""Pack the pages of feedback into an archive that Moodle hands out.

Moodle reads the number in a folder's name (mod/assign/feedback/file/importziplib.php).
The number is from a name that Moodle itself wrote: nothing that a student chose says
where a page goes.
"""

import collections
import io
import pathlib
import re
import zipfile

from grader.pages.text import feedback_page, place
from neuralnet.support.files import write_whole

MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # so the same pages make the same archive


def write_returned(records, out):
    """Write OUT/feedback.zip, with a folder for each student, and return its path."""
    packed = io.BytesIO()
    counts = collections.Counter(record.moodle_number for record in records)
    # A number that two rows share would give the page of one to the other.
    folders = {
        record.student: folder(record, counts[record.moodle_number] > 1)
        for record in records
    }
    with zipfile.ZipFile(packed, "w") as archive:
        for student in sorted(folders, key=folders.get):
            info = zipfile.ZipInfo(f"{folders[student]}/feedback.html", MIDNIGHT)
            page = pathlib.Path(out, feedback_page(student)).read_bytes()
            archive.writestr(info, page, zipfile.ZIP_DEFLATED)
    path = pathlib.Path(out) / "feedback.zip"
    return write_whole(path, packed.getvalue(), private=True)


def folder(record, is_shared):
    """Return the name of a student's folder: as Moodle names it, if it named one."""
    if is_shared or not record.moodle_number:
        return place(record.student)
    # Underscores divide the name of the folder.
    plain = " ".join(re.findall(r"[^\W_]+", record.moodle_name))[:60]
    return f"{plain or 'student'}_{record.moodle_number}_assignsubmission_file_"

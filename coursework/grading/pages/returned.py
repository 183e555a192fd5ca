"""Pack the pages of feedback into an archive that a platform hands out.

Moodle reads the number in a folder's name (mod/assign/feedback/file/importziplib.php),
and Canvas two numbers in a file's name (AbstractAssignment, in
infer_comment_context_from_filename). The numbers are from names that the platform
itself wrote: nothing that a student chose says where a page goes.
"""

import collections
import io
import pathlib
import re
import zipfile

from coursework.grading.pages.text import feedback_page, label, place
from neuralnet.support.files import write_whole

NAMES = {
    "moodle": "{name}_{id}_assignsubmission_file_/feedback.html",
    "canvas": "{name}_{id}_{version}_feedback.html",
}
MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # so the same pages make the same archive
LEFT = (
    "{file} has no page for {who}: no file that {form} has named is theirs, or two "
    "rows share its number. Their pages are in the folder feedback."
)


def write_returned(records, out, form=None):
    """Write OUT/feedback.zip, or OUT/feedback-FORM.zip for 'moodle' or 'canvas'.

    feedback.zip has a folder for each student. Return [sentence] that names the
    students who have no page in the archive, or [].
    """
    file = pathlib.Path(out) / (f"feedback-{form}.zip" if form else "feedback.zip")
    # The platform and its number, which two rows may share.
    counts = collections.Counter(str(each["address"][:2]) for each in records)
    pages, left = {}, []  # {name in the archive: content}, students without a page
    for record in records:
        address, name = record["address"], None
        if not form:
            name = f"{place(record['student'])}/feedback.html"
        elif address and address[0] == form and counts[str(address[:2])] == 1:
            name = _name(*address)
        if name:
            page = pathlib.Path(out, feedback_page(record["student"]))
            pages[name] = page.read_bytes()
        else:
            left.append(label(record["student"]))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(pages):
            info = zipfile.ZipInfo(name, MIDNIGHT)
            archive.writestr(info, pages[name], zipfile.ZIP_DEFLATED)
    write_whole(file, packed.getvalue(), private=True)
    said = {"file": file.name, "who": "; ".join(left), "form": str(form).title()}
    return [LEFT.format(**said)] if left else []


def _name(platform, number, name, version):
    """Return the name of a page in the archive, with the platform's own numbers."""
    # Underscores divide the name, and Canvas takes the first number for a student's.
    plain = " ".join(re.findall(r"[^\W_]+", name))[:60]
    plain = "student" if plain.isdecimal() or not plain else plain
    return NAMES[platform].format(name=plain, id=number, version=version)

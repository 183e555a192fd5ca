"""Print the SHA-256 sum and the name of each file that the book may be made from.

    python tools/sources.py WORD...

The words are options that change the pages. `make book` stores this text in
_build/sources before it builds, and `make pages` builds the book only if the text has
changed. All files count except those of NOT_READ, which no page is made from. So a new
source is included without anyone having to remember it.
"""

import hashlib
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NOT_READ = {"_build", "bench", "dist", "node_modules", "tests"}
NOT_READ |= {"CHANGELOG.md", "CLAIMS.md", "CONTRIBUTING.md", "__pycache__"}


def paths(root):
    """Yield each file below a folder that the book may be made from, in order."""
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        if entry.name in NOT_READ or entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from paths(entry.path)
        else:
            yield pathlib.Path(entry.path)


def sources(words, root=ROOT):
    """Return a line with words and Python's version, then a line for each file."""
    lines = [f"{' '.join(words)} Python {sys.version.split()[0]}"]
    for path in paths(root):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{digest}  {path.relative_to(root).as_posix()}")
    return lines


if __name__ == "__main__":
    print(*sources(sys.argv[1:]), sep="\n")

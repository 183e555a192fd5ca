"""Copy a wheel without its data, so that Python in a web page loads it quickly.

    python tools/small_wheel.py WHEEL FOLDER

The copy lacks the images of MNIST, the trained weights and the results of long runs
that no exercise asks for. The label `+nodata` in its version tells the copy from the
original.
"""

import base64
import hashlib
import pathlib
import sys
import zipfile

LABEL = "+nodata"
LEFT_OUT = (".gz", ".npz")
RESULTS = "neuralnet/results/"
NEEDED = [f"{RESULTS}{name}.json" for name in ("reference", "control_factorial")]


def rename(text, version):
    """Append LABEL to the first occurrence of `version` in `text`."""
    return text.replace(version, version + LABEL, 1)


def record_line(name, content):
    """Return the line for RECORD: the name of a file, its SHA-256 sum and its size."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"{name},sha256={digest.decode().rstrip('=')},{len(content)}"


def is_left_out(name):
    """Return whether the copy lacks this file of the wheel."""
    is_result = name.startswith(RESULTS) and name not in NEEDED
    return is_result or name.endswith(LEFT_OUT)


def make(wheel, folder):
    """Write the copy without data to the folder, and return its path."""
    version = wheel.name.split("-")[1]
    new = folder / rename(wheel.name, version)
    lines = []
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(new, "w") as small:
        for entry in old.infolist():
            name, content = entry.filename, old.read(entry)
            if is_left_out(name):
                continue
            if ".dist-info/" in name:
                name = rename(name, version)
            if name.endswith(".dist-info/METADATA"):
                content = rename(content.decode(), f"\nVersion: {version}").encode()
            if name.endswith(".dist-info/RECORD"):
                content = "\n".join([*lines, f"{name},,", ""]).encode()
            lines.append(record_line(name, content))
            info = zipfile.ZipInfo(name, entry.date_time)
            small.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
    return new


if __name__ == "__main__":
    path = make(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    print(f"{path}: {path.stat().st_size:,} bytes")

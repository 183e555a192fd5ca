"""Find the modules that a check imports, and write archives that hold them compiled.

compiled.mjs runs this in Node, with the Python of the pages. A page would need more
time to compile them than for everything else. It compiles other modules on import.
"""

import importlib.util
import pathlib
import py_compile
import sys
import zipfile

LIBRARY = pathlib.Path("/lib/python312.zip")
SITE = pathlib.Path("/lib/python3.12/site-packages")
OURS = ("neuralnet/", "coursework/")
BUILDING = (".a", ".c", ".h", ".pxd", ".pyi", ".pyx")  # of no use without a compiler
CELL = """
from coursework import check
from coursework.questions import QUESTIONS

for question in QUESTIONS:
    check(question, lambda *given: 0)
"""


def imported():
    """Return the paths of all modules imported so far, CELL having run."""
    specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
    return {spec.origin for spec in specs if spec and spec.origin}


def compiled(source, path):
    """Return a module as bytecode that Python does not compare with its source."""
    place = pathlib.Path("/tmp/module.py")
    place.write_bytes(source)
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    target = py_compile.compile(
        place, "/tmp/module.pyc", path, doraise=True, invalidation_mode=unchecked
    )
    return pathlib.Path(target).read_bytes()


def copy(old, new, folder, used):
    """Copy an archive with the used modules compiled; ours also keep their source."""
    for entry in old.infolist():
        name, content = entry.filename, old.read(entry)
        path = str(folder / name)
        if path in used and path.endswith(".py"):
            if name.startswith(OURS):
                new.writestr(zipfile.ZipInfo(name), content)
                name = importlib.util.cache_from_source(name)
            else:
                name += "c"
            content = compiled(content, path)
        if not entry.is_dir() and not name.endswith(BUILDING):
            new.writestr(zipfile.ZipInfo(name), content)


def pack():
    """Write the archives without compression; return their names."""
    used = imported()
    wheels = sorted(pathlib.Path("/").glob("wheel*.zip"))
    archives = {"python_stdlib.zip": (LIBRARY, [LIBRARY]), "first.zip": (SITE, wheels)}
    for name, (folder, paths) in archives.items():
        with zipfile.ZipFile(f"/{name}", "w") as new:
            for path in paths:
                with zipfile.ZipFile(path) as old:
                    copy(old, new, folder, used)
    return list(archives)

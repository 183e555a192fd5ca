"""Test that `import neuralnet` needs only NumPy."""

import subprocess
import sys

CODE = """
import sys, threading
import numpy
before = {name.partition(".")[0] for name in sys.modules}
import neuralnet, neuralnet.panel, neuralnet.further.search, coursework
after = {name.partition(".")[0] for name in sys.modules}
new = after - before - set(sys.stdlib_module_names) - {"neuralnet", "coursework"}
questions = [name for name in sys.modules if name.startswith("coursework.questions.s")]
print(sorted(new), threading.active_count(), questions)
"""


def test_the_import_loads_only_numpy_and_starts_no_thread():
    """It reads no question of `coursework`: all would cost a page half a second."""
    printed = subprocess.check_output([sys.executable, "-c", CODE], text=True)
    assert printed == "[] 1 []\n"

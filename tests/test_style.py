"""Let ruff look at the code, so that one list names all that `make test` finds."""

import subprocess
import sys

import pytest
from notebooks import ROOT


@pytest.mark.parametrize("options", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_is_content(options):
    command = [sys.executable, "-m", "ruff", *options, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"

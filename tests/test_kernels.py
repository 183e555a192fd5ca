"""Test that each notebook was compared under other kernels as it is now."""

import json
import platform

import pytest

import noxfile


@pytest.mark.parametrize("name", noxfile.NAMES)
def test_a_notebook_shows_the_same_under_every_kernel(name):
    missing = [row for row in noxfile.REQUIRED if row not in noxfile.passed(name)]
    if missing and platform.machine() not in ("x86_64", "AMD64"):
        pytest.skip(f"an x86 machine has to run {name} with {', '.join(missing)}")
    assert not missing, f"run it there: .venv/bin/nox -s kernels -- {name}"


def test_code_and_texts_need_another_comparison_but_no_prose(tmp_path, monkeypatch):
    monkeypatch.setattr(noxfile, "ROOT", tmp_path)

    def digest(*cells):
        text = json.dumps({"cells": cells})
        (tmp_path / "some.ipynb").write_text(text, encoding="utf-8")
        return noxfile.digest("some.ipynb")

    def output(text, picture):
        data = {"text/plain": [text], "image/svg+xml": [picture]}
        return [{"output_type": "display_data", "data": data}]

    cell = {"id": "a", "cell_type": "code", "metadata": {}, "source": ["1 / 4"]}
    cell["outputs"] = output("0.25", "<svg/>")
    prose = {"id": "b", "cell_type": "markdown", "metadata": {}, "source": ["A word."]}
    setup = cell | {"id": "colab-setup", "source": ["an address"]}
    first = digest(cell)
    assert digest(prose, cell, setup) == first
    assert digest(cell | {"outputs": output("0.25", "<svg> </svg>")}) == first
    assert digest(cell | {"outputs": output("0.26", "<svg/>")}) != first
    assert digest(cell | {"source": ["1 / 5"]}) != first

"""Test that each notebook was compared under other kernels as it is now."""

import json

import pytest

import noxfile


@pytest.mark.parametrize("name", noxfile.NAMES)
def test_a_notebook_shows_the_same_under_every_kernel(name):
    missing = [row for row in noxfile.REQUIRED if row not in noxfile.passed(name)]
    assert not missing, f"run it there: .venv/bin/nox -s kernels -- {name}"


def changed(cell, **changes):
    return {"cells": [cell | changes]}


def test_code_and_texts_need_another_comparison_but_no_prose(tmp_path, monkeypatch):
    monkeypatch.setattr(noxfile, "ROOT", tmp_path)

    def digest(notebook):
        (tmp_path / "some.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        return noxfile.digest("some.ipynb")

    data = {"text/plain": ["0.25"], "image/svg+xml": ["<svg/>"]}
    output = {"output_type": "display_data", "data": data}
    cell = {"id": "a", "cell_type": "code", "metadata": {}, "source": ["1 / 4"]}
    cell["outputs"] = [output]
    first = digest(changed(cell))
    drawn = output | {"data": data | {"image/svg+xml": ["<svg> </svg>"]}}
    assert digest(changed(cell, outputs=[drawn])) == first
    prose = {"id": "b", "cell_type": "markdown", "metadata": {}, "source": ["A word."]}
    setup = cell | {"id": "colab-setup", "source": ["an address"]}
    assert digest({"cells": [prose, cell, setup]}) == first
    other = output | {"data": data | {"text/plain": ["0.26"]}}
    stream = {"output_type": "stream", "name": "stdout", "text": ["0.25"]}
    ignored = {"tags": ["nbval-ignore-output"]}
    for changes in (
        {"source": ["1 / 5"]},
        {"outputs": [other]},
        {"outputs": [output, stream]},
        {"metadata": ignored},
    ):
        assert digest(changed(cell, **changes)) != first
    seen = digest(changed(cell, metadata=ignored))
    assert digest(changed(cell, metadata=ignored, outputs=[other])) == seen

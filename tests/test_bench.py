"""Test that the benchmark stores results by machine and finds each contender."""

import numpy as np
import pytest

from neuralnet import load_experiment


def test_a_result_replaces_only_that_of_the_same_machine(bench):
    speed = bench("speed")
    stored = load_experiment("speed")["machines"]
    other = {"machine": stored[0]["machine"] | {"model": "another"}}
    assert speed.beside(stored, other) == [*stored, other]
    newer = {"machine": stored[0]["machine"], "epochs": {}}
    assert speed.beside(stored, newer) == [newer, *stored[1:]]


def test_every_contender_has_its_program(bench, monkeypatch):
    speed = bench("speed")
    monkeypatch.syspath_prepend(speed.HERE / "peers")  # where the programs are
    assert set(speed.CONTENDERS) == set(bench("contenders").CONTENDERS)


def test_the_description_of_a_machine_has_what_ratios_of_speed_depend_on(bench):
    found = bench("quiet").machine()
    assert {"processor", "family", "model", "cores", "numpy", "blas"} <= found.keys()
    assert found["blas"].split()[0] in ("openblas", "mkl", "blis", "flexiblas")


def test_a_subtraction_costs_what_a_copy_costs_and_a_product_much_more(bench):
    """So the chapter on speed needs only two rates, those of product and copy."""
    new = bench("speed_steps").rates(np.ones((2, 784)), rounds=2)
    stored = load_experiment("speed_steps")["rates"]
    assert new.keys() == stored.keys(), "the script would store something else"
    names = ("product", "copy", "subtraction")
    product, copy, subtraction = (stored[name]["seconds"] for name in names)
    assert subtraction < 1.1 * copy < product / 3


@pytest.mark.parametrize(("before", "after", "noted"), [(22, 9, True), (2, 1, False)])
def test_a_row_notes_the_load_of_other_work(bench, before, after, noted):
    """A load of 2 is not noted: the timing itself, and one before it, may cause it."""
    last = load_experiment("speed")["machines"][-1]
    result = last | {"load_before": before, "load_after": after}
    row = bench("quotes").rows([result])["README.md"][0]
    assert ("other work" in row) == noted

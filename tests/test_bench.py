"""Test that the benchmark stores results by machine and finds each contender."""

import sys

import pytest

from neuralnet import load_experiment


def test_a_result_stands_beside_those_of_other_machines(bench):
    speed = bench("speed")
    stored = load_experiment("speed")["machines"]
    other = {"machine": stored[0]["machine"] | {"model": "another"}}
    assert speed.beside(stored, other) == [*stored, other]
    again = {"machine": stored[0]["machine"], "epochs": {}}
    assert speed.beside(stored, again) == [again, *stored[1:]]


def test_every_contender_has_its_program(bench, monkeypatch):
    speed = bench("speed")
    monkeypatch.setattr(sys, "path", [str(speed.HERE / "peers"), *sys.path])
    assert set(speed.CONTENDERS) == set(bench("contenders").CONTENDERS)


def test_a_machine_says_what_ratios_depend_on(bench):
    found = bench("quiet").machine()
    assert {"processor", "family", "model", "cores", "numpy", "blas"} <= found.keys()
    assert found["blas"].split()[0] in ("openblas", "mkl", "blis", "flexiblas")


@pytest.mark.parametrize(("before", "after", "named"), [(22, 9, True), (2, 1, False)])
def test_a_row_names_the_load_of_other_work(bench, before, after, named):
    """The race itself is a load of 1, and so may be the timing that ran before it."""
    last = load_experiment("speed")["machines"][-1]
    found = last | {"load_before": before, "load_after": after}
    assert ("other work" in bench("quotes").rows([found])["README.md"][0]) == named

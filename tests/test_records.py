"""Train a small slice of each stored record again."""

import pytest
import records
from notebooks import ROOT

from neuralnet import load_experiment

NAMES = sorted(
    path.stem.removeprefix("record_")
    for path in (ROOT / "book" / "experiments").glob("record_*.json")
    if path.stem != "record_choice"
)


@pytest.mark.parametrize("name", NAMES)
def test_a_slice_of_each_record_gives_the_stored_losses(name):
    """An epoch on 640 images by the stored recipe, in float64."""
    record = load_experiment(f"record_{name}")
    size = {key: record["slice"].pop(key) for key in ("num_images", "num_valid")}
    again = records.slice_of(record["settings"], **size, seed=0)
    del record["slice"]["seed"]
    assert again.keys() == record["slice"].keys()
    for key, value in record["slice"].items():
        assert again[key] == pytest.approx(value, abs=1e-4), key  # float32 distortions


def test_a_network_is_repeated_and_stands_beside_its_stored_error(monkeypatch, capsys):
    """On 600 images: the recipe's own epochs would take a minute."""
    record = load_experiment("record_committee")
    small = {"num_hiddens": 8, "n_epochs": 1}
    for part in (record, *record["others"]):
        part["settings"] |= small
    monkeypatch.setattr(records, "load_experiment", lambda name: record)
    fit, sizes = records.fit, []

    def fit_few(settings, X, Y, *others):
        sizes.append(len(X))
        return fit(settings, X[:600], Y[:600], *others)

    monkeypatch.setattr(records, "fit", fit_few)
    records.main("committee", None)
    said = capsys.readouterr().out
    assert sizes == [60_000] * 4, "each member trains on all images"
    assert said.splitlines()[-1].startswith("committee, 4 networks: test error ")
    assert said.rstrip().endswith(f"stored {record['test_error']} %")

"""Test that the page on records quotes what the stored results say."""

import itertools
import re

import numpy as np
import prose
import pytest
import record_tables as tables
from notebooks import markdown, read

from neuralnet import load_experiment

PAGE = markdown("book/records.md")


@pytest.mark.parametrize("table", tables.TABLES)
def test_each_row_of_a_table_is_that_of_the_stored_results(table):
    rows = list(table())
    start = PAGE.index(rows[0])
    assert PAGE[start:].split("\n\n", 1)[0].splitlines() == rows


def mean(name, row, measure="valid_error"):
    (found,) = [r for r in load_experiment(name)["rows"] if r["name"] == row]
    return np.mean([run[measure] for run in found["runs"]])


def facts():
    """Return all numbers that the sentences of the page may round."""
    split = load_experiment("control_split")["same_images"]
    found = [split["more"], split["more_error"], *np.ravel([*split["all"].values()])]
    found += [*split["employees"].values(), *split["students"].values()]
    for name in ("150 epochs", "300 epochs"):
        found += [mean("control_longer", name, "distorted_error")]
        found += [mean("control_longer", name)]
    found += [pair["pooled_p"] for pair in load_experiment("control_longer")["pairs"]]
    distilled = load_experiment("control_distilled")
    found += [pair["pooled_p"] for pair in distilled["pairs"]]
    found += [mean("control_distilled", name) for name in ("hard", "soft")]
    found += [mean("control_distilled", "soft", "teachers_valid_error")]
    for kind in ("float32", "float64", "float32_exact"):
        (row,) = [
            r
            for r in load_experiment("control_attacks")["rows"]
            if r["name"] == "lr 0.2"
        ]
        runs = [run[f"attacked_freely_{kind}"]["1"] for run in row["runs"]]
        found.append(np.mean(runs))
    voting = load_experiment("control_committee")
    found += [pair["pooled_p"] for pair in voting["pairs"]]
    best, pair = (
        mean("control_committee", name, "distorted_error")
        for name in (voting["best"], "300 epochs + width 14")
    )
    assert best < pair
    found += [pair - best]
    longer = load_experiment("record_longer")
    found += [run["test_error"] for run in longer["runs"]]
    found += [tables.alone("committee", longer["runs"][0])[2]]

    ours, theirs = longer["test_error"]["mean"], 0.7  # in percent
    shares = np.array([ours, theirs]) / 100
    lead = 100 * np.sqrt((shares * (1 - shares)).sum() / 10_000)
    by_image = 100 * np.sqrt(shares[0] * (1 - shares[0]) / np.array([10_000, 50_000]))
    by_writer = ratios_by_writer()
    found += [
        theirs - ours,
        lead,
        *by_image,
        *by_writer,
        *(lead * r for r in by_writer),
    ]
    slanted = [
        entry["test_error"]
        for entry in tables.DIGITS
        if entry["name"] == "distorted" and entry["why"].startswith("distortions by")
    ]
    assert len(slanted) == 3
    return [*found, np.mean(slanted)]


def ratios_by_writer():
    """Return the smallest and the largest ratio that the chapter prints."""
    outputs = [
        output["text"]
        for cell in read("book/chapters/two-layers.ipynb").cells
        if cell.get("id") == "two-layers-writers"
        for output in cell.outputs
    ]
    (printed,) = re.findall(r"19 networks: (\S+) to (\S+) times", outputs[0])
    return [float(number) for number in printed]


def test_each_decimal_of_a_sentence_is_found():
    lines = PAGE.splitlines()
    of_tables = prose.shown(" ".join(line for line in lines if line.startswith("|")))
    recipe = [
        7.5,
        0.9,
        *prose.shown(str(load_experiment("record_distorted")["settings"])),
    ]
    known = [0.45, 0.1, 1.0]  # of a commit's message; a bound; less than 1%
    assert prose.unfounded(PAGE, [*of_tables, *facts(), *recipe, *known]) == []


def test_whole_numbers_of_the_sentences():
    said = " ".join(PAGE.split())
    assert f"at least {len(tables.DIGITS)} times" in said
    others = len(tables.LEDGER) - len(tables.DIGITS)
    assert others == 9
    assert "Nine openings of Fashion-MNIST" in said
    pairs = [
        tables.alone("ensemble", run)[:2]
        for run in load_experiment("record_distorted")["runs"]
    ]
    won, lost = ("{}, {} and {}".format(*of) for of in zip(*pairs, strict=True))
    assert f"gets {won} images right that" in said
    assert f"misreads {lost} that" in said
    pairs = [
        tables.alone("committee", run)[:2]
        for run in load_experiment("record_longer")["runs"]
    ]
    assert "{} images against {} (p".format(*pairs[0]) in said
    assert " {} to {} and {} to {}.".format(*itertools.chain(*pairs[1:])) in said
    four = load_experiment("control_committee")["pairs"][0]
    assert four["images"] == "as they are"
    won, lost = four["pooled"]
    assert f"get {won} images right that" in said
    assert f"misread {lost} that" in said
    lost, won = load_experiment("control_longer")["pairs"][0]["pooled"]
    assert f"gets {won} of them right that" in said
    assert f"the other way around for {lost}," in said
    lost, won = load_experiment("control_distilled")["pairs"][0]["pooled"]
    assert f"Only the student gets {won} of the" in said
    assert f"only the other gets {lost} of them right (p" in said


def test_the_early_openings_of_a_record_are_named():
    early = {}
    for entry in tables.DIGITS:
        if entry["name"] in tables.SINGLE and entry["validated"] < 3:
            record = load_experiment(f"record_{entry['name']}")
            if entry["settings"] == record["settings"]:
                early[entry["name"]] = early.get(entry["name"], 0) + 1
    assert early == {"plain": 5, "quick": 3, "smoothed": 1}
    assert "five of `plain`, three of `quick`, one of `smoothed`" in " ".join(
        PAGE.split()
    )

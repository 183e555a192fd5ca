"""Test that the page on records quotes what was computed from the stored results."""

import functools
import itertools
import math
import re

import numpy as np
import prose
import pytest
from notebooks import markdown

from neuralnet import load_experiment, load_mnist
from neuralnet.support.writers import read_writers

PAGE = markdown("book/records.md")
STORED = load_experiment("tables_of_records")
MOMENTUM = {"schedule": "cosine", "momentum": 0.9}


def runs(experiment, name):
    """Return {seed: error in percent} of a row, by its name or by its settings."""
    rows = load_experiment(experiment)["rows"]
    (row,) = [row for row in rows if name in (row.get("name"), row["settings"])]
    return {run["seed"]: run["valid_error"] for run in row["runs"]}


def choice(num_hiddens, lr, n_epochs):
    sizes = {"num_hiddens": num_hiddens, "lr": lr, "n_epochs": n_epochs}
    return runs("record_choice", sizes | MOMENTUM)


def in_vain():
    """Yield the numbers of each row of the table 'Tried in vain'."""
    yield runs("ideas", "plain"), runs("ideas", "momentum")
    yield runs("ideas", "plain"), runs("ideas", "plain, 30 epochs")
    yield choice(1024, 0.1, 60), choice(1024, 0.1, 120)
    yield runs("control_distilled", "hard"), runs("control_distilled", "soft")


def test_what_was_tried_in_vain_is_compared_in_pairs_of_seeds():
    start = PAGE.index("| tried |")
    lines = PAGE[start:].split("\n\n", 1)[0].splitlines()[2:]
    for line, (without, other) in zip(lines, in_vain(), strict=True):
        assert without.keys() == other.keys()
        gains = np.array([without[seed] - other[seed] for seed in without])
        error = gains.std(ddof=1) / np.sqrt(len(gains))
        sides = [np.mean([*side.values()]) for side in (without, other)]
        wanted = "{} | {:.2f} | {:.2f} | {:.2f} ± {:.2f} |".format(
            len(gains), *sides, gains.mean() + 0.0, error
        )
        assert line.endswith(f"| {wanted}"), wanted


PARTS = {"attacked": "attack", "distorted": "distort", "upright": "deslant"}


def mixture(words):
    """Return {seed: run} of a mixture, named as on the page."""
    if words == "distorted, 15 epochs":
        experiment, name = "ideas", "distort, 15 epochs"
    else:
        parts = [PARTS[word] for word in sorted(words.split(", ")) if word in PARTS]
        order = ("deslant", "distort", "attack")
        experiment, name = (
            "control_factorial",
            " + ".join(sorted(parts, key=order.index)),
        )
    rows = load_experiment(experiment)["rows"]
    (row,) = [row for row in rows if row["name"] == (name or "none")]
    return {run["seed"]: run for run in row["runs"]}


def test_mixtures_are_compared_in_pairs_of_seeds_and_by_writers():
    _, writer = read_writers()
    lines = PAGE.split("| what |")[1].split("\n\n", 1)[0].splitlines()[2:]
    assert len(lines) == 13
    for line in lines:
        what, added, *told = line.strip("| ").split(" | ")
        before = mixture(added)
        after = mixture(f"{added.removesuffix(', 15 epochs')}, {what.rstrip('*')}")
        assert before.keys() == after.keys()
        pairs = [(before[seed], after[seed]) for seed in before]
        wrong = [[set(run["misread"]) for run in pair] for pair in pairs]
        gained = [image for a, b in wrong for image in a - b]
        lost = [image for a, b in wrong for image in b - a]
        changes = np.bincount(writer[gained], minlength=writer.max() + 1)
        changes -= np.bincount(writer[lost], minlength=writer.max() + 1)
        z = abs(changes.sum()) / np.sqrt((changes**2).sum())
        p = math.erfc(z / math.sqrt(2))
        errors = [np.mean([pair[k]["valid_error"] for pair in pairs]) for k in (0, 1)]
        helped = sum(a["valid_error"] > b["valid_error"] for a, b in pairs)
        wanted = [*(f"{error:.2f}" for error in errors), f"{helped} of {len(pairs)}"]
        wanted += [
            str(len(gained)),
            str(len(lost)),
            "< 1e-6" if p < 1e-6 else f"{p:.2g}",
        ]
        assert told == wanted, (what, added)


@functools.cache
def rows_val(seed):
    return load_mnist(rng=np.random.default_rng(seed), split="writers").rows_val


def by_writers(run):
    """Return the standard error of a network by writers, over that by images."""
    rows = rows_val(run["seed"])
    wrong, n = np.isin(rows, run["misread"]), len(rows)
    _, writer = np.unique(read_writers()[1][rows], return_inverse=True)
    more = np.bincount(writer, weights=wrong - wrong.mean())  # than a writer's share
    simple = np.sqrt(wrong.mean() * (1 - wrong.mean()) / n)
    return np.sqrt(len(more) / (len(more) - 1) * np.sum(more**2)) / n / simple


def test_standard_errors_by_writers_are_larger():
    names = "control_longer", "control_distilled"
    rows = [row for name in names for row in load_experiment(name)["rows"]]
    found = [run for row in rows for run in row["runs"] if run["valid_error"] < 1]
    ratios = [by_writers(run) for run in found]
    wanted = f"{len(found)} of our networks that misread less than 1%"
    assert wanted in PAGE
    assert f"were {min(ratios):.1f} to {max(ratios):.1f} times as large" in PAGE
    lead = 100 * np.sqrt((0.0051 * 0.9949 + 0.007 * 0.993) / 10_000)  # over Simard
    words = "at least {:.2f} points, and probably {:.2f} to {:.2f}"
    assert words.format(lead, min(ratios) * lead, max(ratios) * lead) in PAGE


def test_the_bound_on_the_cost_of_looks():
    """Of networks that differ by chance, the best seems better than they are."""
    records = (load_experiment(f"record_{name}") for name in ("distorted", "longer"))
    wrong = [set(run["misread"]) for record in records for run in record["runs"]]
    apart = np.mean([len(a ^ b) for a, b in itertools.combinations(wrong, 2)])
    assert f"disagree about {apart:.0f} of its images" in PAGE
    best = np.random.default_rng(0).normal(size=(20_000, 52)).max(axis=1).mean()
    bound = 100 * best * np.sqrt(apart / 2) / 10_000  # points
    assert f"by about {bound:.2f} points" in PAGE
    # A standard error by writers is 1.2 to 2.4 times as large.
    assert f"{1.2 * bound:.1f} to {2.4 * bound:.1f} if we count by writers" in PAGE


def test_all_four_networks_were_the_best_committee_by_next_to_nothing():
    """On distorted copies of new writers' digits."""
    committees = {
        row["name"]: row["means"]["distorted_error"][0]
        for row in load_experiment("control_committee")["rows"]
        if len(row["settings"]) > 1
    }
    assert f"all {len(committees)} committees that its four members can form" in PAGE
    best, second, *_ = sorted(committees, key=committees.get)
    assert len(best.split(" + ")) == 4
    assert committees[second] - committees[best] < 0.01


@pytest.mark.parametrize("rows", STORED["tables"].values(), ids=STORED["tables"])
def test_each_row_of_a_table_is_that_of_the_stored_results(rows):
    start = PAGE.index(rows[0])
    assert PAGE[start:].split("\n\n", 1)[0].splitlines() == rows


def test_each_decimal_of_a_sentence_is_found():
    settings = load_experiment("record_distorted")["settings"]
    means = load_experiment("control_longer")["means"]
    known = prose.shown(str([*STORED["tables"].values(), settings, means]))
    lead = 100 * np.sqrt((0.0051 * 0.9949 + 0.007 * 0.993) / 10_000)
    known += [lead, *(ratio * lead for ratio in (1.24, 2.36))]  # by images, by writers
    # Degrees, the strength of an attack, a target, "below 1%", the bound tested above.
    known += prose.shown(str(load_experiment("record_longer")["test_error"]))
    known += [2 * sum(math.comb(24, k) for k in range(11)) / 2**24]  # 14 against 10
    (row,) = [
        row
        for row in load_experiment("control_attacks")["rows"]
        if row["name"] == "lr 0.2"
    ]
    for kind in ("float32", "float64"):
        known += [np.mean([run[f"attacked_freely_{kind}"]["1"] for run in row["runs"]])]
    known += prose.shown(PAGE.split("| what |")[1].split("\n\n", 1)[0])  # tested above
    known += [7.5, 0.06, 0.45, 1.0, 0.09, 0.1, 0.2]
    assert prose.unfounded(PAGE, [*known, *STORED["facts"]]) == []


@pytest.mark.parametrize("counts", STORED["counts"], ids=str)
def test_the_counts_of_images_stand_in_one_sentence(counts):
    assert re.search(r"\b[^.]*?\b".join(map(str, counts)), " ".join(PAGE.split()))


def test_the_ledger_counts_each_opening():
    names = [o["name"] for o in load_experiment("openings")["openings"]]
    names = [name for name in names if name != "fashion"]
    assert f"at least {len(names)} times" in PAGE
    lines = PAGE.split("| record |")[1].split("\n\n", 1)[0].splitlines()[2:]
    for line in lines:
        name, *_, openings, _ = line.strip("| ").split(" | ")
        assert int(openings) == names.count(name), name

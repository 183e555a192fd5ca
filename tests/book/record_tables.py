"""Compute what the page on records quotes, from book/experiments."""

import numpy as np

from neuralnet import load_experiment
from neuralnet.metrics import mcnemar

WORDS = {"none": "as they are", "deslant": "upright"}
WORDS |= {"distort": "distorted", "attack": "attacked"}
SINGLE = ["plain", "smoothed", "attacked", "distorted", "longer", "quick"]
LEDGER = load_experiment("openings")["openings"]
DIGITS = [entry for entry in LEDGER if entry["data"] == "MNIST"]
CHOICE = load_experiment("record_choice")
FACTORIAL = load_experiment("control_factorial")
SPLIT = load_experiment("control_split")["same_images"]


def row(*columns):
    """Return a line of a table in Markdown."""
    return f"| {' | '.join(map(str, columns))} |"


def deviation(values):
    return f"{np.mean(values) + 1e-9:.2f} ± {np.std(values, ddof=1):.2f}"


def rarity(p):
    """Return a p value; below 1e-6, a normal tail says no more than that."""
    return "< 1e-6" if p < 1e-6 else f"{p:.2g}"


def named(name):
    """Return the words for a mixture such as 'deslant + attack'."""
    return ", ".join(WORDS[part] for part in name.split(" + "))


def records():
    """Return a row for each record: test errors, and how often its name was tested."""
    for name in SINGLE:
        record = load_experiment(f"record_{name}")
        errors = [run["test_error"] for run in record["runs"]]
        tested = [entry for entry in DIGITS if entry["name"] == name]
        ready = sum(entry["validated"] >= 3 for entry in tested)
        settings = record["settings"]
        size = f"{settings['num_hiddens']:,}", settings["n_epochs"]
        yield row(name, *size, deviation(errors), len(errors), len(tested), ready)
    for name in ("ensemble", "committee"):
        tested = [entry["validated"] for entry in DIGITS if entry["name"] == name]
        error = load_experiment(f"record_{name}")["test_error"]
        ready = sum(n >= 3 for n in tested)
        yield row(name, "", "", f"{error:.2f}", "", len(tested), ready)


def early():
    """Return a row for each kind of network of these names that is no record."""
    kinds = {}
    for entry in DIGITS:
        name = entry["name"]
        if name not in (*SINGLE, "ensemble"):
            continue
        record, settings = load_experiment(f"record_{name}"), entry["settings"]
        seeds = [part["seeds"] for part in (record, *record.get("others", []))]
        same = settings == record["settings"]
        if entry["seeds"] == seeds or (same and entry["seeds"][0] in record["seeds"]):
            continue
        rates = {part["lr"] for part in np.atleast_1d(settings)}
        kind = name, *sorted(rates), entry["why"]
        kinds.setdefault(kind, []).append(f"{entry['test_error']:.2f}")
    for (name, rate, why), errors in kinds.items():
        yield row(name, why, rate, ", ".join(errors))


def mixtures():
    """Return a row for each addition to a mixture, with a p that counts writers."""
    runs = {found["name"]: found["runs"] for found in FACTORIAL["rows"]}
    lines = []
    for pair in FACTORIAL["pairs"]:
        first, second = pair["first"], pair["second"]
        (added,) = set(second.split(" + ")) - set(first.split(" + "))
        errors = [[r["valid_error"] for r in runs[name]] for name in (first, second)]
        means = [f"{np.mean(of):.2f}" for of in errors]
        helped = sum(new < old for old, new in zip(*errors, strict=True))
        lost, won = pair["pooled"]
        p = rarity(pair["pooled_p"])
        lines.append((WORDS[added], named(first), *means, helped, won, lost, p))
    return [row(*line) for line in sorted(lines, key=lambda line: line[0])]


def changes(found):
    """Return the hyperparameters in which a row differs from its group's base."""
    flat = [
        settings | settings.get("distort", {})
        for settings in (found["settings"], CHOICE["bases"][found["group"]])
    ]
    return {k: v for k, v in flat[0].items() if k != "distort" and flat[1].get(k) != v}


def pick(group, **wanted):
    """Return the row of a group that makes just these changes."""
    rows = [found for found in CHOICE["rows"] if found["group"] == group]
    (found,) = [row for row in rows if changes(row) == wanted]
    return found


MILD = {"alpha": 24.0, "degrees": 7.5, "shear": 0.05, "shift": 0.5}
WIDE = {"num_hiddens": 1024, "lr": 0.1}
TRIED = {  # what was tried: (group, what both change, what one adds, or has instead)
    "Nesterov": ("tricks", {}, {"nesterov": True}),
    "L2 of 0.0001": ("tricks", {}, {"l2": 0.0001}),
    "dropout of 0.5": ("tricks", {}, {"dropout": 0.5}),
    "twice the epochs": ("tricks", {}, {"n_epochs": 30}),
    "smoothing, attacked digits": ("tricks", {"attack": 0.06}, {"smoothing": 0.1}),
    "smoothing, distorted digits": ("distorted", {}, {"smoothing": 0.1}),
    "batches of 128, distorted digits": ("distorted", {"lr": 0.1}, {"batch_size": 128}),
    "attack of 0.02, distorted digits": ("distorted", WIDE | MILD, {"attack": 0.02}),
}


def in_vain():
    """Return a row for each thing tried in vain, over the seeds that both have."""
    slow = {"lr": 0.01, "schedule": "constant", "averaging": 0.5}
    pairs = {
        "averaging for the cosine": (pick("tricks"), pick("tricks", **slow)),
        "momentum and cosine for plain": (pick("plain", lr=0.3), pick("tricks")),
        "Adam for momentum": (
            pick("tricks", lr=0.2),
            pick("tricks", lr=0.004, adam=True),
        ),
    }
    for name, (group, both, new) in TRIED.items():
        pairs[name] = pick(group, **both), pick(group, **both, **new)
    wide = {"num_hiddens": 1024, "lr": 0.1}
    pairs["120 epochs for 60, 1,024 units"] = (
        pick("tricks", **wide, n_epochs=60),
        pick("tricks", **wide, n_epochs=120),
    )
    return [row(name, *compared(*pair)) for name, pair in pairs.items()]


def compared(before, after):
    """Return both mean errors, the number of seeds, and what each alone gets right."""
    runs = [{run["seed"]: run for run in found["runs"]} for found in (before, after)]
    seeds = runs[0].keys() & runs[1].keys()
    means = [f"{np.mean([of[s]['valid_error'] for s in seeds]):.2f}" for of in runs]
    stored = [s for s in seeds if all("misread" in of[s] for of in runs)]
    if not stored:
        return *means, len(seeds), ""
    wrong = [{(s, n) for s in stored for n in of[s]["misread"]} for of in runs]
    won, lost = len(wrong[0] - wrong[1]), len(wrong[1] - wrong[0])
    return *means, len(seeds), f"{won} to {lost}"


def attacks():
    """Return a row for each kind of network under attack, by its own error."""
    lines = []
    for found in load_experiment("control_attacks")["rows"]:
        runs = found["runs"]
        cases = [("0.06", "1"), ("0.06", "20"), ("0.1", "20"), ("0.3", "20")]
        hurt = [np.mean([r["attacked_error"][a][n] for r in runs]) for a, n in cases]
        error = np.mean([run["valid_error"] for run in runs])
        shown = found["name"], f"{error:.2f}", *(f"{h:.1f}" for h in hurt)
        lines.append((hurt[0], row(*shown)))
    return [line for _, line in sorted(lines)]


def committees():
    """Return a row for each network, alone and beside that of 300 epochs."""
    stored = load_experiment("control_committee")["rows"]
    copies = {
        found["name"]: np.mean([run["distorted_error"] for run in found["runs"]])
        for found in stored
    }
    yield row("300 epochs", f"{copies['300 epochs']:.2f}", "")
    for name in ("75 epochs", "width 14", "width 20"):
        beside = f"{copies[f'300 epochs + {name}']:.2f}"
        yield row(name, f"{copies[name]:.2f}", beside)
    best = load_experiment("control_committee")["best"]
    yield row("all four", "", f"{copies[best]:.2f}")


TABLES = [records, early, mixtures, in_vain, attacks, committees]


def alone(name, single):
    """Return what a committee alone gets right, what a single network, and p."""
    wrong = [found["misread"] for found in (load_experiment(f"record_{name}"), single)]
    return mcnemar(*(~np.isin(np.arange(10_000), w) for w in wrong))

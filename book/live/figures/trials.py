"""Show every trial of the stored searches and its accuracy (tuning)."""

import functools

import numpy as np

from neuralnet import load_experiment, plots

# Names of the searches for readers, and in the names of their files.
SEARCHES = ("first long", "second long", "halving")
FILES = ("coarse", "fine", "short")
# {name in the files: name on the page}
NAMES = {"trial": "trial", "num_hiddens": "units", "batch_size": "batch", "lr": "lr"}
NAMES |= {"lr_decay": "decay", "n_epochs": "epochs", "valid_acc": "acc"}
RIGHT = (0.2, 0.5, 0.8, 0.9, 0.95, 0.98)  # accuracies that the axis names


@functools.cache
def trials():
    """Return the trials of all searches as dictionaries, the most accurate first."""
    found = []
    for number, search in enumerate(FILES):
        for row in load_experiment(f"search_{search}")["rows"]:
            trial = {key: row[name] for name, key in NAMES.items() if name in row}
            found.append({"decay": 1, "search": number} | trial)  # 1: no decay
    return sorted(found, key=lambda trial: -trial["acc"])


def total_rate(trial):
    """Return the sum of the learning rates of all epochs, over the batch size."""
    rates = trial["lr"] * trial["decay"] ** np.arange(trial["epochs"])
    return rates.sum() / trial["batch"]


def data():
    """Return the data for the script, each trial as a row of numbers."""
    keys = ["search", *NAMES.values()]
    rows = [[trial[key] for key in keys] for trial in trials()]
    return {"searches": SEARCHES, "keys": keys, "rows": rows}


def height(acc):
    """Return the height at which an accuracy is drawn; halving the errors adds 1."""
    return -np.log2(1 - np.asarray(acc))


PANELS = {
    "learning rate": lambda trial: trial["lr"],
    "hidden units": lambda trial: trial["units"],
    "batch size": lambda trial: trial["batch"],
    "lr * epochs / batch size": total_rate,
}


def picture():
    """Return the static figure: the accuracies of all trials in four PANELS."""
    fig, axes = plots.subplots(2, 2, height=4.8, sharey=True)
    for ax, (title, place) in zip(axes.flat, PANELS.items(), strict=True):
        for number, marker in enumerate("os^"):
            drawn = [trial for trial in trials() if trial["search"] == number]
            heights = height([trial["acc"] for trial in drawn])
            places = [place(trial) for trial in drawn]
            look = {"markersize": 4, "alpha": 0.7, "label": SEARCHES[number]}
            ax.plot(places, heights, marker, **look)
        ax.set(xscale="log", xlabel=title, yticks=height(RIGHT))
        ax.set_yticklabels(map(str, RIGHT))
        if title in ("hidden units", "batch size"):
            ax.set_xticks([32, 128, 512], ["32", "128", "512"])
            ax.set_xticks([], minor=True)
    axes[0, 0].set(ylabel="validation accuracy")
    axes[0, 0].legend(loc="lower right", handletextpad=0, borderpad=0)
    return fig

"""The figures on the page of the class."""

import base64

from coursework.grading.pages.text import number, one_line, to_html
from coursework.report import MARKS
from neuralnet import plots

MOST = 12  # bars of mistakes
LONGEST = 34  # characters of one name
HATCHES = ["", "///", "..."]


def distribution(got, out_of, bins=14):
    """Return a figure: how many hand-ins have how many points.

    Parameters
    ----------
    got : list of float
        Points of each hand-in.
    out_of : float
        Points to be had.
    bins : int
        The last bin holds full marks.
    """
    width = (out_of or 1.0) / bins
    counts = [0] * (bins + 1)
    for value in got:
        counts[min(max(int(value / width + 1e-9), 0), bins)] += 1
    fig, ax = plots.subplots(figsize=(8, 2.8))
    middles = [(k + 0.5) * width for k in range(bins + 1)]
    ax.bar(middles, counts, width=width * 0.9)
    _label(ax, middles, counts)
    ax.set(
        xlabel=f"points, from the left edge of a bar; {number(out_of)} is full marks"
    )
    ax.set(ylabel="hand-ins", xlim=(0, (bins + 1) * width))
    ax.set_xticks([k * width for k in range(0, bins + 1, 2)])
    ax.yaxis.get_major_locator().set_params(integer=True)
    alt = "Number of hand-ins by points: " + "; ".join(
        f"{number(k * width)} or more: {count}"
        for k, count in enumerate(counts)
        if count
    )
    return _figure(fig, alt + ".")


def _label(ax, places, counts):
    """Write its count above each bar."""
    for place, count in zip(places, counts, strict=True):
        if count:
            ax.annotate(str(count), (place, count), ha="center", va="bottom")


def statuses(shares):
    """Return a figure: the share of each status, a bar for each question.

    Parameters
    ----------
    shares : dict
        From a question to its shares, in the order of MARKS.
    """
    fig, ax = plots.subplots(figsize=(8, 0.9 + 0.34 * len(shares)))
    colors = [plots.COLORS[2], plots.COLORS[1], "#797979"]
    left = [0.0] * len(shares)
    names = [_no_mathematics(one_line(q, LONGEST)) for q in shares]
    for k, word in enumerate(MARKS):
        part = [share[k] for share in shares.values()]
        ax.barh(
            names, part, left=left, height=0.7, label=word, hatch=HATCHES[k],
            facecolor=colors[k], edgecolor="#ffffff", linewidth=0,
        )  # fmt: skip
        left = [a + b for a, b in zip(left, part, strict=True)]
    ax.invert_yaxis()
    ax.set(xlim=(0, 1), xlabel="share of hand-ins")
    ax.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    fig.legend(loc="outside upper center", ncols=3, frameon=False)
    correct = "; ".join(
        f"{one_line(q, LONGEST)}: {s[0]:.0%}" for q, s in shares.items()
    )
    return _figure(fig, f"Share of correct answers by question: {correct}.")


def mistakes(counts, unknown, total):
    """Return a figure: the most common mistakes.

    Parameters
    ----------
    counts : dict
        From question and mistake ('' if it has no name) to how many made it, the most
        common first.
    unknown : str
        What to call a mistake without a name.
    total : int
        Number of hand-ins.
    """
    names = [
        f"{one_line(q, LONGEST)}: {one_line(m or unknown, LONGEST)}"
        for q, m in list(counts)[:MOST]
    ]
    values = list(counts.values())[:MOST]
    fig, ax = plots.subplots(figsize=(8, 0.8 + 0.3 * len(names)))
    bars = ax.barh(range(len(names)), values, height=0.7)
    ax.bar_label(bars, padding=3)
    ax.set_yticks(range(len(names)), map(_no_mathematics, names))
    ax.invert_yaxis()
    ax.set(xlabel=f"hand-ins of {total}")
    ax.margins(x=0.08)
    ax.xaxis.get_major_locator().set_params(integer=True)
    pairs = zip(names, values, strict=True)
    made = "; ".join(f"{name}: {value}" for name, value in pairs)
    return _figure(fig, f"The most common mistakes: {made}.")


def _no_mathematics(name):
    """Return `name` so that Matplotlib takes no part of it for mathematics."""
    return name.replace("$", r"\$")


def _figure(fig, alt):
    """Return `fig` as HTML, its picture in the page itself, and close it.

    As an image of its own its styles cannot meet those of the page; it still follows
    the color scheme.
    """
    import matplotlib.pyplot as plt

    svg = base64.b64encode(plots.to_svg(fig).encode()).decode()
    plt.close(fig)
    source = f"data:image/svg+xml;base64,{svg}"
    return f'<figure><img src="{source}" alt="{to_html(alt)}"></figure>'

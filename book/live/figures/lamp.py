"""Show a unit that should switch a staircase lamp, and is wrong once (activations)."""

from neuralnet import plots

# What each case is called, the two switches (1 is up), and whether the lamp is on.
CASES = [
    ["both down", 0, 0, False],
    ["only downstairs up", 1, 0, True],
    ["only upstairs up", 0, 1, True],
    ["both up", 1, 1, False],
]
START = [2, 2, -1]  # two weights and a bias
LOW, HIGH = -0.5, 1.5  # the ends of both axes


def data():
    return {"cases": CASES, "start": START, "ends": [LOW, HIGH]}


def picture():
    """Return the static figure: the four cases, and where START turns the lamp on."""
    w, v, b = START
    fig, ax = plots.subplots(height=2.7, width=plots.NARROW)
    edge = [(-b - w * x) / v for x in (LOW, HIGH)]
    ax.fill_between([LOW, HIGH], edge, HIGH, color=plots.COLORS[0], alpha=0.15)
    ax.plot([LOW, HIGH], edge, color=plots.COLORS[0])
    for _, x, y, on in CASES:
        marker, color = ("s", plots.COLORS[0]) if on else ("o", plots.COLORS[1])
        ax.scatter(x, y, marker=marker, color=color, s=70, zorder=3)
        is_right = (w * x + v * y + b > 0) == on
        words = f"{'on' if on else 'off'} {'✓' if is_right else '✗'}"
        ax.annotate(words, (x, y), (9, -4), textcoords="offset points")
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal")
    ax.set(xlabel="switch downstairs", ylabel="switch upstairs")
    ax.set(xticks=[0, 1], xticklabels=["down", "up"])
    ax.set(yticks=[0, 1], yticklabels=["down", "up"])
    return fig

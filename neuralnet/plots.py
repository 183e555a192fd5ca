"""Figures that read on a light page and on a dark one, and to a reader who hears them.

    fig, ax = plots.subplots()
    ax.plot(x, y)
    plots.show(fig, "What a reader should take from the figure, as a sentence.")

`show` stores the figure as SVG that carries both color schemes, together with the
sentence (the alt text) and a digest of the plotted numbers, so that a stored notebook
can be compared with a new run: pictures are not compared, the digest is. A caption
says what to see; it stands below the figure, and on the page it has a number.
"""

import io
import re

import numpy as np

# Okabe and Ito's colors with a contrast of at least 3:1 on white and on near-black;
# the dashes say the same to readers who do not see the colors.
COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"]
DASHES = ["-", "--", "-.", ":"]
STYLE = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "figure.constrained_layout.use": True,
    "font.size": 10,
}
CSS = (
    ".nn-fig{color:#1a1a1a;fill:currentColor}.nn-back{fill:#fff}"
    ".nn-fig image{image-rendering:pixelated}"
    "@media (prefers-color-scheme:dark){.nn-fig{color:#e0e0e0}.nn-back{fill:#121212}}"
)


def subplots(nrows=1, ncols=1, figsize=(6.4, 3.2), **options):
    """Return a figure and its axes in the style of the book, as plt.subplots does.

    `figsize` is width and height in inches; further options are those of
    `matplotlib.pyplot.subplots`.
    """
    import matplotlib.pyplot as plt
    from cycler import cycler

    cycle = cycler(color=COLORS) + cycler(linestyle=DASHES)
    with plt.rc_context({**STYLE, "axes.prop_cycle": cycle}):
        return plt.subplots(nrows, ncols, figsize=figsize, **options)


def show(fig, alt, caption=None):
    """Display a figure with its alt text, and close it.

    Parameters
    ----------
    fig : matplotlib figure
    alt : str
        One sentence that says what the figure shows, for a reader who does not see it:
        ValueError if it is empty.
    caption : str, optional
        What to see in the figure, as Markdown, for all readers.
    """
    import matplotlib.pyplot as plt

    display_svg(to_svg(fig), alt, _digest(fig), caption)
    plt.close(fig)


def show_digits(
    X, alt, titles=None, columns=10, shape=(28, 28), caption=None, **options
):
    """Display rows of pixels as a grid of images.

    Parameters
    ----------
    X : ndarray, shape (N, rows * columns of pixels)
    alt : str
        One sentence that says what the figure shows.
    titles : sequence of str, optional
        One for each image.
    columns : int
        Images side by side.
    shape : tuple of int
        Rows and columns of pixels of one image.
    caption : str, optional
        As in `show`.
    **options
        Passed on to `imshow`; by default black is 0 and white is 1.
    """
    rows = -(-len(X) // columns)
    height = rows * (1.0 if titles is None else 1.3)
    fig, axes = subplots(rows, columns, figsize=(columns * 0.95, height), squeeze=False)
    for ax in axes.flat:
        ax.set_axis_off()
    options = {"cmap": "gray", "vmin": 0, "vmax": 1, "interpolation": "none"} | options
    for k, (ax, image) in enumerate(zip(axes.flat, X, strict=False)):
        ax.imshow(np.reshape(image, shape), **options)
        if titles is not None:
            ax.set_title(titles[k])
    show(fig, alt, caption)


def show_history(history, alt, caption=None):
    """Display loss and accuracy of `train`'s history, training beside validation.

    `alt` and `caption` are as in `show`.
    """
    epochs = [row["epoch"] for row in history]
    fig, axes = subplots(1, 2, figsize=(8, 3))
    names = {"loss": "loss", "acc": "accuracy"}
    for ax, (quantity, name) in zip(axes, names.items(), strict=True):
        for part, label in (("train", "training"), ("valid", "validation")):
            values = [row[f"{part}_{quantity}"] for row in history]
            ax.plot(epochs, values, label=label, marker=".")
        ax.set(xlabel="epoch", ylabel=name)
        ax.legend()
    show(fig, alt, caption)


def to_svg(fig):
    """Return `fig` as SVG whose black follows the color scheme of the page."""
    import matplotlib.pyplot as plt

    for legend in [*fig.legends, *(ax.get_legend() for ax in fig.axes)]:
        if legend is not None:
            legend.set_frame_on(False)  # its white box would stay white
    buffer = io.StringIO()
    with plt.rc_context({"svg.hashsalt": "neuralnet", "svg.fonttype": "path"}):
        fig.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    svg = buffer.getvalue()
    svg = re.sub(r" *<metadata>.*?</metadata>\n", "", svg, flags=re.DOTALL)
    svg = re.sub(r"#000000\b", "currentColor", svg[svg.index("<svg") :])
    head, body = svg.split(">", 1)
    back = '<rect class="nn-back" width="100%" height="100%"/>'
    return f'{head} class="nn-fig">\n <style>{CSS}</style>\n {back}{body}'


def display_svg(svg, alt, digest, caption):
    """Display a picture and, as an output of its own, its caption."""
    from IPython.display import display

    if not alt.strip():
        raise ValueError("alt must say in a sentence what the figure shows, got ''")
    text = "\n".join([" ".join(alt.split()), *digest])
    display({"image/svg+xml": svg, "text/plain": text}, raw=True)
    if caption is not None:
        bundle = {"text/markdown": f"**Figure.** {caption}", "text/plain": caption}
        display(bundle, metadata={"figure": "caption"}, raw=True)


def _digest(fig):
    """Return a line of numbers for each thing plotted."""
    lines = []
    for ax in fig.axes:
        for line in ax.lines:
            lines.append("line " + _summary(line.get_ydata()))
        for image in ax.images:
            lines.append("image " + _summary(image.get_array()))
        for points in ax.collections:
            lines.append("points " + _summary(points.get_offsets()))
        if ax.patches:
            lines.append("bars " + _summary([_area(patch) for patch in ax.patches]))
    return lines


def _area(patch):
    """Return what a bar shows, upright or lying; 0 for other shapes."""
    if not hasattr(patch, "get_height"):
        return 0.0
    return patch.get_height() * patch.get_width()


def _summary(values):
    """Return count, least, mean and greatest of `values`, rounded."""
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    finite = values[np.isfinite(values)]
    if len(finite) == 0:
        return f"n={len(values)}"
    numbers = [
        v if abs(v) > 1e-9 else 0.0 for v in (finite.min(), finite.mean(), finite.max())
    ]
    low, mean, high = (f"{v:.4g}" for v in numbers)
    return f"n={len(values)} min={low} mean={mean} max={high}"

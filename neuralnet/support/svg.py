"""Turn a Matplotlib figure into SVG for light and dark pages.

Text stays text, in the font of the page. Matplotlib measures it with a wider font, so
that nothing overlaps.
"""

import io
import json
import pathlib
import re

import numpy as np

# Okabe and Ito's hues, red and gray: what each color stands for, in light and in dark,
# and its stroke, for readers who see no colors. Each has a contrast of at least 4.5 : 1
# on white, as its lighter form has on near-black, so labels may have it. The live
# figures have the same table (book/_ext/live_directive.py).
TABLE = json.loads(pathlib.Path(__file__).with_name("roles.json").read_text("utf-8"))
ROLES = {  # for plot(..., **ROLES["validation"])
    role: {"color": look["light"], "linestyle": look["stroke"]}
    for role, look in TABLE.items()
}
SERIES = [ROLES[role] for role in ("first", "second", "third", "fourth")]
COLORS = [look["color"] for look in SERIES]
GRAY = ROLES["other"]["color"]
FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI','Helvetica Neue',Arial,sans-serif"


def _lighter(kind):
    """Return CSS rules that make the colors of `kind`, stroke or fill, lighter.

    No rule names a parent, since SVG draws a marker by reference, outside its parent.
    """
    dark_of = {look["light"]: look["dark"] for look in TABLE.values()}
    return "".join(
        f'[style*="{kind}: {light}"],[{kind}="{light}"]{{{kind}:{dark}!important}}'
        for light, dark in dark_of.items()
    )


CSS = (
    f".nn-fig{{color:#1a1a1a;fill:currentColor;font-family:{FONT}}}"
    ".nn-back{fill:#fff}"
    ".nn-fig image{image-rendering:pixelated}"
    "@media (prefers-color-scheme:dark){.nn-fig{color:#e0e0e0}.nn-back{fill:#121212}"
    f"{_lighter('fill')}{_lighter('stroke')}}}"
)


def to_svg(fig):
    """Return `fig` as SVG whose colors follow the color scheme of the page."""
    import matplotlib.pyplot as plt

    finish(fig.axes)
    buffer = io.StringIO()
    with plt.rc_context({"svg.hashsalt": "neuralnet", "svg.fonttype": "none"}):
        fig.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    svg = buffer.getvalue()
    # Drop what is not needed, take the page's font, and its text color for black.
    svg = re.sub(r" *<metadata>.*?</metadata>\n", "", svg, flags=re.DOTALL)
    svg = svg[svg.index("<svg") :].replace("; font-family: 'DejaVu Sans'", "")
    svg = re.sub(r"#000000\b", "currentColor", svg)
    head, body = svg.split(">", 1)
    back = '<rect class="nn-back" width="100%" height="100%"/>'
    return f'{head} class="nn-fig">\n <style>{CSS}</style>\n {back}{body}'


def finish(axes):
    """Move the label of each vertical axis above it; write powers of ten as 1e-3."""
    from matplotlib.ticker import LogFormatterSciNotation

    def plain(value, _):
        return re.sub(r"e\+?(-?)0*", r"e\1", f"{value:g}")

    for ax in axes:
        if ax.yaxis.get_label_position() == "left" and not ax.get_title(loc="left"):
            ax.set_title(ax.get_ylabel(), loc="left")
            ax.set_ylabel("")
        for axis in (ax.xaxis, ax.yaxis):
            if isinstance(axis.get_major_formatter(), LogFormatterSciNotation):
                axis.set_major_formatter(plain)


def display_svg(svg, alt, digest, caption):
    """Display the SVG, whose text is `alt` and the lines `digest`; then the caption."""
    from IPython.display import display

    if not alt.strip():
        raise ValueError("alt must say in a sentence what the figure shows, got ''")
    text = "\n".join([" ".join(alt.split()), *digest])
    display({"image/svg+xml": svg, "text/plain": text}, raw=True)
    if caption is not None:
        bundle = {"text/markdown": f"**Figure.** {caption}", "text/plain": caption}
        display(bundle, metadata={"figure": "caption"}, raw=True)


def digest(fig):
    """Return lines of numbers, one for each curve, image, set of points or of bars."""
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
    """Return the area of a bar, 0 for other shapes."""
    if not hasattr(patch, "get_height"):
        return 0.0
    return patch.get_height() * patch.get_width()


def _summary(values):
    """Return count, minimum, mean and maximum of `values`, rounded."""
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    finite = values[np.isfinite(values)]
    if len(finite) == 0:
        return f"n={len(values)}"
    numbers = [  # rounding errors count as 0
        v if abs(v) > 1e-9 else 0.0 for v in (finite.min(), finite.mean(), finite.max())
    ]
    low, mean, high = (f"{v:.4g}" for v in numbers)
    return f"n={len(values)} min={low} mean={mean} max={high}"

"""Put the fonts of the site beside its pages.

Text is set in Source Serif 4, figures, tables and controls in Source Sans 3, code in
Source Code Pro, and formulas in KaTeX's fonts, all from npm (package.json).
"""

import pathlib
import shutil

MODULES = pathlib.Path(__file__).parents[2] / "node_modules"
FACES = {"serif": "source-serif-4", "sans": "source-sans-3"}  # ours, in @fontsource
FACES |= {"mono": "source-code-pro"}
STYLES = ("serif-400-normal", "serif-400-italic", "serif-600-normal")
STYLES += ("sans-400-normal", "sans-600-normal", "mono-400-normal")


def source(style, kind="woff2"):
    """Return the path of the font of a style, in a format that browsers read."""
    ours, _, form = style.partition("-")
    face = MODULES / "@fontsource" / FACES[ours]
    return face / f"files/{face.name}-latin-{form}.{kind}"


def copy(app):
    """Copy the fonts, and the license that the three Sources have."""
    static = pathlib.Path(app.outdir, "_static")
    for folder in ("fonts", "katex/fonts"):
        (static / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(MODULES / "@fontsource" / FACES["serif"] / "LICENSE", static / "fonts")
    for style in STYLES:
        shutil.copy(source(style), static / f"fonts/{style}.woff2")
    for font in MODULES.glob("katex/dist/fonts/*.woff2"):
        shutil.copy(font, static / "katex/fonts")


def setup(app):
    app.connect("builder-inited", copy)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

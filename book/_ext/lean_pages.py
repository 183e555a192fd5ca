"""Leave out of the pages what the theme loads and this book does not use.

The script of Font Awesome (1.5 MB, and it blocks) turns icons into pictures that its
style sheet shows as well. thebe, which runs cells on a server, is switched off, and
yet its settings stood on each page, twice.
"""

import pathlib
import re

TEMPLATES = pathlib.Path(__file__).parent / "templates"
ICON_SCRIPT = re.compile(r"<script[^>]*/fontawesome/[^>]*></script>\n?")
# Fetched ahead on every page, needed or not, and refused where a page is a file.
ICON_FONTS = re.compile(r'<link rel="preload" as="font"[^>]*/fontawesome/[^>]*>\n?')


def lean(head):
    """Return the theme's part of the head without script and preloads of icons."""
    return ICON_FONTS.sub("", ICON_SCRIPT.sub("", head))


def configure(app, config):
    """Use the template of this folder, and let sphinx_thebe add nothing."""
    config.templates_path.append(str(TEMPLATES))
    listeners = app.events.listeners
    for name, heard in listeners.items():
        listeners[name] = [
            one for one in heard if one.handler.__module__ != "sphinx_thebe"
        ]
    styles = app.registry.css_files
    styles[:] = [style for style in styles if style[0] != "sphinx-thebe.css"]


def add_filter(app, pagename, templatename, context, doctree):
    """Let the template call `lean`."""
    context["lean"] = lean


def setup(app):
    """Make both known to Sphinx."""
    app.connect("config-inited", configure)
    app.connect("html-page-context", add_filter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

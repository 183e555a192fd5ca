"""Let no page load files of the theme that it does not use.

No page has the theme's menus and black labels, so none loads Bootstrap's script.
The other scripts are deferred, so that the page shows first. After the pages are
written, each icon becomes an SVG with the outline of the theme's Font Awesome. Each
image gets its size, so that nothing jumps, and loads when it is nearly visible. The
styles of the theme lose the rules for classes that no page has and no script names.
"""

import base64
import functools
import html
import io
import pathlib
import re

import imagesize
import pydata_sphinx_theme

TEMPLATES = pathlib.Path(__file__).parent / "templates"
# A part of the name or text of a file, and what a page that needs the file contains.
NEEDED = {
    "design-tabs": "sd-tab-set",
    "sphinx-design": "sd-",
    "toggle": "dropdown admonition",
    "exercise.css": 'class="exercise',
    "copybutton": "<pre>",
    "clipboard": "<pre>",
    "pagename =": "no page has versions to choose from",
}
STYLES = ("styles/*.css", "sphinx-design.min.css")
RULE = re.compile(r"([^{}]+)(\{[^{}]*\})")
CLASS = re.compile(r"\.([\w-]+)")
ICON = re.compile(r'<(i|span) class="([^"]*\bfa-[^"]*)"([^>]*)></\1>')
OUTLINE = re.compile(r'"?([a-z0-9-]+)"?:\[(\d+),(\d+),\[[^\]]*\],"\w+","([^"]+)"\]')
IMAGE = re.compile(r"<img [^>]*>")
# What the theme and Docutils write, and what tells screen readers the same.
NAMED = {
    'search-button-field search-button__button" title="Search" aria-label="Search"': (
        'search-button-field search-button__button"'
    ),
    '<form class="bd-search ': '<form role="search" class="bd-search ',
    '<div class="bd-sidebar-primary ': (
        '<div role="complementary" aria-label="The book" class="bd-sidebar-primary '
    ),
    'role="list" class="citation-list"': 'role="list" aria-label="The sources"',
    'role="doc-biblioentry"': 'role="listitem"',
    "Toggle primary sidebar": "All pages",
    "Toggle secondary sidebar": "On this page",
    "light/dark": "Light or dark",
}
STOCK = re.compile(
    r' data-bs-placement="\w+" data-bs-toggle="tooltip"|'
    r'<script src="[^"]*/bootstrap\.js[^"]*"></script>'
)
DATA = "data:image/svg+xml;base64,"


@functools.cache
def outlines():
    """Return {name of an icon: [width, height, path]}, from the theme's script."""
    theme = pathlib.Path(pydata_sphinx_theme.__file__).parent
    (script,) = theme.glob("theme/*/static/vendor/fontawesome/*/js/all.min.js")
    # The solid icons come last and replace others of the same name.
    return {name: rest for name, *rest in OUTLINE.findall(script.read_text("utf-8"))}


def icon(match):
    """Return an icon as SVG; it keeps its classes and attributes for the theme."""
    _, classes, attributes = match.groups()
    names = [word.removeprefix("fa-") for word in classes.split() if word[:3] == "fa-"]
    name = next(name for name in names if name in outlines())
    width, height, path = outlines()[name]
    return (
        f'<svg class="{classes}"{attributes} aria-hidden="true" fill="currentColor" '
        f'viewBox="0 0 {width} {height}" width="{int(width) / int(height):.3g}em" '
        f'height="1em"><path d="{path}"/></svg>'
    )


def with_sizes(text, folder):
    """Return a page whose images have dimensions and load when they are needed.

    The logo and the first image of the text load at once, since they are seen first.
    """
    is_first = True

    def sized(match):
        """Return the tag of an image with its size, and lazy unless it is the first."""
        nonlocal is_first
        tag = match[0].rstrip("/> ")
        source = html.unescape(re.search(r'src="([^"]*)"', tag)[1])
        if "width=" not in tag:
            file = folder / source.partition("?")[0]
            if source.startswith(DATA):
                file = io.BytesIO(base64.b64decode(source.removeprefix(DATA)))
            width, height = imagesize.get(file)
            tag += f' width="{round(width)}" height="{round(height)}"'
        if "logo.svg" not in tag:
            tag += "" if is_first else ' loading="lazy"'
            is_first = False
        return f"{tag}>"

    return IMAGE.sub(sized, text)


def used(style, words):
    """Return a style without its rules for classes that are not among the words."""

    def kept(match):
        """Return a rule with those of its selectors that may be used, or ""."""
        if re.search(r"[@(\\]", match[1]):  # not a plain list of selectors
            return match[0]
        selectors = match[1].split(",")
        selectors = [one for one in selectors if words.issuperset(CLASS.findall(one))]
        return ",".join(selectors) + match[2] if selectors else ""

    return RULE.sub(kept, style)


def choose(app, pagename, templatename, context, doctree):
    """Leave out scripts and styles that the page does not need; defer other scripts.

    The search page must run its scripts in their order, so they are not deferred.
    """
    body = context.get("body", "")

    def needed(file):
        name = str(file.filename or file.attributes.get("body"))
        return all(need in body for part, need in NEEDED.items() if part in name)

    for kind in ("css_files", "script_files"):
        unique = {(f.filename, f.attributes.get("body")): f for f in context[kind]}
        context[kind] = [file for file in unique.values() if needed(file)]
    if pagename != "search":
        context["script_files"] = [deferred(one) for one in context["script_files"]]


def deferred(script):
    """Return a deferred copy of a script with a file, or an inline script itself."""
    if not script.filename:
        return script
    attributes = {**script.attributes, "defer": "defer"}
    return type(script)(script.filename, priority=script.priority, **attributes)


def finish(app, exception):
    """Put icons and sizes into the written pages; shorten the styles."""
    if exception:
        return
    site = pathlib.Path(app.outdir)
    for page in site.rglob("*.html"):
        if "_static" not in page.parts:
            text = ICON.sub(icon, page.read_text(encoding="utf-8"))
            # Without scripts the theme would stay "auto", which has no colors.
            text = text.replace('data-theme="auto"', 'data-theme="light"', 1)
            for theirs, ours in NAMED.items():
                text = text.replace(theirs, ours)
            text = with_sizes(STOCK.sub("", text), page.parent)
            page.write_text(text, encoding="utf-8")
    (site / "_static/scripts/bootstrap.js").unlink(missing_ok=True)
    texts = (*site.rglob("*.html"), *site.glob("_static/**/*.js"))
    words = set(re.findall(r"[\w-]+", " ".join(t.read_text("utf-8") for t in texts)))
    for pattern in STYLES:
        for path in site.glob(f"_static/{pattern}"):
            path.write_text(used(path.read_text("utf-8"), words), encoding="utf-8")


def configure(app, config):
    """Use our templates before those of the theme, and let sphinx_thebe add nothing."""
    config.templates_path.insert(0, str(TEMPLATES))
    for listeners in app.events.listeners.values():
        theirs = [one for one in listeners if one.handler.__module__ == "sphinx_thebe"]
        for one in theirs:
            listeners.remove(one)
    styles = app.registry.css_files
    styles[:] = [style for style in styles if style[0] != "sphinx-thebe.css"]


def write_by_two(app, env):
    """Let one process resolve the pages while a second one writes them."""
    app.parallel = 2


def setup(app):
    app.connect("config-inited", configure)
    app.connect("html-page-context", choose, priority=900)  # after all that add files
    app.connect("env-updated", write_by_two)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""What a page says of itself to search engines and to those who share it.

A description, from the page's own first sentences; where the book has an address, also
the address and a picture. One `viewport`, where Docutils, Sphinx and
the theme write one each.
"""

import html
import re

from docutils import nodes

PICTURE = "social.png"
LONGEST = 200
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')


def is_prose(node):
    """Return whether a paragraph is the page's own text, and says something."""
    parent = node.parent
    while isinstance(parent, nodes.section | nodes.container):
        if "chapter-strip" in parent["classes"]:
            return False
        parent = parent.parent
    return isinstance(parent, nodes.document) and len(node.astext()) > 60


def description(doctree):
    """Return the first sentences of a page, at most LONGEST characters of them.

    A paragraph with a formula is taken where no other is there.
    """
    found = list(filter(is_prose, doctree.findall(nodes.paragraph)))
    found.sort(key=lambda paragraph: any(paragraph.findall(nodes.math)))
    text = " ".join(found[0].astext().split()) if found else ""
    if len(text) <= LONGEST:
        return text
    short = text[:LONGEST]
    end = max(short.rfind(mark) for mark in (". ", "? ", ": ", "! "))
    return short[: end + 1] if end > 60 else short.rsplit(" ", 1)[0] + " ..."


def tags(title, site, words, page, picture):
    """Return the tags of a page; address and picture are None without an address."""
    found = {
        "name": {
            "description": words,
            "twitter:card": picture and "summary_large_image",
        },
        "property": {
            "og:type": "article",
            "og:site_name": site,
            "og:title": title,
            "og:description": words,
            "og:url": page,
            "og:image": picture,
        },
    }
    return "\n".join(
        f'<meta {kind}="{name}" content="{html.escape(value)}">'
        for kind, values in found.items()
        for name, value in values.items()
        if value
    )


def add(app, pagename, templatename, context, doctree):
    """Give the template the tags of a page."""
    context["metatags"] = VIEWPORT.sub("", context.get("metatags") or "")
    if doctree is None:
        return
    base = app.config.html_baseurl
    context["page_tags"] = tags(
        app.env.titles[pagename].astext(),
        app.config.html_title,
        description(doctree),
        base and f"{base}{app.builder.get_target_uri(pagename)}",
        base and f"{base}_static/{PICTURE}",
    )


def setup(app):
    """Make it known to Sphinx."""
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

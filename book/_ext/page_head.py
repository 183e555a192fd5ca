"""Add `<meta>` tags to each page, for search engines and for links to it.

The description is the page's first words. If the book has an address, there are
also tags for the address and a picture.
"""

import html
import textwrap

from docutils import nodes

PICTURE = "social.png"
LONGEST = 200


def is_prose(node):
    """Return whether a paragraph has over 60 characters, and is in no box or list."""
    parent = node.parent
    while isinstance(parent, nodes.section | nodes.container):
        if "chapter-strip" in parent["classes"]:
            return False
        parent = parent.parent
    return isinstance(parent, nodes.document) and len(node.astext()) > 60


def description(doctree):
    """Return the first words of a page, at most LONGEST characters of them.

    A paragraph with a formula is taken only if there is no other.
    """
    found = filter(is_prose, doctree.findall(nodes.paragraph))
    first = min(found, key=lambda one: any(one.findall(nodes.math)), default=None)
    text = first.astext() if first else ""
    return textwrap.shorten(text, LONGEST, placeholder=" ...")


def tags(title, site, words, page, picture):
    """Return the `<meta>` tags of a page as HTML, without those whose value is ""."""
    names = {"description": words}
    names["twitter:card"] = "summary_large_image" if picture else ""
    properties = {"og:type": "article", "og:site_name": site, "og:title": title}
    properties |= {"og:description": words, "og:url": page, "og:image": picture}
    return "\n".join(
        f'<meta {kind}="{name}" content="{html.escape(value)}">'
        for kind, values in (("name", names), ("property", properties))
        for name, value in values.items()
        if value
    )


def add(app, pagename, templatename, context, doctree):
    """Pass the `<meta>` tags of a page to its template."""
    if doctree is None:
        return
    base = app.config.html_baseurl
    context["page_tags"] = tags(
        app.env.titles[pagename].astext(),
        app.config.html_title,
        description(doctree),
        f"{base}{app.builder.get_target_uri(pagename)}" if base else "",
        f"{base}_static/{PICTURE}" if base else "",
    )


def setup(app):
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""Link each page to others: back, next, to exercises, and in the sidebar.

*Next* leads from the introduction through the chapters to the last page. From an
exercise it leads to the chapter after its own, and never to a solution. A chapter ends
with its exercises and a box that the reader ticks, an exercise with the reader's
progress (templates/chapter-end.html, _static/progress.js). Exercises and solutions are
folded in the sidebar.
"""

import re

from _ext import chapters

FOLDED = ("Exercises", "Solutions")
PART = re.compile(
    r'<p[^>]*class="caption"[^>]*>\s*<span class="caption-text">\s*(?P<title>[^<]*?)'
    r"\s*</span>\s*</p>\s*(?P<pages><ul.*?</ul>)",
    flags=re.DOTALL,
)
ENTRY = re.compile(r'(href="(?:[^"]*/)?([\w-]*)[^"]*">)(?:Exercise|Solution): ')


def fold_parts(sidebar, page):
    """Return the sidebar with the parts that FOLDED names wrapped in `<details>`.

    A part is open on its own pages. Its entries begin with the number of the chapter.
    'Exercise' or 'Solution' is left out, because the caption says it already.
    """

    def numbered(entry):
        """Return the link of an entry, and the number of its chapter if it has one."""
        leads_to_itself = entry[1] == 'href="#">'
        chapter = chapter_of(page if leads_to_itself else entry[2])
        return entry[1] + (f"{chapters.number(chapter)}. " if chapter else "")

    def folded(part):
        title, pages = part["title"], part["pages"]
        if title not in FOLDED:
            return part[0]
        is_open = " open" if re.search(r'class="[^"]*\bcurrent\b', pages) else ""
        summary = f'<summary class="caption">{title}</summary>'
        pages = ENTRY.sub(numbered, pages)
        return f'<details class="sidebar-part"{is_open}>{summary}{pages}</details>'

    return PART.sub(folded, str(sidebar))


def thread(pages):
    """Return the pages that *Next* connects, in the order of the list of all pages."""
    apart = re.compile("book/(exercises|solutions)/")
    main = [page for page in pages if not apart.match(page)]
    return main[: main.index("book/finish") + 1]


def chapter_of(page):
    """Return the word of an exercise's or a solution's chapter, or None."""
    return chapters.of_exercise(page.rpartition("/")[2])


def exercises(page, pages):
    """Return the exercises of a chapter; those on tuning end with the homework."""
    own = chapters.word(page)
    if own is None:
        return []
    mine = [p for p in pages if chapter_of(p) == own]
    found = [p for p in mine if p.startswith("book/exercises/")]
    if own == "tuning":
        found += [p for p in pages if p == "book/exercises/homework"]
    return found


def neighbors(page, pages):
    """Return (previous, next) of a page, each a page or None."""
    chain = thread(pages)
    if page in chain:
        around = [None, *chain, None]
        k = around.index(page)
        return around[k - 1], around[k + 1]
    folder, _, name = page.rpartition("/")
    if folder == "book/solutions":
        exercise = f"book/exercises/{name}"
        return exercise, neighbors(exercise, pages)[1]
    for chapter in chain:
        if page in exercises(chapter, pages):
            return chapter, neighbors(chapter, pages)[1]
    return None, None


def title(env, page):
    """Return the title of a page with the number of its chapter."""
    numbers = env.toc_secnumbers.get(page, {}).get("", ())
    prefix = "".join(f"{n}. " for n in numbers)
    return prefix + env.titles[page].astext()


def lead(app, pagename, templatename, context, doctree):
    """Pass the links of a page to its template."""
    root = app.config.root_doc
    pages = [root, *app.env.toctree_includes.get(root, ())]

    def step(page):
        """Return the link and the title of a page; None for None."""
        return page and {
            "link": app.builder.get_relative_uri(pagename, page),
            "title": title(app.env, page),
        }

    if pagename in pages:
        context["prev"], context["next"] = map(step, neighbors(pagename, pages))
    context["is_chapter"] = pagename.startswith("book/chapters/")
    context["is_exercise"] = pagename.startswith("book/exercises/")
    context["chapter_exercises"] = list(map(step, exercises(pagename, pages)))


def fold_sidebar(app, pagename, templatename, context, doctree):
    """Make the theme's function for the sidebar fold some parts (`fold_parts`)."""
    make = context["generate_toctree_html"]

    def make_folded(kind, **options):
        html = make(kind, **options)
        return fold_parts(html, pagename) if kind == "sidebar" else html

    context["generate_toctree_html"] = make_folded


def choose(app, config):
    """Add our templates to the theme's, and switch off Sphinx's key for the search.

    That key, /, is needed in the cells of the exercises; Ctrl-K is the theme's.
    """
    config.html_theme_options |= {
        "article_header_start": ["toggle-primary-sidebar", "navbar-logo"],
        "article_footer_items": ["chapter-end"],
        "enable_search_shortcuts": False,
        "back_to_top_button": False,
    }


def setup(app):
    app.connect("config-inited", choose)
    app.connect("html-page-context", lead)
    # After the theme, which makes the contents.
    app.connect("html-page-context", fold_sidebar, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

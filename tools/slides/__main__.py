"""Make the slides of each chapter: _build/html/slides/03-forward.html and so on.

    python tools/slides

They are made from the chapter's page in the built book, so that numbers, formulas and
names are the same: the title, the objectives, each figure, each prediction with its
answer behind a step, each labeled equation, the quiz, and the summary. reveal.js shows
them. Each deck is one file, which needs no server and no network.
"""

import base64
import mimetypes
import pathlib
import re

import bs4

from neuralnet.support.files import write_whole

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SITE = ROOT / "_build" / "html"
MODULES = ROOT / "node_modules"
UNWANTED = re.compile(
    r'<a class="headerlink".*?</a>|</?a\b[^>]*>|<script\b.*?</script>'
    r'|<p class="live-sorry">.*?</p>',
    re.DOTALL,
)
SOURCE = re.compile(r'(?<= src=")(?!data:)[^"]*')
CLOSED = {"p", "table", "ul", "ol", "pre"}  # no slide begins in one of these
LONG = 360  # characters of a paragraph that is shown with an equation
LINES = 8  # of code that is shown with a question
DECK = """<!DOCTYPE html>
<html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: slides</title>
<style>{style}</style></head>
<body><div class="reveal"><div class="slides">
{slides}
</div></div>
<!-- reveal.js {license} -->
<script>{reveal}</script>
<script>{script}</script></body></html>
"""


def data(path):
    """Return a data: address that contains a file."""
    content = base64.b64encode(path.read_bytes()).decode()
    return f"data:{mimetypes.guess_type(path.name)[0]};base64,{content}"


def common():
    """Return what all decks have in common: style with fonts, scripts, license."""
    katex, reveal = MODULES / "katex/dist", MODULES / "reveal.js"
    files = katex / "katex.min.css", reveal / "dist/reveal.css"
    files = *files, SITE / "_static/pygments.css", HERE / "slides.css"
    style = re.sub(
        r"src:url\(([^)]*\.woff2)\)[^;}]*",
        lambda found: f"src:url({data(katex / found[1])})",
        "\n".join(path.read_text("utf-8") for path in files),
    )
    texts = {"license": "LICENSE", "reveal": "dist/reveal.js"}
    texts = {key: (reveal / name).read_text("utf-8") for key, name in texts.items()}
    return {"style": style, "script": (HERE / "slides.js").read_text("utf-8"), **texts}


def article(path):
    """Return the article of a page without links, and with its pictures inside."""
    text = path.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
    text = UNWANTED.sub("", text)
    text = SOURCE.sub(lambda found: data(path.parent / found[0]), text)
    text = text.replace(' loading="lazy"', "")
    return bs4.BeautifulSoup(f"<article{text}</article>", "lxml").article


def shown(node):
    """Yield the headings and the elements that get a slide, in their order."""
    for child in node.find_all(True, recursive=False):
        classes, name = child.get("class", []), child.name
        if name in ("h2", "h3", "figure", "form") or "fold-answer" in classes:
            yield child
        elif "math" in classes:
            if child.get("id"):
                yield child
        elif name not in CLOSED and "sd-dropdown" not in classes:
            yield from shown(child)


def joined(nodes):
    """Return the HTML of some nodes."""
    return "".join(map(str, nodes))


def quiz(form):
    """Return a question with its answers; a click shows the reasons."""
    question = form.legend
    question.select_one(".quiz-title").extract()
    options = ""
    for option in form.select(".quiz-option"):
        reason = option.select_one(".quiz-reason")
        reason["class"].append("fragment")
        reason["data-fragment-index"] = 0
        options += f"<li>{option.select_one('.quiz-choice')}{reason}</li>"
    body = joined(form.select(".quiz-body"))
    return f'<p>{question.decode_contents()}</p>{body}<ol type="a">{options}</ol>'


def asked(fold):
    """Return the question above the fold of an answer, with code of at most LINES."""
    found = []
    for node in fold.find_previous_siblings():
        if node.name in ("details", "section", "form", "h1", "h2", "h3"):
            break
        found.insert(0, node)
    asks = [k for k, node in enumerate(found) if "Predict" in node.text]
    paragraphs = [k for k, node in enumerate(found) if node.name == "p"]
    # The question begins where 'Predict' stands, else with the last paragraph.
    begins = asks or paragraphs[-1:] or [0]
    found = found[begins[0] :]
    lines = sum(len(pre.text.splitlines()) for node in found for pre in node("pre"))
    found = [node for node in found if lines <= LINES or not node("pre")]
    return joined(node for node in found if not node(["details", "figure"]))


def prediction(fold):
    """Return a question; a click shows the answer, with results beside the words."""
    fold.summary.extract()
    results, words = [], []
    for node in fold.find_all(recursive=False):
        box = results if node.name == "div" else words
        box.append(node)
    boxes = [f"<div>{joined(nodes)}</div>" for nodes in (results, words) if nodes]
    question = asked(fold)  # empty if a quiz on the slide before asks the question
    step = "fragment " if question else ""
    return f'{question}<div class="{step}answer">{"".join(boxes)}</div>'


def equation(node):
    """Return an equation as HTML, with the paragraph above it if this is short."""
    before = node.find_previous_sibling()
    leads = before is not None and before.name == "p" and len(before.text) <= LONG
    return f"{before if leads else ''}{node}"


def figure(node):
    """Return a figure as HTML; the style puts the caption of a tall one beside it."""
    if int(node.img["height"]) > 0.75 * int(node.img["width"]):
        node["class"].append("tall")
    return str(node)


def slide(title, content):
    """Return a slide with this heading."""
    return f"<section><h2>{title}</h2>\n{content}</section>"


def slides(chapter):
    """Yield the slides of a chapter, given as the article of its page."""
    title = chapter.h1.decode_contents()
    opening = f"{chapter.h1}{chapter.h1.find_next_sibling('p')}"
    yield f"<section>{opening}{chapter.select_one('.chapter-map')}</section>"
    boxes = chapter.find(class_="chapter-strip").find_all("div", recursive=False)
    aims, needs = boxes[0].ul, joined(boxes[1].select("p:has(> strong)"))
    yield slide("You will", f'{aims}<div class="small">{needs}</div>')
    makers = {"figure": figure, "div": equation, "details": prediction}
    for node in shown(chapter):
        is_second = node.find_parent(class_="fold-second-reading") is not None
        second = " <small>second reading</small>" if is_second else ""
        if node.name in ("h2", "h3"):
            title = node.decode_contents()
            if title == "Summary":
                yield slide(title, joined(node.find_next_siblings()))
        elif node.name == "form":
            yield slide(node.select_one(".quiz-title").text + second, quiz(node))
        else:
            yield slide(title + second, makers[node.name](node))


def deck(path, shared):
    """Return the page of a chapter's slides; `shared` is what `common` returns."""
    chapter = article(path)
    title = " ".join(chapter.h1.text.split())
    return DECK.format(title=title, slides="\n".join(slides(chapter)), **shared)


def main():
    shared, folder = common(), SITE / "slides"
    folder.mkdir(exist_ok=True)
    for path in sorted(SITE.glob("book/chapters/*.html")):
        write_whole(folder / path.name, deck(path, shared))
    print(f"The slides are in {folder.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()

"""Turn the Markdown of a notebook's cells into the Markdown that Colab shows.

Roles become text and links, labeled equations get their number, and directives become
quoted blocks or `<details>`. The parser is the book's own, so code and formulas that
look like MyST stay as they are. Syntax without a rule here raises PlainError, so that
no raw MyST reaches Colab.
"""

import base64
import re

from markdown_it import MarkdownIt

SUMMARY = MarkdownIt("commonmark")
DIRECTIVE = re.compile(r"\{([\w:+-]+)\}\s*(.*)")
OPTION = re.compile(r":([\w-]+):[ \t]*(.*)\n?")
COMMENT = re.compile(r"[ \t]*<!--.*?-->", re.DOTALL)
DROPPED = ("myst_target", "myst_line_comment", "myst_block_break")
UNKNOWN = ("footnote", "dl_", "substitution", "image")


class PlainError(Exception):
    """A cell contains syntax for which there is no rule here."""


class Plain:
    """Rewrites the cells of one notebook, one after the other.

    `parser` is a MarkdownIt with the extensions of the book. `resolve` maps the text of
    a role, or of a link to a label, to Markdown; `link` maps an address within the book
    to one that works in Colab. `pictures` are those of the live figures by name, as PNG
    bytes.
    """

    def __init__(self, parser, resolve, link, pictures, hide_solutions=False):
        self.parser, self.resolve, self.link = parser, resolve, link
        self.pictures = pictures
        self.hide_solutions = hide_solutions
        self.questions = 0
        self.attachments = {}

    def cell(self, source):
        """Return the new text of a cell, and its pictures."""
        self.attachments = {}
        return self.text(source), self.attachments

    def text(self, source):
        """Return the new text of a cell, or of a part of one."""
        lines = source.split("\n")
        changes = {}  # {(first line, end): new text}; table cells share a line
        for token in self.parser.parse(source):
            for part in (token, *(token.children or ())):
                if part.type.startswith(UNKNOWN):
                    raise PlainError(f"no rule says what {part.type} becomes")
            if token.type == "inline":
                place = tuple(token.map)
                old = changes.get(place, "\n".join(lines[slice(*place)]))
                changes[place] = self._inline(old, token.children)
            elif token.type == "math_block_label":  # the number goes before the last $$
                last = token.map[1] - 1
                number = self.resolve(f"{{eq}}`{token.info}`").strip("()")
                before, _ = lines[last].rsplit("$$", 1)
                gap = "" if before.strip() else "\n" + before  # $$ stands alone again
                changes[last, last + 1] = rf"{before}\tag{{{number}}}{gap}$$"
            elif token.type in ("fence", "colon_fence") and token.info[:1] == "{":
                start, end = token.map
                indent = re.match(r"[ >]*", lines[start])[0]
                new = (indent + line for line in self._directive(token).split("\n"))
                gap = "\n" if end < len(lines) and lines[end].strip() else ""
                changes[start, end] = "\n".join(new) + gap
            elif token.type in DROPPED:
                changes[tuple(token.map)] = ""
        for (start, end), new in reversed(changes.items()):  # earlier lines stay
            lines[start:end] = new.split("\n")
        return "\n".join(lines).strip("\n")

    def _inline(self, text, children):
        """Return a paragraph with its roles, links and pictures replaced."""
        for child in children:
            if child.type == "myst_role":
                words = r"\s+".join(map(re.escape, child.content.split()))
                role = rf"\{{{re.escape(child.meta['name'])}\}}(`+)\s*{words}\s*\1"
                new = self.resolve(f"{{{child.meta['name']}}}`{child.content}`")
                # A function keeps the backslashes of `new`.
                text, count = re.subn(role, lambda _, new=new: new, text, count=1)
                if not count:
                    raise PlainError(f"not found again: {child.content!r} in {text!r}")
            elif child.type == "link_open" and child.attrs["href"][0] == "#":
                link = rf"\[[^\]]*\]\({re.escape(child.attrs['href'])}\)"
                text = re.sub(link, lambda found: self.resolve(found[0]), text)
            elif child.type == "link_open" and ":" not in child.attrs["href"]:
                href = child.attrs["href"]
                text = text.replace(f"]({href})", f"]({self.link(href)})")
        return text

    def _directive(self, token):
        """Return the Markdown that a directive becomes."""
        kind, title = DIRECTIVE.fullmatch(token.info.strip()).groups()
        body, options = token.content, {}
        while found := OPTION.match(body):
            options[found[1]], body = found[2], body[found.end() :]
        if kind == "quiz":
            if not title:
                self.questions += 1
            body = self.text(COMMENT.sub("", body))
            return f"**{title or f'Question {self.questions}'}**\n\n{body}"
        if kind == "dropdown":
            return self._details(title, body)
        if kind == "solution":
            summary = f"Solution to {self.resolve(f'{{ref}}`{title}`')}"
            return "" if self.hide_solutions else self._details(summary, body)
        if kind == "exercise":
            name = self.resolve(f"{{ref}}`{options['label']}`")
            title = f" ({self.text(title)})" if title else ""
            return quoted(f"**{name}**{title}\n\n{self.text(body)}")
        if kind == "note":
            return quoted(f"**Note**\n\n{self.text(title + body)}")
        if kind == "live":
            address, picture = f"{title}.png", self.pictures[title]
            self.attachments[address] = {
                "image/png": base64.b64encode(picture).decode()
            }
            head = "*On its page in the book, this figure answers to your hand.*"
            words = quoted(f"{head} {self.text(body.strip())}")
            return f"![{options['alt']}](attachment:{address})\n\n{words}"
        raise PlainError(f"no rule says what the directive {kind} becomes")

    def _details(self, summary, body):
        """Return a fold in HTML, whose summary and body are given in MyST."""
        summary = SUMMARY.renderInline(self.text(summary))
        head = f"<details><summary>{summary}</summary>"
        return f"{head}\n\n{self.text(body)}\n\n</details>"


def quoted(text):
    """Return a Markdown text as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

"""Show results as a table, in HTML on a page and as text elsewhere.

    table([("grid", 3, 0.25), ("random", 9, 0.16)],
          {"plan": "", "learning rates": "d", "distance": ".2f"}, "Nine trials each")

A notebook stores both, so that a stored table can be compared with a new run.
"""

import html


def table(rows, columns, caption=None, best=None):
    """Return a `Table`, which a notebook shows when it is the last line of a cell.

    ValueError if a row does not have one entry for each heading.

    Parameters
    ----------
    rows : iterable of sequences
        Their entries are numbers or strings; None is shown as an empty cell. The first
        entry is the name of its row.
    columns : dict or sequence of str
        The headings; or {heading: format of the numbers below it, as in `format`}.
    caption : str, optional
        What the table shows.
    best : int, optional
        Index of a row to mark.
    """
    formats = columns.values() if isinstance(columns, dict) else [""] * len(columns)
    cells = [[_text(*pair) for pair in zip(row, formats, strict=True)] for row in rows]
    return Table(list(columns), cells, caption, best)


def _text(value, spec):
    """Return the text of a cell; `spec` is the format of numbers."""
    if value is None:
        return ""
    return value if isinstance(value, str) else format(value, spec)


def _is_word(text):
    return text[:1].isalpha() and text not in ("inf", "nan")


class Table:
    """Rows of strings under their headings: see `table`."""

    def __init__(self, headings, cells, caption, best):
        self.headings, self.cells, self.caption = headings, cells, caption
        self.best = best
        columns = [[row[k] for row in cells] for k in range(len(headings))]
        # Columns of numbers are aligned right, columns with a word left.
        words = [any(map(_is_word, column)) for column in columns]
        self.sides = ["left" if has_word else "right" for has_word in words]

    def __repr__(self):
        """Return the table as lines of text, with a star after the best row."""
        lines = [self.headings, *self.cells]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        texts = [] if self.caption is None else [self.caption]
        for k, line in enumerate(lines, -1):  # -1: the headings
            places = [
                entry.ljust(width) if side == "left" else entry.rjust(width)
                for entry, width, side in zip(line, widths, self.sides, strict=True)
            ]
            star = "  *" if k == self.best else ""
            texts.append(("  ".join(places) + star).rstrip())
        return "\n".join(texts)

    def _repr_html_(self):
        """Return the table as HTML, in the style of data frames in notebooks."""
        lines = ['<table class="dataframe">']
        if self.caption is not None:
            head = '<caption style="caption-side:top;text-align:left">'
            lines.append(f"{head}{html.escape(self.caption)}</caption>")
        head = self._entries(self.headings, ["col"] * len(self.headings))
        lines.append(f"<thead><tr>{head}</tr></thead>\n<tbody>")
        for k, row in enumerate(self.cells):
            style = ' style="font-weight:bold"' if k == self.best else ""
            entries = self._entries(row, ["row"] + [None] * (len(row) - 1))
            lines.append(f"<tr{style}>{entries}</tr>")
        return "\n".join([*lines, "</tbody>\n</table>"])

    def _entries(self, entries, scopes):
        """Return a row's cells as HTML; an entry with a scope becomes a heading."""
        cells = []
        for entry, scope, side in zip(entries, scopes, self.sides, strict=True):
            named = scope and entry  # an empty heading is no heading
            tag, attribute = ("th", f' scope="{scope}"') if named else ("td", "")
            style = f' style="text-align:{side}"'
            cells.append(f"<{tag}{attribute}{style}>{html.escape(entry)}</{tag}>")
        return "".join(cells)

"""Label the entries of the bibliography by authors and year, as the text cites them."""

import functools

from pybtex import plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.labels import BaseLabelStyle


class Labels(BaseLabelStyle):
    """Labels: Author, year; author and author, year; author et al., year."""

    def format_labels(self, sorted_entries):
        """Yield the label of each entry; pybtex calls this."""
        for entry in sorted_entries:
            names = [
                " ".join(map(str, person.rich_prelast_names + person.rich_last_names))
                for person in entry.persons.get("author", entry.persons.get("editor"))
            ]
            authors = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
            yield f"{authors}, {entry.fields['year']}"


class Style(Plain):
    """Pybtex's plain style, with the labels of `Labels`."""

    default_label_style = Labels


def setup(app):
    """Register the style with pybtex, for bibtex_default_style: author_year."""
    plugin.register_plugin("pybtex.style.formatting", "author_year", Style)
    # Without the cache, pybtex would search all installed packages for each citation.
    plugin._load_entry_point = functools.cache(plugin._load_entry_point)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

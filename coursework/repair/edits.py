"""Define an edit of a program: one change of its tree, which can be taken back."""

import ast
from typing import NamedTuple


class Edit(NamedTuple):
    """A change: what it is about, where, and (holder, key, new node) for each place."""

    kind: str
    rank: float
    lines: tuple
    before: object  # the node that it replaces, or None
    slots: tuple
    after: object = None  # what to show in its place, if it is not the new node

    def swapped(self):
        """Make the change in the tree; return an Edit that takes it back."""
        undo = []
        for holder, key, new in self.slots:
            is_list = isinstance(holder, list)
            undo.insert(
                0, (holder, key, holder[key] if is_list else holder.__dict__[key])
            )
            new = located(new() if callable(new) else new, self.lines[0])
            holder.__setitem__(key, new) if is_list else setattr(holder, key, new)
        return self._replace(slots=tuple(undo))

    @property
    def texts(self):
        """What stands in the first place before and after the change, as texts."""
        new = self.slots[0][2] if self.after is None else self.after
        return written(self.before or ""), written(new() if callable(new) else new)


def located(new, line):
    """Give nodes that are new a line, as `compile` needs it; return them."""
    for node in new if isinstance(new, list) else [new]:
        if isinstance(node, ast.AST) and not hasattr(node, "lineno"):
            if "lineno" in node._attributes:
                node.lineno = node.end_lineno = line
                node.col_offset = node.end_col_offset = 0
            for _, value in ast.iter_fields(node):
                located(value, line)
    return new


def written(node):
    """Return a node, or a list of them, as one line of text."""
    if isinstance(node, list):
        return "; ".join(map(written, node))
    return (
        " ".join(ast.unparse(node).split()) if isinstance(node, ast.AST) else node or ""
    )


def parsed(code):
    """Return the node of a text: an expression, or another line."""
    line = ast.parse(code).body[0]
    return line.value if isinstance(line, ast.Expr) else line

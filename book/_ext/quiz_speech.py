"""The answers of a quiz as a screen reader says them: formulas in words.

What browsers make of a formula's MathML drops what is not a letter: the square root of
512 is read as '512'. So an answer that holds a formula carries its name in words.
"""

import re

from docutils import nodes

SIGNS = {"=": "equals", "/": "over", "-": "minus", "+": "plus", ",": ","}
PART = re.compile(
    r"\\sqrt\{(?P<root>\w+)\}|\^\{(?P<power>[-\w]+)\}|\^(?P<digit>\w)|_(?P<index>\w)"
    r"|\\(?P<greek>alpha|beta|eta)|(?P<sign>[-=/+,])|(?P<word>[A-Za-z]+|[\d.]+)|\s+"
)


def words(tex):
    """Return the formula in words.

    Raises
    ------
    ValueError
        If there are no words for a part of it; `PART` holds what can be said.
    """
    said, place, powers = [], 0, 0
    while place < len(tex):
        part = PART.match(tex, place)
        power = part and (part["power"] or part["digit"])
        powers += bool(power)
        if not part or (powers and part["index"]):
            raise ValueError(f"no words for {tex[place:]!r} of the formula {tex!r}")
        if part["root"]:
            said.append(f"the square root of {part['root']}")
        elif power:
            said.append("to the power " + power.replace("-", "minus "))
        elif part["sign"]:
            said.append(SIGNS[part["sign"]])
        else:
            said.append(part["index"] or part["greek"] or part["word"] or "")
        place = part.end()
    return " ".join(filter(None, said)).replace(" ,", ",")


def label(answer):
    """Return the name of an answer, or None if it holds no formula.

    Parameters
    ----------
    answer : docutils.nodes.Element

    Raises
    ------
    ValueError
        As `words`.
    """
    if not any(answer.findall(nodes.math)):
        return None
    leaves = (node for node in answer.findall(nodes.Text))
    said = (
        words(str(leaf)) if isinstance(leaf.parent, nodes.math) else str(leaf)
        for leaf in leaves
    )
    return " ".join("".join(said).split())

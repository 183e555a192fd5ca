"""Put formulas into words, as labels of quiz answers for screen readers.

From the MathML of an answer, browsers make a label of its letters and digits only: the
square root of 512 becomes '512'. So an answer with a formula gets a label in words.
"""

import re

from docutils import nodes

SIGNS = {"=": "equals", "/": "over", "-": "minus", "+": "plus", ",": ","}
PART = re.compile(
    r"\\sqrt\{(?P<root>\w+)\}|\^\{(?P<power>[-\w]+)\}|\^(?P<digit>\w)|_(?P<index>\w)"
    r"|\\(?P<greek>alpha|beta|eta)|(?P<sign>[-=/+,])|(?P<word>[A-Za-z]+|[\d.]+)|\s+"
)


def words(tex):
    """Return the formula in words; raise ValueError if PART does not cover it."""
    said, place, has_power = [], 0, False
    while place < len(tex):
        part = PART.match(tex, place)
        power = part and (part["power"] or part["digit"])
        has_power |= bool(power)
        # After a power, an index would sound like a part of it: "power 2 1".
        if not part or (has_power and part["index"]):
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
    """Return the label of an answer (an element of docutils), or None without formulas.

    Raises ValueError as `words` does.
    """
    if not any(answer.findall(nodes.math)):
        return None
    said = (
        words(str(leaf)) if isinstance(leaf.parent, nodes.math) else str(leaf)
        for leaf in answer.findall(nodes.Text)
    )
    return " ".join("".join(said).split())

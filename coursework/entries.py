"""How an entry of a catalogue is written: choices, and families of entries.

`{x|y}` in a line is x or y: the line stands for one line with each. A {} in the
identifier makes a family of entries; {} in its sentences and its name is the word that
tells the members apart. The family is

- of the layers, if the lines speak of Z, W, b, dZ, dW, db, or of A (what goes into a
  layer, X or A1), without a number: one for both layers together, one for each;
- of another question, if the lines hold its name in braces, as `A1 = {leaky_relu}(Z1)`:
  each known mistake in leaky_relu is then one of this question, with its sentences;
- else of the first choice: `slope_{}` with `{0.1|0.2}` is slope_0_1 and slope_0_2.
"""

import dataclasses
import re

FIRST = re.compile(r"^[\w{}]+: \S", re.MULTILINE)
ENTRY = re.compile(
    r"(?P<name>[\w{}]+): (?P<said>.+?)(\n=> (?P<remedy>.+?))?(?P<code>(\n {4}.+)+)\s*",
    re.DOTALL,
)
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
DRAWN = re.compile(r"\{(\w+)\}\(")
# What a name without a number means in layer 1 and in layer 2.
LAYERS = {name: (name + "1", name + "2") for name in ("Z", "W", "b", "dZ", "dW", "db")}
LAYERS["A"] = ("X", "A1")
SHORT = re.compile(rf"(?<![\w\"'.])({'|'.join(LAYERS)})(?![\w\"'])")
START = re.compile(r"(?:return|def|if|elif|for|while)\b|[^=\s][^=]*?\s\S?=(?!=)")


class CatalogueError(ValueError):
    """A catalogue that cannot be read: the file, the line and what is wrong there."""


def beginning(text):
    """Return where the first entry of a catalogue begins."""
    first = FIRST.search(text)
    return first.start() if first else len(text)


def read(block, program, where, load):
    """Yield (name, sentence, remedy, lines) of a paragraph: of one, or of a family.

    `load` gives the catalogue of another question by its name.
    """
    found = ENTRY.fullmatch(block.strip("\n"))
    if found is None:
        raise CatalogueError(
            f"{where}: an entry is `name: what is wrong`, `=> how to mend it`, and "
            "lines below, indented by four spaces."
        )
    name = found["name"]
    texts = [" ".join((found[k] or "").split()) for k in ("said", "remedy")]
    lines = re.sub(r"\n {5,}", " ", found["code"]).strip().split("\n    ")
    for word, said, chosen in family(name, texts, lines, program, load):
        full = name.replace("{}", re.sub(r"\W+", "_", word).strip("_"))
        yield full, *said, [way for line in chosen for way in spelled(line)]


def family(name, texts, lines, program, load):
    """Yield (word, texts, lines) of each member of a family."""
    if "{}" not in name:
        yield "", texts, lines
    elif call := DRAWN.search(lines[0]):
        yield from drawn(load(call[1]), call[0], texts, lines, program)
    else:
        by_layer = any(SHORT.search(line) for line in lines)
        for word, chosen in (layers if by_layer else words)(lines, program):
            yield word, [text.replace("{}", word) for text in texts], chosen


def words(lines, program):
    """Yield each word of the first choice, and the lines with it."""
    for k, word in enumerate(CHOICE.search(lines[0])[1].split("|")):
        yield (
            word,
            [CHOICE.sub(lambda c, k=k: c[1].split("|")[k], ln, 1) for ln in lines],
        )


def layers(lines, program):
    """Yield ('Z1 and Z2', lines of both), then the same for each layer alone."""
    starts = [start_of(numbered(lines[0], k)) for k in (0, 1)]
    order = sorted((0, 1), key=lambda k: program.starts.index(starts[k]))
    for some in (order, order[:1], order[1:]):
        word = " and ".join(starts[k].split()[0] for k in some)
        yield word, [";; ".join(numbered(line, k) for k in some) for line in lines]


def numbered(line, k):
    """Return a line with the names of layer k + 1."""
    return SHORT.sub(lambda short: LAYERS[short[1]][k], line)


def drawn(other, call, texts, lines, program):
    """Yield a member for each known mistake of another question."""
    for mistake in other:
        chosen = []
        for way in mistake.ways:
            name = f"{other.question}_{mistake.name}_{len(chosen)}"
            program.space[name] = Lazy(other.program, way)
            chosen += [line.replace(call, f"{name}(") for line in lines]
        said = texts[0].replace("{}", mistake.sentence), texts[1] or mistake.remedy
        yield mistake.name, said, chosen


@dataclasses.dataclass(frozen=True)
class Lazy:
    """A function of another catalogue, made when it is called."""

    program: object
    way: tuple

    def __call__(self, *args):
        return self.program.changed(self.way)(*args)


def spelled(line):
    """Return the lines that the choices of a line stand for."""
    choice = CHOICE.search(line)
    if choice is None:
        return [line]
    before, after = line[: choice.start()], line[choice.end() :]
    return [w for c in choice[1].split("|") for w in spelled(before + c + after)]


def start_of(line):
    """Return how a line begins: its variable and operator, or its keyword."""
    found = START.match(line.strip())
    return found[0] if found else line.strip().partition(" ")[0]

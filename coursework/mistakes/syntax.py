"""How an entry of a catalogue is written: choices, and families of entries.

`{x|y}` in a line is x or y: the line stands for one line with each. A {} in the
identifier makes a family of entries; {} in its sentences and its name is the word that
tells the members apart. The family is

- of the layers, if the lines speak of Z, W, b, dZ, dW, db, or of A (what goes into a
  layer, X or A1), without a number: one for both layers together, one for each;
- of another question, if the lines hold its name in braces, as `A1 = {leaky_relu}(Z1)`:
  each known mistake in leaky_relu is then one of this question, with its sentences
  and its fix; `{leaky_relu - no_leak}` leaves out the one called no_leak;
- else of the first choice: `slope_{}` with `{0.1|0.2}` is slope_0_1 and slope_0_2.
  Where the same choice stands again in the line, it is the same word.

Entries may stand close together in one paragraph, which may begin with a fix, `=> `:
it is that of each of its entries that has none.
"""

import dataclasses
import re

FIRST = re.compile(r"^([\w{}]+: \S|=> |include \w+$)", re.MULTILINE)
ENTRY = re.compile(
    r"(=> (?P<shared>.+?)\n)?(?P<name>[\w{}]+): (?P<said>.+?)(\n=> (?P<fix>.+?))?"
    r"(?P<code>(\n {4}.+)+)\s*",
    re.DOTALL,
)
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
DRAWN = re.compile(r"\{(\w+)((?: - \w+)*)\}\(")
# A line that changes a value in place, and would change arrays of others with it.
IN_PLACE = re.compile(r"(\s*)(\w+) ([-+*/@])= (.+)")
# What a name without a number means in layer 1 and in layer 2.
LAYERS = {name: (name + "1", name + "2") for name in ("Z", "W", "b", "dZ", "dW", "db")}
LAYERS["A"] = ("X", "A1")
MOST = 5000  # lines that the choices of one line may stand for
SHORT = re.compile(rf"(?<![\w\"'.])({'|'.join(LAYERS)})(?![\w\"'])")
START = re.compile(r"(?:return|def|if|elif|for|while)\b|[^=\s][^=]*?\s\S?=(?!=)")


class CatalogueError(ValueError):
    """A catalogue that cannot be read: the file, the line and what is wrong there."""


class FamilyError(ValueError):
    """What is wrong in the lines of an entry, without the place."""


def beginning(text):
    """Return where the first entry of a catalogue begins."""
    first = FIRST.search(text)
    return first.start() if first else len(text)


def pieces(text, line):
    """Yield (line, paragraph, entry) of a text that begins at `line`.

    `paragraph` is a number. An entry ends with indented lines, or with its paragraph.
    """
    piece, paragraph = [], 0
    for k, each in enumerate([*text.splitlines(), ""], line):
        if piece and (not each.strip() or piece[-1][0] == " " != each[0]):
            yield k - len(piece), paragraph, "\n".join(piece)
            piece = []
        if each.strip():
            piece.append(each)
        else:
            paragraph += 1


def read(text, line, program, where, load):
    """Yield (where, name, sentence, fix, lines) of each mistake in a text.

    The text begins at `line` of the file `where`. `load` gives the catalogue of
    another question by its name.
    """
    shared = {}  # the fixes of the paragraphs
    for at, paragraph, entry in pieces(text, line):
        place, found = f"{where}:{at}", ENTRY.fullmatch(entry)
        if found is None:
            raise CatalogueError(
                f"{place}: an entry is `name: what is wrong`, `=> how to mend it`, and "
                "lines below, indented by four spaces."
            )
        if found["shared"]:
            shared[paragraph] = flat(found["shared"])
            place = f"{where}:{at + entry[: found.start('name')].count(chr(10))}"
        name, texts = found["name"], [flat(found["said"]), flat(found["fix"])]
        lines = re.sub(r"\n {5,}", " ", found["code"]).strip().split("\n    ")
        try:
            for word, said, chosen in family(name, texts, lines, program, load):
                full = name.replace("{}", re.sub(r"\W+", "_", word).strip("_"))
                fix = said[1] or shared.get(paragraph, "")
                ways = dict.fromkeys(way for line in chosen for way in spelled(line))
                yield place, full, said[0], fix, list(ways)
        except FamilyError as error:
            raise CatalogueError(f"{place}: {error}") from None


def flat(text):
    """Return a text, or None, as one line."""
    return " ".join((text or "").split())


def family(name, texts, lines, program, load):
    """Yield (word, texts, lines) of each member of a family."""
    if "{}" not in name:
        yield "", texts, lines
    elif call := DRAWN.search(lines[0]):
        yield from drawn(load(call[1]), call, texts, lines, program)
    else:
        by_layer = any(SHORT.search(line) for line in lines)
        for word, chosen in (layers if by_layer else words)(lines, program):
            yield word, [text.replace("{}", word) for text in texts], chosen


def words(lines, program):
    """Yield each word of the first choice, and the lines with it."""
    choices = [CHOICE.search(line) for line in lines]
    chosen = [choice[1].split("|") if choice else None for choice in choices]
    if chosen[0] is None or any(c and len(c) < len(chosen[0]) for c in chosen):
        raise FamilyError(
            "where {} stands in the name, the first line holds a choice, {x|y}, and no "
            "line has fewer words to choose from."
        )
    for k, word in enumerate(chosen[0]):
        yield (
            word,
            [
                line.replace(c[0], words[k]) if c else line
                for line, c, words in zip(lines, choices, chosen, strict=True)
            ],
        )


def layers(lines, program):
    """Yield ('Z1 and Z2', lines of both), then the same for each layer alone."""
    starts = [start_of(numbered(lines[0], k)) for k in (0, 1)]
    for start in starts:
        if start not in program.starts:
            raise FamilyError(f"no line of {program.name} begins with {start!r}.")
    order = sorted((0, 1), key=lambda k: program.starts.index(starts[k]))
    for some in (order, order[:1], order[1:]):
        word = " and ".join(variable(starts[k]) for k in some)
        ways = [way for line in lines for way in spelled(line)]  # alike in both layers
        yield word, [";; ".join(numbered(way, k) for k in some) for way in ways]


def numbered(line, k):
    """Return a line with the names of layer k + 1."""
    return SHORT.sub(lambda short: LAYERS[short[1]][k], line)


def drawn(other, call, texts, lines, program):
    """Yield a member for each known mistake of another question, but some."""
    without = call[2].split(" - ")[1:]
    for name in set(without).difference(other.names()):
        raise FamilyError(f"{call[0]}: there is no {name}.")
    for mistake in other:
        if mistake.name in without:
            continue
        chosen = []
        for way in mistake.ways:
            name = f"{other.question}_{mistake.name}_{len(chosen)}"
            program.space[name] = Lazy(other.program, way)
            chosen += [line.replace(call[0], f"{name}(") for line in lines]
        said = texts[0].replace("{}", mistake.sentence), texts[1] or mistake.fix
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
    ways, left = [], [line]
    while left:
        choice = CHOICE.search(way := left.pop())
        if choice is None:
            ways.append(way)
            continue
        before, after = way[: choice.start()], way[choice.end() :]
        left += [before + word + after for word in choice[1].split("|")[::-1]]
        if len(ways) + len(left) > MOST:
            raise FamilyError(f"{line[:80]!r} stands for more than {MOST} lines.")
    return ways


def start_of(line):
    """Return how a line begins: its variable and operator, or its keyword."""
    found = START.match(line.strip())
    return found[0] if found else line.strip().partition(" ")[0]


def variable(start):
    """Return the variable that a line that begins so gives a value to."""
    return start.split(" ")[0]


def out_of_place(line):
    """Return a line that makes a new value where `line` changes one in place."""
    return IN_PLACE.sub(r"\1\2 = \2 \3 (\4)", line)

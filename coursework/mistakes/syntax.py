"""Parse the entries of a catalogue: choices, and families of entries.

`{x|y}` in a line is a choice: the line stands for one line with x and one with y. An
identifier with {} makes a family of entries. Each entry has another word in place of {}
in the identifier and in the sentences. There are three kinds of families:

- The lines name Z, W, b, dZ, dW, db or A (the input of a layer, X or A1) without a
  number. One entry is about both layers, and one about each.
- The lines hold another question in braces, as in `A1 = {leaky_relu}(Z1)`. Each known
  mistake of leaky_relu becomes one of this question, with its sentence and fix.
  `{leaky_relu - no_leak}` leaves out no_leak.
- Otherwise the first choice gives the words: `slope_{}` with `{0.1|0.2}` gives
  slope_0_1 and slope_0_2. If the line repeats this choice, both places get one word.

A paragraph may hold several entries. A fix (`=> `) at the beginning of a paragraph
belongs to each entry that has no fix.
"""

import dataclasses
import re

FIRST = re.compile(r"^([\w{}]+: \S|=> |include \w+$)", re.MULTILINE)
ENTRY = re.compile(
    r"(=> (?P<shared>.+?)\n)?(?P<name>[\w{}]+): (?P<text>.+?)(\n=> (?P<fix>.+?))?"
    r"(?P<code>(\n {4}.+)+)\s*",
    re.DOTALL,
)
NUMBERED = re.compile(r"line (\d+): (.+)")
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
QUESTION = re.compile(r"\{(\w+)((?: - \w+)*)\}\(")  # as in {leaky_relu - no_leak}(
# A line that changes a value in place, which could be an argument.
IN_PLACE = re.compile(r"(\s*)(\w+) ([-+*/@])= (.+)")
# The names with a number, for layer 1 and layer 2.
LAYERS = {name: (name + "1", name + "2") for name in ("Z", "W", "b", "dZ", "dW", "db")}
LAYERS["A"] = ("X", "A1")
MOST = 5000  # lines for which one line with choices may stand
SHORT = re.compile(rf"(?<![\w\"'.])({'|'.join(LAYERS)})(?![\w\"'])")
START = re.compile(r"(?:return|def|if|elif|for|while)\b|[^=\s][^=]*?\s\S?=(?!=)")


class CatalogueError(ValueError):
    """A catalogue cannot be read; the text says in which file and line, and why."""


class FamilyError(ValueError):
    """The lines of an entry cannot be read; the text says why, but not where."""


def beginning(text):
    """Return the index at which the first entry of a catalogue begins."""
    first = FIRST.search(text)
    return first.start() if first else len(text)


def pieces(text, line):
    """Yield (line, paragraph, entry) of a text that begins at `line`.

    `paragraph` is a number. An entry ends with indented lines, or with its paragraph.
    """
    piece, paragraph = [], 0
    for k, each in enumerate([*text.splitlines(), ""], line):
        after_code = bool(piece) and piece[-1][0] == " "
        if piece and (not each.strip() or (after_code and each[0] != " ")):
            yield k - len(piece), paragraph, "\n".join(piece)
            piece = []
        if each.strip():
            piece.append(each)
        else:
            paragraph += 1


def read(text, line, program, where, load):
    """Yield (where, name, sentence, fix, lines) of each mistake in a text.

    The text begins at `line` of the file `where`. `load(name)` returns the catalogue of
    another question.
    """
    shared = {}  # the fix of each paragraph
    for at, paragraph, entry in pieces(text, line):
        place, found = f"{where}:{at}", ENTRY.fullmatch(entry)
        if found is None:
            raise CatalogueError(
                f"{place}: an entry is `name: what is wrong`, `=> how to mend it`, and "
                "lines below, indented by four spaces."
            )
        if found["shared"]:
            shared[paragraph] = flat(found["shared"])
            at += entry[: found.start("name")].count("\n")
            place = f"{where}:{at}"  # not where the shared fix begins
        name, texts = found["name"], [flat(found["text"]), flat(found["fix"])]
        code = re.sub(r"\n {5,}", " ", found["code"])  # joins continued lines
        lines = code.strip().split("\n    ")
        entries = family(name, texts, lines, program, load)
        try:
            for word, (sentence, fix), chosen in entries:
                full = name.replace("{}", re.sub(r"\W+", "_", word).strip("_"))
                ways = dict.fromkeys(way for line in chosen for way in spelled(line))
                yield place, full, sentence, fix or shared.get(paragraph, ""), [*ways]
        except FamilyError as error:
            raise CatalogueError(f"{place}: {error}") from None


def flat(text):
    """Return a text as one line, and None as ""."""
    return " ".join((text or "").split())


def family(name, texts, lines, program, load):
    """Yield (word, texts, lines) for each entry of a family; texts: sentence, fix."""
    if "{}" not in name:
        yield "", texts, lines
    elif call := QUESTION.search(lines[0]):
        yield from of_question(load(call[1]), call, texts, lines, program)
    else:
        by_layer = any(SHORT.search(line) for line in lines)
        for word, chosen in (layers if by_layer else words)(lines, program):
            yield word, [text.replace("{}", word) for text in texts], chosen


def words(lines, program):
    """Yield each word of the first choice and the lines with it."""
    choices = [CHOICE.search(line) for line in lines]
    options = [choice[1].split("|") if choice else None for choice in choices]
    if options[0] is None or any(o and len(o) < len(options[0]) for o in options):
        raise FamilyError(
            "where {} stands in the name, the first line holds a choice, {x|y}, and no "
            "line has fewer words to choose from."
        )
    for k, word in enumerate(options[0]):
        filled = [
            line.replace(choice[0], each[k]) if choice else line
            for line, choice, each in zip(lines, choices, options, strict=True)
        ]
        yield word, filled


def layers(lines, program):
    """Yield a word (Z1 and Z2) and lines: for both layers, then for each in order."""
    starts = [start_of(numbered(lines[0], k)) for k in (0, 1)]
    for start in starts:
        if start not in program.starts:
            raise FamilyError(f"no line of {program.name} begins with {start!r}.")
    order = sorted((0, 1), key=lambda k: program.starts.index(starts[k]))
    ways = [way for line in lines for way in spelled(line)]  # for both layers
    for chosen in (order, order[:1], order[1:]):
        word = " and ".join(variable(starts[k]) for k in chosen)
        yield word, [";; ".join(numbered(way, k) for k in chosen) for way in ways]


def numbered(line, k):
    """Return a line for layer k + 1: names without a number get that of the layer."""
    return SHORT.sub(lambda short: LAYERS[short[1]][k], line)


def of_question(other, call, texts, lines, program):
    """Yield (word, texts, lines) of another question's mistakes, called as helpers."""
    left_out = call[2].split(" - ")[1:]
    for name in set(left_out).difference(other.mistakes):
        raise FamilyError(f"{call[0]}: there is no {name}.")
    for mistake in other:
        if mistake.name in left_out:
            continue
        chosen = []
        for way in mistake.ways:
            name = f"{other.question}_{mistake.name}_{len(chosen)}"
            program.space[name] = Lazy(other.program, way)
            chosen += [line.replace(call[0], f"{name}(") for line in lines]
        sentence = texts[0].replace("{}", mistake.sentence)
        yield mistake.name, (sentence, texts[1] or mistake.fix), chosen


@dataclasses.dataclass(frozen=True)
class Lazy:
    """A function of another catalogue, compiled only when it is called."""

    program: object
    way: tuple

    def __call__(self, *args):
        return self.program.changed(self.way)(*args)


def spelled(line):
    """Return the lines that a line with choices stands for."""
    ways, left = [], [line]
    while left:
        choice = CHOICE.search(way := left.pop())
        if choice is None:
            ways.append(way)
            continue
        before, after = way[: choice.start()], way[choice.end() :]
        # Reversed, because `pop` takes the last one first.
        left += [before + word + after for word in choice[1].split("|")[::-1]]
        if len(ways) + len(left) > MOST:
            raise FamilyError(f"{line[:80]!r} stands for more than {MOST} lines.")
    return ways


def start_of(line):
    """Return the beginning of a line: its variable and operator, or its keyword."""
    found = START.match(line.strip())
    return found[0] if found else line.strip().partition(" ")[0]


def variable(start):
    """Return the variable that a line with this start sets."""
    return start.split(" ")[0]


def out_of_place(line):
    """Return a line that makes a new value instead of changing one in place."""
    return IN_PLACE.sub(r"\1\2 = \2 \3 (\4)", line)

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
PARAGRAPH = re.compile(r"(?:^.*\S.*\n?)+", re.MULTILINE)
# A text goes on in lines that are not indented.
SHARED = re.compile(r"=> (.+(?:\n(?![\w{}]+: | {4}).+)*)\n")
ENTRY = re.compile(
    r"(?P<name>[\w{}]+): (?P<sentence>.+(?:\n(?!=> | {4}).+)*)"
    r"(?:\n=> (?P<fix>.+(?:\n(?! {4}).+)*))?(?P<code>(?:\n {4}.+)+)\n?"
)
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
QUESTION = re.compile(r"\{(\w+)((?: - \w+)*)\}\(")  # as in {leaky_relu - no_leak}(
# A line that changes a value in place, which could be an argument.
IN_PLACE = re.compile(r"(\s*)(\w+) ([-+*/@])= (.+)")
# The names with a number, for layer 1 and layer 2.
LAYERS = {name: (name + "1", name + "2") for name in ("Z", "W", "b", "dZ", "dW", "db")}
LAYERS["A"] = ("X", "A1")
SHORT = re.compile(rf"(?<![\w\"'.])({'|'.join(LAYERS)})(?![\w\"'])")
START = re.compile(r"(?:return|def|if|elif|for|while)\b|[^=\s][^=]*?\s\S?=(?!=)")


class CatalogueError(ValueError):
    """A catalogue cannot be read; the text says in which file and line, and why."""


@dataclasses.dataclass(frozen=True)
class CatalogueEntry:
    """What is said of a mistake, and the lines that make it; or a family of these."""

    where: str  # the file and the line
    name: str
    sentence: str
    fix: str
    shared: str  # the fix of its paragraph
    lines: list

    def member(self, word, lines):
        """Return the entry of this family that has a word in place of {}."""
        name = self.name.replace("{}", re.sub(r"\W+", "_", word).strip("_"))
        said, fix = (text.replace("{}", word) for text in (self.sentence, self.fix))
        return dataclasses.replace(self, name=name, sentence=said, fix=fix, lines=lines)

    def error(self, text):
        """Return an error that says what is wrong with this entry, and where it is."""
        return CatalogueError(f"{self.where}: {text}")


def beginning(text):
    """Return the index at which the first entry of a catalogue begins."""
    first = FIRST.search(text)
    return first.start() if first else len(text)


def read_entries(text, line, program, where, load):
    """Yield a CatalogueEntry for each mistake in a text; its lines have no choices.

    The text begins at `line` of the file `where`. `load(name)` returns the catalogue of
    another question.
    """
    for entry in entries_in(text, line, where):
        for each in members(entry, program, load):
            ways = [way for line in each.lines for way in spelled(line)]
            yield dataclasses.replace(each, fix=each.fix or each.shared, lines=ways)


def entries_in(text, line, where):
    """Yield the entries of a text as they are written there, see `read_entries`."""
    for paragraph in PARAGRAPH.finditer(text):
        content, begin = paragraph[0], paragraph.start()
        shared = SHARED.match(content)
        place = shared.end() if shared else 0
        while place < len(content):
            at = line + text.count("\n", 0, begin + place)
            match = ENTRY.match(content, place)
            if not match:
                raise CatalogueError(
                    f"{where}:{at}: an entry is `name: what is wrong`, `=> how to mend "
                    "it`, and lines below, indented by four spaces."
                )
            code = re.sub(r"\n {5,}", " ", match["code"])  # joins continued lines
            lines = code.strip().split("\n    ")
            texts = match["sentence"], match["fix"], shared and shared[1]
            said = (" ".join((text or "").split()) for text in texts)
            yield CatalogueEntry(f"{where}:{at}", match["name"], *said, lines)
            place = match.end()


def spelled(line):
    """Yield the lines that a line with choices, perhaps nested, stands for."""
    choice = CHOICE.search(line)  # one without choices inside
    if not choice:
        yield line
        return
    for word in choice[1].split("|"):
        yield from spelled(line[: choice.start()] + word + line[choice.end() :])


# --- families


def members(entry, program, load):
    """Yield the entries of a family, or the entry itself if it is none."""
    if "{}" not in entry.name:
        yield entry
    elif call := QUESTION.search(entry.lines[0]):
        yield from by_mistake(entry, call, load(call[1]), program)
    elif any(map(SHORT.search, entry.lines)):
        yield from by_layer(entry, program)
    else:
        yield from by_word(entry)


def by_mistake(entry, call, other, program):
    """Yield an entry for each mistake of another question, whose function is called."""
    left_out = call[2].split(" - ")[1:]
    for name in set(left_out).difference(other.mistakes):
        raise entry.error(f"{call[0]}: there is no {name}.")
    for mistake in other:
        if mistake.name in left_out:
            continue
        lines = []
        for way in mistake.ways:
            function = f"{other.question}_{mistake.name}_{len(lines)}"
            program.space[function] = Lazy(other.program, way)
            lines += [line.replace(call[0], f"{function}(") for line in entry.lines]
        yield dataclasses.replace(
            entry,
            name=entry.name.replace("{}", mistake.name),
            sentence=entry.sentence.replace("{}", mistake.sentence),
            fix=entry.fix or mistake.fix,
            lines=lines,
        )


@dataclasses.dataclass(frozen=True)
class Lazy:
    """A function of another catalogue, compiled only when it is called."""

    program: object
    way: tuple

    def __call__(self, *args):
        return self.program.changed(self.way)(*args)


def by_layer(entry, program):
    """Yield an entry about both layers, then one about each, in order."""
    starts = [start_of(numbered(entry.lines[0], layer)) for layer in (0, 1)]
    for start in starts:
        if start not in program.starts:
            raise entry.error(f"no line of {program.name} begins with {start!r}.")
    places = [program.starts.index(start) for start in starts]
    first, second = (0, 1) if places[0] < places[1] else (1, 0)  # in the program
    ways = []
    for line in entry.lines:
        ways += spelled(line)
    for layers in ([first, second], [first], [second]):
        word = " and ".join(variable(starts[layer]) for layer in layers)
        lines = []
        for way in ways:
            lines.append(";; ".join(numbered(way, layer) for layer in layers))
        yield entry.member(word, lines)


def numbered(line, layer):
    """Return a line for layer 0 or 1: names without a number get that of the layer."""
    return SHORT.sub(lambda short: LAYERS[short[1]][layer], line)


def by_word(entry):
    """Yield an entry for each word of the first choice, which each line may have."""
    choices = [CHOICE.search(line) for line in entry.lines]
    options = [choice[1].split("|") for choice in choices if choice]
    if not choices[0] or min(map(len, options)) < len(options[0]):
        raise entry.error(
            "where {} stands in the name, the first line holds a choice, {x|y}, and no "
            "line has fewer words to choose from."
        )
    for k, word in enumerate(options[0]):
        lines = [
            line.replace(choice[0], choice[1].split("|")[k]) if choice else line
            for line, choice in zip(entry.lines, choices, strict=True)
        ]
        yield entry.member(word, lines)


# --- lines of a program


def start_of(line):
    """Return the beginning of a line: its variable and operator, or its keyword."""
    match = START.match(line.strip())
    return match[0] if match else line.strip().partition(" ")[0]


def variable(start):
    """Return the variable that a line with this start sets."""
    return start.split(" ")[0]


def out_of_place(line):
    """Return a line that makes a new value instead of changing one in place."""
    return IN_PLACE.sub(r"\1\2 = \2 \3 (\4)", line)

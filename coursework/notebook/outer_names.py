"""Names that an answer takes from the notebook, and not from its arguments."""

import dis

from coursework.notebook.helpers import space_of
from coursework.running.signatures import asked_names, def_line, plain

# Where the values of the network are, by their names.
HOME = dict.fromkeys(("W1", "b1", "W2", "b2"), "params")
HOME |= dict.fromkeys(("Z1", "A1", "Z2", "y"), "ff_dict")
OWN = {"model": "self", "params": "self.params"}  # what a method has them as


def from_elsewhere(asked, report, written):
    """Return a sentence about a wrong answer that uses such a name, or "".

    Parameters
    ----------
    asked : Question
    report : Report
    written : callable or None
    """
    code = getattr(plain(written), "__code__", None)
    if code is None or report.status != "incorrect":
        return ""
    used = {step.argval for step in dis.get_instructions(code) if is_global(step)}
    arguments, space = asked_names(asked.signature), space_of(written)
    for name in sorted(used.intersection({*arguments, *HOME, *OWN})):
        if name in arguments and name != "self":
            there = " It takes what the notebook calls so." * (name in space)
            line = def_line(written)
            said = (
                f"{name} is no argument of your function {line}, but its lines use it."
            )
            return said + there
        if name in space and name in OWN and "self" in arguments:
            return (
                f"Your method takes {name} from the notebook, whatever that is there. "
                f"Inside of a method it is {OWN[name]}."
            )
        if name in space and HOME.get(name) in (*arguments, "params"):
            return (
                f"Your function takes {name} from the notebook, whatever comes in. It "
                f'belongs to what is given: {HOME[name]}["{name}"].'
            )
    return ""


def is_global(step):
    """Return whether an instruction takes a value from the notebook."""
    return step.opname in ("LOAD_GLOBAL", "LOAD_NAME")

"""Find global variables that an answer uses in place of its arguments."""

import dis

from coursework.notebook.helpers import space_of
from coursework.running.signatures import def_line, parameter_names, unwrapped
from coursework.words import say

# {value of the network: the dictionary that holds the value}
HOME = dict.fromkeys(("W1", "b1", "W2", "b2"), "params")
HOME |= dict.fromkeys(("Z1", "A1", "Z2", "y"), "ff_dict")
OWN = {"model": "self", "params": "self.params"}  # {name outside: name in a method}
GLOBAL = ("LOAD_GLOBAL", "LOAD_NAME")


def outer_name(question, report, written):
    """Return a sentence if a wrong answer uses a global variable, otherwise ""."""
    code = getattr(unwrapped(written), "__code__", None)
    if code is None or report.status != "incorrect":
        return ""
    used = {x.argval for x in dis.get_instructions(code) if x.opname in GLOBAL}
    arguments, space = parameter_names(question.signature), space_of(written)
    for name in sorted(used.intersection({*arguments, *HOME, *OWN})):
        if name in arguments and name != "self":  # the def line names it otherwise
            key = "no_argument_but_there" if name in space else "no_argument"
            return say(key, name=name, line=def_line(written))
        if name in space and name in OWN and "self" in arguments:  # model for self
            return say("method_takes", name=name, own=OWN[name])
        if name in space and HOME.get(name) in (*arguments, "params"):  # W1 of params
            return say("function_takes", name=name, home=HOME[name])
    return ""

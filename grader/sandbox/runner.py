"""Run an answer inside the sandbox: python -I -S runner.py OURS PACKAGES [HELPERS]

A line of JSON on standard input says what to call, and a line of JSON with what came
back goes to standard output. There is no right answer and no seed here, no other
question, and nothing is judged: even code that takes over this program must compute
right values to be right.
"""

import __future__

import importlib
import json
import linecache
import os
import random
import resource
import sys
import types

INTERRUPTED = (None, "KeyboardInterrupt", "KeyboardInterrupt")  # fields of an Outcome


def main(ours, packages, helpers=None):
    """Read a job, do its task, and write the reply."""
    job = json.loads(sys.stdin.buffer.readline())
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    close_streams()
    set_limits(job["limits"])
    sys.path[:] = [path for path in sys.path if "-packages" not in path]
    sys.path += [packages, ours]
    tools = load_tools(ours, helpers)
    reply = answered(tools, tools.codec.Task(**job["task"]))
    out.write(json.dumps(vars(reply)) + "\n")
    out.flush()
    os._exit(0)  # does not wait for threads and exit functions


def close_streams():
    """Connect the standard streams to /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)


def set_limits(limits):
    """Limit the resources of this process and of each process that it starts."""
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        try:
            most = resource.getrlimit(kind)[1]
            value = value if most < 0 else min(value, most)
            resource.setrlimit(kind, (value, value))
        except (TypeError, ValueError, OSError):  # not on this system
            continue


def load_tools(ours, helpers):
    """Return the modules that call an answer; the answer itself cannot import them."""
    tools = types.SimpleNamespace(
        answers=importlib.import_module("coursework.running.answers"),
        outcomes=importlib.import_module("coursework.running.outcomes"),
        codec=importlib.import_module("grader.sandbox.codec"),
    )
    for name in list(sys.modules):
        if name.partition(".")[0] in ("coursework", "grader"):
            del sys.modules[name]
    sys.path.remove(ours)
    if helpers:
        sys.path.append(helpers)
    return tools


def answered(tools, task):
    """Run an answer on all calls of its question; return the Reply for its judge."""
    import numpy as np

    # Answers that draw random numbers draw the same in each run. The seed is the same
    # for all, since one that depends on the seed of the run could tell that seed.
    random.seed(0)
    np.random.seed(0)
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    left_out = run_all(task.statements, module.__dict__)
    answer = module.__dict__.get(task.answer)
    given = tools.answers.as_function(task.question, answer)
    kind = type(given.function).__name__[:100]
    if not callable(given.function):
        is_there = given.function is not None
        return tools.codec.Reply(kind, False, is_there, left_out, [])
    written, outcomes = given.written, []
    seen, empty = {}, True  # `seen`: the dictionaries that the calls return
    for data in task.calls:
        call = tools.codec.decode_call(data)
        try:
            function = given.for_call(call)
            outcome = tools.outcomes.attempt(function, call.args, call.kwargs, seen)
        except KeyboardInterrupt:  # in a notebook, this stops the check
            outcome = tools.outcomes.Outcome(*INTERRUPTED)
        # What the answer has set could undo its changes of an argument just in time.
        sys.setprofile(None)
        sys.settrace(None)
        empty = empty and tools.answers.is_nothing(outcome)
        outcomes.append(tools.codec.encode_outcome(outcome, after=call))
    attempted = bool(tools.answers.is_attempted(written)) or not empty
    return tools.codec.Reply(kind, True, attempted, left_out, outcomes)


def run_all(statements, namespace):
    """Run statements, again while fewer fail; return the last error's name or ""."""
    # Annotations are not evaluated: they may need a package that is missing.
    flags, before = __future__.annotations.compiler_flag, len(statements) + 1
    while True:
        errors = []
        for k, statement in enumerate(statements):
            name = f"<answer {k}>"
            linecache.cache[name] = 0, None, statement.splitlines(True), name
            try:
                code = compile(statement, name, "exec", flags, dont_inherit=True)
                exec(code, namespace)
            except BaseException as error:  # sys.exit(), too
                errors.append(error)
        if not errors:
            return ""
        if len(errors) >= before:
            break
        before = len(errors)
    kind, name = type(errors[-1]).__name__, getattr(errors[-1], "name", None)
    return f"{kind}: {name}" if isinstance(name, str) else kind


if __name__ == "__main__":
    main(*sys.argv[1:])

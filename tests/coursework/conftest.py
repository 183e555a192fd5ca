"""Start a new session in each test, and compute what known mistakes do only once."""

import numpy as np
import pytest

from coursework.judging import help_levels, judge, question

FEW = [np.random.default_rng(seed).bit_generator.state for seed in range(6)]


@pytest.fixture(autouse=True)
def _new_session(monkeypatch):
    """Forget all shown reports and all requests for a solution."""
    monkeypatch.setattr(help_levels, "_shown", {})
    monkeypatch.setattr(help_levels, "_asked", set())
    monkeypatch.setattr(help_levels, "_settings", {"solutions": True})


@pytest.fixture(autouse=True, scope="session")
def _once():
    """Draw the calls of seeds 0 to 5 once, and run the known mistakes on them once."""
    drawn, done, original, run = {}, {}, question.Question.calls, judge.run

    def calls(question, rng):
        state = rng.bit_generator.state
        if state not in FEW:
            return original(question, rng)
        key = question.draw, FEW.index(state)
        if key not in drawn:
            drawn[key] = original(question, rng), rng.bit_generator.state
        found, rng.bit_generator.state = drawn[key]
        asked.update((id(call), call) for call in found)
        return found

    def run_once(function, call, **options):
        code = getattr(function, "__code__", None)
        if id(call) not in asked or not code.co_filename.endswith(".txt"):
            return run(function, call, **options)
        key = function, id(call)
        if key not in done:
            done[key] = run(function, call, **options)
        return done[key]

    asked = {}  # by id, which is unique as long as the object is kept
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question.Question, "calls", calls)
        patch.setattr(judge, "run", run_once)
        yield

"""Test that the commands of README.md and CLAIMS.md exist, and README's example."""

import pathlib
import re

import pytest

from neuralnet import load_experiment

ROOT = pathlib.Path(__file__).parent.parent
FILES = ("README.md", "CLAIMS.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}


def commands(name):
    """Return the commands in a file's table. `x a`, `b` stands for "x a" and "x b"."""
    found = []
    for line in TEXTS[name].splitlines():
        cells = line.strip("|").split(" | ")
        if line.startswith("| ") and "`" in line:
            command, *others = re.findall(r"`([^`]+)`", cells[1])
            found += [command, *(f"{command.rpartition(' ')[0]} {o}" for o in others)]
    return found


def fault(command):
    """Return what is missing for a command, or None."""
    for part in command.split(" && "):
        program, *words = part.split()
        if program == "make":
            if not re.search(rf"^{words[0]}:", (ROOT / "Makefile").read_text(), re.M):
                return f"no target {words[0]}"
            continue
        if program != ".venv/bin/python":
            return f"what is {program}?"
        paths = [ROOT / word for word in words if "/" in word]
        if not paths or not all(path.exists() for path in paths):
            return f"no such file: {part}"
        choice = words[-1]
        record = ROOT / "book" / "experiments" / f"record_{choice}.json"
        if "/" in choice or record.exists():
            continue
        if choice not in paths[0].read_text(encoding="utf-8"):
            return f"{paths[0].name} does not know {choice}"
    return None


@pytest.mark.parametrize("name", FILES)
def test_the_files_and_choices_of_each_command_exist(name):
    assert len(commands(name)) >= 3
    assert [command for command in commands(name) if fault(command)] == []


def test_the_example_runs_and_has_the_settings_of_the_reference_run(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", TEXTS["README.md"], flags=re.DOTALL)
    reference = load_experiment("reference")
    settings = {
        "num_hiddens": "784, 512, 10",
        "lr": "lr=0.1",
        "n_epochs": "n_epochs=17",
        "batch_size": "batch_size=32",
    }
    for name, words in settings.items():
        assert words in code
        assert str(reference["settings"][name]) in words
    assert code.endswith(f"# {reference['test_acc']:.4f}\n")
    short = code.replace("512", "4").replace("n_epochs=17", "n_epochs=1")
    exec(short, {})
    epoch, accuracy = capsys.readouterr().out.splitlines()
    assert epoch.startswith("epoch 00")
    assert 0.5 < float(accuracy) < 1

"""Test README.md, CLAIMS.md and CONTRIBUTING.md: commands, links, the example."""

import pathlib
import re

import publish
import pytest

from neuralnet import load_experiment

ROOT = pathlib.Path(__file__).parent.parent
FILES = ("README.md", "CLAIMS.md", "CONTRIBUTING.md", ".github/SUPPORT.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}


def commands(text):
    """Return what is a command of this project, each up to `-k`."""
    text = re.sub("``.+?``", "", text)  # such as ``{chapter}`backprop` ``
    quoted = [" ".join(words.split()) for words in re.findall(r"`([^`]+)`", text)]
    quoted += re.findall("^make .*", text, flags=re.MULTILINE)
    found = [words.partition(" -k ")[0] for words in quoted]
    return [words for words in found if words.startswith((".venv/bin/", "make "))]


def fault(command):
    """Return what is missing for a command, or None."""
    for part in command.replace("CHAPTER.", "digits.").split(" && "):
        program, *words = part.partition("#")[0].split()
        if program == "make":
            for target in (word for word in words if "=" not in word):
                if not re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M):
                    return f"no target {target}"
        elif not all((ROOT / word).exists() for word in words if "/" in word):
            return f"no such file: {part}"
    return None


@pytest.mark.parametrize("name", FILES)
def test_commands_and_linked_files_exist(name):
    assert [command for command in commands(TEXTS[name]) if fault(command)] == []
    links = re.findall(r"\]\((?!\w+:)([^)#\s]+)\)", TEXTS[name])
    assert [
        link for link in links if not (ROOT / name).parent.joinpath(link).exists()
    ] == []


def test_a_published_readme_leads_to_the_book():
    """Before, it shows no address, since there is none."""
    readme = TEXTS["README.md"]
    assert "https://" not in re.sub("<!--.*?-->", "", readme, flags=re.DOTALL)
    shown = publish.shown(readme)
    assert "<!--" not in shown
    assert "](https://" in shown
    assert "`git clone https://" in shown


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

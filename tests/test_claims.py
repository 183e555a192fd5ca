"""Test the figures in README.md and CLAIMS.md, and that their commands exist."""

import pathlib
import re
import statistics
from decimal import Decimal

import pytest

from neuralnet import load_experiment
from neuralnet.further import fast

ROOT = pathlib.Path(__file__).parent.parent
FILES = ("README.md", "CLAIMS.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}
CLAIMS = " ".join(TEXTS["CLAIMS.md"].split())
FIGURE = re.compile(r"\d+\.\d+(?: ± \d+\.\d+)?(?: %| times)")
ROOMS = re.findall(r"^(\w\S*/) {2,}\S", TEXTS["README.md"], flags=re.MULTILINE)


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
        if "/" not in choice and choice not in paths[0].read_text(encoding="utf-8"):
            return f"{paths[0].name} does not know {choice}"
    return None


def record_of(name):
    return load_experiment(f"record_{name}")


def claim(text):
    """Fail unless CLAIMS.md says this."""
    assert text in CLAIMS, f"CLAIMS.md does not say: {text}"


@pytest.mark.parametrize("name", FILES)
def test_the_files_and_choices_of_each_command_exist(name):
    assert len(commands(name)) >= (5 if name == "README.md" else 25)
    assert [command for command in commands(name) if fault(command)] == []


def test_contributing_names_commands_and_files_that_are_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    text = re.sub("``.+?``", "", text)  # such as ``{chapter}`backprop` ``
    quoted = [" ".join(words.split()) for words in re.findall(r"`([^`]+)`", text)]
    called = [words for words in quoted if words.startswith((".venv/bin/", "make "))]
    called = [words.replace("NAME.", "01-digits.") for words in called]
    files = [s for s in quoted if "/" in s and " " not in s and "NAME" not in s]
    assert len(called) >= 26
    assert [c for c in called if fault(c.partition(" -k ")[0])] == []
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_make_quick_leaves_out_tests_that_are_there():
    """After -k stand parts of their names, or of their files' names."""
    (left_out,) = re.findall(r'-k "not (.+)"', (ROOT / "Makefile").read_text("utf-8"))
    files = [*(ROOT / "tests").rglob("test_*.py")]
    named = [
        name for f in files for name in re.findall(r"def (test_\w+)", f.read_text())
    ]
    names = " ".join([*named, *(file.stem for file in files)])
    assert [part for part in left_out.split(" and not ") if part not in names] == []


def test_the_figures_of_the_readme_are_claims():
    figures = FIGURE.findall(TEXTS["README.md"])
    assert len(figures) >= 4
    for figure in figures:
        claim(figure)


def test_the_readme_lists_the_folders_that_exist():
    assert len(ROOMS) >= 14
    assert [room for room in ROOMS if not (ROOT / room).is_dir()] == []
    found = {path.parent.name for path in ROOT.glob("[a-z]*/*.py")}
    assert {f"{name}/" for name in found} <= set(ROOMS)


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


def test_claims_on_learning_rates():
    errors = {0.1: [], 0.276: []}
    for run in load_experiment("rates")["runs"]:
        errors[run["lr"]].append(100 * (1 - run["accs"][-1]))
    old, new = map(statistics.mean, errors.values())
    claim(f"misreads {new:.2f} % of the validation images")
    claim(f"learning rate of 0.276, and {old:.2f} % with 0.1")
    assert len(errors[0.1]) == len(errors[0.276]) == 3
    assert max(errors[0.276]) < min(errors[0.1])


def test_claims_on_speed(bench):
    machines = load_experiment("speed")["machines"]
    for name, rows in bench("quotes").rows(machines).items():
        found = [line for line in TEXTS[name].splitlines() if "`make bench`" in line]
        assert found == rows, "run .venv/bin/python bench/quotes.py"
    last, steps = machines[-1], load_experiment("speed_steps")["steps"]
    epoch = last["epochs"]["512,32"]["speed_of_fast"]["loop"]
    for found in (epoch, steps["blocks"]["speed"]):
        assert found["median"] == pytest.approx(4, rel=0.1)
    assert 3 < last["whole_run"]["speed"]["median"] < 4
    intro = (ROOT / "book" / "intro.md").read_text(encoding="utf-8")
    assert "512 hidden units about four times as fast" in intro
    assert "about four times" in fast.__doc__
    assert "more than three times" in fast.__doc__


def test_each_result_of_the_race_names_its_processor():
    """No result has a note, as a result that others sent in would have."""
    for result in load_experiment("speed")["machines"]:
        assert "note" not in result
        speed = result["epochs"]["512,32"]["speed"]["jax"]
        assert {"median", "min", "max"} <= speed.keys()
        assert all(result["machine"][key] for key in ("processor", "family", "model"))


def test_claims_on_the_reference_run():
    reference = load_experiment("reference")
    claim(f"{reference['test_acc']:.2%}".replace("%", " % test accuracy"))
    claim(f"a test loss of {reference['test_loss']:.3f}")


def test_claims_on_searches():
    coarse, fine, short = (
        load_experiment(f"search_{name}") for name in ("coarse", "fine", "short")
    )
    best = [f"{100 * s['rows'][0]['valid_acc']:.2f} %" for s in (coarse, fine, short)]
    claim(f"reach {best[0]} and {best[1]} validation accuracy")
    claim(f"halving reaches {best[2]} with {short['epochs_trained']} epochs in all")
    assert [len(found["rows"]) for found in (coarse, fine)] == [50, 50]
    assert min(found["rows"][0]["valid_acc"] for found in (fine, short)) >= 0.9798
    assert short["wall_seconds"] <= 30  # within half a minute
    assert short["versions"]["cores"] == 2


def test_claims_on_records():
    words_of = {
        "plain": "Plain descent",
        "smoothed": "Label smoothing",
        "attacked": "Adversarial training",
        "distorted": "Distortions",
        "longer": "Longer training",
        "fashion": "Fashion-MNIST",
    }
    number = {3: "Three", 5: "Five"}
    for name, words in words_of.items():
        record = record_of(name)
        error, seeds = record["test_error"], number[len(record["runs"])]
        units = f"{record['settings']['num_hiddens']:,} units"
        (row,) = [r for r in TEXTS["CLAIMS.md"].splitlines() if f"| {words}:" in r]
        assert f"{words}: {error['mean']:.2f} ± {error['sd']:.2f} %" in row
        assert f"bench/records.py {name}`" in row
        assert f"{seeds} seeds, {units}" in row


def test_claims_on_the_ensemble():
    ensemble = record_of("ensemble")
    (others,) = ensemble["others"]
    assert len(ensemble["seeds"] + others["seeds"]) == 5
    claim(f"An ensemble of five networks: {ensemble['test_error']:.2f} %")
    claim("Three of the five had been tested before, alone; the other two have 512")
    claim("It was not tried on validation images")
    five = set(ensemble["misread"])
    members = [set(run["misread"]) for run in record_of("distorted")["runs"]]
    won = "{}, {} and {}".format(*(len(one - five) for one in members))
    lost = "{}, {} and {}".format(*(len(five - one) for one in members))
    claim(f"the ensemble alone reads {won} images, they {lost}")
    ledger = load_experiment("openings")["openings"]
    earlier = [e["test_error"] for e in ledger if e["name"] == "ensemble"][:-1]
    claim("Earlier ensembles had {:.2f} and {:.2f} %".format(*earlier))
    assert ensemble["seeds"] == record_of("distorted")["seeds"]
    assert others["settings"]["num_hiddens"] == 512


def test_claims_on_longer_training():
    error = record_of("longer")["test_error"]
    sentence = f"one network misreads {error['mean']:.2f} ± {error['sd']:.2f} %"
    assert sentence in TEXTS["README.md"]
    stored = load_experiment("control_longer")
    for key in ("valid_error", "distorted_error"):
        short, long = (stored["means"][f"{n} epochs"][key] for n in (150, 300))
        claim(f"{long[0]:.2f} instead of {short[0]:.2f} %")
    lost, won = stored["pairs"][0]["pooled"]
    claim(f"Alone right: {won} images after 300 epochs, {lost} after 150")


def test_claims_on_the_chosen_committee():
    committee, first = record_of("committee"), record_of("longer")["runs"][0]
    error, n = committee["test_error"], 1 + len(committee["others"])
    claim(f"A committee of {n} networks: {error:.2f} %")
    assert f"a committee of {n} networks {error:.2f} %" in TEXTS["README.md"]
    share = error / 100
    claim(f"a standard error of {(share * (1 - share)) ** 0.5:.2f} points")
    assert committee["settings"] == record_of("longer")["settings"]
    assert committee["seeds"] == [first["seed"]]
    four, one = set(committee["misread"]), set(first["misread"])
    claim(f"Its first network has {first['test_error']:.2f} %")
    claim(f"alone reads {len(one - four)} images, that member {len(four - one)}")
    stored = load_experiment("control_committee")
    rows = {row["name"]: row["means"]["distorted_error"][0] for row in stored["rows"]}
    best, alone = rows[stored["best"]], rows["300 epochs"]
    voting = [name for name in rows if "+" in name]
    claim(f"of {len(voting)} committees, {best:.2f} instead of {alone:.2f} %")


def test_claims_on_committees_of_other_widths():
    stored = load_experiment("control_committee")
    assert all(len(row["runs"]) == 3 for row in stored["rows"])
    rows = {row["name"]: row["means"] for row in stored["rows"]}
    error = {name: means["distorted_error"][0] for name, means in rows.items()}
    alone, second = error["300 epochs"], "300 epochs + "
    thin, wide = (error[f"{second}width {width}"] for width in (14, 20))
    claim(f"from {alone:.2f} to {thin:.2f} or {wide:.2f} %, one that reads the same")
    same = error[f"{second}75 epochs"]
    claim(f"the same digits to {same:.2f} %")
    assert max(thin, wide) < same < alone  # as the chapter says, too
    voting = [name for name in rows if "+" in name]
    claim(f"of {len(voting)} committees, {error[stored['best']]:.2f} %")
    claim("The pair with a width of 14 is as good")
    (near,) = (
        pair["pooled_p"]
        for pair in stored["pairs"]
        if pair["second"] == f"{second}width 14" and pair["images"] == "copies"
    )
    assert near > 0.5
    (pair,) = (
        pair
        for pair in stored["pairs"]
        if pair["second"] == "300 epochs" and pair["images"] == "as they are"
    )
    claim("the four alone read {} images, their first {}".format(*pair["pooled"]))
    claim(f"(p = {pair['pooled_p']:.3f})")
    # The chapter: on copies, members that read scaled digits are better alone.
    assert max(error["width 14"], error["width 20"]) < error["75 epochs"]


@pytest.mark.parametrize("name", ["plain", "smoothed", "fashion"])
def test_the_mean_that_includes_earlier_networks_is_claimed(name):
    found = record_of(name)["with_earlier"]
    mean, sd, n = Decimal(str(found["mean"])), found["sd"], found["networks"]
    claim(f"all {n} have {mean:.2f} ± {sd:.2f} %")


def test_claims_on_networks_of_a_record_with_other_hyperparameters():
    """They opened the test set under the name of the record."""
    errors = {}
    for entry in load_experiment("openings")["openings"]:
        name, settings = entry["name"], entry["settings"]
        if name not in ("smoothed", "attacked", "distorted", "fashion"):
            continue
        if settings != record_of(name)["settings"]:
            key = name, settings["n_epochs"]
            errors.setdefault(key, []).append(entry["test_error"])
    assert {len(found) for found in errors.values()} == {3}
    mean = {key: f"{statistics.mean(found):.2f} %" for key, found in errors.items()}
    claim(f"with more smoothing and 60 epochs had {mean['smoothed', 60]} on average")
    claim(f"Three with half the epochs had {mean['attacked', 30]} on average")
    claim(f"smaller and shorter ones had {mean['fashion', 30]} on average")
    claim(f"Three with half the rate had {mean['distorted', 150]} on average")
    claim(f"stronger distortions and 100 epochs {mean['distorted', 100]}")


def test_claims_on_writers():
    stored = load_experiment("control_split")
    # The same images are read by networks that have trained on other images of their
    # writers ("images"), and by networks that have not ("writers").
    errors = stored["same_images"]
    seen, unseen = errors["all"]["images"], errors["all"]["writers"]
    claim(f"misreads {unseen:.2f} % of the images of which it misreads {seen:.2f} %")
    claim(f"{stored['means']['writers']['seeds']} seeds. The difference is")
    claim(f"{errors['more']:.2f} ± {errors['more_error']:.2f} points")
    claim(f"about {errors['more']:.1f} points")
    for who in ("employees", "students"):
        seen, unseen = errors[who]["images"], errors[who]["writers"]
        claim(f"{seen:.2f} to {unseen:.2f} % for {who}")
    seen, unseen = (stored["means"][k]["valid_error"][0] for k in ("images", "writers"))
    claim(f"{seen:.2f} and {unseen:.2f} %")
    (row,) = [row for row in stored["rows"] if row["name"] == "writers"]
    errors = [run["valid_error"] for run in row["runs"]]
    claim(f"draws of them: {min(errors):.2f} to {max(errors):.2f} %")


def test_claims_on_mixtures_and_distillation():
    stored = load_experiment("control_factorial")
    found = {name: mean["valid_error"] for name, mean in stored["means"].items()}
    names = "deslant + distort", "none", "deslant", "attack", "distort"
    both, none, upright, attack, distort = (
        "{:.2f} ± {:.2f} %".format(*found[name]) for name in names
    )
    assert min(found, key=found.get) == names[0]
    claim(f"least error, {both} on digits of other writers. None of the three gives")
    claim(f"None of the three gives {none}")
    claim(f"{upright}, attacks alone {attack}, distortions alone {distort}")
    cost = found["distort + attack"][0] - found["distort"][0]
    claim(f"Attacks on distorted digits cost {cost:.2f} points")
    *others, most = sorted(pair["pooled_p"] for pair in stored["pairs"])
    claim(f"p = {most:.3f} with each writer counted once, in one of {len(others) + 1}")
    assert others[-1] < 1e-5
    stored = load_experiment("control_distilled")
    hard, soft = (stored["means"][k]["valid_error"][0] for k in ("hard", "soft"))
    claim(f"of their own size: {soft:.2f} % instead of {hard:.2f} %")
    lost, won = stored["pairs"][0]["pooled"]
    claim(f"Alone right: {won} and {lost} images. In one seed of three the student was")
    assert sum(won > lost for lost, won in stored["pairs"][0]["only"]) == 1


def test_claims_on_networks_never_trained_on_attacks():
    rows = load_experiment("control_attacks")["rows"]

    def fooled(row, reach, steps):
        runs = [run["attacked_error"][reach][steps] for run in row["runs"]]
        assert len(runs) == 3
        return statistics.mean(runs)

    never = [row for row in rows if "attack" not in row["settings"]]
    assert len(never) == 10
    one, many = ([fooled(row, "0.06", steps) for row in never] for steps in ("1", "20"))
    claim(f"of 0.06 they misread from {min(one):.1f} to {max(one):.1f} %, after")
    claim(f"after 20 steps from {min(many):.1f} to {max(many):.1f} %")
    with_smoothing, without = (
        fooled(row, "0.06", "1")
        for name in ("smoothing 0.1", "lr 0.1")
        for row in rows
        if row["name"] == name
    )
    claim(f"{with_smoothing:.1f} % after one step, and {without:.1f} % without")
    least = min(fooled(row, "0.3", "20") for row in rows)
    claim(f"misreads at least {least:.1f} %")


def test_claims_on_choices():
    rows = load_experiment("record_choice")["rows"]
    rows = [row for row in rows if row["group"] == "tricks"]

    def mean(change, value_of):
        """Return the mean of a value over the runs of the row with this change."""
        (row,) = [row for row in rows if row["change"] == change]
        values = [value_of(run) for run in row["runs"] if "misread" in run]
        return sum(values) / len(values)

    rates = [{"lr": 0.2}, {"adam": True, "lr": 0.004}]
    momentum, adam = (mean(rate, lambda run: run["valid_error"]) for rate in rates)
    seconds = [mean(rate, lambda run: run["cpu_seconds"]) for rate in rates]
    claim(f"misread {adam:.2f} % and {momentum:.2f} % of the validation images")
    claim(f"Adam takes {seconds[1] / seconds[0]:.1f} times the CPU time")
    after, before = (
        [mean(change, lambda run, n=n: run["attacked_error"][n]) for n in ("1", "20")]
        for change in ({"attack": 0.06}, {"n_epochs": 30})
    )
    claim(f"misreads {after[0]:.1f} % of the images attacked so, and {after[1]:.1f} %")
    claim(f"without, {before[0]:.1f} % and {before[1]:.1f} %")

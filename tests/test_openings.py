"""Test that the ledger holds every test result, and that texts state their number.

An opening is one network, or one committee, whose error on test images is known.
Running the same network again is no new opening.
"""

import json
import pathlib
import re

import nbformat
import pytest

from neuralnet import load_experiment

ROOT = pathlib.Path(__file__).parent.parent
LEDGER = load_experiment("openings")["openings"]
NOTEBOOKS = [*ROOT.glob("book/*/*.ipynb"), *ROOT.glob("tests/homework/*.ipynb")]
OPENERS = {  # programs that use test images, and which entries they make or repeat
    "bench/experiments.py": "reference",
    "bench/records.py": "plain",
    "bench/searches.py": "search_fine",
    "book/chapters/06-training.ipynb": "reference",
    "book/chapters/07-tuning.ipynb": "07-tuning",
    "book/solutions/homework.ipynb": "homework",
    "tests/homework/homework.ipynb": "tests/homework",
}
ASKS = re.compile(r"(?<!def )open_test\(|X_test\) *$|forward\(X_test", re.MULTILINE)


def results(stored):
    """Return the (seeds, error) of every test result in a stored experiment."""
    if "test_acc" in stored:
        return [(None, 100 - 100 * stored["test_acc"])]
    if isinstance(stored.get("test_error"), float):  # a committee's
        parts = [stored, *stored["others"]]
        return [([part["seeds"] for part in parts], stored["test_error"])]
    runs = stored.get("runs", [])
    return [([r["seed"]], r["test_error"]) for r in runs if "test_error" in r]


def entered(name, error, seeds=None):
    return [
        entry
        for entry in LEDGER
        if entry["name"] == name
        and entry["test_error"] == pytest.approx(error, abs=6e-3)
        and seeds in (None, entry["seeds"])
    ]


def in_experiments():
    for path in sorted((ROOT / "book" / "experiments").glob("*.json")):
        for seeds, error in results(json.loads(path.read_text(encoding="utf-8"))):
            yield path.stem.removeprefix("record_"), error, seeds


def in_notebooks():
    for path in sorted(NOTEBOOKS):
        name = path.relative_to(ROOT).as_posix()
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                found = re.findall(r"test accuracy +(\d\.\d+)", output.get("text", ""))
                for accuracy in found:
                    yield OPENERS[name], 100 - 100 * float(accuracy), None


def cell(name, chapter="11-record"):
    """Return the source of a cell, by default of the chapter on building a record."""
    path = ROOT / f"book/chapters/{chapter}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return next(found.source for found in cells if found.id == name)


KNOWN = [*in_experiments(), *in_notebooks()]
RECORDS = {
    path.stem.removeprefix("record_"): load_experiment(path.stem)
    for path in (ROOT / "book" / "experiments").glob("record_*.json")
}


def test_the_ledger_has_the_same_names_as_the_known_results():
    assert {name for name, _, _ in KNOWN} == {entry["name"] for entry in LEDGER}


@pytest.mark.parametrize(("name", "error", "seeds"), KNOWN)
def test_a_known_result_has_one_entry(name, error, seeds):
    assert len(entered(name, error, seeds)) == 1, "enter it in openings.json"


def test_no_network_is_entered_twice():
    keys = [json.dumps([e[k] for k in e if k not in ("day", "why")]) for e in LEDGER]
    assert len(keys) == len(set(keys))


def test_no_other_program_asks_for_test_images():
    rooms = ("bench", "neuralnet", "coursework", "tools", "book/_ext")
    programs = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in [*programs, *NOTEBOOKS]
        if ASKS.search(path.read_text(encoding="utf-8").replace("\\n", "\n"))
    }
    shown = "book/chapters/01-digits.ipynb"  # shows the seal, tests nothing
    exercise = "book/exercises/homework.ipynb"  # the student's own opening
    again = "coursework/grading/choice/retrain.py"  # the grader repeats that one
    assert found - {shown, exercise, again} == set(OPENERS)


def test_since_the_rule_every_record_was_validated_first():
    """Since 26 November, three seeds precede each opening but one, which is stated."""
    late = [entry for entry in LEDGER if entry["day"] >= "2026-11-26"]
    (other,) = [entry for entry in late if entry["validated"] < 3]
    assert (other["name"], other["validated"]) == ("ensemble", 0)
    assert "validated, and it was not" in load_experiment("openings")["what"]
    assert "validated, and it had not" in cell("records-committee")
    trust = cell("records-all", "10-two-layers")
    assert "The committee of five was never tried on validation images." in trust


def test_one_committee_was_validated(bench):
    """Of the others only their networks were tried on validation images."""
    ledger = bench("ledger")
    committees = [entry for entry in LEDGER if isinstance(entry["settings"], list)]
    assert [entry["validated"] for entry in committees] == [0, 0, 0, 3]
    for entry in committees:
        seeds = ledger.validation_seeds(entry["name"], entry["settings"])
        assert len(seeds) == entry["validated"]


def test_the_chapter_says_what_the_committees_gain():
    def alone(name, member):  # the images that only one of the two reads
        by_all, by_one = set(RECORDS[name]["misread"]), set(member["misread"])
        return len(by_one - by_all), len(by_all - by_one)

    said = cell("records-committee")
    first = alone("committee", RECORDS["longer"]["runs"][0])
    assert "it alone reads {} images, that member {}.".format(*first) in said
    pairs = [alone("ensemble", run) for run in RECORDS["distorted"]["runs"]]
    gained, lost = ("{}, {} and {}".format(*n) for n in zip(*pairs, strict=True))
    assert f"it alone reads {gained} images, they {lost}." in said
    _, *others = (alone("committee", run) for run in RECORDS["longer"]["runs"])
    two = " and ".join("{} to {}".format(*pair) for pair in others)
    assert f"Beside the other two of `longer` it is {two}." in said


def test_the_texts_name_the_records_opened_before_they_were_validated():
    """The text names records whose settings had opened the test set before."""
    early = {}
    for entry in LEDGER:
        record = RECORDS.get(entry["name"], {})
        if entry["settings"] == record.get("settings") and entry["validated"] < 3:
            early[entry["name"]] = early.get(entry["name"], 0) + 1
    assert early == {"plain": 5, "quick": 3, "fashion": 3, "smoothed": 1}
    said = "five of `plain`, three each of `quick` and `fashion`, one of `smoothed`"
    claims = (ROOT / "CLAIMS.md").read_text(encoding="utf-8")
    for text in (cell("records-early"), claims):
        assert said in " ".join(text.split())


def test_the_records_refuse_settings_that_were_not_validated(bench):
    ledger, records = bench("ledger"), bench("records").RECORDS
    settings = records["plain"]["settings"]
    ledger.refuse_unvalidated("plain", settings, [99])
    with pytest.raises(SystemExit, match="0 of 3 seeds on validation images"):
        ledger.refuse_unvalidated("plain", settings | {"lr": 0.31}, [99])
    with pytest.raises(SystemExit, match="stays shut for fashion"):
        ledger.refuse_unvalidated("fashion", settings, [99])  # only for digits
    with pytest.raises(
        SystemExit, match=r"this committee has 0 of 3 .*bench/committee.py"
    ):
        ledger.refuse_unvalidated("ensemble", [settings, settings], [[1], [2]])


@pytest.mark.parametrize("name", sorted(set(RECORDS) - {"choice", "ensemble"}))
def test_a_record_has_the_least_validation_error_of_its_rivals(name, bench):
    """This is the reason that 'why' gives; only rows with three seeds are compared."""
    ledger, record = bench("ledger"), RECORDS[name]
    settings = record["settings"]
    if "others" in record:
        settings = bench("records").parts_of(record)[0]
    assert ledger.least(name)["settings"] == settings
    copies = name in ("longer", "committee")
    on = "error on distorted images" if copies else "validation error"
    reason = f"the least {on}" if len(ledger.rivals(name)) > 1 else "the only row"
    assert record["why"].startswith(reason)


def test_only_the_least_of_its_rivals_opens_the_test_set(bench, monkeypatch):
    """A committee needs three seeds of its own, and no better row beside it."""
    ledger = bench("ledger")
    one, two = {"num_hiddens": 1}, {"num_hiddens": 2}

    def row(settings, errors):
        runs = [{"seed": s, "distorted_error": e} for s, e in enumerate(errors)]
        return {"settings": settings, "runs": runs}

    rows = [row([one], [3, 3, 3]), row([one, two], [2, 2, 1]), row([two], [1, 1])]
    tables = {"control_committee": rows}
    monkeypatch.setattr(ledger, "known_rows", lambda file: tables.get(file, []))
    ledger.refuse_unvalidated("committee", [one, two], [[1], [2]])
    with pytest.raises(SystemExit, match="other hyperparameters have a smaller"):
        ledger.refuse_unvalidated("committee", [one], [[1]])
    with pytest.raises(SystemExit, match="this committee has 2 of 3 seeds"):
        ledger.refuse_unvalidated("committee", [two], [[1]])
    with pytest.raises(SystemExit, match="this committee has 0 of 3 seeds"):
        ledger.refuse_unvalidated("committee", [two, one], [[1], [2]])


@pytest.mark.parametrize("following", [False, True])
def test_a_stored_record_may_be_run_again_and_the_next_has_new_seeds(bench, following):
    ledger, records = bench("ledger"), bench("records")
    for name, record in records.RECORDS.items():
        found = records.with_seeds(record, following)
        settings, seeds = found["settings"], [[seed] for seed in found["seeds"]]
        if "others" in found:
            settings, parts = records.parts_of(found)
            seeds = [parts]
        for seed in seeds:
            assert ledger.is_known(name, settings, seed) is not following


def test_an_opening_is_entered_once(bench, monkeypatch):
    ledger, written = bench("ledger"), []
    monkeypatch.setattr(ledger, "write", lambda name, found: written.append(found))
    last = LEDGER[-1]
    same = last["settings"], last["seeds"], last["test_error"], "again"
    ledger.enter(last["name"], *same)
    assert written == []
    settings = bench("records").RECORDS["plain"]["settings"]
    ledger.enter("plain", settings, [99], 1.5, "for a test")
    (found,) = written
    assert found["openings"][:-1] == LEDGER
    assert found["openings"][-1]["validated"] >= 3
    assert found["openings"][-1]["why"] == "for a test"


def test_the_chapter_says_what_the_ledger_leaves_out():
    said = "About twenty networks of a study before this code are not in it"
    assert said in cell("records-ledger-read")


@pytest.mark.parametrize("name", ["README.md", "CLAIMS.md", "book/intro.md"])
def test_the_texts_say_how_often_the_test_set_was_opened(name):
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    mnist = sum(entry["data"] == "MNIST" for entry in LEDGER)
    assert f"{mnist} times in all" in text
    assert "about twenty networks of" in text.lower()
    if name == "CLAIMS.md":
        assert f"{len(LEDGER) - mnist} times for Fashion-MNIST" in text


def test_the_chapters_say_how_often_the_test_set_was_opened():
    mnist = sum(entry["data"] == "MNIST" for entry in LEDGER)
    assert f" {mnist} times in all" in cell("records-all", "10-two-layers")
    assert f"What did {mnist} looks cost?" in cell("record-next")

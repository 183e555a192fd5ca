"""What is written on an exercise page: kept, downloaded, graded, uploaded, cleared."""

import copy
import json
import pathlib

import nbformat
import pytest

from coursework.grading import assignment
from coursework.grading.pipeline import grade

BOOK = pathlib.Path(__file__).parent.parent.parent / "book"
NAMES = sorted(path.stem for path in (BOOK / "exercises").glob("*.ipynb"))
OWN = [BOOK / "solutions" / "08-top-k.ipynb"]  # asks a question of its own
WRONG = """\
def softmax(X):
    exps = np.exp(X - X.max())
    return exps / exps.sum(axis=1, keepdims=True)"""
# How many answers of a notebook are right; of the others it is one or more.
RIGHT = {"02-activations": 3, "wrong": 2, "homework": 7}
# A browser's storage; `room` is what it takes, and without it is forbidden.
STORAGE = """
const kept = new Map(Object.entries(given.kept ?? {}));
const methods = {
  getItem: (key) => kept.get(key) ?? null,
  removeItem: (key) => kept.delete(key),
  setItem(key, text) {
    if (text.length > (given.room ?? 1e6))
      throw new DOMException("no", "QuotaExceededError");
    kept.set(key, text);
  },
};
Object.defineProperty(globalThis, "localStorage", { configurable: true, get() {
  if (given.forbidden) throw new DOMException("no", "SecurityError");
  return methods;
} });
const { load, nameOf } = store;
const page = nameOf("https://a.org/nets/book/exercises/02-activations.html");
const cells = [{ id: "a", source: "1" }, { id: "b", source: "2", check: true }];
const report = (check) => [
  { output_type: "display_data", data: {}, metadata: { check } },
];
const [right, wrong] = [report("correct"), report("incorrect")];
// Keep texts by id, and what the check in b said.
function save(name, cells, texts, outputs, apart) {
  const places = cells.map((given) => ({
    given,
    text: texts[given.id] ?? given.source,
    outputs: given.id === "b" ? outputs : [],
  }));
  return store.save(name, places, apart);
}
"""
EMPTY = {"work": {}, "apart": []}
KEY = "two-layers-work:/nets/book/exercises/02-activations"


def read(folder, name):
    return json.loads((BOOK / folder / f"{name}.ipynb").read_text(encoding="utf-8"))


def texts(notebook):
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def places(notebook):
    """Return the cells of a page whose cells have run."""
    return [
        {
            "given": {"id": cell["id"]},
            "text": "".join(cell["source"]),
            "outputs": cell.get("outputs", []),
        }
        for cell in notebook["cells"]
    ]


def uploaded(found):
    return {name: one["text"] for name, one in found["work"].items()}


@pytest.fixture
def stored(js):
    """Run code with the store, in a browser that kept something."""
    return lambda code, **given: js(STORAGE + code, "page/store", **given)


# --- the notebook


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_those_of_the_page(js, name):
    notebook = read("exercises", name)
    cells = js("return notebook.readCells(given.nb);", "page/notebook", nb=notebook)
    assert {cell["id"]: cell["source"] for cell in cells} == texts(notebook)
    hidden = [cell["id"] for cell in cells if cell["hidden"]]
    assert hidden[0] == "colab-setup"
    assert hidden[1:] == (["08-top-k-04-question"] if name == "08-top-k" else [])
    for cell in cells:
        is_theirs = cell["source"].startswith("**My ") or cell["kind"] == "code"
        assert cell["editable"] == (is_theirs and not cell["hidden"])
    checks = [cell["source"] for cell in cells if cell["check"]]
    assert checks
    assert all(source.startswith("check(") for source in checks)


def test_downloads_are_graded_like_notebooks_solved_at_home(js, tmp_path):
    """Each exercise with the solution's cells, and one wrong answer."""
    home = {name: read("solutions", name) for name in NAMES}
    home["wrong"] = copy.deepcopy(home["02-activations"])
    (answer,) = (c for c in home["wrong"]["cells"] if c["id"] == "02-activations-11")
    answer["source"] = WRONG
    for name, solved in home.items():
        downloaded, again = js(
            """const { nb, places } = given;
            const saved = notebook.writeNotebook(nb, places);
            const cells = notebook.readCells(nb);
            return [saved, notebook.readUpload(JSON.stringify(saved), cells)];""",
            "page/notebook",
            nb=read("exercises", name if name in NAMES else "02-activations"),
            places=places(solved),
        )
        nbformat.validate(downloaded)
        assert again["apart"] == []
        assert uploaded(again).items() <= texts(solved).items()
        ran = [cell.get("outputs", []) for cell in downloaded["cells"]]
        assert sum(map(len, ran)) >= len(RIGHT)
        for one, place in ((downloaded, "page"), (solved, "home")):
            path = tmp_path / "in" / f"{place} {name}.ipynb"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(one), encoding="utf-8")
    records, ungraded, _ = grade(
        tmp_path / "in",
        tmp_path / "out",
        notebooks=OWN,
        questions=assignment.known(tuple(map(str, OWN))),
        seed=1,
        isolation="process",
        jobs=1,
        progress=False,
    )
    found = {record["file"].removesuffix(".ipynb"): record for record in records}
    assert len(found) == 2 * len(home)
    assert ungraded == []
    for name in home:
        rows, wanted = (found[f"{place} {name}"] for place in ("page", "home"))
        for row in rows["questions"] + wanted["questions"]:
            row.pop("cell")  # a solution has more cells
        assert rows["questions"] == wanted["questions"]
        right = [q for q in rows["questions"] if q["status"] == "correct"]
        assert len(right) == RIGHT.get(name) or (right and name not in RIGHT), name
    mistakes = [row["mistake"] for row in found["page wrong"]["questions"]]
    assert "global_max" in mistakes


# --- an upload


@pytest.mark.parametrize("change", ["id", "metadata", "nbgrader"])
def test_an_upload_is_known_by_its_ids(js, change):
    """Colab and others move or lose them; what has no place stands apart."""
    page = read("exercises", "02-activations")
    solved = read("solutions", "02-activations")
    own = {"cell_type": "code", "source": ["def my_own():\n", "    pass"]}
    answers = 0
    for cell in solved["cells"]:
        if change != "id":
            name = cell.pop("id")
            if change == "metadata":
                cell["metadata"]["id"] = name
        answers += cell["metadata"].get("nbgrader", {}).get("solution", False)
    solved["cells"].insert(5, own)
    answer = next(c for c in solved["cells"] if "exps /" in "".join(c["source"]))
    solved["cells"].append(answer | {"source": "a copy"})
    got = js(
        """const cells = notebook.readCells(given.page);
        return notebook.readUpload(JSON.stringify(given.solved), cells);""",
        "page/notebook",
        page=page,
        solved=solved,
    )
    apart = got["apart"]
    assert "".join(own["source"]) in apart
    assert "a copy" in apart
    wanted = read("solutions", "02-activations")
    assert uploaded(got).items() <= texts(wanted).items()
    assert "exps" in uploaded(got)["02-activations-11"]
    if change != "nbgrader":
        assert len(apart) == 2
    else:
        assert len(uploaded(got)) >= answers


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("no notebook", "not a notebook"),
        ("[1]", "not a notebook"),
        (
            json.dumps(read("solutions", "homework")),
            "'Exercise: Homework, a network of",
        ),
        (json.dumps(read("chapters", "02-activations")), "belongs to another page"),
        ('{"cells": []}', "Its title is ''"),
    ],
)
def test_an_upload_of_something_else(js, file, words):
    cells = "notebook.readCells(given.page)"
    got = js(
        f"return notebook.readUpload(given.file, {cells});",
        "page/notebook",
        file=file,
        page=read("exercises", "02-activations"),
    )
    assert words in got["problem"]
    assert "work" not in got


# --- the store


def test_what_is_written_is_kept(stored):
    """Each page apart, with what its cells have put out."""
    got = stored("""const said = [save(page, cells, { b: "two" }, right),
      save("/other/x", cells, { a: "z" })];
      const records = [...kept.values()].map((text) => JSON.parse(text));
      return [said, load(page, cells), load("/nets/y", cells), records];""")
    said, loaded, other, records = got
    assert [record["right"] for record in records] == [["b"], []]
    assert [record["checks"] for record in records] == [1, 1]
    assert said == ["", ""]
    assert loaded["work"].keys() == {"b"}
    assert loaded["work"]["b"]["text"] == "two"
    assert loaded["work"]["b"]["outputs"][0]["metadata"] == {"check": "correct"}
    assert loaded["apart"] == []
    assert other == EMPTY


def test_a_page_that_changed(stored):
    """What fits is put in its place; the rest stands apart."""
    got = stored("""save(page, cells, { a: "one", b: "two" }, []);
      const now = [{ id: "a", source: "1" }, { id: "b", source: "new", check: true }];
      const first = load(page, now);
      save(page, now, { a: "one", b: "three" }, [], [...first.apart, "more"]);
      return [first, load(page, now), load(page, cells)];""")
    one = {"a": {"text": "one", "outputs": []}}
    three = {"b": {"text": "three", "outputs": []}}
    assert got[0] == {"work": one, "apart": ["two"]}
    assert got[1] == {"work": one | three, "apart": ["two", "more"]}
    assert got[2] == {"work": one, "apart": ["two", "more", "three"]}


def test_outputs_of_a_page_that_changed_are_not_kept(stored):
    got = stored("""save(page, cells, {}, wrong);
      return load(page, [{ id: "b", source: "new" }]);""")
    assert got == EMPTY


def test_what_a_check_said_last_counts(stored):
    got = stored("""return [right, wrong, []].map((outputs) => {
        save(page, cells, { a: "one" }, outputs);
        return JSON.parse(kept.get(page)).right;
      });""")
    assert got == [["b"], [], []]


def test_each_task_is_counted_once(stored):
    """Below a planted mistake stands no check: that it is caught answers no task."""
    got = stored("""const places = cells.map((given) => (
        { given, text: "x", outputs: [...right, ...right] }));
      store.save(page, places);
      return JSON.parse(kept.get(page));""")
    assert (got["right"], got["checks"]) == (["b"], 1)


def test_long_outputs_are_not_kept(stored):
    """A few figures would fill the store, and then it would take no text."""
    got = stored("""const text = "x".repeat(50_000);
      save(page, cells, { a: "one" }, [...right, { output_type: "stream", text }]);
      return [load(page, cells).work, JSON.parse(kept.get(page)).right];""")
    assert got == [{"a": {"text": "one", "outputs": []}}, ["b"]]


def test_a_page_where_nothing_was_written_is_not_begun(stored):
    got = stored("""return [{ a: "1" }, { a: "one" }, { b: "2" }].map((texts) => {
        save(page, cells, texts, []);
        return kept.size;
      });""")
    assert got == [0, 1, 0]


@pytest.mark.parametrize("old", ['{"version": 1, "x": 1}', "no JSON"])
def test_what_cannot_be_read_is_not_lost(stored, old):
    got = stored(
        """const { apart } = load(page, cells);
        save(page, cells, { a: "one" }, [], apart);
        return load(page, cells);""",
        kept={KEY: old},
    )
    assert got["apart"] == [old]
    assert got["work"]["a"]["text"] == "one"


@pytest.mark.parametrize("given", [{"room": 20}, {"forbidden": True}])
def test_a_store_that_does_not_keep_says_so(stored, given):
    got = stored(
        'return [save(page, cells, { a: "one" }, []), load(page, cells)];', **given
    )
    assert "did not keep this" in got[0]
    assert got[1] == EMPTY


@pytest.mark.parametrize("end", ["", ".html", ".html#softmax", "?x=1"])
def test_a_page_is_its_path(stored, end):
    address = f"https://a.org/nets/book/exercises/02-activations{end}"
    assert stored("return nameOf(given.at);", at=address) == KEY

"""Test that a reader's work on an exercise page is stored, loaded and graded."""

import copy
import json

import nbformat
import pytest
from notebooks import ROOT

from grader.assignment import Assignment, known
from grader.pipeline import grade

BOOK = ROOT / "book"
NAMES = sorted(path.stem for path in (BOOK / "exercises").glob("*.ipynb"))
OWN = (str(BOOK / "solutions" / "mistakes-top-k.ipynb"),)  # has a question of its own
WRONG = """\
def softmax(X):
    exps = np.exp(X - X.max())
    return exps / exps.sum(axis=1, keepdims=True)"""
RIGHT = {
    "wrong": 3,
    "mistakes-top-k": 1,
}  # {graded download: its number of right answers}
# A browser's storage that takes `room` characters or is `forbidden`.
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
const page = nameOf("https://a.org/nets/book/exercises/activations.html");
const cells = [{ id: "a", source: "1" }, { id: "b", source: "2", check: true }];
const [right, wrong] = ["correct", "incorrect"].map((check) =>
  [{ output_type: "display_data", data: {}, metadata: { check } }]);
// Keep texts by id, and the outputs of the check in b.
function save(name, cells, texts, outputs, apart) {
  const place = (given) => ({ given, text: texts[given.id] ?? given.source,
    outputs: given.id === "b" ? outputs : [] });
  return store.save(name, cells.map(place), apart);
}
"""
EMPTY = {"work": {}, "apart": []}
ONE, THREE = {"text": "one", "outputs": []}, {"text": "three", "outputs": []}
KEY = "two-layers-work:/nets/book/exercises/activations"


def read(folder, name):
    return json.loads((BOOK / folder / f"{name}.ipynb").read_text(encoding="utf-8"))


def texts(notebook):
    """Return {id: text} of the cells."""
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def places(notebook):
    """Return what writeNotebook takes of a page on which these cells have run."""
    outputs = {cell["id"]: cell.get("outputs", []) for cell in notebook["cells"]}
    return [
        {"given": {"id": name}, "text": text, "outputs": outputs[name]}
        for name, text in texts(notebook).items()
    ]


def uploaded(upload):
    """Return {id: text} of the cells to which readUpload found the cell of the page."""
    return {name: one["text"] for name, one in upload["work"].items()}


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_those_of_the_page(js, name):
    notebook = read("exercises", name)
    cells = js("return notebook.readCells(given.nb);", "page/notebook", nb=notebook)
    assert {cell["id"]: cell["source"] for cell in cells} == texts(notebook)
    hidden = [cell["id"] for cell in cells if cell["hidden"]]
    assert hidden[0] == "colab-setup"
    assert hidden[1:] == (
        ["mistakes-top-k-04-question"] if name == "mistakes-top-k" else []
    )
    for cell in cells:
        is_theirs = cell["source"].startswith("**My ") or cell["kind"] == "code"
        assert cell["editable"] == (is_theirs and not cell["hidden"])
    checks = [cell["source"] for cell in cells if cell["check"]]
    assert checks
    assert all(source.startswith("check(") for source in checks)


def test_downloads_are_graded_like_notebooks_solved_at_home(js, tmp_path):
    """Each exercise is solved on its page, and one of them wrongly, too.

    Of two downloads, which are graded, one has a question of its own.
    """
    at_home = {name: read("solutions", name) for name in NAMES}
    at_home["wrong"] = copy.deepcopy(at_home["activations"])
    (answer,) = (c for c in at_home["wrong"]["cells"] if c["id"] == "02-activations-11")
    answer["source"] = WRONG
    (tmp_path / "in").mkdir()
    exercises = {name: read("exercises", name) for name in NAMES}
    exercises["wrong"] = exercises["activations"]
    results = js(
        """return given.pages.map(([nb, places]) => {
          const saved = notebook.writeNotebook(nb, places);
          const cells = notebook.readCells(nb);
          return [saved, notebook.readUpload(JSON.stringify(saved), cells)];
        });""",
        "page/notebook",
        pages=[(exercises[name], places(solved)) for name, solved in at_home.items()],
    )
    for name, (downloaded, upload) in zip(at_home, results, strict=True):
        solved = at_home[name]
        nbformat.validate(downloaded)
        assert upload["apart"] == [], "each cell finds its place again"
        assert uploaded(upload).items() <= texts(solved).items()
        outputs = [cell.get("outputs", []) for cell in downloaded["cells"]]
        assert any(outputs)
        if name in RIGHT:
            for place, submission in (("page", downloaded), ("home", solved)):
                path = tmp_path / "in" / f"{place} {name}.ipynb"
                path.write_text(json.dumps(submission), encoding="utf-8")
    points = dict.fromkeys(known(OWN), 1.0)
    asked = Assignment(points, notebooks=OWN, by_hand={})
    how = {"isolation": "process", "jobs": 1, "progress": False, "seed": 1}
    folders = tmp_path / "in", tmp_path / "out"
    records, ungraded, _ = grade(*folders, assignment=asked, **how)
    found = {record.file.removesuffix(".ipynb"): record for record in records}
    assert len(found) == 2 * len(RIGHT)
    assert ungraded == []
    for name, count in RIGHT.items():
        rows, wanted = (found[f"{at} {name}"].marks for at in ("page", "home"))
        for row in rows + wanted:
            row.cell = None  # a solution has more cells
        assert rows == wanted
        assert [row.status for row in rows].count("correct") == count, name
    mistakes = [row.mistake for row in found["page wrong"].marks]
    assert "global_max" in mistakes


@pytest.mark.parametrize("id_in", ["id", "metadata", "nbgrader"])
def test_an_upload_is_known_by_its_ids(js, id_in):
    """Colab and others move ids or lose them, but not the ids of nbgrader.

    Only cells of questions have these. Added cells and second copies stand apart.
    """
    page = read("exercises", "activations")
    solved = read("solutions", "activations")
    own = {"cell_type": "code", "source": ["def my_own():\n", "    pass"]}
    num_answers = 0
    for cell in solved["cells"]:
        if id_in != "id":
            name = cell.pop("id")
            if id_in == "metadata":
                cell["metadata"]["id"] = name
        num_answers += cell["metadata"].get("nbgrader", {}).get("solution", False)
    solved["cells"].insert(5, own)
    answer = next(c for c in solved["cells"] if "exps /" in "".join(c["source"]))
    solved["cells"].append(answer | {"source": "a copy"})
    code = """const cells = notebook.readCells(given.page);
        return notebook.readUpload(JSON.stringify(given.solved), cells);"""
    got = js(code, "page/notebook", page=page, solved=solved)
    apart = got["apart"]
    assert "".join(own["source"]) in apart
    assert "a copy" in apart
    wanted = read("solutions", "activations")
    assert uploaded(got).items() <= texts(wanted).items()
    assert "exps" in uploaded(got)["02-activations-11"]
    if id_in != "nbgrader":
        assert len(apart) == 2
    else:
        assert len(uploaded(got)) >= num_answers


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("no notebook", ""),
        ("[1]", ""),
        (json.dumps(read("solutions", "homework")), "'Exercise: Homework, a network"),
        (json.dumps(read("chapters", "activations")), ""),
        ('{"cells": []}', "''"),
    ],
)
def test_an_upload_of_another_file_is_refused(js, file, title):
    code = "return notebook.readUpload(given.file, notebook.readCells(given.page));"
    page = read("exercises", "activations")
    got = js(code, "page/notebook", file=file, page=page)
    assert got["problem"]
    assert title in got["problem"]
    assert "work" not in got


UNREAD = """const { apart } = load(page, cells);
        save(page, cells, { a: "one" }, [], apart);
        return load(page, cells);"""
REFUSED = """const said = save(page, cells, { a: "one" }, []);
        return [said.includes("did not keep this"), load(page, cells)];"""
OLD, TEXT = ({"work": {"a": ONE}, "apart": [old]} for old in ('{"x": 1}', "no JSON"))
ADDRESS = "https://a.org/nets/book/exercises/activations"
NAMED = """return ["", ".html", ".html#softmax", "?x=1"].map((end) =>
          nameOf(given.at + end));"""
# A call of the store, what it returns, and what the browser's storage then holds.
STORE = {
    "a store that is full does not keep": (REFUSED, [True, EMPTY], {"room": 20}),
    "nor does one that is forbidden": (REFUSED, [True, EMPTY], {"forbidden": True}),
    "a page is named by its path": (NAMED, 4 * [KEY], {"at": ADDRESS}),
    "an unknown version is not lost": (UNREAD, OLD, {"kept": {KEY: '{"x": 1}'}}),
    "nor is a text that is no JSON": (UNREAD, TEXT, {"kept": {KEY: "no JSON"}}),
    "each page is kept apart, with the outputs of its cells": (
        """save(page, cells, { b: "two" }, right); save("/other/x", cells, { a: "z" });
        const { work, apart } = load(page, cells);
        return [work.b.text, work.b.outputs[0].metadata, apart, load("/y", cells)];""",
        ["two", {"check": "correct"}, [], EMPTY],
    ),
    "of a page that changed, what does not fit stands apart": (
        """save(page, cells, { a: "one", b: "two" }, []);
        const now = [cells[0], { id: "b", source: "new", check: true }];
        const first = load(page, now);
        save(page, now, { a: "one", b: "three" }, [], [...first.apart, "more"]);
        return [first, load(page, now), load(page, cells)];""",
        [
            {"work": {"a": ONE}, "apart": ["two"]},
            {"work": {"a": ONE, "b": THREE}, "apart": ["two", "more"]},
            {"work": {"a": ONE}, "apart": ["two", "more", "three"]},
        ],
    ),
    "outputs of a page that changed are lost": (
        """save(page, cells, {}, wrong);
        return load(page, [{ id: "b", source: "new" }]);""",
        EMPTY,
    ),
    "the last report of a check counts": (
        """return [right, wrong, []].map((outputs) => {
          save(page, cells, { a: "one" }, outputs);
          return JSON.parse(kept.get(page)).right;
        });""",
        [["b"], [], []],
    ),
    "each task counts once, and a caught mistake is no answer": (
        """store.save(page, cells.map((given) => (
          { given, text: "x", outputs: [...right, ...right] })));
        const { right: found, checks } = JSON.parse(kept.get(page));
        return [found, checks];""",
        [["b"], 1],
    ),
    "long outputs are lost, since a few would fill the store": (
        """const text = "x".repeat(50_000);
        save(page, cells, { a: "one" }, [...right, { output_type: "stream", text }]);
        return [load(page, cells).work, JSON.parse(kept.get(page)).right];""",
        [{"a": ONE}, ["b"]],
    ),
    "a page without a text of the reader's is not kept": (
        """return [{ a: "1" }, { a: "one" }, { b: "2" }].map((texts) => {
          save(page, cells, texts, []);
          return kept.size;
        });""",
        [0, 1, 0],
    ),
}


@pytest.mark.parametrize("case", STORE.values(), ids=STORE)
def test_the_store_keeps_and_loads_work(js, case):
    code, wanted, *storage = case  # no storage given: an empty one
    assert js(STORAGE + code, "page/store", **dict(*storage)) == wanted

"""What is written on an exercise page: kept, downloaded, graded, uploaded, cleared."""

import copy
import json
import pathlib

import nbformat
import pytest

from coursework.grading import assignment
from coursework.grading.grade import grade

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
const { load, save, mark, clear, clearApart, pageOf } = store;
const page = "/nets/book/exercises/02-activations";
const cells = given.cells ?? [
  { id: "a", source: "1" }, { id: "b", source: "2", check: true }];
const [a, b] = cells;
"""
EMPTY = {"sources": {}, "apart": [], "right": []}


def read(folder, name):
    return json.loads((BOOK / folder / f"{name}.ipynb").read_text(encoding="utf-8"))


def texts(notebook):
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


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


def test_outputs_are_stored_as_a_notebook_does(js):
    """Pieces of one stream are one, and the page's own remarks are left out."""
    said = [{"name": "stdout", "text": "1\n"}, {"name": "stdout", "text": "2\n"}]
    said += [{"name": "stderr", "text": "no\n"}]
    said += [{"data": {"text/plain": "✔", "id": "shown-1", "check": "correct"}}]
    cells = [{"id": "a", "cell_type": "code", "metadata": {}, "source": ["1"]}]
    made = js(
        "return notebook.writeNotebook(given.nb, { a: 'two' }, { a: given.said });",
        "page/notebook",
        nb={"cells": cells},
        said=said,
    )
    (cell,) = made["cells"]
    assert cell["source"] == "two"
    streams = [(one.get("name"), one.get("text")) for one in cell["outputs"]]
    assert streams == [("stdout", "1\n2\n"), ("stderr", "no\n"), (None, None)]
    assert cell["outputs"][2]["data"] == {"text/plain": "✔"}


def heard(cell):
    """Return a cell's outputs as output.js hears them."""
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            for line in output["text"]:
                yield {"name": output["name"], "text": line}
        else:
            data = {mime: "".join(text) for mime, text in output["data"].items()}
            yield {"data": data | {"id": "shown-1", "check": "correct"}}


def test_downloads_are_graded_like_notebooks_solved_at_home(js, tmp_path):
    """Each exercise with the solution's cells, and one wrong answer."""
    home = {name: read("solutions", name) for name in NAMES}
    home["wrong"] = copy.deepcopy(home["02-activations"])
    (answer,) = (c for c in home["wrong"]["cells"] if c["id"] == "02-activations-11")
    answer["source"] = WRONG
    for name, solved in home.items():
        downloaded, again = js(
            """const { nb, texts, heard } = given;
            const saved = notebook.writeNotebook(nb, texts, heard);
            const cells = notebook.readCells(nb);
            return [saved, notebook.readUpload(JSON.stringify(saved), cells)];""",
            "page/notebook",
            nb=read("exercises", name if name in NAMES else "02-activations"),
            texts=texts(solved),
            heard={cell["id"]: [*heard(cell)] for cell in solved["cells"]},
        )
        nbformat.validate(downloaded)
        assert again["apart"] == []
        assert again["texts"].items() <= texts(solved).items()
        for one, place in ((downloaded, "page"), (solved, "home")):
            path = tmp_path / "in" / f"{place} {name}.ipynb"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(one), encoding="utf-8")
    records, ungraded, _ = grade(
        tmp_path / "in",
        tmp_path / "out",
        questions=OWN,
        only=assignment.known(tuple(map(str, OWN))),
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
    apart = [one["text"] for one in got["apart"]]
    assert "".join(own["source"]) in apart
    assert "a copy" in apart
    wanted = read("solutions", "02-activations")
    assert got["texts"].items() <= texts(wanted).items()
    assert "exps" in got["texts"]["02-activations-11"]
    if change != "nbgrader":
        assert len(apart) == 2
    else:
        assert len(got["texts"]) >= answers


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
        ('{"cells": []}', "It has no title."),
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
    assert "texts" not in got


# --- the store


def test_what_is_written_is_kept(stored):
    got = stored("""const said = [save(page, cells, { a: "1", b: "two" }),
      mark(page, cells, b, true), save("/other/x", cells, { a: "z" })];
      const records = [...kept.values()].map((text) => JSON.parse(text));
      return [said, load(page, cells), load("/nets/y", cells), records];""")
    said, loaded, other, records = got
    assert [len(record["right"]) for record in records] == [1, 0]
    assert [record["checks"] for record in records] == [1, 1]
    assert said == [""] * 3
    assert loaded == {"sources": {"b": "two"}, "apart": [], "right": ["b"]}
    assert other == EMPTY


def test_a_page_that_changed(stored):
    """What fits is put in its place; the rest stands apart, until it is cleared."""
    got = stored("""save(page, cells, { a: "one", b: "two" });
      const now = [{ id: "a", source: "1" }, { id: "b", source: "new", check: true }];
      const first = load(page, now);
      save(page, now, { ...first.sources, b: "three" }, [{ id: "", text: "more" }]);
      const then = load(page, now);
      const back = load(page, cells);
      clearApart(page, cells);
      return [first, then, back, load(page, now)];""")
    first, then, back, cleared = got
    two, more = {"id": "b", "text": "two"}, {"id": "", "text": "more"}
    assert first == EMPTY | {"sources": {"a": "one"}, "apart": [two]}
    assert then == EMPTY | {"sources": {"a": "one", "b": "three"}, "apart": [two, more]}
    assert back["sources"] == {"a": "one"}
    assert {"id": "b", "text": "three"} in back["apart"]
    assert cleared == EMPTY | {"sources": {"a": "one"}}


def test_marks_and_clearing(stored):
    """Of the cells that hold a check; what it said last counts."""
    got = stored("""const seen = [a, b, b].map((cell) => {
        mark(page, cells, cell, true);
        return load(page, cells).right;
      });
      save(page, cells, { a: "one" });
      mark(page, cells, b, false);
      const { right } = load(page, cells);
      clear(page);
      return [seen, right, load(page, cells), kept.size];""")
    assert got == [[[], ["b"], ["b"]], [], EMPTY, 0]


def test_a_page_where_nothing_was_written_is_not_begun(stored):
    got = stored("""save(page, cells, { a: "1" });
      mark(page, cells, b, false);
      const first = kept.size;
      save(page, cells, { a: "one" });
      const then = kept.size;
      save(page, cells, { a: "1", b: "2" });
      return [first, then, kept.size];""")
    assert got == [0, 1, 0]


@pytest.mark.parametrize("old", ['{"version": 2, "x": 1}', "no JSON"])
def test_what_cannot_be_read_is_not_lost(stored, old):
    key = "two-layers-work:/nets/book/exercises/02-activations"
    got = stored(
        'save(page, cells, { a: "one" }); return load(page, cells);', kept={key: old}
    )
    apart = [{"id": "", "text": old}]
    assert got == EMPTY | {"sources": {"a": "one"}, "apart": apart}


@pytest.mark.parametrize(
    ("given", "words"),
    [({"room": 20}, "no room left"), ({"forbidden": True}, "keeps nothing")],
)
def test_a_store_that_does_not_keep_says_so(stored, given, words):
    got = stored(
        """const said = [save(page, cells, { a: "one" }), mark(page, cells, b, true)];
        clear(page);
        return [...said, load(page, cells)];""",
        **given,
    )
    assert words in got[0]
    assert got[0] == got[1]
    assert got[2] == EMPTY


@pytest.mark.parametrize("end", ["", ".html", ".html#softmax", "?x=1"])
def test_a_page_is_its_path(stored, end):
    address = f"https://a.org/nets/book/exercises/02-activations{end}"
    assert stored("return pageOf(given.at) === page;", at=address)

// Turn a notebook into the cells of a page, and these into the notebook that is handed in.

const HIDDEN = /^remove-(cell|input)$/;
const THEIRS = /^\*\*My /; // Markdown below which the reader writes a text

const textOf = (cell) => [cell.source].flat().join("");

// The cells of a notebook, in order: { id, kind, source, hidden, editable, check, answer,
// needs }. Hidden cells run without being shown. `check` cells count in the overview of the
// exercises; the reader writes an `answer`.
// `needs` are the ids of the cells that run before a cell of a chapter.
export function readCells(notebook) {
  return notebook.cells.map((cell) => {
    const kind = cell.cell_type;
    const source = textOf(cell);
    const { tags = [], nbgrader = {}, needs } = cell.metadata;
    const hidden = kind === "code" && tags.some((tag) => HIDDEN.test(tag));
    const editable = kind === "code" ? !hidden : THEIRS.test(source);
    const [check, answer] = [!!nbgrader.grade, !!nbgrader.solution];
    return { id: cell.id, kind, source, hidden, editable, check, answer, needs };
  });
}

// Insert what the reader wrote in the `places`, [{ given, text, outputs }], into the notebook.
export function writeNotebook(notebook, places) {
  const work = new Map(places.map((one) => [one.given.id, one]));
  const cells = notebook.cells.map((cell) => {
    const { text: source = textOf(cell), outputs = [] } = work.get(cell.id) ?? {};
    if (cell.cell_type !== "code") return { ...cell, source };
    return { ...cell, source, outputs, execution_count: null };
  });
  return { ...notebook, cells };
}

// Read an uploaded file for these cells. Return { work, apart }: the texts by id, and the
// code that belongs to none of them; or { problem }, a sentence.
export function readUpload(file, cells) {
  let notebook;
  try {
    notebook = JSON.parse(file);
  } catch {}
  if (!Array.isArray(notebook?.cells))
    return { problem: "This file is not a notebook: choose one that ends in .ipynb." };
  const idsOf = (kind) => cells.filter((one) => one[kind]).map(({ id }) => id);
  const [places, hidden] = [idsOf("editable"), idsOf("hidden")];
  const [work, apart] = [{}, []];
  for (const cell of notebook.cells) {
    // Colab moves an id into the metadata; nbgrader has a copy of it.
    const { metadata = {} } = cell;
    const ids = [cell.id, metadata.id, metadata.nbgrader?.grade_id];
    if (ids.some((id) => hidden.includes(id))) continue;
    const place = ids.find((id) => places.includes(id) && !(id in work));
    const text = textOf(cell);
    if (place) work[place] = { text };
    else if (cell.cell_type === "code" && text.trim()) apart.push(text);
  }
  if (Object.keys(work).length) return { work, apart };
  const title = /^# (.*)/m.exec(notebook.cells.map(textOf).join("\n"))?.[1] ?? "";
  return { problem: `This notebook belongs to another page. Its title is '${title}'.` };
}

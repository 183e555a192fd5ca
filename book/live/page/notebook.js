// Between the cells of a page and the notebook that the reader hands in.

const HIDDEN = ["remove-cell", "remove-input"];
const THEIRS = /^\*\*My /; // Markdown that waits for a text of the reader's

const textOf = (cell) => [cell.source].flat().join("");

// The cells of a notebook, in order: { id, kind, source, hidden, editable, check }.
// Hidden ones run and are not seen; a check is one that the overview counts.
export function readCells(notebook) {
  return notebook.cells.map((cell) => {
    const kind = cell.cell_type;
    const source = textOf(cell);
    const { tags = [], nbgrader = {} } = cell.metadata;
    const hidden = tags.some((tag) => HIDDEN.includes(tag));
    const editable = kind === "code" ? !hidden : THEIRS.test(source);
    return { id: cell.id, kind, source, hidden, editable, check: !!nbgrader.grade };
  });
}

// The notebook with the texts by id in place. Of a cell that ran it holds what was heard
// of it, by id, as { name, text } or { data }; of others no output.
export function writeNotebook(notebook, texts, heard = {}) {
  const cells = notebook.cells.map((cell) => {
    const source = texts[cell.id] ?? textOf(cell);
    if (cell.cell_type !== "code") return { ...cell, source };
    const outputs = outputsOf(heard[cell.id] ?? []);
    return { ...cell, source, outputs, execution_count: null };
  });
  return { ...notebook, cells };
}

function outputsOf(heard) {
  const outputs = [];
  for (const { name, text, data } of heard) {
    const last = outputs.at(-1);
    if (data) {
      const types = Object.entries(data).filter(([type]) => type.includes("/"));
      const shown = { data: Object.fromEntries(types), metadata: {} };
      outputs.push({ output_type: "display_data", ...shown });
    } else if (last?.name === name) last.text += text;
    else outputs.push({ output_type: "stream", name, text });
  }
  return outputs;
}

// What an uploaded file holds for these cells: the texts by id, and the code that has no
// place among them, to stand apart; or the problem, a sentence.
export function readUpload(file, cells) {
  let notebook;
  try {
    notebook = JSON.parse(file);
  } catch {}
  if (!Array.isArray(notebook?.cells))
    return { problem: "This file is not a notebook: choose one that ends in .ipynb." };
  const places = new Map(cells.filter((c) => c.editable).map((c) => [c.id, c]));
  const hidden = new Set(cells.filter((c) => c.hidden).map((c) => c.id));
  const texts = {};
  const apart = [];
  for (const cell of notebook.cells) {
    // Colab moves an id into the metadata; nbgrader has a copy of it.
    const { metadata = {} } = cell;
    const ids = [cell.id, metadata.id, metadata.nbgrader?.grade_id];
    if (ids.some((id) => hidden.has(id))) continue;
    const place = ids.find((id) => places.has(id) && !(id in texts));
    const text = textOf(cell);
    if (place) texts[place] = text;
    else if (cell.cell_type === "code" && text.trim()) apart.push({ id: "", text });
  }
  if (Object.keys(texts).length) return { texts, apart };
  const title = /^# (.*)/m.exec(notebook.cells.map(textOf).join("\n"))?.[1];
  const which = title ? `Its title is '${title}'.` : "It has no title.";
  return { problem: `This notebook belongs to another page. ${which}` };
}

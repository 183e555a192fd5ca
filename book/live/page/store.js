// What a reader wrote on an exercise page: kept in this browser alone, never sent.
//
// A page is its path without .html, so that two books of one host stay apart. Each text
// is kept with the one that the page gave when it was written (`from`). If the page's
// own text has changed since, the reader's is not put in its place: it stands `apart`,
// and stays there until the reader clears it.

const PREFIX = "two-layers-work:"; // _static/progress.js reads it, too
const VERSION = 1;
const EMPTY = { version: VERSION, cells: {}, apart: [], right: [], checks: 0 };
const FULL =
  "Your browser has no room left, so it did not keep this change. Download the notebook " +
  "before you close the page.";
const FORBIDDEN =
  "Your browser keeps nothing for this page, as in a private window. Download the " +
  "notebook before you close the page.";

// The name of a page in the store, from its address.
export function pageOf(address) {
  return new URL(address).pathname.replace(/\.html$/, "");
}

function read(page) {
  let text = null;
  try {
    text = localStorage.getItem(PREFIX + page);
    const record = JSON.parse(text);
    if (!record) return EMPTY;
    if (record.version === VERSION) return { ...EMPTY, ...record };
  } catch {} // forbidden, or not ours: nothing of it may be lost
  return text === null ? EMPTY : { ...EMPTY, apart: [{ id: "", text }] };
}

function write(page, record) {
  const { cells, apart, right } = record;
  if (!Object.keys(cells).length && !apart.length && !right.length) return clear(page);
  try {
    localStorage.setItem(PREFIX + page, JSON.stringify(record));
  } catch (error) {
    return /quota/i.test(error.name) ? FULL : FORBIDDEN;
  }
  tell();
  return "";
}

function tell() {
  globalThis.document?.dispatchEvent(new Event("two-layers-work"));
}

// What is kept of a page with these cells (see readCells): `sources` by id, what stands
// `apart` as [{ id, text }], and the ids of the checks that were `right`.
export function load(page, cells) {
  const record = read(page);
  const given = new Map(cells.map(({ id, source }) => [id, source]));
  const sources = {};
  const apart = [...record.apart];
  for (const [id, { text, from }] of Object.entries(record.cells)) {
    if (given.get(id) === from) sources[id] = text;
    else apart.push({ id, text });
  }
  return { sources, apart, right: record.right };
}

// Keep the texts by id, those of the page's own cells that were changed. More texts that
// have no place on the page may be given to stand apart. The answer is a sentence if
// that did not work, else "".
export function save(page, cells, texts, more = []) {
  const { apart, right } = load(page, cells);
  const kept = {};
  for (const { id, source } of cells) {
    const text = texts[id] ?? source;
    if (text !== source) kept[id] = { text, from: source };
  }
  const record = { cells: kept, apart: [...apart, ...more], right };
  return write(page, { version: VERSION, ...record, checks: checksOf(cells) });
}

// Note what the check in one of the cells said when it was run last.
export function mark(page, cells, { id, check }, isRight) {
  if (!check) return "";
  const record = read(page);
  const right = record.right.filter((other) => other !== id);
  if (isRight) right.push(id);
  return write(page, { ...record, right, checks: checksOf(cells) });
}

const checksOf = (cells) => cells.filter((cell) => cell.check).length;

// Forget what stands apart, or everything of a page.
export function clearApart(page, given) {
  const record = read(page);
  const { sources } = load(page, given);
  const fitting = Object.entries(record.cells).filter(([id]) => id in sources);
  return write(page, { ...record, cells: Object.fromEntries(fitting), apart: [] });
}

export function clear(page) {
  try {
    localStorage.removeItem(PREFIX + page);
  } catch {} // then nothing was kept
  tell();
  return "";
}

// Call `then` when another tab of the browser has kept something of the page.
export function watch(page, then) {
  addEventListener("storage", ({ key }) => key === PREFIX + page && then());
}

// Store the reader's work on an exercise page, only in this browser; nothing is sent.
//
// Each text is kept together with the page's own text at that time (`from`). If the page has
// changed since, the reader's text does not go into its cell but stands `apart`.

const PREFIX = "two-layers-work:"; // _static/progress.js reads it, too
const VERSION = 2;
const MOST = 50_000; // characters of a cell's output that are kept
const LOST = "Your browser did not keep this: it is full, or private. Download the notebook.";

// Return the key of a page in the store. It holds the path, since a host may have two books.
export const nameOf = (address) => PREFIX + new URL(address).pathname.replace(/\.html$/, "");

// Return what is kept for the cells of a page (readCells): `work`, { text, outputs } by id,
// and the texts that stand `apart`.
export function load(name, cells) {
  let [content, record] = [null, null];
  try {
    content = localStorage.getItem(name);
    record = JSON.parse(content);
  } catch {} // storage is forbidden, or holds something else
  if (record?.version !== VERSION) return { work: {}, apart: content ? [content] : [] };
  const given = new Map(cells.map(({ id, source }) => [id, source]));
  const [work, apart] = [{}, record.apart];
  for (const [id, { from, text, outputs }] of Object.entries(record.cells)) {
    if (given.get(id) === from) work[id] = { text, outputs };
    else if (text !== from) apart.push(text);
  }
  return { work, apart };
}

// Keep the `places` of a page, [{ given, text, outputs }], and the texts that stand apart.
// Return a sentence if this failed, else "".
export function save(name, places, apart = []) {
  const record = { version: VERSION, cells: {}, apart, right: [], checks: 0 };
  for (const { given, text, outputs = [] } of places) {
    const { id, source: from, check } = given;
    const isRight = outputs.some(({ metadata }) => metadata?.check === "correct");
    if (check) record.checks += 1;
    if (check && isRight) record.right.push(id); // not for a planted mistake
    const kept = JSON.stringify(outputs).length > MOST ? [] : outputs;
    if (text !== from || kept.length) record.cells[id] = { from, text, outputs: kept };
  }
  try {
    if (apart.length || Object.keys(record.cells).length)
      localStorage.setItem(name, JSON.stringify(record));
    else localStorage.removeItem(name);
  } catch {
    return LOST;
  }
  globalThis.document?.dispatchEvent(new Event("two-layers-work"));
  return "";
}

// What a reader has on an exercise page: kept in this browser alone, never sent.
//
// Each text is kept with the one that the page gave when it was written (`from`). If that
// has changed since, the reader's is not put in its place: it stands `apart`.

const PREFIX = "two-layers-work:"; // _static/progress.js reads it, too
const VERSION = 2;
const MOST = 50_000; // characters of a cell's output that are kept
const LOST = "Your browser did not keep this: it is full, or private. Download the notebook.";

// The name of a page in the store: its path, so that two books of one host stay apart.
export const nameOf = (address) => PREFIX + new URL(address).pathname.replace(/\.html$/, "");

// What is kept for the cells of a page (see readCells): `work` by id, { text, outputs },
// and the texts that stand `apart`.
export function load(name, cells) {
  let [content, record] = [null, null];
  try {
    content = localStorage.getItem(name);
    record = JSON.parse(content);
  } catch {} // forbidden, or not ours
  if (record?.version !== VERSION) return { work: {}, apart: content ? [content] : [] };
  const given = new Map(cells.map(({ id, source }) => [id, source]));
  const [work, apart] = [{}, record.apart];
  for (const [id, { from, text, outputs }] of Object.entries(record.cells)) {
    if (given.get(id) === from) work[id] = { text, outputs };
    else if (text !== from) apart.push(text);
  }
  return { work, apart };
}

// Keep what stands in the `places` of a page, [{ given, text, outputs }], and what stands
// apart; the answer is a sentence if it did not go well, else "".
export function save(name, places, apart = []) {
  const record = { version: VERSION, cells: {}, apart, right: [], checks: 0 };
  for (const { given, text, outputs = [] } of places) {
    const { id, source: from, check } = given;
    const isRight = outputs.some(({ metadata }) => metadata?.check === "correct");
    if (check) record.checks += 1;
    if (check && isRight) record.right.push(id); // a planted mistake, caught, is no answer
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

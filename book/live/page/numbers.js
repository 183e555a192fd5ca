// Show numbers of an answer and the right ones as two small tables, whose entries that differ
// are marked. They come as the text of a hint (coursework/repair/evidence.py).

import { box, h } from "../figure.js";

const PAIR = /^([^]*?)\n {2}(\S+) +(\S.*?) = ([^]*)\n {2}(\S+) +\S.*? = ([^]*)$/;

// Return the rows of an array that NumPy has written, as lists of texts.
export const rowsOf = (text) =>
  (text.match(/\[[^[\]]*\]/g) ?? [text]).map((row) =>
    /^\[/.test(row) ? row.slice(1, -1).split(",").map((one) => one.trim()) : [row],
  );

// Read a hint: { intro, name, sides: [[whose, rows], [whose, rows]] }, or null if it has no
// such numbers.
export function read(hint) {
  const found = PAIR.exec(hint);
  if (!found) return null;
  const [, intro, mine, name, got, theirs, wanted] = found;
  return { intro, name, sides: [[mine, rowsOf(got)], [theirs, rowsOf(wanted)]] };
}

// Return the sums of the rows, as texts, if those of the second table are 1 and the others not.
export function sumsOf([[, got], [, wanted]]) {
  const sums = (rows) => rows.map((row) => row.reduce((a, b) => a + Number(b), 0));
  const isOne = (sum) => Math.abs(sum - 1) < 0.002; // of numbers with four digits
  const isGain = wanted[0].length > 1 && sums(wanted).every(isOne) && !sums(got).every(isOne);
  return isGain ? [got, wanted].map((rows) => sums(rows).map((sum) => sum.toPrecision(3))) : null;
}

// Make the two tables. `sums` are shown in a last column.
export function tables({ name, sides }, sums) {
  const wide = Math.max(...sides.flatMap(([, rows]) => rows.flat()).map(({ length }) => length));
  const made = sides.map(([whose, rows], side) => {
    const other = sides[1 - side][1];
    const lines = rows.map((row, r) => {
      const cells = row.map((entry, k) =>
        h("td", {}, entry === other[r]?.[k] ? entry : h("mark", {}, entry)),
      );
      return h("tr", {}, ...cells, ...(sums ? [h("td", { class: "python-sum" }, sums[side][r])] : []));
    });
    const head = sums && h("tr", {}, ...rows[0].map(() => h("td")), h("th", { scope: "col" }, "sum"));
    const title = h("caption", {}, `${whose}: ${name}`);
    return h("table", { style: `--wide: ${wide}ch` }, title, h("tbody", {}, ...(head ? [head] : []), ...lines));
  });
  return box("python-numbers", ...made);
}

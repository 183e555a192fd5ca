// Small arrays with all their numbers, as the figures of the paper network show them.

import { h } from "./figure.js";

// At most three decimals, and a minus as wide as a plus.
export const number = (v) => String(Number(v.toFixed(3))).replace("-", "−");

// A factor or a summand: a negative one stands in parentheses.
export const inside = (v) => (v < 0 ? `(${number(v)})` : number(v));

// An array (rows, columns) or (columns,). `pick(row, column)` is called for a cell that the reader
// points at, goes to by keyboard or touches, while `open(true)` lets it.
export function grid({ name, shape, pick }) {
  const [columns, rows = 1] = [...shape].reverse();
  const at = (i) => [Math.floor(i / columns), i % columns];
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    const cell = h("button", { type: "button", class: "live-cell", disabled: true });
    for (const event of ["pointerenter", "focus", "click"]) {
      cell.addEventListener(event, () => cell.disabled || pick?.(...at(i)));
    }
    return cell;
  });
  const size = shape.length > 1 ? shape.join(", ") : `${shape},`;
  const title = h("p", { class: "live-name" }, h("b", {}, name), ` (${size})`);
  const body = h("div", { class: "live-cells", style: `--columns: ${columns}` }, ...cells);
  const node = h("div", { class: "live-array", role: "group", "aria-label": name });
  node.append(title, body);
  return {
    node,
    cell: (row, column) => cells[row * columns + column],
    set(values) {
      cells.forEach((cell, i) => {
        cell.textContent = values ? number(values[i]) : "";
        const place = at(i).map((v) => v + 1);
        const words = values ? cell.textContent : "not yet";
        cell.setAttribute("aria-label", `${name}, row ${place.join(", column ")}: ${words}`);
      });
    },
    open: (yes) => cells.forEach((cell) => (cell.disabled = !yes)),
    // looks: a class, or nothing, for each cell.
    look(f) {
      cells.forEach((cell, i) => (cell.className = `live-cell ${f(...at(i)) ?? ""}`));
    },
  };
}

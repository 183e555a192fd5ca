// Small arrays with all their numbers, for the figures on the forward and the backward pass.

import { h, text } from "./figure.js";

// A number with at most three decimals, and a minus as wide as a plus.
export const number = (v) => String(Number(v.toFixed(3))).replace("-", "−");

// Format a factor or a summand; a negative one gets parentheses.
export const inside = (v) => (v < 0 ? `(${number(v)})` : number(v));

// The arrays of these shapes by name, each as a grid of cells. Once open(true) was called for
// an array, pick(name, row, column) is called for each cell of it that the reader points at,
// focuses or touches.
export const grids = (shapes, pick) => {
  const made = ([name, shape]) => [name, grid(name, shape, (...place) => pick(name, ...place))];
  return Object.fromEntries(Object.entries(shapes).map(made));
};

// Return an array of this shape as a grid { node, set, open, look }; set(null) empties it.
function grid(name, shape, pick) {
  const [columns, rows = 1] = [...shape].reverse();
  const at = (i) => [Math.floor(i / columns), i % columns];
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    const cell = h("button", { type: "button", class: "live-cell", disabled: true });
    for (const event of ["pointerenter", "focus", "click"]) {
      cell.addEventListener(event, () => cell.disabled || pick(...at(i)));
    }
    return cell;
  });
  const size = shape.length > 1 ? shape.join(", ") : `${shape},`;
  const title = text("live-name", h("b", {}, name), ` (${size})`);
  const body = h("div", { class: "live-cells", style: `--columns: ${columns}` }, ...cells);
  const group = { class: "live-array", role: "group", "aria-label": name };
  return {
    node: h("div", group, title, body),
    set(values) {
      cells.forEach((cell, i) => {
        cell.textContent = values ? number(values[i]) : "";
        const place = at(i).map((v) => v + 1);
        const words = values ? cell.textContent : "not yet";
        cell.setAttribute("aria-label", `${name}, row ${place.join(", column ")}: ${words}`);
      });
    },
    open: (yes) => cells.forEach((cell) => (cell.disabled = !yes)),
    // Give each cell the class f(row, column), if there is one.
    look: (f) => cells.forEach((cell, i) => (cell.className = `live-cell ${f(...at(i)) ?? ""}`)),
  };
}

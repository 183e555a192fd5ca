// Let the reader choose a range of an axis by two sliders below it or by dragging across it.

import { h } from "./figure.js";

const THUMB = 16; // pixels, as wide as in live.css
const STILL = 5; // pixels; a pointer that moves less points at something instead

// `x` is the scale of powers `base ** lo` to `base ** hi` in the plot `svg`, whose units are
// pixels. Calls `taken(from, to)` with a new range, in exponents, and `pointed([x, y])` with
// a place that the reader points at or touches. Returns {node, show(from, to)}.
export function rangeOf({ svg, x, name, base, lo, hi, step, taken, pointed }) {
  let [range, start] = [[lo, hi], null];
  const inputs = ["from", "to"].map((end, side) => {
    const input = h("input", { type: "range", min: lo, max: hi, step });
    input.setAttribute("aria-label", `${name}, ${end}`);
    input.addEventListener("input", () => {
      const value = Number(input.value);
      if (side) taken(range[0], Math.max(value, range[0]));
      else taken(Math.min(value, range[1]), range[1]);
    });
    return input;
  });
  const node = h("div", { class: "live-ends" }, ...inputs);
  node.style.marginLeft = `${x(base ** lo) - THUMB / 2}px`;
  node.style.width = `${x(base ** hi) - x(base ** lo) + THUMB}px`;

  function show(...ends) {
    range = ends;
    inputs.forEach((input, side) => {
      input.value = ends[side];
      const value = Number((base ** ends[side]).toPrecision(3));
      input.setAttribute("aria-valuetext", String(value));
    });
    // At the high end, the second slider must not cover the first, which could not go back.
    inputs[0].style.zIndex = ends[0] > (lo + hi) / 2 ? 1 : 0;
  }

  const place = ({ clientX, clientY }) => {
    const { left, top } = svg.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  function exponent(at) {
    const found = Math.log(x.invert(at)) / Math.log(base);
    return Math.max(lo, Math.min(hi, lo + step * Math.round((found - lo) / step)));
  }
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    svg.setPointerCapture(event.pointerId);
    start = { at: place(event)[0], dragged: false };
  });
  svg.addEventListener("pointermove", (event) => {
    const [at, height] = place(event);
    if (!start && event.pointerType === "mouse") pointed([at, height]);
    if (!start) return;
    start.dragged ||= Math.abs(at - start.at) > STILL;
    if (start.dragged) taken(...[start.at, at].sort((a, b) => a - b).map(exponent));
  });
  svg.addEventListener("pointerup", (event) => {
    if (start && !start.dragged) pointed(place(event));
    start = null;
  });
  svg.addEventListener("pointercancel", () => (start = null));
  return { node, show };
}

// Let the reader move the points of a chart, by mouse, finger and keys.

import { add, set } from "./plot.js";

// How far the keys move a point, sideways and up.
const steps = ({ arrow, page, end }) => ({
  ...{ ArrowUp: [0, arrow], ArrowDown: [0, -arrow], ArrowRight: [arrow, 0], ArrowLeft: [-arrow, 0] },
  ...{ PageUp: [0, page], PageDown: [0, -page], End: [end, 0], Home: [-end, 0] },
});

// Add a point to the chart `plot` (plot.js) for each of `data`. at(d) is the place of a
// point, move(d, x, y) moves it, and name(d) names it; `most` is the largest height, and
// `by` says how far keys move a point. Returns the D3 selection of the points and
// show(words), which draws them at their places and describes each by words(d).
export function movable(plot, data, { name, most, by, at, move }) {
  const handles = plot.svg.selectAll("g.live-handle").data(data).join("g");
  set(handles, {
    ...{ "aria-label": name, "aria-orientation": "vertical" },
    ...{ "aria-valuemin": -most, "aria-valuemax": most },
    ...{ class: "live-handle", tabindex: 0, role: "slider" },
  });
  add(handles, "circle", { class: "live-reach", r: 17 });
  add(handles, "circle", { class: "live-dot", r: 6 });
  const way = steps(by);
  handles
    // A finger on a point must not scroll the page; touch-action has no effect in an SVG.
    .on("touchstart", (event) => event.preventDefault(), { passive: false })
    .on("keydown", function (event, d) {
      this.classList.remove("live-grabbed");
      if (!(event.key in way)) return;
      event.preventDefault();
      const [[x, y], [across, up]] = [at(d), way[event.key]];
      move(d, x + across, y + up);
    })
    .on("blur", function () {
      this.classList.remove("live-grabbed");
    })
    .on("pointerdown", function (event, d) {
      event.preventDefault();
      this.classList.add("live-grabbed"); // no ring: browsers see no pointer in this focus
      this.focus({ preventScroll: true });
      this.setPointerCapture(event.pointerId);
      move(d, ...at(d));
    })
    .on("pointermove", function (event, d) {
      if (!this.hasPointerCapture(event.pointerId)) return;
      const box = plot.svg.node().getBoundingClientRect();
      const scale = plot.svg.node().viewBox.baseVal.height / box.height;
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      move(d, plot.x.invert(x * scale), plot.y.invert(y * scale));
    });
  const place = ([x, y]) => `translate(${plot.x(x)},${plot.y(y)})`;
  const show = (words) =>
    set(handles, {
      transform: (d) => place(at(d)),
      "aria-valuenow": (d) => at(d)[1],
      "aria-valuetext": words,
    });
  return { handles, show };
}

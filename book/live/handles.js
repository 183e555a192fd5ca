// Let the reader move the points of a chart, by mouse, finger and keys.

// `handles` is a D3 selection of groups in the chart `plot` (plot.js). `steps` holds for
// each key how far it moves a point; `at(d)` is the place of a point, and move(d, x, y)
// moves it.
export function movable(handles, plot, { steps, at, move }) {
  handles.attr("class", "live-handle").attr("tabindex", 0).attr("role", "slider");
  handles.append("circle").attr("class", "live-reach").attr("r", 17);
  handles.append("circle").attr("class", "live-dot").attr("r", 6);
  handles
    // A finger on a point must not scroll the page; touch-action has no effect in an SVG.
    .on("touchstart", (event) => event.preventDefault(), { passive: false })
    .on("keydown", (event, d) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      const [[x, y], [across, up]] = [at(d), steps[event.key]];
      move(d, x + across, y + up);
    })
    .on("pointerdown", function (event, d) {
      event.preventDefault();
      this.focus({ preventScroll: true, focusVisible: false });
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
}

// Let the reader choose how long one step is, and see what becomes of the loss (unit).

import { line } from "d3-shape";
import { box, button, figure, fixed, slider, text } from "../figure.js";
import { add, invite, plot, set } from "../plot.js";

figure("step", ({ stage, say, data }) => {
  const { params, slopes, longest, ends } = data;
  const squares = slopes.reduce((sum, slope) => sum + slope ** 2, 0);

  // The score and the loss after a step of length t, and the loss that the slopes promise
  function after(t) {
    const [w1, b1, w2, b2] = params.map((p, k) => p - t * slopes[k]);
    const z1 = 2 * w1 + b1;
    const score = (z1 > 0 ? z1 : 0.01 * z1) * w2 + b2;
    return { score, loss: (score - 1) ** 2 / 2 };
  }
  const start = after(0).loss;
  const promise = (t) => start - squares * t;

  const chart = plot({
    ...{ title: "The loss after one step", xLabel: "length t of the step" },
    ...{ x: [0, longest], y: ends, height: 240 },
  });
  const ground = { x1: chart.x(0), x2: chart.x(longest), y1: chart.y(0), y2: chart.y(0) };
  add(chart.body, "line", ground);
  const [promised, curve] = ["live-backward", "live-forward"].map((look) =>
    add(chart.body, "path", { class: `live-curve ${look}` }),
  );
  const low = (start - ends[0]) / squares; // where the promise leaves the chart
  const path = (f) => line(chart.x, (t) => chart.y(f(t)));
  promised.attr("d", path(promise)([0, low]));
  const place = { class: "live-backward", x: chart.x(low) + 6, y: chart.y(ends[0]) - 6 };
  add(chart.body, "text", place).text("what the slopes promise");
  const dot = add(chart.body, "circle", { class: "live-forward", r: 6 });

  const length = slider({
    ...{ label: "Length t of the step", min: 0, max: longest, step: 0.001, value: 0 },
    ...{ words: (t) => t.toFixed(3), oninput: update },
  });
  const rows = ["The slopes promise a loss of", "The loss is", "The score is"].map((name) => {
    const node = text("live-sum");
    return { node, set: (v) => (node.textContent = `${name} ${fixed(v)}`) };
  });
  const inviting = invite(chart);
  let farthest = 0; // the curve has been drawn up to here

  function update() {
    const t = length.value();
    farthest = Math.max(farthest, t);
    const ts = Array.from({ length: 101 }, (_, k) => (farthest * k) / 100);
    curve.attr("d", path((one) => after(one).loss)(ts));
    inviting(!farthest);
    const { score, loss } = after(t);
    set(dot, { cx: chart.x(t), cy: chart.y(loss) });
    [promise(t), loss, score].forEach((v, k) => rows[k].set(v));
    say(`${rows.map(({ node }) => node.textContent).join(". ")}.`);
  }

  function reset() {
    farthest = 0;
    length.set(0);
    update();
  }

  const hand = box("live-hand", length.node, ...rows.map(({ node }) => node));
  hand.append(box("live-buttons", button("Back to the start", reset)));
  stage.append(box("live-lamp live-step", chart.svg.node(), hand));
  update();
});

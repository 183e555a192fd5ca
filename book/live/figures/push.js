// Let the reader move a score, and feel how hard two losses push it (loss).

import { line } from "d3-shape";
import { box, button, figure, fixed, h, slider, text } from "../figure.js";
import { add, invite, plot, set } from "../plot.js";

const LOSSES = [
  { name: "−log p", look: "live-first", loss: (p) => -Math.log(p), push: (p) => 1 - p },
  {
    ...{ name: "the square, (1 − p)²", look: "live-second" },
    ...{ loss: (p) => (1 - p) ** 2, push: (p) => 2 * p * (1 - p) ** 2 },
  },
];
const share = (u) => 1 / (1 + Math.exp(-u)); // the other class has the score 0
const REACH = 1.2; // half the width of a tangent, as a score

figure("push", ({ stage, say, data }) => {
  const { low, high, start } = data;
  let seen = [start, start]; // the scores between which the curves have been drawn
  const hill = plot({
    ...{ title: "The loss, and its slope here", x: [low - 1.3, high + 1.3], y: [0, 8.4] },
    xLabel: "score of the right class",
  });
  const force = plot({ title: "The push", x: [0, 1], y: [0, 1.05], xLabel: "p" });
  const marks = LOSSES.map(({ look }) => ({
    curves: [hill, force].map(({ body }) => add(body, "path", { class: `live-curve ${look}` })),
    slope: add(hill.body, "line", { class: look }),
    dots: [hill, force].map(({ body }) => add(body, "circle", { class: look, r: 5 })),
  }));
  const score = slider({
    ...{ label: "Score of the right class", min: low, max: high, step: 0.1, value: start },
    words: (u) => `${fixed(u, 1)}, so p = ${share(u).toFixed(3)}`,
    oninput: update,
  });
  const words = text("live-answer");
  const inviting = invite(hill);

  function update() {
    const u = score.value();
    const p = share(u);
    seen = [Math.min(seen[0], u), Math.max(seen[1], u)];
    inviting(seen[0] === seen[1]);
    const steps = Array.from({ length: 201 }, (_, i) => seen[0] + ((seen[1] - seen[0]) * i) / 200);
    LOSSES.forEach(({ loss, push }, k) => {
      const { curves, slope, dots } = marks[k];
      const here = (v) => hill.y(loss(share(v)));
      curves[0].attr("d", line(hill.x, here)(steps));
      curves[1].attr("d", line((v) => force.x(share(v)), (v) => force.y(push(share(v))))(steps));
      set(dots[0], { cx: hill.x(u), cy: here(u) });
      set(dots[1], { cx: force.x(p), cy: force.y(push(p)) });
      const tangent = (v) => hill.y(loss(p) - push(p) * (v - u));
      set(slope, { x1: hill.x(u - REACH), y1: tangent(u - REACH) });
      set(slope, { x2: hill.x(u + REACH), y2: tangent(u + REACH) });
    });
    const [log, square] = LOSSES.map(({ push }) => push(p).toFixed(3));
    words.textContent = `At p = ${p.toFixed(3)}, −log p pushes by ${log}, the square by ${square}.`;
    say(words.textContent);
  }

  function reset() {
    seen = [start, start];
    score.set(start);
    update();
  }

  const names = LOSSES.map(({ name, look }) => h("li", { class: look }, name));
  stage.append(
    score.node,
    box("live-columns live-push", hill.svg.node(), force.svg.node()),
    h("ul", { class: "live-legend" }, ...names),
    words,
    box("live-buttons", button("Back to the start", reset)),
  );
  update();
});

// Show softmax with three scores, a temperature, and a constant that breaks a naive one.

import { barLine, box, button, figure, slider, text } from "../figure.js";
import { softmax } from "../network.js";

function naive(z) {
  const exps = z.map(Math.exp);
  const sum = exps.reduce((a, b) => a + b);
  return exps.map((e) => e / sum);
}

const percent = (p) => (Number.isNaN(p) ? "nan" : `${(100 * p).toFixed(1)} %`);
const signed = (v) => `${v < 0 ? "−" : ""}${Math.abs(v)}`;

figure("softmax", ({ stage, say, data }) => {
  const classes = ["A", "B", "C"];
  const scores = data.scores.map((value, k) =>
    slider({
      label: `Score of class ${classes[k]}`,
      ...{ min: -5, max: 5, step: 0.1, value, words: signed, oninput: update },
    }),
  );
  const temperature = slider({
    label: "Temperature",
    ...{ min: -1, max: 1, step: 0.05, value: 0, oninput: update },
    words: (v) => (10 ** v).toFixed(2),
  });
  const added = slider({
    label: "Added to all scores",
    ...{ min: -1000, max: 1000, step: 10, value: 0, words: signed, oninput: update },
  });

  function bars(title) {
    const list = classes.map((name) => barLine(name));
    const node = box("live-panel", text("live-title", title), ...list.map((one) => one.node));
    const show = (p) => list.forEach(({ set }, k) => set(p[k] || 0, percent(p[k])));
    return { node, show };
  }
  const stable = bars("Largest score subtracted first");
  const plain = bars("Straight from the formula");

  function update() {
    const T = 10 ** temperature.value();
    const z = scores.map((s) => (s.value() + added.value()) / T);
    const p = [...softmax(Float64Array.from(z), 3)];
    const broken = naive(z);
    stable.show(p);
    plain.show(broken);
    const lead = `${classes.map((c, k) => `${c} ${percent(p[k])}`).join(", ")}.`;
    const nan = broken.some(Number.isNaN);
    say(nan ? `${lead} Straight from the formula, it is not a number.` : lead);
  }

  function reset() {
    scores.forEach((s, k) => s.set(data.scores[k]));
    temperature.set(0);
    added.set(0);
    update();
  }

  stage.append(
    box("live-controls", ...scores.map((s) => s.node)),
    box("live-controls", temperature.node, added.node),
    box("live-columns", stable.node, plain.node),
    box("live-buttons", button("Back to the start", reset)),
  );
  update();
});

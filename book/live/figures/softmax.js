// Show softmax with three scores, and what a number does that is added to all of them.

import { barLine, box, button, figure, signed, slider, text } from "../figure.js";

const percent = (p) => `${(100 * p).toFixed(1)} %`;
// Write a number that may be huge or tiny: 7.389 or 1.4e131.
const plain = (v) =>
  v < 1e5 && v >= 1e-3 ? v.toFixed(3) : v.toExponential(1).replace("e+", "e");

figure("softmax", ({ stage, say, data }) => {
  const classes = ["A", "B", "C"];
  const scores = data.scores.map((value, k) =>
    slider({
      label: `Score of class ${classes[k]}`,
      ...{ min: -5, max: 5, step: 0.1, value, words: signed, oninput: update },
    }),
  );
  const added = slider({
    label: "Added to all three",
    ...{ min: -300, max: 300, step: 10, value: 0, words: signed, oninput: update },
  });

  function bars(title) {
    const list = classes.map((name) => barLine(name));
    const node = box("live-panel", text("live-title", title), ...list.map((one) => one.node));
    return { node, list };
  }
  const above = bars("Exponentials");
  const shares = bars("Shares of their sum");

  function update() {
    const exps = scores.map((score) => Math.exp(score.value() + added.value()));
    const [sum, most] = [exps.reduce((a, b) => a + b), Math.max(...exps)];
    exps.forEach((value, k) => {
      above.list[k].set(value / most, plain(value));
      shares.list[k].set(value / sum, percent(value / sum));
    });
    const lead = classes.map((name, k) => `${name} ${percent(exps[k] / sum)}`).join(", ");
    say(`${lead}. The largest exponential is ${plain(most)}.`);
  }

  function reset() {
    scores.forEach((score, k) => score.set(data.scores[k]));
    added.set(0);
    update();
  }

  stage.append(
    box("live-controls", ...scores.map((score) => score.node)),
    box("live-columns", above.node, shares.node),
    box("live-controls", added.node),
    box("live-buttons", button("Back to the start", reset)),
  );
  update();
});

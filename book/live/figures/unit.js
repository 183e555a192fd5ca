// Let the reader put ink on the weights of one hidden unit (forward pass).

import { Board, WIDE } from "../board.js";
import * as figures from "../figure.js";
import { inked, SIZE } from "../strokes.js";
import { paintWeights, thumbnail } from "../thumbnails.js";

const { box, button, h, newId, text } = figures;
const PIXELS = SIZE * SIZE;
const NAMES = ["before training", "after training", "another unit", "and another"];
const LONGEST = 9; // the sum that fills a track

figures.figure("unit", ({ stage, say, data }) => {
  const numbers = new Int16Array(figures.bytes(data.weights).buffer);
  const weights = Float64Array.from(numbers, (v) => v * data.scale);
  const inks = Float64Array.from(figures.bytes(data.images), (v) => v / 255);
  const column = (k) => weights.subarray(PIXELS * k, PIXELS * (k + 1));
  const image = (k) => inks.slice(PIXELS * k, PIXELS * (k + 1));
  let chosen = data.first;

  const board = new Board({ prompt: "Put ink on the blue", changed, say });
  const size = { width: SIZE, height: SIZE };
  const under = h("canvas", { class: "live-under", ...size, "aria-hidden": "true" });
  board.node.prepend(under);
  const words = text("live-answer");
  const terms = ["ink on blue", "ink on red", "bias", "sum", "bent"].map((name) =>
    figures.barLine(name),
  );
  const group = newId("weights");
  const picks = NAMES.map((name, k) => {
    const { node, canvas } = thumbnail(name);
    const input = h("input", { type: "radio", name: group, onchange: () => choose(k) });
    return { canvas, input, label: h("label", { class: "live-pick" }, input, node) };
  });

  const picture = () =>
    board.picture ?? inked(board.strokes.map((s) => s.map((p) => p.map((v) => (v * SIZE) / WIDE))));

  // Paint the weights of unit k. The trained unit's largest weight has a full color.
  function paint(canvas, k) {
    const top = column(k === 0 ? data.first : k).reduce((a, w) => Math.max(a, Math.abs(w)), 0);
    const linear = column(k).map((w) => (w * Math.abs(w)) / top); // paintWeights takes roots
    paintWeights(canvas, linear, null, figures.colors(stage), top);
  }

  function show() {
    const [x, w, bias] = [picture(), column(chosen), data.biases[chosen]];
    let [blue, red] = [0, 0];
    x.forEach((ink, d) => (w[d] > 0 ? (blue += ink * w[d]) : (red += ink * w[d])));
    const z = blue + red + bias;
    [blue, red, bias, z, z >= 0 ? z : 0.01 * z].forEach((value, k) => {
      terms[k].set(Math.abs(value) / LONGEST, figures.fixed(value));
      terms[k].node.classList.toggle("live-against", value < 0);
    });
    picks[chosen].input.checked = true;
    words.textContent = `The sum is ${figures.fixed(z)}: the unit is ${z > 0 ? "on" : "off"}.`;
  }

  function paintAll() {
    paint(under, chosen);
    picks.forEach(({ canvas }, k) => paint(canvas, k));
    show();
  }

  function changed(done) {
    show();
    if (done) say(words.textContent);
  }

  function choose(k) {
    chosen = k;
    paintAll();
    say(words.textContent);
  }

  const images = data.labels.map((label, k) =>
    button(label, () => board.setPicture(image(k)), { "aria-label": `A ${label}` }),
  );
  const buttons = box("live-buttons", ...images, ...board.buttons);
  const titled = { class: "live-picks", "aria-label": "Weights to choose from" };
  const units = h("fieldset", titled, ...picks.map(({ label }) => label));
  const right = box("live-terms", words, ...terms.map(({ node }) => node), units);
  stage.append(box("live-near", box("live-panel", board.node, buttons), right));
  figures.onTheme(paintAll);
  paintAll();
});

// Train the network of the book in the page while the reader watches (training).

import { line } from "d3-shape";
import * as figures from "../figure.js";
import { plot, set } from "../plot.js";
import { fromPairs } from "../training.js";
import { paintWeights, thumbnail } from "../thumbnails.js";
import workerText from "../worker.js?text";

const { box, button, h, menu, slider, text } = figures;
const EPOCHS = 10;
const TOP_LOSS = 2.5; // guessing among ten classes costs ln 10 = 2.3
const UNITS = [1, 4, 16, 64, 256, 512];
const BATCHES = [1, 8, 32, 128, 512];
const START = { units: 64, lr: 0.1, batch: 32, initializer: "xavier" };
const INITIALIZERS = [
  ["xavier", "Xavier: 1 / fan-in"],
  ["he", "He: 2 / fan-in"],
  ["glorot", "Glorot: 2 / (in + out)"],
  ["tiny", "tiny: 0.00000001"],
  ["one", "far too large: 1"],
  ["zero", "all weights 0"],
];

const PAST = 3; // earlier runs, each with a look of its own

const short = (v) => Number(v.toPrecision(2)).toString();
const rate = (v) => short(10 ** v);

// A chart of curves that grow during a run; `look` of a curve is classes of live.css.
function chart({ title, y, yFormat }) {
  const axes = { x: [0, EPOCHS], xLabel: "epoch", xFormat: "d" };
  const made = plot({ title, y, yFormat, ...axes, width: 340, height: 210, top: 22 });
  made.y.clamp(true);
  const path = line(([epoch]) => made.x(epoch), ([, value]) => made.y(value));
  path.defined(([, value]) => Number.isFinite(value));
  const attributes = { class: ({ look }) => `live-curve ${look}`, d: ({ points }) => path(points) };
  const draw = (curves) => set(made.body.selectAll("path").data(curves).join("path"), attributes);
  return { node: made.svg.node(), draw };
}

figures.figure("train", ({ stage, say, data, load }) => {
  const controls = {
    units: menu({ label: "Hidden units", ...choices(UNITS, START.units) }),
    batch: menu({ label: "Batch size", ...choices(BATCHES, START.batch) }),
    initializer: menu({
      label: "Initial weights, variance",
      ...{ choices: INITIALIZERS, value: START.initializer },
    }),
    lr: slider({
      label: "Learning rate",
      ...{ min: -3, max: 1, step: 0.125, value: Math.log10(START.lr), words: rate },
    }),
  };
  const start = button("Start", begin, { class: "live-button live-first" });
  const stop = button("Stop", end, { disabled: true });
  const back = button("Back to the first settings", first);
  const forget = button("Forget earlier runs", () => ((runs = []), draw()));
  const legend = h("ul", { class: "live-legend" });
  const words = text("live-answer", data.sentence);
  const losses = chart({ title: "Loss", y: [0, TOP_LOSS] });
  const shares = chart({ title: "Validation accuracy", y: [0, 1], yFormat: ".0%" });
  const units = [...Array(12).keys()].map(() => thumbnail(""));
  let [worker, run, runs, seed, weights] = [null, null, [], 0, null];
  let before = null; // the initial weights of the units shown

  function choices(values, value) {
    return { choices: values.map((v) => [v, String(v)]), value };
  }

  function hyperparameters() {
    const [units, batch] = [controls.units, controls.batch].map((c) => Number(c.value()));
    const [lr, initializer] = [Number(rate(controls.lr.value())), controls.initializer.value()];
    return { units, batch, lr, initializer, epochs: EPOCHS, seed: ++seed };
  }

  function first() {
    for (const [name, value] of Object.entries(START))
      controls[name].set(name === "lr" ? Math.log10(value) : value);
  }

  // Name a run by its hyperparameters.
  function named({ units, lr, batch, initializer }) {
    const weights = INITIALIZERS.find(([name]) => name === initializer)[1].split(":")[0];
    return `${units} hidden units, learning rate ${lr}, batches of ${batch}, ${weights}`;
  }

  async function begin() {
    start.disabled = true;
    words.textContent = "The digits are on their way (0.6 MB) ...";
    try {
      const file = await load("digits");
      const set = (name) => ({
        pixels: fromPairs(file[`${name}_pixels`]),
        labels: file[`${name}_labels`],
        top: data.top,
      });
      const parts = { train: set("train"), valid: set("valid") };
      launch({ ...parts, hyperparameters: hyperparameters() });
    } catch (error) {
      start.disabled = false;
      words.textContent = `This did not work: ${error.message}.`;
    }
  }

  function launch(job) {
    if (run) runs = [...runs, run].slice(-PAST);
    const { hyperparameters } = job;
    const look = `live-past live-past${hyperparameters.seed % PAST}`;
    run = { rows: [], name: named(hyperparameters), look };
    worker?.terminate();
    const url = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
    worker = new Worker(url);
    worker.onmessage = ({ data: message }) => receive(message);
    worker.postMessage(job);
    stop.disabled = false;
    words.textContent = "It trains ...";
    say("Training has begun.", 0);
  }

  function receive({ row, weights: W }) {
    if (!run.rows.length) before = W;
    run.rows.push(row);
    weights = W.map((w, i) => w - before[i]);
    const isMidEpoch = row.epoch % 1 > 0.01 && !row.done;
    if (!(isMidEpoch && figures.isStill())) draw();
    words.textContent = result(row);
    if (row.done) finish();
  }

  function result({ epoch, loss, accuracy, done }) {
    if (done && !Number.isFinite(loss))
      return "The loss is no longer a number: the steps are too long.";
    const share = `${(100 * accuracy).toFixed(1)} %`;
    return `After ${short(epoch)} epochs it reads ${share} of ${data.valid} digits that it has never seen.`;
  }

  function end() {
    worker.postMessage({ stop: true });
    finish();
  }

  function finish() {
    stop.disabled = true;
    start.disabled = false;
    start.textContent = "Train again";
    draw();
    say(words.textContent, 0);
  }

  const points = ({ rows }, key) => rows.map((row) => [row.epoch, row[key]]);

  function draw() {
    const past = (key) => runs.map((one) => ({ points: points(one, key), look: one.look }));
    const now = run ?? { ...data, name: named(START) };
    losses.draw([
      ...past("loss"),
      { points: points(now, "trainLoss"), look: "live-training" },
      { points: points(now, "loss"), look: "live-validation" },
    ]);
    shares.draw([...past("accuracy"), { points: points(now, "accuracy"), look: "live-validation" }]);
    const line = (look, words) => h("li", { class: look }, words);
    legend.replaceChildren(
      line("live-training", "training, this run"),
      line("live-validation", `validation, this run: ${now.name}`),
      ...runs.map(({ look, name }) => line(look, `an earlier run: ${name}`)),
    );
    drawWeights();
  }

  function drawWeights() {
    const W = weights ?? figures.bytes(data.weights, Int8Array);
    const colors = figures.colors(stage);
    const most = W.reduce((a, w) => Math.max(a, Math.abs(w)), 1e-9);
    units.forEach(({ node, canvas }, k) => {
      const one = W.subarray(784 * k, 784 * (k + 1));
      node.hidden = !one.length;
      if (one.length) paintWeights(canvas, one, null, colors, most);
    });
  }

  stage.append(
    box("live-controls", ...Object.values(controls).map(({ node }) => node)),
    box("live-buttons", start, stop, back, forget),
    words,
    box("live-columns", losses.node, shares.node),
    legend,
    text("live-title", "What training has written into the weights of the first hidden units"),
    box("live-units live-twelve", ...units.map(({ node }) => node)),
  );
  figures.onTheme(draw);
  requestAnimationFrame(draw); // the colors are known once the figure is on the page
});

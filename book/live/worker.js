// The worker that trains: it takes steps for a moment, tells the page, and listens.

import { Run } from "./training.js";

const MOMENT = 60; // milliseconds
const SHOWN = 12; // units whose weights the page draws

let run = null;
let settings = null;

// The weights of the first units, (SHOWN, D).
function weights({ W1, b1 }) {
  const [H, D] = [b1.length, W1.length / b1.length];
  const shown = Math.min(SHOWN, H);
  return Float32Array.from({ length: shown * D }, (_, i) => W1[(i % D) * H + Math.floor(i / D)]);
}

function report(trainLoss) {
  const epoch = run.step / run.perEpoch;
  const done = epoch >= settings.epochs || !Number.isFinite(trainLoss);
  const row = { epoch, trainLoss, done, ...run.evaluate() };
  postMessage({ row, weights: weights(run.params) });
  return done;
}

// Report four times in each epoch; the training loss is the mean since the last time.
function work() {
  if (!run) return;
  const until = performance.now() + MOMENT;
  while (performance.now() < until) {
    run.sum += run.next();
    run.count += 1;
    if (Math.floor((4 * run.step) / run.perEpoch) > run.told || Number.isNaN(run.sum)) {
      run.told = Math.floor((4 * run.step) / run.perEpoch);
      const mean = run.sum / run.count;
      run.sum = run.count = 0;
      if (report(mean)) return (run = null);
    }
  }
  setTimeout(work);
}

onmessage = ({ data }) => {
  if (data.stop) run = null;
  else {
    settings = data.settings;
    run = Object.assign(new Run(data.train, data.valid, settings), { sum: 0, count: 0, told: 0 });
    postMessage({ row: { epoch: 0, ...run.evaluate() }, weights: weights(run.params) });
    work();
  }
};

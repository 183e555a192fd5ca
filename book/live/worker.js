// Train in a worker, which takes steps for a moment, then listens to the page.

import { Run } from "./training.js";

const MOMENT = 60; // milliseconds
const SHOWN = 12; // units whose weights the page draws

let run = null;
let hyperparameters = null;

// Return the weights of the first units, (SHOWN, D).
function weights({ W1, b1 }) {
  const [H, D] = [b1.length, W1.length / b1.length];
  const shown = Math.min(SHOWN, H);
  return Float32Array.from({ length: shown * D }, (_, i) => W1[(i % D) * H + Math.floor(i / D)]);
}

// Send the page a row of results and the weights; return whether the run is at its end.
function report(trainLoss) {
  const epoch = run.step / run.perEpoch;
  const done = epoch >= hyperparameters.epochs || !Number.isFinite(trainLoss);
  const row = { epoch, trainLoss, done, ...run.evaluate() };
  postMessage({ row, weights: weights(run.params) });
  return done;
}

// Report four times in each epoch. The training loss is the mean since the last report.
function work() {
  if (!run) return;
  const until = performance.now() + MOMENT;
  while (performance.now() < until) {
    run.sum += run.next();
    run.count += 1;
    const quarter = Math.floor((4 * run.step) / run.perEpoch);
    if (quarter > run.reported || Number.isNaN(run.sum)) {
      run.reported = quarter;
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
    hyperparameters = data.hyperparameters;
    run = new Run(data.train, data.valid, hyperparameters);
    Object.assign(run, { sum: 0, count: 0, reported: 0 });
    postMessage({ row: { epoch: 0, ...run.evaluate() }, weights: weights(run.params) });
    work();
  }
};

// Put into words what the network of the front page has read.

import { argmax } from "./network.js";

const PIXELS = 784;

// Write a probability in percent: 99.6 % where rounding would say 100 %, but 100 % at the top.
export function percent(p) {
  return p > 0.994 && p < 0.9995 ? `${(100 * p).toFixed(1)} %` : `${Math.round(100 * p)} %`;
}

// Unpack the parameters that draw.py stores: W1 as integers, with a scale for each unit.
export function unpackParams({ pixels, W1, scale, b1, W2, b2 }) {
  const H = b1.length;
  const full = new Float64Array(PIXELS * H); // 0 for a pixel that is not stored
  pixels.forEach((pixel, row) => {
    for (let j = 0; j < H; j++) full[pixel * H + j] = W1[row * H + j] * scale[j];
  });
  const floats = (array) => Float64Array.from(array);
  return { W1: full, b1: floats(b1), W2: floats(W2), b2: floats(b2) };
}

// Return the most probable class other than `first`.
export const second = (y, first) => argmax(y.map((p, k) => (k === first ? -1 : p)));

// Return the three hidden units that speak most for class a and the three most for b, with
// their weights. `push` is what a unit adds to a's score, minus what it adds to b's.
export function deciding(params, A1, a, b) {
  const [H, C] = [A1.length, params.b2.length];
  const push = Array.from(A1, (v, j) => v * (params.W2[j * C + a] - params.W2[j * C + b]));
  const order = [...push.keys()].sort((i, j) => push[j] - push[i]);
  return [...order.slice(0, 3), ...order.slice(-3)].map((j) => ({
    push: push[j],
    weights: Float64Array.from({ length: PIXELS }, (_, i) => params.W1[i * H + j]),
  }));
}

const named = (digit) => (digit === 8 ? "an 8" : `a ${digit}`);

// Return a sentence about probabilities y of the network `who`. The rival is the second most
// probable class or, if `isMeant`, the digit that the reader meant.
export function sentence(y, top, rival, { isMeant = false, who = "The network" } = {}) {
  const [p, q] = [percent(y[top]), percent(y[rival])];
  if (isMeant) return `${who} reads ${named(top)} (${p}). To the ${rival} it gives ${q}.`;
  if (y[top] > 0.9) return `${who} reads ${named(top)}, with probability ${p}.`;
  if (y[top] - y[rival] < 0.4) return `${who} is torn: ${top} has ${p}, ${rival} has ${q}.`;
  return `${who} reads ${named(top)} (${p}); ${rival} comes next (${q}).`;
}

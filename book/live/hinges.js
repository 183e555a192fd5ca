// Build a network with one pixel and one score from hinges, and compute its scores.

import { ALPHA, forward } from "./network.js";

// The network whose curve runs through the points (t[k], F[k]). It has one hidden unit less
// than points. At t[k], the slope of hinge k changes from ALPHA * w[k] to w[k].
export function hingeNet(t, F) {
  const H = t.length - 1;
  const slopes = Array.from({ length: H }, (_, k) => (F[k + 1] - F[k]) / (t[k + 1] - t[k]));
  const w = slopes.map((s, k) => (k ? (s - slopes[k - 1]) / (1 - ALPHA) : 0));
  w[0] = slopes[0] - ALPHA * w.reduce((a, b) => a + b, 0);
  const b = F[0] + ALPHA * w.reduce((sum, one, k) => sum + one * (t[k] - t[0]), 0);
  return {
    W1: new Float64Array(H).fill(1), // (1, H)
    b1: Float64Array.from(t.slice(0, H), (one) => -one),
    W2: Float64Array.from(w), // (H, 1)
    b2: Float64Array.of(b),
  };
}

// The scores at the places x, and for each hinge a list of what it adds to them.
export function curves(params, x) {
  const { A1, Z2 } = forward(params, Float64Array.from(x), x.length);
  const H = params.b1.length;
  const part = (k) => x.map((_, n) => A1[n * H + k] * params.W2[k]);
  return { sum: [...Z2], parts: [...params.W2.keys()].map(part) };
}

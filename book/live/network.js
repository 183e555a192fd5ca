// Compute the network of the book line by line on typed arrays of float64.
//
// A matrix of N rows is one Float64Array, row after row. `labels` holds the right class of
// each row, where the book has one-hot rows Y. Products with 0 are skipped, since they add
// nothing and most pixels are 0.

export const ALPHA = 0.01;

export const leakyRelu = (z) => (z >= 0 ? z : ALPHA * z);
export const slope = (z) => (z >= 0 ? 1 : ALPHA);

// X @ W + b for X (N, K), W (K, M) and b (M).
export function affine(X, W, b, N) {
  const M = b.length;
  const K = W.length / M;
  const Z = new Float64Array(N * M);
  for (let n = 0; n < N; n++) {
    Z.set(b, n * M);
    for (let k = 0; k < K; k++) {
      const x = X[n * K + k];
      if (x === 0) continue;
      for (let m = 0; m < M; m++) Z[n * M + m] += x * W[k * M + m];
    }
  }
  return Z;
}

// A.T @ B for A (N, K) and B (N, M).
function transposedTimes(A, B, N, K, M) {
  const C = new Float64Array(K * M);
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      const a = A[n * K + k];
      if (a === 0) continue;
      for (let m = 0; m < M; m++) C[k * M + m] += a * B[n * M + m];
    }
  }
  return C;
}

// A @ B.T for A (N, C) and B (H, C).
function timesTransposed(A, B, N, C) {
  const H = B.length / C;
  const D = new Float64Array(N * H);
  for (let n = 0; n < N; n++) {
    for (let h = 0; h < H; h++) {
      let sum = 0;
      for (let c = 0; c < C; c++) sum += A[n * C + c] * B[h * C + c];
      D[n * H + h] = sum;
    }
  }
  return D;
}

function columnSums(A, N) {
  const M = A.length / N;
  const sums = new Float64Array(M);
  for (let n = 0; n < N; n++) for (let m = 0; m < M; m++) sums[m] += A[n * M + m];
  return sums;
}

// Probabilities from scores Z, row by row. The row's maximum is subtracted.
export function softmax(Z, C) {
  const y = new Float64Array(Z.length);
  for (let start = 0; start < Z.length; start += C) {
    const row = Z.subarray(start, start + C);
    const max = row.reduce((a, b) => (b > a || Number.isNaN(b) ? b : a));
    let sum = 0;
    for (let c = 0; c < C; c++) sum += y[start + c] = Math.exp(row[c] - max);
    for (let c = 0; c < C; c++) y[start + c] /= sum;
  }
  return y;
}

export function forward(params, X, N) {
  const Z1 = affine(X, params.W1, params.b1, N); // (N, H)
  const A1 = Z1.map(leakyRelu); // (N, H)
  const Z2 = affine(A1, params.W2, params.b2, N); // (N, C)
  return { Z1, A1, Z2, y: softmax(Z2, params.b2.length) };
}

// Return the derivatives of the summed loss by Z2, A1 and Z1.
export function derivatives(params, labels, ff) {
  const [N, C] = [labels.length, params.b2.length];
  const dZ2 = ff.y.slice(); // (N, C)
  for (let n = 0; n < N; n++) dZ2[n * C + labels[n]] -= 1;
  const dA1 = timesTransposed(dZ2, params.W2, N, C); // (N, H)
  const dZ1 = dA1.map((v, i) => v * slope(ff.Z1[i])); // (N, H)
  return { dZ2, dA1, dZ1 };
}

// The gradients of the cross entropy, summed over the batch.
export function backward(params, X, labels, ff) {
  const [N, H, C] = [labels.length, params.b1.length, params.b2.length];
  const { dZ2, dZ1 } = derivatives(params, labels, ff);
  return {
    W1: transposedTimes(X, dZ1, N, X.length / N, H),
    b1: columnSums(dZ1, N),
    W2: transposedTimes(ff.A1, dZ2, N, H, C),
    b2: columnSums(dZ2, N),
  };
}

// The mean cross entropy of probabilities y.
export function loss(y, labels) {
  const C = y.length / labels.length;
  let sum = 0;
  labels.forEach((label, n) => (sum -= Math.log(y[n * C + label])));
  return sum / labels.length;
}

// The share of right answers.
export function accuracy(y, labels) {
  const C = y.length / labels.length;
  const isRight = (label, n) => argmax(y.subarray(n * C, n * C + C)) === label;
  return Array.from(labels).filter(isRight).length / labels.length;
}

export const argmax = (row) => row.reduce((best, v, i) => (v > row[best] ? i : best), 0);

// Take one step of gradient descent; return the loss of the batch before it.
export function trainStep(params, X, labels, lr) {
  const ff = forward(params, X, labels.length);
  const grads = backward(params, X, labels, ff);
  for (const name of Object.keys(grads)) {
    const [p, g] = [params[name], grads[name]];
    for (let i = 0; i < p.length; i++) p[i] -= (lr / labels.length) * g[i];
  }
  return loss(ff.y, labels);
}

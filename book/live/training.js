// Train on a few thousand digits; the run can stop after any step.

import { accuracy, forward, loss, trainStep } from "./network.js";

// Make a generator of random numbers in [0, 1) (mulberry32). A seed determines them all.
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const normal = (random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

// Initializers: the standard deviation of the weights. The chapter on initial weights
// derives the first three, and warns of the other three.
export const INITIALIZERS = {
  xavier: (fanIn) => Math.sqrt(1 / fanIn),
  he: (fanIn) => Math.sqrt(2 / fanIn),
  glorot: (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)),
  zero: () => 0,
  tiny: () => 0.0001,
  one: () => 1,
};

export function initialParams(D, H, C, initializer, random) {
  const draw = (fanIn, fanOut) => {
    const sd = INITIALIZERS[initializer](fanIn, fanOut);
    return Float64Array.from({ length: fanIn * fanOut }, () => sd * normal(random));
  };
  const [W1, W2] = [draw(D, H), draw(H, C)];
  return { W1, b1: new Float64Array(H), W2, b2: new Float64Array(C) };
}

// Return the numbers from 0 to N - 1 in random order.
export function shuffled(N, random) {
  const order = Uint32Array.from({ length: N }, (_, i) => i);
  for (let i = N - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [order[i], order[k]] = [order[k], order[i]];
  }
  return order;
}

// Unpack pictures from bytes that hold two pixels each, one above the other (train.py).
export function fromPairs(pairs) {
  const pixels = new Uint8Array(2 * pairs.length);
  pairs.forEach((pair, i) => {
    const place = 56 * Math.floor(i / 28) + (i % 28); // of the upper one; 56: two rows
    pixels[place] = pair >> 4;
    pixels[place + 28] = pair & 15;
  });
  return pixels;
}

// Scale rows of pixels to numbers from 0 to 1.
export function rows(set, order) {
  const D = set.pixels.length / set.labels.length;
  const X = new Float64Array(order.length * D);
  order.forEach((row, n) => {
    for (let d = 0; d < D; d++) X[n * D + d] = set.pixels[row * D + d] / set.top;
  });
  return X;
}

// `train` and `valid` are {pixels: Uint8Array (N * D), labels: Uint8Array (N), top}, where
// `top` is the value of a white pixel.
export class Run {
  constructor(train, valid, { units, lr, batch, initializer, seed }, params) {
    this.random = generator(seed);
    const D = train.pixels.length / train.labels.length;
    this.params = params ?? initialParams(D, units, 10, initializer, this.random);
    Object.assign(this, { train, valid, lr, batch, step: 0, order: null });
    this.perEpoch = Math.floor(train.labels.length / batch);
    this.validX = rows(valid, [...valid.labels.keys()]);
  }

  // Take one step. An epoch drops the last digits if they do not fill a batch.
  next() {
    if (this.step % this.perEpoch === 0)
      this.order = shuffled(this.train.labels.length, this.random);
    const start = (this.step++ % this.perEpoch) * this.batch;
    return this.take(this.order.subarray(start, start + this.batch));
  }

  // Take a step with these rows of the training set; return their loss before it.
  take(order) {
    const labels = Uint8Array.from(order, (row) => this.train.labels[row]);
    return trainStep(this.params, rows(this.train, order), labels, this.lr);
  }

  evaluate() {
    const { y } = forward(this.params, this.validX, this.valid.labels.length);
    return { loss: loss(y, this.valid.labels), accuracy: accuracy(y, this.valid.labels) };
  }
}

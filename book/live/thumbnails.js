// Paint small pictures of 28 x 28 pixels: a digit, strokes in their box, weights of a unit.

import { box, h } from "./figure.js";
import { trace } from "./board.js";
import { BOX, PEN, SIZE } from "./strokes.js";

const SHARP = 4; // canvas pixels for each pixel, where lines are drawn

// Make an empty picture with a title; those who hear the page hear only the title.
export function thumbnail(title) {
  const canvas = h("canvas", { class: "live-thumb", width: SIZE, height: SIZE });
  canvas.setAttribute("aria-hidden", "true");
  const words = h("span", {}, title);
  return { node: box("live-seenone", canvas, words), canvas, words };
}

// Paint 28 x 28 pixels, where shade(i) is the color of pixel i as [red, green, blue].
function fill(canvas, shade) {
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d");
  const image = context.createImageData(SIZE, SIZE);
  for (let i = 0; i < SIZE * SIZE; i++) image.data.set([...shade(i), 255], 4 * i);
  context.putImageData(image, 0, 0);
}

const mix = (from, to, share) => from.map((v, i) => v + share * (to[i] - v));

// Paint a digit, with the colors of figure.js; without a picture, paint an empty one.
export function paintInk(canvas, picture, [, minus, paper, ink], center) {
  fill(canvas, (i) => mix(paper, ink, picture?.[i] ?? 0));
  if (!center) return;
  const context = canvas.getContext("2d");
  Object.assign(context, { strokeStyle: `rgb(${minus})`, lineWidth: 1 });
  const [x, y] = center; // of a cross
  trace(context, [[x - 2.5, y], [x + 2.5, y], [x, y], [x, y - 2.5], [x, y + 2.5]]);
}

export function paintBox(canvas, strokes, [, minus, paper, ink]) {
  canvas.width = canvas.height = SHARP * SIZE;
  const context = canvas.getContext("2d");
  context.fillStyle = `rgb(${paper})`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SHARP, SHARP);
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: PEN / 2 });
  context.strokeStyle = `rgb(${ink})`;
  for (const stroke of strokes) trace(context, stroke);
  Object.assign(context, { strokeStyle: `rgb(${minus})`, lineWidth: 0.5 });
  context.strokeRect((SIZE - BOX) / 2, (SIZE - BOX) / 2, BOX, BOX);
}

// Paint weights, pale where the picture has no ink. A color is full at `top`, and grows as
// the root of a weight, so that small weights show.
export function paintWeights(canvas, weights, picture, [plus, minus, paper], top) {
  const most = top ?? weights.reduce((a, w) => Math.max(a, Math.abs(w)), 1e-9);
  fill(canvas, (i) => {
    const seen = picture ? 0.2 + 0.8 * picture[i] : 1;
    const share = Math.sqrt(Math.abs(weights[i]) / most) * seen;
    return mix(paper, weights[i] >= 0 ? plus : minus, Math.min(1, share));
  });
}

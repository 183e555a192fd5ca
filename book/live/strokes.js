// Turn the strokes of a hand into the 784 pixels that the network expects.
//
// The digits of MNIST were scaled to fit a box of 20 x 20 pixels. Then they were moved until
// their center of mass lay on the middle of the pixel (14, 14), counted from 0. The same is
// done here. strokes.py does it in NumPy, and a test compares both.

export const SIZE = 28;
export const BOX = 20;
export const PEN = 2.55; // width of the pen in pixels
const CENTER = 14.5; // of mass, in the middle of pixel 14
const EDGE = 0.7; // half the width of the soft edge of a stroke

const moved = (strokes, f) => strokes.map((stroke) => stroke.map(f));

// Scale strokes until their longer side, with the pen, fills the box in the middle.
export function boxed(strokes) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((p) => p[axis]));
  const sides = [xs, ys].map((a) => [Math.min(...a), Math.max(...a)]);
  const longer = Math.max(...sides.map(([low, high]) => high - low));
  const scale = longer > 0 ? (BOX - PEN) / longer : 0;
  const middle = sides.map(([low, high]) => (low + high) / 2);
  return moved(strokes, (p) => p.map((v, i) => SIZE / 2 + scale * (v - middle[i])));
}

// How far the point (x, y) is from the line between two points.
function distance(x, y, [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const t = length ? ((x - x1) * dx + (y - y1) * dy) / length : 0;
  const s = Math.min(1, Math.max(0, t));
  return Math.hypot(x - x1 - s * dx, y - y1 - s * dy);
}

// The picture (784), 0 to 1, that a pen of fixed width draws. Where strokes cross, each
// pixel has the larger value.
export function inked(strokes) {
  const picture = new Float64Array(SIZE * SIZE);
  const reach = PEN / 2 + EDGE;
  for (const stroke of strokes) {
    stroke.forEach((p, i) => {
      const q = stroke[Math.max(0, i - 1)];
      const [left, top] = [0, 1].map((a) => Math.floor(Math.min(p[a], q[a]) - reach));
      const [right, low] = [0, 1].map((a) => Math.ceil(Math.max(p[a], q[a]) + reach));
      for (let r = Math.max(0, top); r < Math.min(SIZE, low); r++) {
        for (let c = Math.max(0, left); c < Math.min(SIZE, right); c++) {
          const inside = reach - distance(c + 0.5, r + 0.5, q, p);
          const ink = Math.min(1, Math.max(0, inside / (2 * EDGE)));
          picture[r * SIZE + c] = Math.max(picture[r * SIZE + c], ink);
        }
      }
    });
  }
  return picture;
}

export function centerOfMass(picture) {
  let [mass, x, y] = [0, 0, 0];
  picture.forEach((ink, i) => {
    mass += ink;
    x += ink * ((i % SIZE) + 0.5);
    y += ink * (Math.floor(i / SIZE) + 0.5);
  });
  return mass > 0 ? [x / mass, y / mass] : [CENTER, CENTER];
}

// The three steps, each with its picture; the last is what the network sees.
export function steps(strokes) {
  const box = boxed(strokes);
  const drawn = inked(box);
  const center = centerOfMass(drawn);
  const shift = center.map((v) => CENTER - v);
  const centered = moved(box, (p) => p.map((v, i) => v + shift[i]));
  return { box, drawn, center, centered, picture: inked(centered) };
}

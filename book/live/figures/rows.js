// Let the reader follow one image through a small network (forward pass).

import { grids } from "../arrays.js";
import { box, button, figure, floats, h, radios, slider, text } from "../figure.js";
import { equation, FORWARD, used } from "../lines.js";
import { forward } from "../network.js";

const SHAPES = {
  ...{ X: [3, 2], W1: [2, 3], b1: [3], Z1: [3, 3], A1: [3, 3] },
  ...{ W2: [3, 2], b2: [2], Z2: [3, 2], y: [3, 2] },
};
const ROWS = ["X", "Z1", "A1", "Z2", "y"]; // arrays with a row for each image

figure("rows", ({ stage, say, data }) => {
  let X = Float64Array.from(data.X);
  const params = floats(data.params);
  let [values, image, chosen, column] = [{}, 0, "Z1", 0];
  const at = (name, r, k) => values[name][r * SHAPES[name].at(-1) + k];

  const arrays = grids(SHAPES, (name, row, k) => {
    if (name !== "X") [chosen, column] = [name, k];
    choose(row);
  });
  for (const [name, array] of Object.entries(arrays)) {
    if (ROWS.includes(name)) array.node.classList.add("live-forward");
    array.open(ROWS.includes(name));
  }

  const images = radios("Image in row", ["0", "1", "2"], choose);
  const pixels = [0, 1].map((d) =>
    slider({
      label: `Its pixel ${d}`,
      ...{ min: 0, max: 3, step: 0.1, value: X[d] },
      oninput: (v) => {
        X[2 * image + d] = v;
        compute();
      },
    }),
  );
  const [worked, moved] = [text("live-worked"), text("live-worked live-quiet")];

  function compute() {
    values = { X, ...params, ...forward(params, X, 3) };
    for (const [name, array] of Object.entries(arrays)) array.set(values[name]);
    const differs = (row) => [0, 1].some((d) => at("X", row, d) !== data.X[2 * row + d]);
    const rows = [0, 1, 2].filter(differs);
    const which = rows.length > 1 ? `rows ${rows.join(" and ")}` : `row ${rows[0]}`;
    moved.textContent = rows.length
      ? `Changed: ${which} of X, Z1, A1, Z2 and y.`
      : "Point at a number for its sum; change a pixel of the image.";
    highlight();
  }

  function choose(row) {
    image = row;
    pixels.forEach((pixel, d) => pixel.set(at("X", row, d)));
    highlight();
  }

  // Highlight the image's row in all arrays, and the entries that make the chosen one.
  function highlight() {
    images.choose(image);
    const line = FORWARD.find((one) => chosen in one); // computes the chosen array
    const products = line[chosen](image, column, at);
    const taken = used(products);
    for (const [name, array] of Object.entries(arrays)) {
      array.look((r, k) => {
        if (name === chosen && r === image && k === column) return "live-picked";
        const look = taken.includes([name, r, k].join()) ? "live-used" : "";
        if (!ROWS.includes(name)) return look;
        return `${look} ${r === image ? "live-made" : "live-pale"}`;
      });
    }
    const words = equation(chosen, [image, column], false, products, at);
    if (worked.textContent && worked.textContent !== words) say(words);
    worked.textContent = words;
  }

  function reset() {
    X = Float64Array.from(data.X);
    compute();
    choose(0);
  }

  const sign = (text) => h("span", { class: "live-sign", "aria-hidden": "true" }, text);
  function block(line, parts) {
    // A line may break before + and =, and not within a product.
    const nodes = parts.split(/ (?=[+=])/).map((term) => {
      const ones = term.split(" ").map((part) => arrays[part]?.node ?? sign(part));
      return box("live-term", ...ones);
    });
    return box("live-block", h("code", {}, FORWARD[line].code), box("live-flow", ...nodes));
  }
  stage.append(
    box("live-controls", images.node, ...pixels.map(({ node }) => node)),
    box("live-why", worked, moved),
    box("live-blocks", block(0, "X @ W1 + b1 = Z1")),
    box("live-blocks", block(1, "A1"), block(2, "@ W2 + b2 = Z2"), block(3, "y")),
    box("live-buttons", button("Back to the start", reset)),
  );
  compute();
});

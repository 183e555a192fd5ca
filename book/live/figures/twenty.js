// Send a signal through twenty layers and a gradient back; the reader sets the size of
// the initial weights.

import { scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { box, button, figure, h, onWidth, slider } from "../figure.js";
import { add, plot, set } from "../plot.js";

const [LAYERS, FULL] = [20, 1.5]; // outputs of the size FULL have a full color
// Write a positive number with two digits: 0.12, or 3.4 · 10⁻²⁰.
const power = (v) => {
  const text = v.toExponential(1).replace("e+", "e");
  const [number, exponent] = text.split("e");
  return Math.abs(exponent) < 3
    ? String(Number(v.toPrecision(2)))
    : `${number}\u00a0·\u00a010${[...exponent].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("")}`;
};

// A drawing of this width: curves above, and below them the units in the same columns.
function drawing(width, data) {
  const [top, left, right, rows] = [230, 52, 58, data.shown[0].length];
  const [cell, high] = [(width - left - right) / LAYERS, 9];
  const below = 64 + high * rows;
  const tens = (v) => (v === 1 ? "1" : power(v).replace("1.0\u00a0·\u00a0", ""));
  const { svg, x, y, body } = plot({
    ...{ x: [1, LAYERS], inset: cell / 2, xAt: [1, 5, 10, 15, 20], xWords: String },
    ...{ y: [1e-47, 1e35], yScale: scaleLog, yAt: [1e-40, 1e-20, 1, 1e20], yWords: tens },
    ...{ title: "", xLabel: "", width, height: top + below, left, right, top: 14, bottom: below },
  });
  const label = { x: width - right, y: top + 34, "text-anchor": "end" };
  add(svg, "text", label).text("layer");
  const hush = { x: left, y: top + 48, class: "live-hush" };
  add(svg, "text", hush).text("sums of 16 units in each layer");
  const squares = add(svg, "g", { transform: `translate(${left},${top + 58})` });
  const frame = `M-3,-3h${LAYERS * cell + 4}v${high * rows + 5}H-3z`;
  add(squares, "path", { class: "live-frame", d: frame });
  const path = line((_, i) => x(i + 1), y);
  return { node: svg.node(), curves: body, ends: add(svg, "g"), squares, x, y, path, cell, high };
}

figure("twenty", ({ stage, say, data }) => {
  const curve = (sd) => data.squares.map((v, i) => v * sd ** (2 * (i + 1)));
  const back = (sd) => data.gradients.map((v, i) => v * sd ** (2 * (LAYERS - 1 - i)));
  const sd = slider({
    label: "Standard deviation of the weights",
    ...{ min: -2, max: 0, step: 0.01, value: -0.7 }, // 0.2: both arrow keys move it
    words: (v) => (10 ** v).toFixed(3),
    oninput: (v) => go(10 ** v),
  });
  const [words, place] = [box("live-answer"), box("live-wide")];
  let [view, s] = [null, 10 ** sd.value()];

  function fit(width) {
    view = drawing(width, data);
    place.replaceChildren(view.node);
    for (const value of data.marked) {
      const past = { class: "live-curve live-past", d: view.path(curve(value)) };
      add(view.curves, "path", past);
      const at = { x: view.x(LAYERS) + 9, y: view.y(curve(value).at(-1)) + 4 };
      add(view.ends, "text", { ...at, class: "live-hush" }).text(String(value));
    }
    add(view.curves, "path", { class: "live-curve live-backward" });
    add(view.curves, "path", { class: "live-curve live-forward" });
    add(view.ends, "circle", { r: 4, class: "live-forward" });
    const units = data.shown.flatMap((column, i) => column.map((v, k) => ({ v, i, k })));
    const corner = { x: ({ i }) => i * view.cell, y: ({ k }) => k * view.high };
    const size = { width: view.cell - 1.5, height: view.high - 1 };
    set(view.squares.selectAll("rect").data(units).join("rect"), { ...corner, ...size });
    draw();
  }

  function draw() {
    const [mine, gradients] = [curve(s), back(s)];
    view.curves.select(".live-forward").attr("d", view.path(mine));
    view.curves.select(".live-backward").attr("d", view.path(gradients));
    set(view.ends.select("circle"), { cx: view.x(LAYERS), cy: view.y(mine.at(-1)) });
    // A unit has a full color at FULL times the size of layer 1 with steady weights.
    const first = curve(data.steady)[0];
    const share = (v, i) => (Math.abs(v) * Math.sqrt(mine[i] / first)) / FULL;
    set(view.squares.selectAll("rect"), {
      class: ({ v }) => (v < 0 ? "live-against" : "live-for"),
      opacity: ({ v, i }) => Math.min(1, share(v, i)).toFixed(3),
    });
    const [whole, returned] = [mine.at(-1) / mine[0], gradients[0] / gradients.at(-1)];
    const fate = whole < 1 / 30 ? "Both fade" : whole > 30 ? "Both explode" : "Both stay";
    words.textContent =
      `Mean squares: the sums × ${power(whole)} from layer 1 to 20, ` +
      `the gradients × ${power(returned)} from 20 to 1. ${fate}.`;
    view.node.setAttribute("aria-label", words.textContent);
  }

  function go(value) {
    s = value; // the exact value, although the slider has only hundredths
    draw();
    say(words.textContent);
  }
  const buttons = data.marked.map((value) =>
    button(String(value), () => (sd.set(Math.log10(value)), go(value))),
  );
  const key = h(
    "ul",
    { class: "live-legend" },
    h("li", { class: "live-forward" }, "mean square of the sums"),
    h("li", { class: "live-backward" }, "mean square of the gradients"),
    h("li", {}, `the same of the sums with ${data.marked.join(", ").replace(/, (?=\S+$)/, " and ")}`),
  );
  stage.append(sd.node, box("live-buttons", ...buttons), words, place, key);
  fit(600);
  onWidth(place, fit);
});

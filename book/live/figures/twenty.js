// Send a signal through twenty layers and a gradient back; the reader sets the size of
// the initial weights.

import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleLog } from "d3-scale";
import { create } from "d3-selection";
import { line } from "d3-shape";
import { box, button, figure, onWidth, slider, text } from "../figure.js";

const [LAYERS, FULL] = [20, 1.5]; // outputs of the size FULL have a full color
const power = (v) => {
  const text = v.toExponential(1).replace("e+", "e");
  const [number, exponent] = text.split("e");
  return Math.abs(exponent) < 3
    ? String(Number(v.toPrecision(2)))
    : `${number}\u00a0·\u00a010${[...exponent].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("")}`;
};

// A drawing of this width: curves above, and below them the units in the same columns.
function drawing(width, data) {
  const [top, bottom] = [230, data.shown[0].length];
  const room = { left: 52, right: 58, top: 14 };
  const cell = (width - room.left - room.right) / LAYERS;
  const high = 9;
  const height = top + 64 + high * bottom;
  const svg = create("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("class", "live-chart")
    .attr("role", "img");
  const x = scaleLinear([1, LAYERS], [room.left + cell / 2, width - room.right - cell / 2]);
  const y = scaleLog([1e-47, 1e35], [top, room.top]);
  const ticks = [1e-40, 1e-20, 1, 1e20];
  const tens = (v) => (v === 1 ? "1" : power(v).replace("1.0\u00a0·\u00a0", ""));
  svg
    .append("g")
    .attr("transform", `translate(${room.left},0)`)
    .call(axisLeft(y).tickValues(ticks).tickFormat(tens));
  svg
    .append("g")
    .attr("transform", `translate(0,${top})`)
    .call(axisBottom(x).tickValues([1, 5, 10, 15, 20]).tickFormat(String));
  const words = (at, down, text) =>
    svg.append("text").attr("x", at).attr("y", down).text(text);
  words(width - room.right, top + 34, "layer").attr("text-anchor", "end");
  words(room.left, top + 48, "sums of 16 units in each layer").attr("class", "live-hush");
  const path = line((_, i) => x(i + 1), y);
  const curves = svg.append("g").attr("fill", "none");
  const ends = svg.append("g");
  const squares = svg.append("g").attr("transform", `translate(${room.left},${top + 58})`);
  squares
    .append("path")
    .attr("class", "live-frame")
    .attr("d", `M-3,-3h${LAYERS * cell + 4}v${high * bottom + 5}H-3z`);
  return { node: svg.node(), curves, ends, squares, x, y, path, cell, high };
}

figure("twenty", ({ stage, say, data }) => {
  const curve = (sd) => data.squares.map((v, i) => v * sd ** (2 * (i + 1)));
  const back = (sd) => data.gradients.map((v, i) => v * sd ** (2 * (LAYERS - 1 - i)));
  const sd = slider({
    label: "Standard deviation of the weights",
    ...{ min: -2, max: 0, step: 0.01, value: 0 },
    words: (v) => (10 ** v).toFixed(3),
    oninput: (v) => go(10 ** v),
  });
  const [words, place] = [box("live-answer"), box("live-wide")];
  let [view, s] = [null, 10 ** sd.value()];

  function fit(width) {
    view = drawing(width, data);
    place.replaceChildren(view.node);
    for (const value of data.marked) {
      const past = view.curves.append("path").attr("class", "live-curve live-past");
      past.attr("d", view.path(curve(value)));
      label(view.ends, String(value), curve(value).at(-1)).attr("class", "live-hush");
    }
    view.curves.append("path").attr("class", "live-curve live-minus");
    view.curves.append("path").attr("class", "live-curve live-plus live-mine");
    view.ends.append("circle").attr("r", 4).attr("class", "live-mine");
    view.squares
      .selectAll("rect")
      .data(data.shown.flatMap((column, i) => column.map((v, k) => ({ v, i, k }))))
      .join("rect")
      .attr("x", ({ i }) => i * view.cell)
      .attr("y", ({ k }) => k * view.high)
      .attr("width", view.cell - 1.5)
      .attr("height", view.high - 1);
    draw();
  }

  const label = (group, name, value) =>
    group
      .append("text")
      .attr("x", view.x(LAYERS) + 9)
      .attr("y", view.y(value) + 4)
      .text(name);

  function draw() {
    const [mine, gradients] = [curve(s), back(s)];
    view.curves.select(".live-mine").attr("d", view.path(mine));
    view.curves.select(".live-minus").attr("d", view.path(gradients));
    view.ends.select("circle").attr("cx", view.x(LAYERS)).attr("cy", view.y(mine.at(-1)));
    const first = curve(data.steady)[0];
    view.squares
      .selectAll("rect")
      .attr("class", ({ v }) => (v < 0 ? "live-minus" : "live-plus"))
      .attr("opacity", ({ v, i }) =>
        Math.min(1, (Math.abs(v) * Math.sqrt(mine[i] / first)) / FULL).toFixed(3),
      );
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
  const key = text("live-quiet", "Solid: mean square of the sums. Dashed: of the gradients.");
  stage.append(sd.node, box("live-buttons", ...buttons), words, place, key);
  fit(600);
  onWidth(place, fit);
});

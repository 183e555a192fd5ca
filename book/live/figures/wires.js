// Carry numbers forward and slopes backward through one hidden unit (backprop).

import { box, button, figure, slider } from "../figure.js";

const [WIDE, HIGH, FLOOR] = [56, 25, 25]; // a box, and half the distance of two rows
const STEP = 0.01; // how far a step goes, for each unit of slope

// Make an element of a drawing: s("text", { x: 5 }, "words").
function s(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const words = (v) => {
  const digits = Math.abs(v) >= 100 ? 0 : Math.abs(v) >= 10 ? 1 : 2;
  return String(Number(v.toFixed(digits))).replace("-", "\u2212");
};

// A factor has to fit between two boxes.
const short = (v) => words(words(v).length > 4 ? Number(v.toFixed(1)) : v);

// Compute the numbers, their slopes, and the factor of each wire.
function passes({ x, w1, b1, w2, b2 }, wanted) {
  const z1 = x * w1 + b1;
  const bend = z1 >= 0 ? 1 : 0.01;
  const a1 = bend * z1;
  const z2 = a1 * w2 + b2;
  const dz2 = z2 - wanted;
  const da1 = dz2 * w2;
  const dz1 = da1 * bend;
  return {
    numbers: { x, w1, b1, w2, b2, z1, a1, z2, loss: dz2 ** 2 / 2 },
    slopes: { w1: dz1 * x, b1: dz1, z1: dz1, a1: da1, w2: dz2 * a1, b2: dz2, z2: dz2 },
    factors: { w1: x, x: w1, b1: 1, z1: bend, w2: a1, a1: w2, b2: 1 },
  };
}

figure("wires", ({ stage, say, data }) => {
  let now = { ...data.start };
  const { slopes: sloped } = passes(now, data.wanted);
  const place = (name) => {
    const [x, y] = data.places[name];
    return [32 + WIDE * x * 0.965, 82 + FLOOR * y];
  };
  const svg = s("svg", { viewBox: "0 0 480 298", class: "live-wires", "aria-hidden": "true" });
  const tip = s("path", { d: "M0 0L8 4L0 8z", fill: "context-stroke" });
  const marker = { id: "live-tip", viewBox: "0 0 8 8", refX: 8, refY: 4 };
  svg.append(s("marker", { ...marker, markerWidth: 7, markerHeight: 7, orient: "auto" }, tip));

  // The ends of a wire lie on the sides of its boxes.
  const labels = {};
  for (const [start, end] of data.wires) {
    const [[x1, y1], [x2, y2]] = [place(start), place(end)];
    const [left, right] = [x1 + WIDE / 2 + 2, x2 - WIDE / 2 - 2];
    const flat = y1 === y2;
    const [from, to] = [y1, flat ? y2 : y2 + (y1 < y2 ? -HIGH / 2 : HIGH / 2)];
    const d = `M${left} ${from}L${right} ${to}`;
    svg.append(s("path", { d, class: "live-wire", "marker-end": "url(#live-tip)" }));
    // The factor stands above its wire; below, if the wire rises.
    const [x, y] = [flat ? left + 2 : (left + right) / 2 + 5, (from + to) / 2 - 6];
    labels[start] = s("text", { x, y: y1 > y2 ? y + 24 : y, class: "live-factor" });
    svg.append(labels[start]);
  }

  const shown = {};
  for (const name of Object.keys(data.places)) {
    const [x, y] = place(name);
    const kinds = name in sloped ? ["forward", "backward"] : ["forward"];
    const top = y - (HIGH * kinds.length) / 2;
    svg.append(s("text", { x, y: top - 6 }, name));
    kinds.forEach((kind, k) => {
      const size = { width: WIDE, height: HIGH, class: "live-wire" };
      svg.append(s("rect", { x: x - WIDE / 2, y: top + k * HIGH, ...size }));
      const inside = s("text", { x, y: top + k * HIGH + 18, class: `live-${kind}` });
      shown[`${kind} ${name}`] = inside;
      svg.append(inside);
    });
  }
  const [atX, atY] = place("loss"); // below it, where no arrow is
  const end = { x: atX + WIDE / 2, y: atY + 2 * HIGH, style: "text-anchor: end" };
  svg.append(s("text", end, `wanted: ${data.wanted}`));
  for (const [kind, title, y, d] of [
    ["forward", "forward: numbers", 14, "M4 20H476"],
    ["backward", "backward: slopes", 284, "M476 290H4"],
  ]) {
    svg.append(s("path", { d, class: `live-wire live-${kind}`, "marker-end": "url(#live-tip)" }));
    svg.append(s("text", { x: 240, y, class: `live-${kind}` }, title));
  }

  const sliders = Object.entries(data.start).map(([name, value]) =>
    slider({
      label: name,
      ...{ min: -5, max: 5, step: 0.01, value, words },
      oninput: (v) => ((now[name] = v), show()),
    }),
  );

  function show() {
    const found = passes(now, data.wanted);
    for (const [key, element] of Object.entries(shown)) {
      const [kind, name] = key.split(" ");
      element.textContent = words(found[kind === "forward" ? "numbers" : "slopes"][name]);
    }
    for (const [name, element] of Object.entries(labels)) {
      element.textContent = name in found.factors ? `×${short(found.factors[name])}` : "";
    }
    const slopes = ["w1", "b1", "w2", "b2"].map((k) => `${k} ${words(found.slopes[k])}`);
    say(`The loss is ${words(found.numbers.loss)}. Slopes: ${slopes.join(", ")}.`);
  }

  function go(values) {
    now = values;
    Object.values(now).forEach((value, k) => sliders[k].set(value));
    show();
  }

  function step() {
    const slopes = { ...passes(now, data.wanted).slopes, x: 0 }; // the input stays
    const moved = Object.entries(now).map(([name, v]) => [name, v - STEP * slopes[name]]);
    go(Object.fromEntries(moved));
  }

  stage.append(
    svg,
    box("live-controls live-knobs", ...sliders.map(({ node }) => node)),
    box(
      "live-buttons",
      button("Step downhill", step, { class: "live-button live-first" }),
      button("Back to the start", () => go({ ...data.start })),
    ),
  );
  show();
});

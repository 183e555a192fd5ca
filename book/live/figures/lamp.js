// Let the reader look for a unit that switches a staircase lamp (activations).

import { box, button, figure, signed, slider, text } from "../figure.js";
import { add, plot } from "../plot.js";

const plus = (v) => `${v < 0 ? "−" : "+"} ${Math.abs(v)}`;
const lamp = (on) => (on ? "on" : "off");

// Return the corners of the part of a square (low to high in both directions) with u > 0.
function half(u, low, high) {
  const corners = [[low, low], [high, low], [high, high], [low, high]];
  return corners.flatMap((here, k) => {
    const next = corners[(k + 1) % 4];
    const [a, b] = [u(...here), u(...next)];
    const crossing = here.map((v, d) => v + ((next[d] - v) * a) / (a - b));
    return [...(a > 0 ? [here] : []), ...(a > 0 !== b > 0 ? [crossing] : [])];
  });
}

figure("lamp", ({ stage, say, data }) => {
  const { cases, start, ends } = data;
  const ask = plot({
    title: "The lamp is on in the tinted part",
    ...{ x: ends, y: ends, xLabel: "switch downstairs", width: 300, height: 296, left: 46 },
    ...{ xAt: [0, 1], xWords: (v) => (v ? "up" : "down") },
    ...{ yAt: [0, 1], yWords: (v) => (v ? "up" : "down") },
  });
  const tint = add(ask.body, "polygon", { class: "live-tint" });
  const corner = { x: ask.x(ends[0]) + 6, y: ask.y(ends[1]) + 15 };
  add(ask.body, "text", corner).text("switch upstairs");
  const marks = cases.map(([, x, y, on]) => {
    const [cx, cy] = [ask.x(x), ask.y(y)];
    const square = { width: 13, height: 13, x: cx - 6.5, y: cy - 6.5 };
    const shape = on ? square : { r: 7, cx, cy };
    add(ask.body, on ? "rect" : "circle", { class: "live-case", ...shape });
    return add(ask.body, "text", { x: cx + 12, y: cy + 5 });
  });

  const names = ["Weight of the switch downstairs", "Weight of the switch upstairs", "Bias"];
  const sliders = names.map((label, k) =>
    slider({
      ...{ label, min: -3, max: 3, step: 0.5, value: start[k], words: signed },
      oninput: update,
    }),
  );
  const rows = cases.map(() => text("live-sum"));
  const count = text("live-answer");

  function update() {
    const [w, v, b] = sliders.map((one) => one.value());
    const u = (x, y) => w * x + v * y + b;
    tint.attr("points", half(u, ...ends).map(([x, y]) => [ask.x(x), ask.y(y)].join()).join(" "));
    const wrong = cases.filter(([name, x, y, on], k) => {
      const is = u(x, y) > 0;
      const sign = is === on ? "✓" : "✗";
      // The weights of the switches that are up; the second one follows a sign.
      const parts = [...(x ? [signed(w)] : []), ...(y ? [x ? plus(v) : signed(v)] : [])];
      const sum = parts.length ? `${parts.join(" ")} ${plus(b)} = ` : "";
      rows[k].textContent = `${sign} ${name}: ${sum}${signed(u(x, y))}, lamp ${lamp(is)}`;
      marks[k].text(`${lamp(on)} ${sign}`);
      return is !== on;
    });
    count.textContent = `${cases.length - wrong.length} of ${cases.length} are right.`;
    const list = wrong.map(([name]) => name).join(", ");
    say(`${count.textContent}${list ? ` Wrong: ${list}.` : ""}`);
  }

  function reset() {
    sliders.forEach((one, k) => one.set(start[k]));
    update();
  }

  const hand = box("live-hand", ...sliders.map((one) => one.node), ...rows, count);
  hand.append(box("live-buttons", button("Back to the start", reset)));
  stage.append(box("live-lamp", ask.svg.node(), hand));
  update();
});

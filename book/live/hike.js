// Let the reader walk down a valley, with a learning rate and a momentum: valley, momentum.

import { line } from "d3-shape";
import { box, button, figure, newId, signed, slider, text } from "./figure.js";
import { movable } from "./handles.js";
import { add, plot, set } from "./plot.js";

export const hike = (name) => figure(name, ({ stage, say, data }) => {
  const [across, along] = data.c; // curvatures
  let [v, u] = data.start; // the hiker's start: across the valley, and along it
  const map = plot({
    title: "The valley from above",
    ...{ x: [-data.along, data.along], y: [-data.across, data.across], role: "group" },
    ...{ xLabel: "along the valley", height: 222, yTicks: 4 },
  });
  const chart = plot({
    title: "The loss after each step",
    ...{ x: [0, data.steps], y: [0, data.top], xLabel: "step", height: 222 },
  });
  const corner = { x: map.x(data.along) - 6, y: map.y(data.across) + 15, "text-anchor": "end" };
  const inside = [map, chart].map((one) => {
    const id = newId("inside");
    const [left, right] = one.x.range();
    const [bottom, top] = one.y.range();
    const size = { width: right - left, height: bottom - top };
    add(add(one.svg, "clipPath", { id }), "rect", { x: left, y: top, ...size });
    return add(one.body, "g", { "clip-path": `url(#${id})` });
  });
  const [cx, cy] = [map.x(0), map.y(0)];
  for (const a of data.levels) {
    const [rx, ry] = [map.x(a) - cx, cy - map.y(a * Math.sqrt(along / across))];
    add(inside[0], "ellipse", { class: "live-level", cx, cy, rx, ry });
  }
  const cross = `M${cx - 4},${cy}h8M${cx},${cy - 4}v8`;
  add(inside[0], "path", { class: "live-curve live-calm", d: cross });
  const lines = inside.map((one) => add(one, "path", { class: "live-curve live-chosen" }));
  const dots = inside.map((one) => one.append("g"));
  add(inside[0], "text", { ...corner, class: "live-halo" }).text("across the valley");
  const beyond = add(inside[1], "text", { y: chart.y(data.top) + 13, class: "live-halo" });
  const { show } = movable(map, [0], {
    ...{ name: "Start", most: data.across, by: { arrow: 0.1, page: 1, end: 1 } },
    ...{ at: () => [u, v], move: (_, x, y) => move(x, y) },
  });

  const rate = slider({
    label: "Learning rate",
    ...{ ...data.rate, value: data.walks[0][1], oninput: draw },
    words: (lr) => lr.toFixed(String(data.rate.step).length - 2),
  });
  const memory = slider({
    label: "Momentum",
    ...{ min: 0, max: 0.99, step: 0.01, value: 0, oninput: draw },
    words: (mu) => mu.toFixed(2),
  });
  const [words, why] = [text("live-answer"), text("live-quiet")];

  function move(x, y) {
    const within = (one, most) => Math.round(10 * Math.max(-most, Math.min(most, one))) / 10;
    [u, v] = [within(x, data.along), within(y, data.across)];
    draw();
  }

  function draw() {
    const [lr, mu] = [rate.value(), memory.value()];
    const path = [[v, u]];
    for (let [t, a, b] = [0, 0, 0]; t < data.steps; t++) {
      const [x, y] = path[t];
      [a, b] = [mu * a - lr * across * x, mu * b - lr * along * y]; // the velocity
      path.push([x + a, y + b]);
    }
    const losses = path.map(([a, b]) => (across * a * a + along * b * b) / 2);
    const places = [
      path.map(([a, b]) => [map.x(b), map.y(a)]),
      losses.map((L, t) => [chart.x(t), chart.y(L)]),
    ];
    lines.forEach((one, k) => one.attr("d", line()(places[k])));
    dots.forEach((one, k) => {
      const circles = one.selectAll("circle").data(places[k]).join("circle");
      set(circles, { class: "live-here", r: 2.5, cx: ([x]) => x, cy: ([, y]) => y });
    });
    // A loss above the frame: where the curve leaves it, say how high it goes.
    const [top, left] = [Math.max(...losses), losses.findIndex((L) => L > data.top)];
    const high = top < 1e6 ? Math.round(top).toLocaleString("en") : "more than a million";
    beyond.text(left < 0 ? "" : `goes up to ${high}`).attr("x", chart.x(Math.min(left + 0.3, data.steps / 2)));
    show(`${signed(v)} across the valley, ${signed(u)} along it`);
    const last = losses.at(-1);
    const end = last < 1e6 ? last.toFixed(last < 1 ? 4 : 1) : "more than a million";
    words.textContent = `Loss ${losses[0].toFixed(1)} at the start, ${end} after ${data.steps} steps.`;
    why.textContent = data.memory ? rolling(path) : crossing(lr * across, v);
    say(`${words.textContent} ${why.textContent}`);
  }

  const go = ([, lr, mu]) => (rate.set(lr), memory.set(mu), draw());
  const back = () => (([v, u] = data.start), go(data.walks[0]));
  stage.append(
    box("live-columns", map.svg.node(), chart.svg.node()),
    box("live-controls", rate.node, ...(data.memory ? [memory.node] : [])),
    box("", words, why),
    box(
      "live-buttons",
      ...data.walks.map((one) => button(one[0], () => go(one))),
      button("Back to the start", back),
    ),
  );
  draw();
});

// Return a sentence about a step across the valley: it multiplies the distance by 1 - s.
function crossing(s, distance) {
  if (distance === 0) return "She starts on the floor of the valley and stays on it.";
  const about = Math.round(1e9 * s) / 1e9;
  if (about < 1) return "Each step goes a part of the way to the floor of the valley.";
  if (about === 1) return "The first step lands on the floor of the valley.";
  const far = about < 2 ? "closer to it" : about === 2 ? "just as far from it" : "farther from it";
  return `Each step crosses the floor of the valley, and lands ${far}.`;
}

// Return what a path [[across, along], ...] did: whether it passed the lowest point, and how
// wide its last swings are.
function rolling(path) {
  const passed = path.findIndex(([, b]) => b * path[0][1] < 0);
  const where = "the lowest point";
  const rolls = passed < 0 ? `never passes ${where}` : `passes ${where} in step ${passed}`;
  const far = Math.max(...path.slice(-10).map(([a]) => Math.abs(a)));
  const wide = (Math.ceil(100 * far) / 100).toFixed(2);
  const near = `in her last ten steps she keeps within ${wide} of the floor`;
  const swings = far < 1e6 ? near : "her swings grow beyond a million";
  return `Along the valley, she ${rolls}. Across it, ${swings}.`;
}

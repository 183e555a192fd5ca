// Let the reader walk down a valley, with a learning rate and a momentum: valley, momentum.

import { line } from "d3-shape";
import { box, button, figure, h, newId, onWidth, signed, slider, text } from "./figure.js";
import { movable } from "./handles.js";
import { add, plot, set } from "./plot.js";

export const hike = (name) => figure(name, ({ stage, say, data }) => {
  const [across, along] = data.c; // curvatures
  let [v, u] = data.start; // the hiker's start: across the valley, and along it
  let [view, now, last] = [null, null, null]; // what is drawn, this walk, and the one before it
  let begins = false; // whether what comes next is another walk, and not the same drag
  const place = box("");

  // Draw both charts anew, as wide as the figure.
  function fit(width) {
    const map = plot({
      title: "The valley from above",
      ...{ x: [-data.along, data.along], y: [-data.across, data.across], role: "group" },
      ...{ xLabel: "along the valley", yTicks: 4, width },
      height: 62 + ((width - 54) * data.across) / data.along, // 62 and 54 are for the axes
    });
    const chart = plot({
      ...{ title: "The loss after each step", xLabel: "step", width, height: 200 },
      ...{ x: [0, data.steps], y: [0, data.top] },
    });
    const [valley, below] = [map, chart].map((one) => {
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
      add(valley, "ellipse", { class: "live-level", cx, cy, rx, ry });
    }
    const cross = `M${cx - 4},${cy}h8M${cx},${cy - 4}v8`;
    add(valley, "path", { class: "live-curve live-calm", d: cross });
    const [ghosts, lines] = ["live-ghost", "live-chosen"].map((look) =>
      [valley, below].map((one) => add(one, "path", { class: `live-curve ${look}` })),
    );
    const dots = [valley, below].map((one) => one.append("g"));
    const corner = { x: map.x(data.along) - 6, y: map.y(data.across) + 15, "text-anchor": "end" };
    add(valley, "text", { ...corner, class: "live-halo" }).text("across the valley");
    const beyond = add(below, "text", { y: chart.y(data.top) + 13, class: "live-halo" });
    const { show } = movable(map, [0], {
      ...{ name: "Start", most: data.across, by: { arrow: 0.1, page: 1, end: 1 } },
      ...{ at: () => [u, v], move: (_, x, y) => move(x, y) },
    });
    view = { map, chart, ghosts, lines, dots, beyond, show };
    place.replaceChildren(map.svg.node(), chart.svg.node());
    if (now) paint();
  }

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
  const key = h("ul", { class: "live-legend" }, h("li", { class: "live-ghost" }));

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
    if (begins) last = now;
    begins = false;
    now = { path, losses, name: `learning rate ${rate.words()}` };
    if (data.memory) now.name += `, momentum ${memory.words()}`;
    paint();
    words.textContent = `Loss ${losses[0].toFixed(1)} at the start, ${endOf(now)} after ${data.steps} steps.`;
    why.textContent = data.memory ? rolling(path) : crossing(lr * across, v);
    say(`${words.textContent} ${why.textContent}`);
  }

  function paint() {
    const { map, chart, ghosts, lines, dots, beyond } = view;
    const places = ({ path, losses }) => [
      path.map(([a, b]) => [map.x(b), map.y(a)]),
      losses.map((L, t) => [chart.x(t), chart.y(L)]),
    ];
    lines.forEach((one, k) => one.attr("d", line()(places(now)[k])));
    ghosts.forEach((one, k) => one.attr("d", last && line()(places(last)[k])));
    key.hidden = !last;
    if (last) key.firstChild.textContent = `the walk before: ${last.name}, loss ${endOf(last)}`;
    dots.forEach((one, k) => {
      const circles = one.selectAll("circle").data(places(now)[k]).join("circle");
      set(circles, { class: "live-here", r: 2.5, cx: ([x]) => x, cy: ([, y]) => y });
    });
    // A loss above the frame: where the curve leaves it, say how high it goes.
    const { losses } = now;
    const [top, left] = [Math.max(...losses), losses.findIndex((L) => L > data.top)];
    const high = top < 1e6 ? Math.round(top).toLocaleString("en") : "more than a million";
    beyond.text(left < 0 ? "" : `goes up to ${high}`).attr("x", chart.x(Math.min(left + 0.3, data.steps / 2)));
    view.show(`${signed(v)} across the valley, ${signed(u)} along it`);
  }

  const go = ([, lr, mu]) => (rate.set(lr), memory.set(mu), draw());
  const back = () => (([v, u] = data.start), go(data.walks[0]));
  stage.append(
    place,
    key,
    box("live-controls", rate.node, ...(data.memory ? [memory.node] : [])),
    box("", words, why),
    box(
      "live-buttons",
      ...data.walks.map((one) => button(one[0], () => go(one))),
      button("Back to the start", back),
    ),
  );
  stage.addEventListener("pointerdown", () => (begins = true));
  stage.addEventListener("keydown", ({ repeat }) => (begins ||= !repeat));
  fit(640);
  onWidth(place, fit);
  draw();
});

// Return the loss at the end of a walk, in words.
function endOf({ losses }) {
  const end = losses.at(-1);
  return end < 1e6 ? end.toFixed(end < 1 ? 4 : 1) : "more than a million";
}

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

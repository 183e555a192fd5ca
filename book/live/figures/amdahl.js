// Show Amdahl's law with the shares that the chapter on speed measures.

import { scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { box, button, figure, menu, slider, text } from "../figure.js";
import { plot } from "../plot.js";

const END = 3; // the speed-up is a power of ten; at this exponent the part takes no time
const OWN = "a part of your own";
const S = Array.from({ length: 121 }, (_, i) => 10 ** ((END * i) / 120));
const gain = (r, s) => 1 / (1 - r + r / s);
const fast = (s) => (s < 10 ? s.toFixed(1) : s.toFixed(0));
const start = { part: "update", speed: 0.7 };

figure("amdahl", ({ stage, say, data }) => {
  const { shares } = data; // in percent
  const choices = Object.entries(shares).map(([part, r]) => [part, `${part}: ${r} %`]);
  const part = menu({
    label: "Made faster",
    choices: [...choices, [OWN, OWN]],
    value: start.part,
    onchange: (name) => {
      if (name !== OWN) share.set(shares[name]);
      draw();
    },
  });
  const share = slider({
    label: "Its share",
    ...{ min: 0, max: 99, step: 0.1, value: shares[start.part] },
    words: (v) => `${v.toFixed(1)} %`,
    oninput: (v) => {
      const found = Object.keys(shares).find((name) => shares[name] === v);
      part.input.value = found ?? OWN;
      draw();
    },
  });
  const speed = slider({
    label: "Speed-up",
    ...{ min: 0, max: END, step: 0.05, value: start.speed, oninput: draw },
    words: (v) => (v >= END ? "no time at all" : `${fast(10 ** v)} times`),
  });
  const words = text("live-answer");

  const bars = plot({
    title: "Time of a step",
    ...{ x: [0, 1], y: [0, 1], xLabel: "before = 1", xTicks: 5, yTicks: 0, left: 8 },
    ...{ height: 190, right: 14 },
  });
  const rows = [0.95, 0.47].map((top) => {
    const place = bars.y(top);
    const one = (look) =>
      bars.body.append("rect").attr("class", look).attr("y", place).attr("height", 34);
    const texts = ["rest", "part"].map(() => bars.body.append("text").attr("y", place + 22));
    return { rest: one("live-stays"), part: one("live-shrinks"), texts };
  });
  const wall = bars.body.append("path").attr("class", "live-curve live-dashed");
  const wallWords = bars.body.append("text").attr("y", bars.y(0.02));
  bars.body.selectAll("text").raise();

  const law = plot({
    title: "The whole step, times as fast",
    ...{ x: [1, 1000], y: [1, 3], xScale: scaleLog, xLabel: "the part, times as fast" },
    ...{ xFormat: ",", xTicks: 3, height: 190, right: 16 },
  });
  const bound = law.body.append("path").attr("class", "live-curve live-dashed");
  const boundWords = law.body.append("text").attr("x", law.x(1) + 6);
  const curve = law.body.append("path").attr("class", "live-curve live-strong");
  const dot = law.body.append("circle").attr("class", "live-here").attr("r", 6);

  function draw() {
    const r = share.value() / 100;
    const s = speed.value() >= END ? Infinity : 10 ** speed.value();
    const [whole, most] = [gain(r, s), 1 / (1 - r)];
    rows.forEach(({ rest, part: piece, texts }, after) => {
      const width = after ? r / s : r;
      rest.attr("x", bars.x(0)).attr("width", bars.x(1 - r) - bars.x(0));
      piece.attr("x", bars.x(1 - r)).attr("width", bars.x(width) - bars.x(0));
      texts[0].attr("x", bars.x(0) + 6).text(1 - r > 0.15 ? "stays" : "");
      const total = after ? (1 - r + width).toFixed(2) : "";
      texts[1].attr("x", bars.x(1 - r + width) + 6).text(total);
    });
    wall.attr("d", `M${bars.x(1 - r)},${bars.y(1)}V${bars.y(0)}`);
    wallWords
      .attr("x", bars.x(1 - r) + (r < 0.5 ? -5 : 5))
      .attr("text-anchor", r < 0.5 ? "end" : "start")
      .attr("y", bars.y(0.02))
      .text("no further");
    law.y.domain([1, Math.max(3, 1.15 * most)]).nice();
    law.draw();
    curve.attr("d", line(law.x, (v) => law.y(gain(r, v)))(S));
    bound.attr("d", `M${law.x(1)},${law.y(most)}H${law.x(1000)}`);
    boundWords.attr("y", law.y(most) - 6).text(`bound ${most.toFixed(2)}`);
    dot.attr("cx", law.x(Math.min(s, 1000))).attr("cy", law.y(whole));
    words.textContent =
      `The step is ${whole.toFixed(2)} times as fast` +
      (s === Infinity ? ": that is the bound." : `, and never more than ${most.toFixed(2)} times.`);
    say(words.textContent);
  }

  function reset() {
    part.input.value = start.part;
    share.set(shares[start.part]);
    speed.set(start.speed);
    draw();
  }

  stage.append(
    box("live-controls", part.node, share.node, speed.node),
    box("live-columns", bars.svg.node(), law.svg.node()),
    words,
    box("live-buttons", button("Back to the start", reset)),
  );
  draw();
});

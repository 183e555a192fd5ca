// Show Amdahl's law with the shares that the chapter on speed measures.

import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { box, button, figure, slider, text } from "../figure.js";
import { add, drawing, plot, set } from "../plot.js";

const END = 3; // the speed-up is a power of ten; at this exponent the part takes no time
const [WIDTH, HIGH, TOPS] = [320, 44, [44, 116]]; // of the drawing, and of its two bars
const S = Array.from({ length: 121 }, (_, i) => 10 ** ((END * i) / 120));
const gain = (r, s) => 1 / (1 - r + r / s);
const fast = (s) => (s < 10 ? s.toFixed(1) : s.toFixed(0));
const percent = (v) => `${(100 * v).toFixed(0)} %`;
const start = { part: "update", speed: 0.7 };

figure("amdahl", ({ stage, say, data }) => {
  const { shares } = data; // in percent
  const parts = Object.entries(shares).map(([name, r]) =>
    button(`${name}: ${r} %`, () => (share.set(r), draw())),
  );
  const share = slider({
    label: "Its share",
    ...{ min: 0, max: 99, step: 0.1, value: shares[start.part] },
    words: (v) => `${v.toFixed(1)} %`,
    oninput: draw,
  });
  const speed = slider({
    label: "Speed-up",
    ...{ min: 0, max: END, step: 0.05, value: start.speed, oninput: draw },
    words: (v) => (v >= END ? "no time at all" : `${fast(10 ** v)} times`),
  });
  const words = text("live-answer");

  const step = drawing(WIDTH, 190, { "aria-label": "Time of a step, before and after" });
  const x = scaleLinear([0, 1], [2, WIDTH - 2]);
  const shrink = add(step, "path", { class: "live-tint" });
  const dashed = { class: "live-curve live-dashed", fill: "none" };
  const [saved, wall] = [add(step, "path", dashed), add(step, "path", dashed)];
  const rows = TOPS.map((y) => ({
    rest: add(step, "rect", { class: "live-stays", y, height: HIGH }),
    part: add(step, "rect", { class: "live-shrinks", y, height: HIGH }),
  }));
  add(step, "text", { x: 2, y: 13, class: "live-title" }).text("Time of a step");
  const [stays, before, after, cut, end] = [62, 36, 139, 139, 182].map((y) =>
    add(step, "text", { y }),
  );

  const law = plot({
    title: "The whole step, times as fast",
    ...{ x: [1, 1000], y: [1, 3], xScale: scaleLog, xLabel: "the part, times as fast" },
    ...{ xFormat: ",", xTicks: 3, height: 190, right: 16 },
  });
  const bound = add(law.body, "path", { class: "live-curve live-dashed" });
  const boundWords = add(law.body, "text", { x: law.x(1) + 6 });
  const curve = add(law.body, "path", { class: "live-curve live-strong" });
  const dot = add(law.body, "circle", { class: "live-here", r: 6 });

  function draw() {
    const r = share.value() / 100;
    const s = speed.value() >= END ? Infinity : 10 ** speed.value();
    const [gained, limit] = [gain(r, s), 1 / (1 - r)];
    const [restEnd, stepEnd] = [x(1 - r), x(1 - r + r / s)];
    rows.forEach(({ rest, part }, below) => {
      set(rest, { x: x(0), width: restEnd - x(0) });
      set(part, { x: restEnd, width: (below ? stepEnd : x(1)) - restEnd });
    });
    const [low, high] = [TOPS[0] + HIGH, TOPS[1]];
    shrink.attr("d", `M${restEnd},${low}H${x(1)}L${stepEnd},${high}H${restEnd}Z`);
    saved.attr("d", `M${stepEnd},${high}H${x(1)}v${HIGH}H${stepEnd}`);
    wall.attr("d", `M${restEnd},${high + HIGH}v26`);
    const fitting = (from, to, words) => (to - from > 8 * words.length ? words : ""); // 8: a letter
    stays.attr("x", x(0) + 8).text(fitting(x(0), restEnd, `stays: ${percent(1 - r)}`));
    const others = Math.round(100 * (1 - r)); // so that the two make 100
    before.attr("x", x(1)).text(`${100 - others} % made faster`).attr("text-anchor", "end");
    after.attr("x", x(0) + 8).text(fitting(x(0), restEnd, `now ${percent(1 / gained)}`));
    cut.attr("x", stepEnd + 8).text(fitting(stepEnd, x(1), `${percent(1 - 1 / gained)} saved`));
    const [at, anchor] = r < 0.5 ? [restEnd - 6, "end"] : [restEnd + 6, "start"];
    set(end, { x: at, "text-anchor": anchor }).text("no further");
    parts.forEach((one, i) =>
      one.setAttribute("aria-pressed", Object.values(shares)[i] === share.value()),
    );
    law.y.domain([1, Math.max(3, 1.15 * limit)]).nice();
    law.draw();
    curve.attr("d", line(law.x, (v) => law.y(gain(r, v)))(S));
    bound.attr("d", `M${law.x(1)},${law.y(limit)}H${law.x(1000)}`);
    boundWords.attr("y", law.y(limit) - 6).text(`bound ${limit.toFixed(2)}`);
    set(dot, { cx: law.x(Math.min(s, 1000)), cy: law.y(gained) });
    words.textContent =
      `The step is ${gained.toFixed(2)} times as fast` +
      (s === Infinity ? ": that is the bound." : `, and never more than ${limit.toFixed(2)} times.`);
    say(words.textContent);
  }

  function reset() {
    share.set(shares[start.part]);
    speed.set(start.speed);
    draw();
  }

  stage.append(
    box("live-buttons", ...parts),
    box("live-columns", step.node(), law.svg.node()),
    words,
    box("live-controls", share.node, speed.node),
    box("live-buttons", button("Back to the start", reset)),
  );
  draw();
});

// Show every trial of the searches in four panels; the reader sets ranges (tuning).

import { scaleLog } from "d3-scale";
import { symbol, symbolCircle, symbolSquare, symbolTriangle } from "d3-shape";
import { box, button, figure, h, onWidth, slider, text } from "../figure.js";
import { add, plot, set } from "../plot.js";
import { rangeOf } from "../ranges.js";

const SHAPES = [symbolCircle, symbolSquare, symbolTriangle].map((one) => symbol(one, 34)());
const LOOKS = ["live-first", "live-second", "live-third"];
const RIGHT = [0.2, 0.5, 0.8, 0.9, 0.95, 0.98];
const height = (acc) => -Math.log2(1 - acc); // halving the errors is one step up
const AXIS = 28; // pixels for the accuracies at the left
const NEAR = 24; // pixels; a pointer this near to a trial selects it

// The sum of the learning rates of all epochs, over the batch size.
const totalRate = ({ lr, decay, epochs, batch }) =>
  ((decay === 1 ? epochs : (1 - decay ** epochs) / (1 - decay)) * lr) / batch;

// An axis from base ** lo to base ** hi, with ticks `at`. Trials of the same value are drawn
// side by side, over `apart` of an exponent.
const powers = { base: 10, step: 0.05 };
const rates = { ...powers, lo: -4, hi: 0, apart: 0.2, at: [1e-4, 0.01, 1] };
const totals = { ...powers, lo: -6, hi: -0.5, apart: 0, at: [1e-5, 0.01] };
const lists = { base: 2, step: 1, apart: 0.5, lo: 5, hi: 9, at: [32, 128, 512] };
const PANELS = [
  { title: "learning rate", of: (t) => t.lr, ...rates },
  { title: "hidden units", of: (t) => t.units, ...lists },
  { title: "batch size", of: (t) => t.batch, ...lists },
  { title: "lr * epochs / batch", of: totalRate, ...totals },
];
const number = (v) => String(Number(v.toPrecision(3)));

figure("trials", ({ stage, say, data }) => {
  const trials = data.rows.map((row) =>
    Object.fromEntries(data.keys.map((key, k) => [key, row[k]])),
  );
  // The ranges of the panels are exponents; `kept` are the trials inside all of them.
  let ranges, searches, views, kept, chosen;
  const [words, left] = [text("live-answer"), text("live-quiet")];
  const place = box("live-panels");
  const rank = slider({
    label: "Trial, the best first",
    ...{ min: 1, max: trials.length, step: 1, value: 1, oninput: (v) => choose(kept[v - 1]) },
    words: (v) => `${v} of ${kept?.length ?? 0}`,
  });

  const boxes = data.searches.map((name, k) => {
    const mark = `<svg viewBox="-6 -6 12 12" aria-hidden="true"><path d="${SHAPES[k]}"/></svg>`;
    const input = h("input", { type: "checkbox", onchange: () => keep() });
    const label = h("label", { class: `live-line live-mark ${LOOKS[k]}` }, input);
    label.insertAdjacentHTML("beforeend", mark);
    label.append(`${name} search`);
    return { input, label };
  });

  const inside = (trial, k) => {
    const at = Math.log(PANELS[k].of(trial)) / Math.log(PANELS[k].base);
    return ranges[k][0] - 1e-9 <= at && at <= ranges[k][1] + 1e-9;
  };

  // Keep the trials inside all ranges, and choose one of them.
  function keep() {
    searches = boxes.map(({ input }) => input.checked);
    kept = trials.filter((t) => searches[t.search] && PANELS.every((_, k) => inside(t, k)));
    rank.input.max = Math.max(1, kept.length);
    rank.input.disabled = !kept.length;
    const end = kept.length > 1 ? ` to ${kept[0].acc.toFixed(4)}` : "";
    left.textContent = kept.length
      ? `Kept: ${kept.length} of ${trials.length}, with accuracies from ` +
        `${kept.at(-1).acc.toFixed(4)}${end}.`
      : "No trial is left: widen a range.";
    views?.forEach((view) => view.fade());
    choose(kept.includes(chosen) ? chosen : kept[0], left);
  }

  function choose(trial, toSay = words) {
    chosen = trial;
    rank.set(Math.max(0, kept.indexOf(trial)) + 1);
    words.textContent = trial ? description(trial) : "";
    views?.forEach((view) => view.highlight());
    say(toSay.textContent);
  }

  function description({ search, trial, units, batch, lr, decay, epochs, acc }) {
    const shrinks = decay === 1 ? "" : ` (times ${decay} after each epoch)`;
    return (
      `Trial ${trial} of the ${data.searches[search]} search: ${units} hidden units, ` +
      `batches of ${batch}, learning rate ${lr}${shrinks}, ${epochs} epochs. ` +
      `Validation accuracy ${acc.toFixed(4)}.`
    );
  }

  // Panel k, `width` pixels wide, with two sliders for its range; the `first` has an axis.
  function panel(k, width, first) {
    const { title, of, base, lo, hi, step, apart, at } = PANELS[k];
    const { svg, x, y, body } = plot({
      title,
      ...{ x: [base ** (lo - 0.6), base ** (hi + 0.6)], xScale: scaleLog, xLabel: "" },
      ...{ xAt: at, xWords: number, y: [0, 5.9], yAt: RIGHT.map(height) },
      ...{ yWords: (v, i) => (first ? RIGHT[i] : ""), left: 10 + AXIS * first, right: 6 },
      ...{ width, height: 220, bottom: 22 },
    });
    const band = add(body, "path", { class: "live-band" }).lower();
    // Multiples of the golden ratio are spread evenly, however many there are.
    const beside = (i) => base ** (apart * (((i * 0.618) % 1) - 0.5));
    const places = trials.map((t, i) => [x(of(t) * beside(i)), y(height(t.acc))]);
    const marks = body.selectAll("path.live-mark").data(trials).join("path");
    set(marks, {
      class: (t) => `live-mark ${LOOKS[t.search]}`,
      d: (t) => SHAPES[t.search],
      transform: (_, i) => `translate(${places[i]})`,
    });
    const ring = add(body, "circle", { class: "live-ring", r: 8 });

    set(svg, { class: "live-chart live-brush", width });
    const range = rangeOf({
      ...{ svg: svg.node(), x, name: `Keep ${title}`, base, lo, hi, step },
      taken: (...ends) => ((ranges[k] = ends), keep()),
      pointed: nearest,
    });
    function fade() {
      marks.classed("live-out", (t) => !kept.includes(t));
      const ends = ranges[k].map((v) => x(base ** v));
      const whole = ranges[k][0] === lo && ranges[k][1] === hi;
      const [a, b] = [ends[0] - 7, ends[1] + 7];
      band.attr("d", whole ? null : `M${a},${y(0)}V${y(5.9)}H${b}V${y(0)}Z`);
      range.show(...ranges[k]);
    }
    function highlight() {
      const i = trials.indexOf(chosen);
      ring.attr("display", i < 0 ? "none" : null);
      if (i >= 0) ring.attr("transform", `translate(${places[i]})`);
    }

    function nearest(point) {
      const far = (t) => Math.hypot(...places[trials.indexOf(t)].map((v, i) => v - point[i]));
      const best = kept.reduce((one, t) => (far(t) < far(one) ? t : one), kept[0]);
      if (best && best !== chosen && far(best) < NEAR) choose(best);
    }
    return { node: box("", svg.node(), range.node), fade, highlight };
  }

  function fit(width) {
    const columns = width < 560 ? 2 : 4;
    const each = Math.floor((width - AXIS) / columns - 4); // the first also has an axis
    views = PANELS.map((_, k) => panel(k, each + AXIS * !(k % columns), !(k % columns)));
    place.replaceChildren(...views.map(({ node }) => node));
    views.forEach((view) => (view.fade(), view.highlight()));
  }

  function reset(first) {
    ranges = PANELS.map(({ lo, hi }) => [lo, hi]);
    if (first) ranges[0] = first;
    boxes.forEach(({ input }) => (input.checked = true));
    chosen = null;
    keep();
  }
  reset();
  stage.append(
    box("live-buttons", ...boxes.map(({ label }) => label)),
    text(
      "live-quiet",
      "Slide the ends below a panel, or drag across it, to keep fewer. One step up halves the " +
        "mistakes. Validation accuracy of each trial, against its",
    ),
    place,
    rank.node,
    box("", words, left),
    box(
      "live-buttons",
      button("Only the learning rate 0.1", () => reset([-1, -1])),
      button("All trials", () => reset()),
    ),
  );
  onWidth(place, fit);
});

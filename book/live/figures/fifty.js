// Let the reader hold exams for fifty networks that are equally good (tuning).

import { box, button, figure, onWidth, text } from "../figure.js";
import { add, plot } from "../plot.js";

const [NETWORKS, IMAGES, SKILL, APART] = [50, 6000, 0.98, 0.0005]; // APART: of two columns
const ROUNDS = 20; // of the second button
const four = (v) => v.toFixed(4);
const mean = (list) => list.reduce((a, b) => a + b) / list.length;

// Return the share of its own images that one network gets right.
function exam() {
  let wrong = 0;
  for (let i = 0; i < IMAGES; i++) wrong += Math.random() >= SKILL;
  return 1 - wrong / IMAGES;
}

// Return places for values, so that equal columns stack up.
function stacked(values) {
  const heights = {};
  return values.map((value) => {
    const column = Math.round(value / APART);
    heights[column] = (heights[column] ?? -1) + 1;
    return [column * APART, heights[column]];
  });
}

figure("fifty", ({ stage, say, data }) => {
  const [words, place] = [text("live-answer"), box("live-fifty")];
  let [accs, winners] = [data.accs, [Math.max(...data.accs)]];

  function draw(width) {
    const { svg, x, y, body } = plot({
      ...{ title: "Fifty equal networks", xLabel: "accuracy", x: [0.971, 0.989], y: [-0.7, 14] },
      ...{ width, height: 200, left: 12, yAt: [], xAt: [0.975, 0.98, 0.985], xWords: String },
    });
    svg.selectChild("g:nth-of-type(2)").remove(); // the upright axis
    const winner = { stroke: "var(--live-against)", "stroke-width": 1.5 };
    for (const v of winners) add(body, "path", { ...winner, d: `M${x(v)} ${y(12.9)}V${y(11.4)}` });
    const label = { x: x(0.979), y: y(11.9), "text-anchor": "end", class: "live-hush" };
    add(svg, "text", label).text("winners so far");
    add(body, "path", { class: "live-curve live-dashed", d: `M${x(SKILL)} ${y(-0.7)}V${y(13)}` });
    const best = accs.indexOf(Math.max(...accs));
    stacked(accs).forEach(([v, row], k) => {
      const fill = `var(--live-${k === best ? "against" : "for"})`;
      add(body, "circle", { cx: x(v), cy: y(row), r: k === best ? 6 : 3.5, fill });
    });
    svg.attr("aria-label", words.textContent);
    place.replaceChildren(svg.node());
  }

  function show() {
    const all = winners.length > 1 ? ` The best of ${winners.length} rounds: ${four(mean(winners))} on average.` : "";
    words.textContent = `The best of these fifty: ${four(winners.at(-1))}.${all}`;
    draw(place.clientWidth || 340);
  }

  function hold(rounds) {
    for (let k = 0; k < rounds; k++) {
      accs = Array.from({ length: NETWORKS }, exam);
      winners.push(Math.max(...accs));
    }
    show();
    say(words.textContent);
  }
  stage.append(
    place,
    words,
    box(
      "live-buttons",
      button("Fifty new exams", () => hold(1), { class: "live-button live-first" }),
      button(`${ROUNDS} more rounds`, () => hold(ROUNDS)),
    ),
  );
  show();
  onWidth(place, draw);
});

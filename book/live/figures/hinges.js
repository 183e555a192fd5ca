// Show hinges whose sum runs through points that the reader moves (two layers).

import { line } from "d3-shape";
import { box, button, figure, fixed, text } from "../figure.js";
import { movable } from "../handles.js";
import { curves, hingeNet } from "../hinges.js";
import { add, plot, set } from "../plot.js";

const X = Array.from({ length: 1001 }, (_, i) => i / 1000);
const MOST = 1.5; // the largest height of a point
const APART = 0.02; // the least distance between neighbors

const target = X.map((x) => Math.sin(2 * Math.PI * x));
const listed = (words) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

figure("hinges", ({ stage, say, data }) => {
  // Places and heights of the points, and the point that was moved last.
  let [t, F, last] = [[...data.t], [...data.F], null];
  const ask = plot({
    title: "Drag the points",
    ...{ x: [0, 1], y: [-MOST, MOST], xLabel: "x", role: "group" },
  });
  const made = plot({
    title: "Eight hinges, each times its weight",
    ...{ x: [0, 1], y: [-6, 6], xLabel: "x", right: 30 },
  });
  const [sum, near, wanted] = ["live-calm", "live-chosen", "live-dashed"].map((look) =>
    add(ask.body, "path", { class: `live-curve ${look}` }),
  );
  const path = ({ x, y }) => line((_, i) => x(X[i]), y);
  wanted.attr("d", path(ask)(target));
  add(ask.body, "text", { "text-anchor": "middle", x: ask.x(0.75), y: ask.y(-1.38) }).text("sine");
  const [words, off] = [text("live-answer"), text("live-quiet")];
  const tell = (after) => say(`${words.textContent} ${off.textContent}.`, after);

  const { handles, show } = movable(ask, t.keys(), {
    ...{ name: (k) => `Point ${k}`, most: MOST, by: { arrow: 0.01, page: 0.1, end: 9 } },
    ...{ at: (k) => [t[k], F[k]], move },
  });

  // Move a point: up and down within the axes, sideways between its neighbors.
  function move(k, x, y) {
    const within = (v, least, most) =>
      Math.round(1000 * Math.max(least, Math.min(most, v))) / 1000;
    last = k;
    F[k] = within(y, -MOST, MOST);
    if (k && k < t.length - 1) t[k] = within(x, t[k - 1] + APART, t[k + 1] - APART);
    draw();
  }

  function draw() {
    const params = hingeNet(t, F);
    const { sum: G, parts } = curves(params, X);
    const worst = Math.max(...G.map((v, i) => Math.abs(v - target[i])));
    // The hinges whose weights depend on the point that was moved last
    const changed = last === null ? [] : [last - 1, last, last + 1].filter((k) => parts[k]);
    const weights = listed(changed.map((k) => fixed(params.W2[k])));
    const s = changed.length > 1 ? "s" : "";
    words.textContent = changed.length
      ? `Point ${last}, now at x = ${t[last]}, changes hinge${s} ${listed(changed)}: weight${s} ${weights}.`
      : "Eight hinges, nine points.";
    off.textContent = `Farthest from the sine: ${worst.toFixed(4)}`;

    sum.attr("d", path(ask)(G));
    const [from, to] = [t[last - 1] ?? t[0], t[last + 1] ?? t.at(-1)];
    const around = [...X.keys()].filter((i) => last !== null && X[i] >= from && X[i] <= to);
    near.attr("d", line((i) => ask.x(X[i]), (i) => ask.y(G[i]))(around));
    handles.classed("live-on", (k) => k === last);
    show((k) => `${fixed(F[k])} at x = ${t[k]}`);

    const most = Math.max(6, ...parts.flat().map(Math.abs));
    made.y.domain([-most, most]);
    made.draw();
    const on = (k) => changed.includes(k);
    const curve = (_, k) => `live-curve ${on(k) ? "live-chosen" : "live-calm"}`;
    const drawn = made.body.selectAll("path").data(parts).join("path");
    set(drawn, { class: curve, d: path(made) });
    const ends = apart(parts.map((part) => made.y(part.at(-1))));
    const names = made.body.selectAll("text").data(ends).join("text").text((_, k) => k);
    const look = (_, k) => (on(k) ? "live-chosen" : "");
    set(names, { class: look, x: made.x(1) + 5, y: (y) => y + 4 });
  }

  function reset(heights) {
    [t, F, last] = [[...data.t], heights, null];
    draw();
    tell();
  }

  const random = () => t.map(() => Math.round(2000 * Math.random() - 1000) / 1000);
  stage.append(
    box("live-columns", ask.svg.node(), made.svg.node()),
    box("", words, off),
    box(
      "live-buttons",
      button("Back to the sine", () => reset([...data.F])),
      button("Nine random heights", () => reset(random())),
    ),
  );
  stage.addEventListener("keyup", () => tell(1200));
  stage.addEventListener("pointerup", () => tell());
  draw();
});

// Return the places of labels, moved apart: each is at least 12 below the one before it,
// and the last at most at 186, above the axis.
function apart(places) {
  const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
  const found = [...places];
  order.forEach((k, i) => {
    if (i) found[k] = Math.max(found[k], found[order[i - 1]] + 12);
  });
  const over = Math.max(0, Math.max(...found) - 186);
  return found.map((place) => place - over);
}

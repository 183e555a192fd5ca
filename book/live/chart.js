// A chart of curves that grow during a run, with D3's scales and axes.

import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { create } from "d3-selection";
import { line } from "d3-shape";

const [WIDTH, HEIGHT] = [340, 210];
const ROOM = { left: 42, right: 12, top: 22, bottom: 36 };

// Returns {node, draw(curves, xMax)}. A curve is {points: [[x, y], ...], look}, where `look`
// is classes of live.css: live-plus, live-minus, live-past.
export function chart({ title, xLabel, xMax, yRange, yFormat }) {
  const svg = create("svg")
    .attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`)
    .attr("class", "live-chart")
    .attr("role", "img")
    .attr("aria-label", title);
  const x = scaleLinear([0, xMax], [ROOM.left, WIDTH - ROOM.right]);
  const y = scaleLinear(yRange, [HEIGHT - ROOM.bottom, ROOM.top]).clamp(true);
  const down = svg.append("g").attr("transform", `translate(0,${HEIGHT - ROOM.bottom})`);
  svg
    .append("g")
    .attr("transform", `translate(${ROOM.left},0)`)
    .call(axisLeft(y).ticks(5, yFormat));
  svg.append("text").attr("x", 2).attr("y", 13).attr("class", "live-title").text(title);
  svg
    .append("text")
    .attr("x", WIDTH - ROOM.right)
    .attr("y", HEIGHT - 3)
    .attr("text-anchor", "end")
    .text(xLabel);
  const body = svg.append("g").attr("fill", "none");

  function draw(curves, most = xMax) {
    x.domain([0, most]);
    down.call(axisBottom(x).ticks(Math.min(most, 6), "d"));
    const path = line(
      ([a]) => x(a),
      ([, b]) => y(b),
    ).defined(([, b]) => Number.isFinite(b));
    body
      .selectAll("path")
      .data(curves)
      .join("path")
      .attr("class", ({ look }) => `live-curve ${look}`)
      .attr("d", ({ points }) => path(points));
  }
  return { node: svg.node(), draw };
}

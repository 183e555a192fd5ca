// Draw axes with D3's scales, for marks that move.

import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { create } from "d3-selection";

// Returns {svg, x, y, body, draw()}; draw() draws the axes again after a domain has changed.
// D3 places the ticks (xTicks, xFormat), or they stand at xAt with the names xWords. The
// same holds for y.
export function plot({ title, x, y, xLabel, xScale, xTicks = 5, yTicks = 5, ...more }) {
  const { width = 320, height = 220, left = 42, right = 12, top = 26, bottom = 36 } = more;
  const svg = create("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("class", "live-chart")
    .attr("role", more.role ?? "img")
    .attr("aria-label", title);
  const across = (xScale ?? scaleLinear)(x, [left, width - right]);
  const up = scaleLinear(y, [height - bottom, top]);
  const down = svg.append("g").attr("transform", `translate(0,${height - bottom})`);
  const side = svg.append("g").attr("transform", `translate(${left},0)`);
  const words = (place, text) => place.append("text").text(text);
  words(svg, title).attr("x", 2).attr("y", 13).attr("class", "live-title");
  words(svg, xLabel)
    .attr("x", width - right)
    .attr("y", height - 3)
    .attr("text-anchor", "end");
  const body = svg.append("g").attr("fill", "none");
  function draw() {
    const named = (axis, at, name) => axis.tickValues(at ?? null).tickFormat(name ?? null);
    down.call(named(axisBottom(across).ticks(xTicks, more.xFormat), more.xAt, more.xWords));
    side.call(named(axisLeft(up).ticks(yTicks, more.yFormat), more.yAt, more.yWords));
  }
  draw();
  return { svg, x: across, y: up, body, draw };
}

// Draw axes with D3's scales, for marks that move.

import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { create } from "d3-selection";

// Set attributes of a D3 selection, and return it.
export function set(selection, attributes) {
  for (const [name, value] of Object.entries(attributes)) selection.attr(name, value);
  return selection;
}

// Append an element with these attributes to a D3 selection, and return it.
export const add = (parent, tag, attributes = {}) => set(parent.append(tag), attributes);

// Make the SVG of a chart.
export const drawing = (width, height, more) =>
  set(create("svg"), { viewBox: `0 0 ${width} ${height}`, class: "live-chart", role: "img", ...more });

// Say what to do in a chart that is empty until a slider is dragged; return f(isEmpty).
export function invite({ svg, x, y }) {
  const place = { x: x.range()[1], y: y.range()[1] + 14, "text-anchor": "end", class: "live-hush" };
  const words = add(svg, "text", place).text("Drag the slider: it draws the curve");
  return (isEmpty) => words.attr("visibility", isEmpty ? null : "hidden");
}

// Returns {svg, x, y, body, draw()}; draw() draws the axes again after a domain has changed.
// D3 places the ticks (xTicks, xFormat), or they stand at xAt with the names xWords. The
// same holds for y. The horizontal axis is shorter by `inset` at both ends.
export function plot({ title, x, y, xLabel, xTicks = 5, yTicks = 5, ...more }) {
  const { width = 320, height = 220, left = 42, right = 12, top = 26, bottom = 36 } = more;
  const svg = drawing(width, height, { role: more.role ?? "img", "aria-label": title });
  const { xScale = scaleLinear, yScale = scaleLinear, inset = 0 } = more;
  const across = xScale(x, [left + inset, width - right - inset]);
  const up = yScale(y, [height - bottom, top]);
  const down = add(svg, "g", { transform: `translate(0,${height - bottom})` });
  const side = add(svg, "g", { transform: `translate(${left},0)` });
  add(svg, "text", { x: 2, y: 13, class: "live-title" }).text(title);
  const label = { x: width - right, y: height - 3, "text-anchor": "end" };
  add(svg, "text", label).text(xLabel);
  const body = add(svg, "g", { fill: "none" });
  function draw() {
    const named = (axis, at, name) => axis.tickValues(at ?? null).tickFormat(name ?? null);
    down.call(named(axisBottom(across).ticks(xTicks, more.xFormat), more.xAt, more.xWords));
    side.call(named(axisLeft(up).ticks(yTicks, more.yFormat), more.yAt, more.yWords));
  }
  draw();
  return { svg, x: across, y: up, body, draw };
}

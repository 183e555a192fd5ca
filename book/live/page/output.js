// Show the outputs of a cell, in the form of a notebook. None is trusted: texts stay texts,
// pictures are images, in which no script runs, and only some elements of HTML are kept.

import DOMPurify from "dompurify";
import { box, h, text as p } from "../figure.js";
import { read, tables } from "./numbers.js";

const TEXT = "b br code div em i li ol p pre span strong ul".split(" ");
const TABLE = "caption table tbody td tfoot th thead tr".split(" ");
const PLAIN = {
  ALLOWED_TAGS: [...TEXT, ...TABLE],
  ALLOWED_ATTR: ["class", "colspan", "rowspan", "scope", "style"],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};
const VALUES = {
  class: /^dataframe$/,
  style: /^((border-left|caption-side|color|font-weight|padding|text-align):[\w#.% -]+;?)*$/,
};
DOMPurify.addHook("uponSanitizeAttribute", (_, attribute) => {
  const { attrName, attrValue } = attribute;
  if (VALUES[attrName]?.test(attrValue) === false) attribute.keepAttr = false;
});

// Make the element for an output. Hints unfold below the report of a check.
export function element({ name, text, data = {}, metadata = {} }) {
  if (name === "stderr") return h("pre", { class: "output stderr" }, text);
  if (name) return h("pre", { class: "output stream" }, text);
  const plain = String(data["text/plain"] ?? "");
  const { "image/svg+xml": svg, "image/png": png, "text/html": html } = data;
  if (svg || png) {
    const src = svg
      ? `data:image/svg+xml,${encodeURIComponent(svg)}`
      : `data:image/png;base64,${png}`;
    const picture = h("img", { src, alt: plain.split("\n")[0], class: "dark-light" });
    return box("output image_svg", picture);
  }
  if (data["text/markdown"]) return p("python-caption", plain);
  if (!html) return h("pre", { class: "output" }, plain);
  const hints = (metadata.hints ?? []).map((hint, k) => {
    const numbers = read(hint);
    const parts = numbers ? [numbers.intro, tables(numbers)] : [hint];
    return h("details", { class: "python-hint" }, h("summary", {}, `Hint ${k + 1}`), ...parts);
  });
  if (metadata.place && hints[1]) hints[1].ontoggle = () => point(hints[1], metadata.place);
  return box("output text_html", DOMPurify.sanitize(html, PLAIN), ...hints);
}

// The second hint is about a line: while it is open, the page marks the line in its cell.
function point(hint, { cell, lines }) {
  const detail = { cell, lines: hint.open ? lines : [] };
  hint.dispatchEvent(new CustomEvent("python-line", { bubbles: true, detail }));
}

// What a cell has put out. Nothing of it is trusted: texts stay texts, pictures are
// images, in which no script runs, and of HTML a few plain elements are made anew.

import { h } from "../figure.js";

const PLAIN =
  /^(b|br|caption|code|col|colgroup|div|em|i|li|ol|p|pre|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|ul)$/;
const STYLES = ["border-left", "color", "padding", "text-align"];
const VALUE = /^[\w#.% -]*(rgb\([\d, .]+\))?$/; // no address, no other function
const NUMBERS = /^(colspan|rowspan)$/;

// A copy of nodes that were parsed and never shown, with plain elements alone.
function plain(nodes) {
  return [...nodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    if (/^(script|style|template|title)$/.test(node.localName)) return [];
    const children = plain(node.childNodes);
    if (!PLAIN.test(node.localName)) return children;
    const copy = h(node.localName, {}, ...children);
    for (const { name, value } of node.attributes) {
      if (NUMBERS.test(name)) copy.setAttribute(name, parseInt(value, 10) || 1);
      if (name === "scope" && /^(row|col)$/.test(value)) copy.scope = value;
      if (name === "class" && value === "dataframe") copy.className = value;
    }
    for (const name of STYLES) {
      const value = node.style.getPropertyValue(name);
      if (VALUE.test(value)) copy.style.setProperty(name, value);
    }
    return copy;
  });
}

export function safe(html) {
  return plain(new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

function image(type, text) {
  const bytes =
    type === "image/png" ? Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) : text;
  return URL.createObjectURL(new Blob([bytes], { type }));
}

// The node for a bundle of MIME types, as a notebook's display gives it.
function node(data) {
  const text = String(data["text/plain"] ?? "");
  const [alt] = text.split("\n");
  for (const type of ["image/svg+xml", "image/png"]) {
    if (!data[type]) continue;
    const src = image(type, data[type]);
    const done = () => URL.revokeObjectURL(src);
    const picture = h("img", { src, alt, class: "dark-light", onload: done, onerror: done });
    return h("div", { class: "output image_svg" }, picture);
  }
  if (data["text/html"]) {
    return h("div", { class: "output text_html" }, ...safe(data["text/html"]));
  }
  if (data["text/markdown"]) return h("p", { class: "python-caption" }, text);
  return h("pre", { class: "output" }, text);
}

export class Output {
  constructor(element, checked) {
    Object.assign(this, { element, checked, last: null, shown: {}, heard: [] });
  }

  clear() {
    this.heard = []; // for the notebook that is downloaded
    this.element.replaceChildren();
    this.last = null;
    this.shown = {};
  }

  stream({ name, text }) {
    this.heard.push({ name, text });
    if (this.last?.dataset.stream !== name) {
      const kind = name === "stderr" ? "output stderr" : "output stream";
      this.last = h("pre", { class: kind, "data-stream": name });
      this.element.append(this.last);
    }
    this.last.append(text);
  }

  show(data) {
    this.heard.push({ data });
    this.last = null;
    this.shown[data.id] = node(data);
    this.element.append(this.shown[data.id]);
    if (!data.check) return;
    this.checked(data.check);
    if (data.check === "correct") return;
    data.hints.forEach((text, k) => {
      const head = h("summary", {}, `Hint ${k + 1}`);
      this.element.append(h("details", { class: "python-hint" }, head, h("p", {}, text)));
    });
  }

  // What does not fit into its box can be scrolled by keyboard, too.
  end() {
    const box = this.element;
    if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }

  update(data) {
    const old = this.shown[data.id];
    if (!old) return;
    this.heard.find((one) => one.data?.id === data.id).data = data;
    this.shown[data.id] = node(data);
    old.replaceWith(this.shown[data.id]);
  }
}

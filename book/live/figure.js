// What all live figures share: where they stand, what they say, what they load.

/* global VERSION -- build.mjs */

// An element: h("button", { type: "button", onclick: f }, "Start"). What begins with
// "aria-" or "data-", `class` and `for` are attributes, all else properties.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (/^(aria-|data-|class$|for$|role$|style$)/.test(name)) {
      element.setAttribute(name, value);
    } else element[name] = value;
  }
  element.append(...children);
  return element;
}

// What the figures of a page share, though each has its own copy of this file.
const shared = (globalThis.liveShared ??= { ids: 0, waiting: {}, files: {} });
globalThis.liveData = (name, text) => shared.waiting[name]?.(text);

export const newId = (word) => `live-${word}-${++shared.ids}`;

// A slider with its name and its value in words; returns {node, value(), set(v)}.
export function slider({ label, min, max, step, value, words = String, oninput }) {
  const id = newId("slider");
  const output = h("output", { for: id }, words(value));
  const input = h("input", { id, type: "range", min, max, step, value });
  const show = () => {
    output.textContent = words(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    show();
    oninput?.(Number(input.value));
  });
  show();
  const node = h("div", { class: "live-slider" });
  node.append(h("label", { for: id }, label), input, output);
  return {
    node,
    input,
    value: () => Number(input.value),
    set: (v) => {
      input.value = v;
      show();
    },
  };
}

// A choice of a few: choices is [[value, words], ...].
export function menu({ label, choices, value, onchange }) {
  const id = newId("menu");
  const select = h("select", { id });
  for (const [one, words] of choices) select.append(h("option", { value: one }, words));
  select.value = value;
  select.addEventListener("change", () => onchange?.(select.value));
  const node = h("div", { class: "live-menu" }, h("label", { for: id }, label), select);
  return { node, input: select, value: () => select.value };
}

// A line with a name, a bar and a number, to be set by a share and in words.
export function barLine(name, { tag = "div", more = {}, picture = "" } = {}) {
  const [bar, value] = [h("span", { class: "live-bar" }), h("span")];
  const node = h(tag, { class: "live-row", ...more }, h("b", {}, String(name)), picture);
  node.append(h("span", { class: "live-track" }, bar), value);
  const set = (share, words) => {
    bar.style.width = `${100 * Math.min(1, share)}%`;
    value.textContent = words;
  };
  return { node, set };
}

export const button = (words, onclick, more = {}) =>
  h("button", { type: "button", class: "live-button", onclick, ...more }, words);

export const stillWanted = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Call f when the page changes between light and dark.
export function onTheme(f) {
  const watch = new MutationObserver(f);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

// The value of one of the colors of live.css, for a canvas.
export const color = (root, name) =>
  getComputedStyle(root).getPropertyValue(`--live-${name}`).trim();

// A color as [red, green, blue].
export function rgb(root, name) {
  const hex = color(root, name).slice(1);
  return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

// The arrays of a data file beside the page (packing.py). It is a script, which a page
// that was opened as a file may load, too.
export function load(base, name) {
  const { files, waiting } = shared;
  if (!files[name]) {
    const text = new Promise((resolve, reject) => {
      waiting[name] = resolve;
      const onerror = () => reject(new Error(`${name}.js did not arrive`));
      document.head.append(h("script", { src: `${base}/${name}.js?${VERSION}`, onerror }));
    });
    files[name] = text.then(unpacked);
    files[name].catch(() => delete files[name]); // the next try asks again
  }
  return files[name];
}

const TYPES = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  float32: Float32Array,
};

export async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(inflated).arrayBuffer();
  const head = new Uint32Array(buffer, 0, 1)[0];
  const names = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, head)));
  const arrays = {};
  for (const [name, { dtype, start, length }] of Object.entries(names)) {
    arrays[name] = new TYPES[dtype](buffer, start, length);
  }
  return arrays;
}

// Fill each figure of this name; `mount` gets where it stands, the data that the page
// holds for it, `say` for those who hear the page, and `load` for its larger files.
export function figure(name, mount) {
  for (const root of document.querySelectorAll(`[data-live="${name}"]`)) {
    if (root.querySelector(".live-stage")) continue;
    const data = root.querySelector('script[type="application/json"]');
    const stage = h("div", { class: "live-stage", role: "group" });
    stage.setAttribute("aria-label", root.dataset.label);
    const heard = h("p", { class: "live-heard", role: "status", "aria-live": "polite" });
    let [timer, mounted] = [0, false];
    const say = (words, after = 700) => {
      clearTimeout(timer); // what a figure says while it is filled, nobody has asked for
      if (mounted) timer = setTimeout(() => (heard.textContent = words), after);
    };
    root.append(stage, heard); // before it is filled: its colors come from there
    try {
      mount({
        stage,
        say,
        data: data ? JSON.parse(data.textContent) : {},
        load: (file) => load(root.dataset.base, file),
      });
      mounted = true;
      root.classList.add("live-ready");
    } catch (error) {
      root.classList.add("live-failed");
      throw error;
    }
  }
}

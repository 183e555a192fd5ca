// Functions for all live figures: make elements, fill a figure, speak, load files.

/* global VERSION -- build.mjs */

// Make an element: h("button", { type: "button", onclick: f }, "Start"). Names of the
// pattern below become attributes, all others properties.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (/^(aria-|data-|class$|for$|role$|style$)/.test(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}
export const box = (name, ...children) => h("div", { class: name }, ...children);
export const text = (name, ...children) => h("p", { class: name }, ...children);

// All figures of a page share this object, although each bundle has a copy of this file.
const shared = (globalThis.liveShared ??= { ids: 0, waiting: {}, files: {} });
globalThis.liveData = (name, text) => shared.waiting[name]?.(text);

// Write a number with a minus sign.
export const signed = (v) => `${v < 0 ? "−" : ""}${Math.abs(v)}`;

// Write a number with so many decimals, and no −0.00.
export function fixed(v, decimals = 2) {
  const text = v.toFixed(decimals);
  return text.replace("-", Number(text) ? "−" : "");
}

export const newId = (word) => `live-${word}-${++shared.ids}`;

// Make a slider with its name and its value in words.
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
  const node = box("live-slider", h("label", { for: id }, label), input, output);
  const set = (v) => ((input.value = v), show());
  return { node, input, value: () => Number(input.value), words: () => output.textContent, set };
}

// Make a menu; `choices` is [[value, words], ...].
export function menu({ label, choices, value, onchange }) {
  const id = newId("menu");
  const select = h("select", { id });
  for (const [one, words] of choices) select.append(h("option", { value: one }, words));
  select.value = value;
  select.addEventListener("change", () => onchange?.(select.value));
  const node = box("live-menu", h("label", { for: id }, label), select);
  const set = (v) => (select.value = v);
  return { node, input: select, value: () => select.value, set };
}

// Make a group of radio buttons, one for each of `contents`; choose(k) checks one.
export function radios(legend, contents, onchange) {
  const name = newId("choice");
  const inputs = contents.map((_, k) =>
    h("input", { type: "radio", name, onchange: () => onchange(k) }),
  );
  const labels = inputs.map((one, k) => h("label", { class: "live-line" }, one, contents[k]));
  const node = h("fieldset", { class: "live-lines" }, h("legend", {}, legend), ...labels);
  return { node, choose: (k) => (inputs[k].checked = true) };
}

// Make a row with a name, a bar and a number; its set(share, words) draws and writes them.
export function barLine(name, { tag = "div", more = {}, picture = "" } = {}) {
  const [bar, value] = [h("span", { class: "live-bar" }), h("span")];
  const node = h(tag, { class: "live-row", ...more }, h("b", {}, `${name} `), picture);
  node.append(h("span", { class: "live-track" }, bar), value);
  const set = (share, words) => {
    bar.style.width = `${100 * Math.min(1, share)}%`;
    value.textContent = words;
  };
  return { node, set };
}

export const button = (words, onclick, more = {}) =>
  h("button", { type: "button", class: "live-button", onclick, ...more }, words);

// Return whether the reader wants no motion.
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Call f when the page changes between light and dark.
export function onTheme(f) {
  const watch = new MutationObserver(f);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

// Call f with the width of an element, at once if it has one, and whenever it changes.
export function onWidth(element, f) {
  let width = 0;
  const look = (now) => { if (now && now !== width) f((width = now)); };
  look(element.clientWidth);
  const watch = new ResizeObserver(([{ contentRect }]) => look(Math.floor(contentRect.width)));
  watch.observe(element);
}

// Call f once the reader reaches for a figure, by pointer or by keyboard.
export function onReach(stage, f) {
  for (const event of ["pointerenter", "pointerdown", "focusin"])
    stage.addEventListener(event, f, { once: true });
}

// Return a color of live.css, for a canvas. Style is slow to read while a pointer moves, so
// it is read once for each figure and theme.
const read = new Map();
export function color(root, name) {
  const figure = root.closest("[data-live]");
  const key = [figure.dataset.live, document.documentElement.dataset.theme, name].join();
  const look = () => getComputedStyle(figure).getPropertyValue(`--live-${name}`).trim();
  if (!read.has(key)) read.set(key, look());
  return read.get(key);
}

// Return "#rrggbb" as [red, green, blue].
export const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

// The colors that thumbnails.js paints with, each as [red, green, blue].
export const colors = (root) =>
  ["for", "against", "paper", "ink"].map((name) => rgb(color(root, name)));

// Return a dictionary of lists as a dictionary of arrays of float64.
export const floats = (lists) =>
  Object.fromEntries(Object.entries(lists).map(([name, one]) => [name, Float64Array.from(one)]));

// Decode base64 to bytes.
export const bytes = (text, Type = Uint8Array) =>
  Type.from(atob(text), (letter) => letter.charCodeAt(0));

// Load the arrays of a data file of the site (packing.py). The file is a script, since a
// page that was opened as a file may load nothing else.
export function load(base, name) {
  const { files, waiting } = shared;
  if (!files[name]) {
    const text = new Promise((resolve, reject) => {
      waiting[name] = resolve;
      const onerror = () => reject(new Error(`${name}.js did not arrive`));
      document.head.append(h("script", { src: `${base}/${name}.js?${VERSION}`, onerror }));
    });
    files[name] = text.then(unpacked);
    files[name].catch(() => delete files[name]); // so the next try loads again
  }
  return files[name];
}

const TYPES = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, float32: Float32Array };

// Return the arrays of a text that packing.py made: { name: typed array }.
export async function unpacked(text) {
  const packed = new Blob([bytes(text)]).stream();
  const inflated = packed.pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(inflated).arrayBuffer();
  const size = new Uint32Array(buffer, 0, 1)[0]; // of the head, which says what follows
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  const arrays = {};
  for (const [name, { dtype, start, length }] of Object.entries(head)) {
    arrays[name] = new TYPES[dtype](buffer, start, length);
  }
  return arrays;
}

// Fill each figure of this name. `mount` gets the element to fill (`stage`), the `data`
// from the page, `say` for those who hear the page, and `load` for larger files.
export function figure(name, mount) {
  for (const root of document.querySelectorAll(`[data-live="${name}"]`)) {
    if (root.querySelector(".live-stage")) continue;
    const data = root.querySelector('script[type="application/json"]');
    const stage = h("div", { class: "live-stage", role: "group", "aria-label": root.dataset.label });
    const heard = h("p", { class: "live-heard", role: "status", "aria-live": "polite" });
    let [timer, mounted] = [0, false]; // the figure says nothing until it is mounted
    const say = (words, after = 700) => {
      clearTimeout(timer);
      if (mounted) timer = setTimeout(() => (heard.textContent = words), after);
    };
    root.append(stage, heard); // before mount, which reads colors from the root
    try {
      const loadHere = (file) => load(root.dataset.base, file);
      mount({ stage, say, data: data ? JSON.parse(data.textContent) : {}, load: loadHere });
      mounted = true;
      root.classList.add("live-ready");
    } catch (error) {
      root.classList.add("live-failed");
      throw error;
    }
  }
}

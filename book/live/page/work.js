// What the reader wrote on a page: kept in this browser, handed out, and taken back.

import { button, h } from "../figure.js";
import { readUpload, writeNotebook } from "./notebook.js";
import * as store from "./store.js";

const ELSEWHERE =
  "This page was changed in another tab of your browser. Load it again before you go on " +
  "here: of two texts for a cell the later one is kept.";

export class Work {
  // `page` has the `notebook` and its cells as they are `given`, the `cells` and `words`
  // of the page, each with given, text and set(text), and say(text).
  constructor(page) {
    Object.assign(this, { page, name: store.pageOf(location.href) });
    this.file = h("input", { type: "file", accept: ".ipynb", hidden: true });
    this.file.addEventListener("change", () => this.upload());
    this.node = h(
      "div",
      { class: "python-work", role: "group", "aria-label": "Your work on this page" },
      button("Download the notebook", () => this.download()),
      button("Open a notebook", () => this.file.click()),
      button("Clear my work", () => this.clear()),
      this.file,
    );
    this.showApart();
    addEventListener("pagehide", () => this.save());
    store.watch(this.name, () => page.say(ELSEWHERE));
  }

  get sources() {
    return store.load(this.name, this.page.given).sources;
  }

  get places() {
    return [...this.page.cells, ...this.page.words];
  }

  get texts() {
    return Object.fromEntries(this.places.map((one) => [one.given.id, one.text]));
  }

  // Texts that were written for cells which are no longer there, or have changed.
  showApart() {
    this.apart?.remove();
    const { apart } = store.load(this.name, this.page.given);
    if (!apart.length) return;
    const forget = () => {
      store.clearApart(this.name, this.page.given);
      this.showApart();
      this.page.say("What was kept apart is gone.");
    };
    this.apart = h(
      "details",
      { class: "python-apart" },
      h("summary", {}, "What you wrote that has no place on this page"),
      ...apart.map(({ text }) => h("pre", {}, text)),
      button("Forget it", forget),
    );
    this.node.append(this.apart);
  }

  changed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), 400);
  }

  // Keep what was written since it was kept last, and nothing older: another tab may have
  // kept something meanwhile.
  save(more) {
    if (!this.waiting && !more) return;
    this.rest();
    const problem = store.save(this.name, this.page.given, this.texts, more);
    if (problem) this.page.say(problem);
  }

  rest() {
    clearTimeout(this.waiting);
    this.waiting = null;
  }

  mark(given, isRight) {
    store.mark(this.name, this.page.given, given, isRight);
  }

  download() {
    this.save();
    const { root, notebook, cells } = this.page;
    const heard = cells.map((one) => [one.given.id, one.output.heard]);
    const made = writeNotebook(notebook, this.texts, Object.fromEntries(heard));
    const text = `${JSON.stringify(made, null, 1)}\n`;
    const href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    h("a", { href, download: /[^/]+\.ipynb/.exec(root.dataset.notebook)[0] }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
    this.page.say(
      "The notebook was handed to your browser, with the output of each cell that has run " +
        "since you opened this page.",
    );
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    const { given } = this.page;
    const { problem, texts, apart } = readUpload(await file.text(), given);
    if (problem) return this.page.say(problem);
    const now = this.texts;
    const isBegun = given.some(({ id, source }) => (now[id] ?? source) !== source);
    if (isBegun && !confirm(`Put ${file.name} in the place of what stands here?`)) return;
    this.put(texts);
    this.save(apart);
    this.showApart();
    this.page.say(`${file.name} is open.`);
  }

  put(texts) {
    for (const one of this.places) one.set(texts[one.given.id] ?? one.given.source);
  }

  clear() {
    if (!confirm("Forget everything that you wrote on this page?")) return;
    this.put({});
    this.rest();
    store.clear(this.name);
    this.showApart();
    this.page.say("The page is as it was given.");
  }
}

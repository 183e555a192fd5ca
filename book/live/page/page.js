// An exercise page whose cells run: it ties editors, Python and what is kept together.

import { h } from "../figure.js";
import { Cell, Words } from "./cell.js";
import { readCells, readUpload, writeNotebook } from "./notebook.js";
import { Python } from "./python.js";
import * as store from "./store.js";

const ENDS = {
  done: (cell) => `${cell} is done.`,
  error: (cell) => `${cell} stopped at an error.`,
  stopped: (cell) => `${cell} was stopped.`,
  died: () =>
    "Python broke down: perhaps functions called each other too often, or there was no " +
    "memory left.",
};
const GONE = "Python has started anew and knows no variables: run the cells above again.";

export async function open(root) {
  const answer = await fetch(root.dataset.notebook);
  if (!answer.ok) throw new Error(`the notebook did not arrive (${answer.status})`);
  new Page(root, await answer.json());
}

class Page {
  constructor(root, notebook) {
    this.root = root;
    this.notebook = notebook;
    this.given = readCells(notebook);
    this.name = store.pageOf(location.href);
    this.fresh = new Set(); // hidden cells that have run since Python began
    this.status = root.querySelector(".python-status");
    this.makeBar();
    this.fill();
    this.showApart();
    addEventListener("pagehide", () => this.save());
    const base = new URL("./", import.meta.url);
    this.python = new Python(base, this);
    this.able(false);
    this.say("Python and NumPy are on their way.");
  }

  // --- what stands on the page

  makeBar() {
    const button = (words, onclick, more = {}) =>
      h("button", { type: "button", onclick, ...more }, words);
    this.all = button("Run all", () => this.runAll());
    this.stop = button("Stop", () => this.python.stop(), { hidden: true });
    this.goOn = button("Go on", () => this.letGoOn(), { hidden: true });
    this.file = h("input", { type: "file", accept: ".ipynb", hidden: true });
    this.file.addEventListener("change", () => this.upload());
    this.bar = h("progress", { max: this.root.dataset.bytes, value: 0 });
    this.bar.setAttribute("aria-label", "Python on its way");
    this.megabytes = h("span", { class: "python-megabytes" });
    this.fetching = h("span", { class: "python-fetching" }, this.bar, this.megabytes);
    const controls = [this.all, this.stop, this.goOn, this.fetching, this.status];
    this.root.replaceChildren(...controls);
    this.root.dataset.open = "yes";
    this.work = h(
      "div",
      { class: "python-work", role: "group", "aria-label": "Your work on this page" },
      button("Download the notebook", () => this.download()),
      button("Open a notebook", () => this.file.click()),
      button("Clear my work", () => this.clear()),
      this.file,
    );
    this.root.after(this.work);
    this.all.focus();
  }

  fill() {
    const { sources } = store.load(this.name, this.given);
    const text = (given) => sources[given.id] ?? given.source;
    const code = this.given.filter((one) => one.kind === "code" && !one.hidden);
    const places = [...document.querySelectorAll("article .cell:has(.cell_input)")];
    if (places.length !== code.length) throw new Error("page and notebook differ");
    this.cells = code.map((one, k) => new Cell(places[k], one, k + 1, text(one), this));
    const words = this.given.filter((one) => one.kind === "markdown" && one.editable);
    const strong = [...document.querySelectorAll("article p > strong:first-child")];
    const theirs = strong.filter((one) => /^My /.test(one.textContent));
    this.words = words.map((one, k) => new Words(theirs[k].parentNode, one, text(one), this));
  }

  // Texts that were written for cells which are no longer there, or have changed.
  showApart() {
    this.apart?.remove();
    const { apart } = store.load(this.name, this.given);
    if (!apart.length) return;
    const forget = () => {
      store.clearApart(this.name);
      this.showApart();
      this.say("What was kept apart is gone.");
    };
    this.apart = h(
      "details",
      { class: "python-apart" },
      h("summary", {}, "What you wrote that has no place on this page"),
      ...apart.map(({ text }) => h("pre", {}, text)),
      h("button", { type: "button", onclick: forget }, "Forget it"),
    );
    this.work.append(this.apart);
  }

  say(text) {
    this.status.textContent = text;
  }

  // Whether a cell may be run now. A button that is off keeps the focus.
  able(yes) {
    const buttons = [this.all, ...this.cells.map((cell) => cell.runButton)];
    for (const button of buttons) button.ariaDisabled = String(!yes);
  }

  // --- what Python tells

  progress(bytes) {
    const whole = Number(this.root.dataset.bytes);
    this.bar.value = Math.min(bytes, whole);
    this.megabytes.textContent = `${(bytes / 1e6).toFixed(1)} of ${(whole / 1e6).toFixed(1)} MB`;
  }

  ready() {
    this.fetching.hidden = true;
    this.root.dataset.ready = "yes";
    this.able(true);
    performance.mark("python-ready");
    this.say(this.restarted ? `${this.restarted} ${GONE}` : "Python is ready.");
    this.restarted = "";
  }

  failed(text) {
    this.fetching.hidden = true;
    this.say(`Python did not start (${text}). Load the page again to try once more.`);
  }

  arriving(what) {
    this.say(`${this.title(this.current)} is waiting: ${what} is on its way.`);
  }

  long() {
    this.goOn.hidden = false;
    this.goOn.focus();
    this.say(
      `${this.title(this.current)} has run for a minute. In half a minute it is stopped, ` +
        "unless you let it go on.",
    );
  }

  letGoOn() {
    this.python.goOn();
    this.goOn.hidden = true;
    this.stop.focus();
    this.say(`${this.title(this.current)} goes on; you can stop it.`);
  }

  // --- running

  title(cell) {
    return `Cell ${cell.number}`;
  }

  async run(cell) {
    if (!this.python.ready) return this.say("Python is not ready yet.");
    if (this.current) return this.say(`${this.title(this.current)} is running: stop it first.`);
    this.save();
    this.current = cell;
    cell.output.clear();
    cell.mark("running");
    this.stop.hidden = false;
    this.able(false);
    this.say(`${this.title(cell)} is running.`);
    const how = await this.python.run(this.before(cell), cell.output);
    this.current = null;
    this.stop.hidden = this.goOn.hidden = true;
    cell.mark(how);
    const said = ENDS[how](this.title(cell));
    this.able(this.python.ready);
    if (this.python.ready) this.say(said);
    else {
      this.fresh.clear();
      this.root.dataset.ready = "";
      this.restarted = said;
      this.say(`${said} Python is starting anew.`);
    }
    return how;
  }

  // A cell, after the hidden ones above it that have not run yet.
  before(cell) {
    const place = this.given.indexOf(cell.given);
    const hidden = this.given.filter(
      (one, k) => k < place && one.kind === "code" && one.hidden && !this.fresh.has(one.id),
    );
    for (const one of hidden) this.fresh.add(one.id);
    const sources = hidden.map(({ source }, k) => ({ source, name: `hidden cell ${k + 1}` }));
    return [...sources, { source: cell.text, name: cell.name }];
  }

  async runAll() {
    for (const cell of this.cells) if ((await this.run(cell)) !== "done") return;
    this.say("All cells are done.");
  }

  checked(cell, status) {
    store.mark(this.name, cell.given, status === "correct");
  }

  // --- what is kept

  changed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), 400);
  }

  get texts() {
    const all = [...this.cells, ...this.words];
    return Object.fromEntries(all.map((one) => [one.given.id, one.text]));
  }

  save(more = []) {
    clearTimeout(this.waiting);
    const problem = store.save(this.name, this.given, this.texts, more);
    if (problem) this.say(problem);
  }

  download() {
    this.save();
    const heard = this.cells.map((one) => [one.given.id, one.output.heard]);
    const made = writeNotebook(this.notebook, this.texts, Object.fromEntries(heard));
    const text = `${JSON.stringify(made, null, 1)}\n`;
    const href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    h("a", { href, download: /[^/]+\.ipynb/.exec(this.root.dataset.notebook)[0] }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
    this.say(
      "The notebook was handed to your browser, with the output of each cell that has run " +
        "since you opened this page.",
    );
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    const { problem, texts, apart } = readUpload(await file.text(), this.given);
    if (problem) return this.say(problem);
    const now = this.texts;
    const isBegun = this.given.some(({ id, source }) => (now[id] ?? source) !== source);
    if (isBegun && !confirm(`Put ${file.name} in the place of what stands here?`)) return;
    for (const one of this.cells) one.editor.set(texts[one.given.id] ?? one.given.source);
    for (const one of this.words) one.set(texts[one.given.id] ?? one.given.source);
    this.save(apart);
    this.showApart();
    this.say(`${file.name} is open.`);
  }

  clear() {
    if (!confirm("Forget everything that you wrote on this page?")) return;
    store.clear(this.name);
    for (const one of this.cells) one.editor.set(one.given.source);
    for (const one of this.words) one.set(one.given.source);
    clearTimeout(this.waiting);
    store.clear(this.name);
    this.showApart();
    this.say("The page is as it was given.");
  }
}

// An exercise page whose cells run: it ties editors, Python and what is kept together.

import { button, h } from "../figure.js";
import { Cell, Words } from "./cell.js";
import { readCells } from "./notebook.js";
import { Python } from "./python.js";
import { Work } from "./work.js";

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
    Object.assign(this, { root, notebook, given: readCells(notebook) });
    this.fresh = new Set(); // hidden cells that have run since Python began
    this.status = root.querySelector(".python-status");
    this.makeBar();
    this.isSample = root.matches("[data-sample]"); // one cell, of which nothing is kept
    this.work = this.isSample ? null : new Work(this);
    this.fill(this.work?.sources ?? {});
    if (this.work) root.after(this.work.node);
    this.all.hidden = this.isSample;
    (this.isSample ? this.cells[0].runButton : this.all).focus();
    this.python = new Python(new URL("./", import.meta.url), this);
    this.able(false);
    this.say("Python and NumPy are on their way.");
  }

  // --- what stands on the page

  makeBar() {
    this.all = button("Run all", () => this.runAll());
    this.stop = button("Stop", () => this.python.stop());
    this.goOn = button("Go on", () => this.letGoOn());
    this.stop.hidden = this.goOn.hidden = true;
    this.bar = h("progress", { max: this.root.dataset.bytes, value: 0 });
    this.bar.setAttribute("aria-label", "Python on its way");
    this.megabytes = h("span");
    this.fetching = h("span", { class: "python-fetching" }, this.bar, this.megabytes);
    this.root.replaceChildren(this.all, this.stop, this.goOn, this.fetching, this.status);
    this.root.dataset.open = "yes";
  }

  // Each cell of the notebook in its place on the page, with the reader's text.
  fill(sources) {
    const text = (given) => sources[given.id] ?? given.source;
    const code = this.given.filter((one) => one.kind === "code" && !one.hidden);
    const places = [...document.querySelectorAll("article .cell:has(.cell_input, .cell-input)")];
    if (places.length !== code.length) throw new Error("page and notebook differ");
    this.cells = code.map((one, k) => new Cell(places[k], one, k + 1, text(one), this));
    const words = this.given.filter((one) => one.kind === "markdown" && one.editable);
    const strong = [...document.querySelectorAll("article p > strong:first-child")];
    const theirs = strong.filter((one) => /^My /.test(one.textContent));
    this.words = words.map((one, k) => new Words(theirs[k].parentNode, one, text(one), this));
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

  progress({ bytes }) {
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
    if (this.isSample && !this.restarted) this.run(this.cells[0]);
    this.restarted = "";
  }

  failed({ text }) {
    this.fetching.hidden = true;
    this.say(`Python did not start (${text}). Load the page again to try once more.`);
  }

  arriving({ what }) {
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
    this.work?.save();
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

  // --- what the cells tell

  checked(cell, status) {
    this.work?.mark(cell.given, status === "correct");
  }

  changed() {
    this.work?.changed();
  }
}

// A page whose cells run: an exercise, a chapter, or the sample of the front page. It connects
// editors, Python and, in an exercise, the reader's work.

import { h } from "../figure.js";
import { Cell, Words } from "./cell.js";
import { readCells } from "./notebook.js";
import { Python } from "./python.js";
import { Work } from "./work.js";
import { Yours } from "./yours.js";

const ENDS = {
  done: "is done.",
  error: "stopped at an error.",
  stopped: "was stopped, as you asked.",
  died: "broke Python down: too many calls within calls, perhaps, or too little memory.",
};
const SAVED = "Your work is below: it was saved in this browser. The button brings Python.";
const EARLIER = "What you see below the cells is from an earlier visit.";
const GONE = "Python has started anew and knows no variables: run the cells above again.";
const LONG = /\btrain\w*\(|n_epochs/; // code of a chapter that may train a network
const LOADS = /\bload_mnist\(/; // a chapter's page has a quarter of the training images
const FEWER = "12,000 of the 48,000 training images are on this page.";
const PATIENCE = "It trains a network, which may take minutes here.";
const ENDING = "Stop ends it.";
const SOON = 5_000; // milliseconds after which a cell may be one that never ends
const BASE = new URL("./", import.meta.url).href; // the folder of this edition

let page; // once its cells are open

// Show the reader's work in cells, and let Python run them if it `starts`.
export async function open(root, starts) {
  if (!page) {
    const answer = await fetch(root.dataset.notebook);
    if (!answer.ok) throw new Error(`the notebook did not arrive (${answer.status})`);
    page = new Page(root, await answer.json());
  }
  if (starts) page.start();
  else page.say(SAVED);
}

// Start offline.js, which stores files, and load again what the page loaded before that.
async function keepOffline({ offline, notebook }) {
  const site = navigator.serviceWorker;
  const isKept = site.controller; // so offline.js has stored what this page loaded
  await site.register(offline);
  const kept = await caches.open((await site.ready).scope);
  for (const { url } of await kept.keys())
    if (/\/python\/\w{8}\//.test(url) && !url.startsWith(BASE)) kept.delete(url); // older
  if (isKept) return;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  for (const url of [location.href, notebook, ...loaded]) kept.add(url).catch(() => {});
}

class Page {
  constructor(root, notebook) {
    Object.assign(this, { root, notebook, given: readCells(notebook), restarted: "" });
    this.isSample = root.dataset.kind === "sample"; // one cell
    this.isChapter = root.dataset.kind === "chapter"; // its outputs are stored in the page
    const isExercise = !this.isSample && !this.isChapter;
    this.offersLines = isExercise && !/homework/.test(root.dataset.notebook); // puzzle.js
    this.ends = this.isChapter ? ["done", "error"] : ["done"]; // some cells fail on purpose
    this.work = isExercise ? new Work(this) : null;
    this.fill(this.work?.kept ?? {});
    document.addEventListener("python-line", ({ detail: { cell, lines } }) =>
      this.cells.find(({ name }) => name === cell)?.editor.mark(lines),
    );
    this.status = root.querySelector(".python-status");
    const place = document.querySelector(".python-yours");
    this.yours = place ? [new Yours(place, this)] : [];
  }

  // Replace the first button by the bar, and start Python.
  start() {
    const { root } = this;
    const kept = keepOffline(root.dataset).catch(() => {}); // some browsers have no service workers
    root.replaceChildren(root.querySelector("template").content, this.status);
    root.dataset.open = "yes";
    if (this.given.some((one) => this.hasFewer({ given: one }))) root.append(h("small", {}, FEWER));
    // The button of a chapter is a line above its first code; the bar stays on all the page.
    // When the page was loaded again (start.js), it has to go back to that code.
    if (this.isChapter) {
      document.querySelector("article h1").after(root);
      const { place } = this.cells[0];
      const { top } = place.getBoundingClientRect();
      if (top < 0 || top > innerHeight) place.scrollIntoView({ block: "center" });
    }
    [this.all, this.stop] = root.querySelectorAll("button");
    Object.assign(this.all, { hidden: this.isSample, onclick: () => this.runAll() });
    this.stop.onclick = () => this.python.stop();
    this.runButtons = [this.all, ...[...this.cells, ...this.yours].map((cell) => cell.runButton)];
    this.runButtons.find((button) => !button.hidden).focus({ preventScroll: this.isChapter });
    this.able(false);
    this.say("Python and NumPy are on their way.");
    this.python = new Python(BASE, this, kept);
  }

  // Put each cell of the notebook in its place, with the reader's earlier text.
  fill(kept) {
    const code = this.given.filter((one) => one.kind === "code" && one.editable);
    const words = this.given.filter((one) => one.kind === "markdown" && one.editable);
    const listings = [...document.querySelectorAll("article :is(.cell_input, .cell-input)")]
      .filter((one) => !this.isChapter || !one.closest("details.hide"))
      .map((one) => one.closest(".cell"));
    const strong = [...document.querySelectorAll("article p > strong:first-child")];
    const labels = strong.filter((one) => /^My /.test(one.textContent));
    if (listings.length !== code.length) throw new Error("page and notebook differ");
    this.cells = [];
    code.forEach((one, k) => {
      const above = this.cells.findLast(({ given }) => given.answer);
      this.cells.push(new Cell(listings[k], one, kept[one.id], this, k + 1, above));
    });
    const texts = words.map((one, k) => new Words(labels[k], one, kept[one.id], this));
    this.places = [...this.cells, ...texts];
    if (this.cells.some(({ outputs }) => outputs.length)) this.restarted = EARLIER;
    this.cells.findLast(({ isRight }) => isRight)?.leadOn();
  }

  say(text) {
    this.status.textContent = text;
  }

  // Say whether a cell may run now. A button with aria-disabled keeps the focus.
  able(yes) {
    for (const button of this.runButtons) button.ariaDisabled = String(!yes);
  }

  progress({ bytes }) {
    const bar = this.root.querySelector("progress");
    const [now, whole] = [bytes, bar.max].map((n) => (n / 1e6).toFixed(1));
    bar.value = bytes;
    bar.nextElementSibling.textContent = `${now} of ${whole} MB`;
  }

  ready() {
    this.root.dataset.ready = "yes";
    this.able(true);
    this.say(this.restarted ? `${this.restarted} ${GONE}` : "Python is ready.");
    if (this.isSample && !this.restarted) this.run(this.cells[0]);
    this.restarted = "";
  }

  failed({ text }) {
    this.root.dataset.ready = "no";
    this.say(`Python did not start (${text}). Load the page again to try once more.`);
  }

  arriving({ what }) {
    this.say(`${this.current.title} is waiting: ${what} is on its way.`);
  }

  // Return what runs before a cell: before a check its answer, and the imports at the top
  // unless they have run; in a chapter, the cells that it needs and that have not run.
  before(cell) {
    if (this.isChapter)
      return this.cells.filter(({ given, ran }) => !ran && cell.given.needs?.includes(given.id));
    if (!cell.answer) return [];
    const [first] = this.cells;
    return [...(first.ran ? [] : [first]), cell.answer].filter((one) => one !== cell);
  }

  // Return whether a cell of a chapter uses images, which are fewer here than in the book.
  hasFewer({ given: { id, needs } }) {
    const uses = (one) => one.id === id || needs?.includes(one.id);
    return this.isChapter && this.given.some((one) => uses(one) && LOADS.test(one.source));
  }

  async run(cell, before = this.before(cell)) {
    if (!this.python) return this.root.querySelector("button").click();
    if (!this.python.ready) return this.say("Python is not ready yet.");
    if (this.current) return this.say(`${this.current.title} is running: stop it first.`);
    for (const one of before) {
      const how = await this.runAlone(one);
      if (this.ends.includes(how)) continue;
      if (!this.isChapter) this.say(`${this.status.textContent} So nothing was checked.`);
      return how;
    }
    return this.runAlone(cell);
  }

  async runAlone(cell) {
    this.current = cell;
    cell.fill();
    cell.mark("running");
    this.able(false);
    this.stop.hidden = false;
    const isLong = this.isChapter && this.python.textsFor(cell).some((text) => LONG.test(text));
    this.say(`${cell.title} is running.${isLong ? ` ${PATIENCE} ${ENDING}` : ""}`);
    const tell = () => isLong || this.say(`${this.status.textContent} ${ENDING}`);
    const timer = setTimeout(tell, SOON);
    const how = await this.python.run(cell);
    clearTimeout(timer);
    this.current = null;
    cell.mark(how);
    cell.ran = this.python.ready;
    if (this.hasFewer(cell)) cell.note.textContent = `With fewer images than the book: ${FEWER}`;
    this.able(this.python.ready);
    this.stop.hidden = true;
    this.work?.save();
    // On the front page the verdict, right above, says so.
    const where = cell.box?.closest("details:not([open])") ? " See the answer below it." : "";
    const said = this.isSample && how === "done" ? "" : `${cell.title} ${ENDS[how]}${where}`;
    this.say(this.python.ready ? said : `${said} Python is starting anew.`);
    if (!this.python.ready) {
      [this.root.dataset.ready, this.restarted] = ["", said];
      for (const one of this.cells) one.ran = false;
    }
    return how;
  }

  async runAll() {
    for (const cell of this.cells) if (!this.ends.includes(await this.run(cell, []))) return;
    this.say("All cells are done.");
  }
}

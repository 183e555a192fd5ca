// Let a reader write: a Cell replaces a listing, Words replace a paragraph. `given` is the
// notebook's cell, { id, source }; `kept` is the reader's earlier text, { text, outputs }, if
// there is one. `page` has run(cell) and work. `above` is the last cell with an answer.
//
// A cell that only calls check folds up, and its button, Check, joins those of the answer.

import { box, button, h } from "../figure.js";
import { editor } from "./editor.js";
import { next } from "./next.js";
import { element } from "./output.js";
import { asked, Puzzle } from "./puzzle.js";

const ALONE = /^check\(.*\)\s*$/;
const JUDGES = /^(?:check\("([\w.]+)"|caught\("\w+", (\w+))/m; // what is judged has a name
const STALE = "Your answer has changed since this check.";

export class Cell {
  constructor(place, given, kept, page, number, above) {
    const name = `cell ${number}`;
    Object.assign(this, { place, given, name, title: `Cell ${number}`, page, puzzles: {} });
    const judges = page.isChapter ? null : JUDGES.exec(given.source);
    this.judges = judges?.[1] ?? judges?.[2]; // what its Check is called
    const isAlone = above && ALONE.test(given.source);
    if (isAlone) this.title = `The check of ${this.judges}`;
    this.answer = isAlone ? above : judges && this; // whose text is judged
    const run = () => page.run(this);
    const text = kept?.text ?? given.source;
    this.editor = editor(text, `Code of ${name}`, run, () => this.changed());
    this.runButton = button("Run", run, { "aria-label": `Run ${name}` });
    if (this.answer) {
      const more = { class: "live-button python-check", "aria-label": `Check ${this.judges}` };
      this.runButton = button("Check", run, more);
    }
    this.reset = button("Reset", () => this.set(), { "aria-label": `Reset ${name}` });
    this.buttons = box("python-buttons", this.runButton, this.reset);
    const input = box("cell_input", this.editor.node, this.buttons);
    this.note = h("p", { class: "python-stale", role: "status" });
    this.box = h("div", { class: "cell_output python-output", role: "group", "aria-live": "polite" });
    this.box.ariaLabel = `Output of ${name}`;
    // In a chapter, what the code of a guess puts out stays in its answer (folds.py).
    const folded = [...document.querySelectorAll(".answer-output")];
    const k = [...document.querySelectorAll(".answer-code")].indexOf(place);
    const home = folded[k] ?? place;
    const stored = page.isChapter ? home.querySelector(".cell_output") : null;
    // On the front page the bar with Stop stands in the cell.
    place.replaceChildren(input, this.note, this.box, ...place.querySelectorAll(".python"));
    place.classList.add("python-cell");
    place.id ||= name.replace(" ", "-");
    if (isAlone) this.fold(input);
    this.reset.hidden = text === given.source;
    this.fill(kept?.outputs);
    const isStale = this.outputs.some(({ metadata }) => metadata?.stale);
    this.judged = isStale ? null : this.answer?.text; // when the check has run
    this.compare();
    if (stored) this.box.append(...stored.childNodes); // until the cell runs
    if (home !== place) stored.replaceWith(this.box);
  }

  // Put the button below the answer, with those of other checks of it, and hide the rest.
  fold(input) {
    const { place, answer, runButton } = this;
    const row = box("python-buttons", runButton);
    const last = answer.checked ?? answer.place;
    if (place.previousElementSibling !== last) place.prepend(row);
    else {
      if (answer.checked) for (const one of [answer.first, this]) one.call();
      else answer.first = this;
      answer.buttons.querySelector(":not(.python-check)").before(runButton);
      answer.checked = place;
    }
    const words = h("summary", {}, `The cell with ${this.given.source.trim()}`);
    place.append(h("details", { class: "python-own" }, words, input));
  }

  // Name what the button checks, where an answer has several checks.
  call() {
    this.runButton.textContent = `Check ${this.judges}`;
  }

  get text() {
    return this.editor.text();
  }

  // What runs. On the front page the check does, too, if the reader has deleted its call.
  get source() {
    const { given, page, text } = this;
    const isGone = page.isSample && !JUDGES.test(text);
    return isGone ? `${text}\n${/^check\(.*/m.exec(given.source)[0]}` : text;
  }

  get isRight() {
    return this.outputs.some(({ metadata }) => metadata?.check === "correct");
  }

  // Gray a verdict on another text than that of the answer.
  compare() {
    const verdicts = this.outputs.filter(({ metadata }) => metadata?.check);
    const isStale = verdicts.length > 0 && this.answer?.text !== this.judged;
    for (const { metadata } of verdicts) metadata.stale = isStale;
    this.place.toggleAttribute("data-stale", isStale);
    this.note.textContent = isStale ? STALE : "";
  }

  set(kept) {
    this.editor.set(kept?.text ?? this.given.source);
    this.fill(kept?.outputs);
  }

  changed() {
    this.ran = false; // in a chapter, it runs again before a cell below it
    this.reset.hidden = this.text === this.given.source;
    for (const one of this.page.cells) if (one.answer === this) one.compare();
    this.page.work?.save();
  }

  // Give the cell the state "running" or an end (python.js), which page.css shows.
  mark(state) {
    this.place.dataset.state = state;
    // Output that is higher than its box can be scrolled by keyboard, too.
    this.box.tabIndex = this.box.scrollHeight > this.box.clientHeight ? 0 : -1;
    if (state === "running") return;
    this.judged = this.answer?.text;
    this.compare();
    if (!this.isRight) return;
    for (const puzzle of Object.values(this.puzzles)) puzzle.open(false); // needed no more
    this.leadOn();
  }

  // Below a right answer, show what it has won, and where to go on.
  leadOn() {
    this.box.append(...next(this, this.page));
  }

  // Show `outputs` instead of the earlier ones.
  fill(outputs = []) {
    this.outputs = [];
    this.box.replaceChildren();
    for (const output of outputs) this.show(output);
  }

  // Show printed text; it continues the last output if that is of the same stream.
  stream(output) {
    const last = this.outputs.at(-1);
    if (last?.name !== output.name) return this.show(output);
    last.text += output.text;
    this.box.lastChild.append(output.text);
  }

  show(output) {
    this.outputs.push(output);
    this.box.append(element(output));
    if (output.metadata?.check === "incorrect") this.wrong = output.metadata.hints?.[0];
    // A report may offer the lines of a right program for the cell that asks for it.
    const { lines } = output.metadata ?? {};
    const task = lines && this.page.offersLines && asked(this.page.given, lines.head);
    if (!task) return;
    const { offer } = (this.puzzles[lines.head] ??= new Puzzle(lines, this, task));
    this.box.lastChild.append(offer);
  }

  // Replace the output that has the same id.
  update(output) {
    const k = this.outputs.findIndex(({ metadata }) => metadata?.id === output.metadata.id);
    if (k < 0) return;
    this.outputs[k] = output;
    this.box.children[k].replaceWith(element(output));
  }
}

export class Words {
  constructor(label, given, kept, page) {
    this.given = given;
    this.area = h("textarea", { rows: 3, oninput: () => page.work.save() });
    this.area.ariaLabel = label.textContent;
    this.set(kept);
    label.parentNode.replaceWith(box("python-words", label, this.area));
  }

  // In the notebook, the first line is the label, and the words stand below it.
  set(kept) {
    this.area.value = kept?.text.split("\n").slice(1).join("\n").trim() ?? "";
  }

  get text() {
    const { source } = this.given;
    const words = this.area.value.trim();
    return words ? `${source.replace(/ \(double-click.*/, "")}\n\n${words}` : source;
  }
}

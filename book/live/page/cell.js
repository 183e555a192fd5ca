// Let a reader write: a Cell replaces a listing, Words replace a paragraph. `given` is the
// notebook's cell, { id, source }; `kept` is the reader's earlier text, { text, outputs }, if
// there is one. `page` has run(cell) and work.

import { box, button, h } from "../figure.js";
import { editor } from "./editor.js";
import { element } from "./output.js";
import { asked, Puzzle } from "./puzzle.js";

export class Cell {
  constructor(place, given, kept, page, number) {
    const name = `cell ${number}`;
    Object.assign(this, { place, given, name, title: `Cell ${number}`, page, puzzles: {} });
    const run = () => page.run(this);
    const text = kept?.text ?? given.source;
    this.editor = editor(text, `Code of ${name}`, run, () => this.changed());
    this.runButton = button("Run", run, { "aria-label": `Run ${name}` });
    this.reset = button("Reset", () => this.set(), { "aria-label": `Reset ${name}` });
    const buttons = box("python-buttons", this.runButton, this.reset);
    const input = box("cell_input", this.editor.node, buttons);
    this.box = h("div", { class: "cell_output", role: "group", "aria-live": "polite" });
    this.box.ariaLabel = `Output of ${name}`;
    const stored = page.isChapter ? place.querySelector(".cell_output") : null;
    // On the front page the bar with Stop stands in the cell.
    place.replaceChildren(input, this.box, ...place.querySelectorAll(".python"));
    place.classList.add("python-cell");
    this.reset.hidden = text === given.source;
    this.fill(kept?.outputs);
    if (stored) this.box.append(...stored.childNodes); // until the cell runs
  }

  get text() {
    return this.editor.text();
  }

  set(kept) {
    this.editor.set(kept?.text ?? this.given.source);
    this.fill(kept?.outputs);
  }

  changed() {
    this.ran = false; // in a chapter, it runs again before a cell below it
    this.reset.hidden = this.text === this.given.source;
    this.page.work?.save();
  }

  // Give the cell the state "running" or an end (python.js), which page.css shows.
  mark(state) {
    this.place.dataset.state = state;
    // Output that is higher than its box can be scrolled by keyboard, too.
    this.box.tabIndex = this.box.scrollHeight > this.box.clientHeight ? 0 : -1;
    // Whoever is right needs no lines to put in order.
    const isRight = this.outputs.some(({ metadata }) => metadata?.check === "correct");
    if (isRight) for (const puzzle of Object.values(this.puzzles)) puzzle.open(false);
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

// What a reader writes: code in the place of a listing, over its output, and words in the
// place of a paragraph. `given` is { id, source } of the notebook, `kept` is { text, outputs }
// of the reader's, if there is any. `page` has run(cell) and work.

import { button, h } from "../figure.js";
import { editor } from "./editor.js";
import { element } from "./output.js";

export class Cell {
  constructor(place, given, kept, page, number) {
    const name = `cell ${number}`;
    Object.assign(this, { place, given, name, title: `Cell ${number}`, page });
    const run = () => page.run(this);
    const text = kept?.text ?? given.source;
    this.editor = editor(text, `Code of ${name}`, run, () => this.changed());
    this.runButton = button("Run", run, { "aria-label": `Run ${name}` });
    this.reset = button("Reset", () => this.set(), { "aria-label": `Reset ${name}` });
    const buttons = h("div", { class: "python-buttons" }, this.runButton, this.reset);
    const input = h("div", { class: "cell_input" }, this.editor.node, buttons);
    this.box = h("div", { class: "cell_output", role: "group", "aria-live": "polite" });
    this.box.ariaLabel = `Output of ${name}`;
    place.replaceChildren(input, this.box);
    place.classList.add("python-cell");
    this.reset.hidden = text === given.source;
    this.fill(kept?.outputs);
  }

  get text() {
    return this.editor.text();
  }

  set(kept) {
    this.editor.set(kept?.text ?? this.given.source);
    this.fill(kept?.outputs);
  }

  changed() {
    this.reset.hidden = this.text === this.given.source;
    this.page.work?.save();
  }

  mark(state) {
    this.place.dataset.state = state;
    // What does not fit into its box can be scrolled by keyboard, too.
    this.box.tabIndex = this.box.scrollHeight > this.box.clientHeight ? 0 : -1;
  }

  // Show outputs as a notebook holds them, and no others.
  fill(outputs = []) {
    this.outputs = [];
    this.box.replaceChildren();
    for (const output of outputs) this.show(output);
  }

  stream(output) {
    const last = this.outputs.at(-1);
    if (last?.name !== output.name) return this.show(output);
    last.text += output.text;
    this.box.lastChild.append(output.text);
  }

  show(output) {
    this.outputs.push(output);
    this.box.append(element(output));
  }

  // Put an output in the place of the one with its id.
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
    label.parentNode.replaceWith(h("div", { class: "python-words" }, label, this.area));
  }

  // The notebook says in its first line what is to be written below it.
  set(kept) {
    this.area.value = kept?.text.split("\n").slice(1).join("\n").trim() ?? "";
  }

  get text() {
    const { source } = this.given;
    const words = this.area.value.trim();
    return words ? `${source.replace(/ \(double-click.*/, "")}\n\n${words}` : source;
  }
}

// A code cell of the page: its listing becomes an editor with buttons, over its output.

import { button, h } from "../figure.js";
import { editor } from "./editor.js";
import { Output } from "./output.js";

export class Cell {
  // `place` is the cell on the page; `given` is { id, source } of the notebook; `text` is
  // what the reader has written. `page` has run(cell), changed() and checked(cell, status).
  constructor(place, given, number, text, page) {
    Object.assign(this, { given, number });
    this.name = `cell ${number}`;
    // A listing of the book's own, in a page of text, has names with a hyphen.
    const output = place.querySelector(".cell_output, .cell-output") ?? h("div");
    output.classList.add("cell_output");
    place.append(output);
    output.setAttribute("aria-live", "polite");
    output.setAttribute("role", "group");
    output.setAttribute("aria-label", `Output of ${this.name}`);
    this.output = new Output(output, (status) => page.checked(this, status));
    this.editor = editor({
      text,
      label: `Code of ${this.name}`,
      onrun: () => page.run(this),
      onchange: () => {
        this.showReset();
        page.changed();
      },
    });
    const named = (words) => ({ "aria-label": `${words} ${this.name}` });
    this.runButton = button("Run", () => page.run(this), named("Run"));
    this.reset = button("Reset", () => this.set(given.source), named("Reset"));
    this.place = place;
    place.classList.add("python-cell");
    place
      .querySelector(".cell_input, .cell-input")
      .replaceChildren(
        this.editor.node,
        h("div", { class: "python-buttons" }, this.runButton, this.reset),
      );
    this.showReset();
  }

  get text() {
    return this.editor.text();
  }

  set(text) {
    this.editor.set(text);
  }

  showReset() {
    this.reset.hidden = this.text === this.given.source;
  }

  mark(state) {
    this.place.dataset.state = state;
    this.output.end();
  }
}

// A place for a text of the reader's, such as a prediction, in place of its paragraph.
export class Words {
  constructor(paragraph, given, text, page) {
    this.given = given;
    this.head = given.source.split("\n")[0].replace(/ \(double-click.*/, "");
    const label = paragraph.querySelector("strong").textContent;
    this.area = h("textarea", { rows: 3, oninput: () => page.changed() });
    this.set(text);
    this.area.setAttribute("aria-label", label);
    paragraph.replaceWith(h("div", { class: "python-words" }, h("strong", {}, label), this.area));
  }

  set(text) {
    const below = text === this.given.source ? "" : text.slice(text.indexOf("\n") + 1);
    this.area.value = text.includes("\n") ? below.trim() : "";
  }

  get text() {
    const words = this.area.value.trim();
    return words ? `${this.head}\n\n${words}` : this.given.source;
  }
}

// In the homework: a board that reads with the weights that the reader has trained, and shows
// the digit of which that network is most wrongly sure. The page runs it like a cell.

import { Board } from "../board.js";
import { barLine, box, button, bytes, h, text } from "../figure.js";
import { argmax, forward } from "../network.js";
import { percent, second, sentence } from "../reading.js";
import { steps } from "../strokes.js";
import source from "./yours.py";

const NONE = "There is no trained network yet: run the cells above first.";
const NO_MISTAKE = "Your network gets all validation digits right. Draw one that it misreads!";
const unpacked = (packed) => new Float32Array(bytes(packed).buffer);

export class Yours {
  constructor(place, page) {
    Object.assign(this, { place, given: { needs: [] }, name: "the board", title: "The board" });
    this.source = source;
    this.runButton = button("Read with my weights", () => page.run(this), {
      class: "live-button python-check",
    });
    this.words = h("p", { class: "live-answer", role: "status" });
    this.place.append(box("python-buttons", this.runButton), this.words);
  }

  fill() {
    this.words.textContent = "";
  }

  mark() {}

  // Python's message, if it failed.
  stream({ name, text: said }) {
    if (name === "stderr") this.words.textContent = /^Python does not/.test(said) ? said : NONE;
  }

  show({ data }) {
    const { image, label, wrong, ...params } = data["application/json"];
    this.params = Object.fromEntries(Object.entries(params).map(([k, one]) => [k, unpacked(one)]));
    this.worst = { image: unpacked(image), label, wrong };
    if (!this.board) this.build();
    this.showWorst();
  }

  build() {
    const href = new URL("../../live/live.css", import.meta.url);
    document.head.prepend(Object.assign(h("link"), { rel: "stylesheet", href })); // page.css wins
    const say = (words) => (this.words.textContent = words);
    this.board = new Board({ prompt: "Draw a digit", changed: () => this.read(), say });
    this.bars = Array.from({ length: 10 }, (_, k) => barLine(k));
    const again = button("Its worst mistake", () => this.showWorst());
    // data-live: for the colors of live.css
    const stage = h("div", { class: "live-stage live-draw", role: "group", "data-live": "yours" });
    stage.ariaLabel = "Board that your network reads";
    stage.append(
      ...[this.words, this.board.node, box("live-bars", ...this.bars.map(({ node }) => node))],
      box("live-buttons", ...this.board.buttons, again),
    );
    this.place.append(stage);
  }

  read() {
    const { board, params } = this;
    const picture = board.strokes.length ? steps(board.strokes).picture : board.picture;
    const y = picture ? forward(params, picture, 1).y : null;
    const top = y && argmax(y);
    this.bars.forEach(({ node, set }, k) => {
      set(y?.[k] ?? 0, y ? percent(y[k]) : "");
      node.classList.toggle("live-top", k === top);
    });
    const said = y && sentence(y, top, second(y, top), { who: "Your network" });
    this.words.textContent = said ?? "Draw a digit from 0 to 9.";
    return [top, y];
  }

  showWorst() {
    const { image, label, wrong } = this.worst;
    if (!wrong) {
      this.board.clear();
      this.words.textContent = NO_MISTAKE;
      return;
    }
    this.board.setPicture(image);
    const [top, y] = this.read();
    this.words.textContent =
      `Of all validation digits, your network is most wrongly sure of this one: it says ` +
      `${top} (${percent(y[top])}), and it is labeled ${label}. Now draw one yourself.`;
  }
}

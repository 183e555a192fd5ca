// A board to draw on with mouse, finger, pen or keys. It keeps points, not pixels.

import { box, button, color, h, newId, onTheme, text } from "./figure.js";

export const WIDE = 280; // units of the board, however large it is shown
const INK = 20;
const STEP = 8; // how far a key moves the pen; with Shift it is three times as far
const KEYS = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
  ...{ Home: [-1, -1], PageUp: [1, -1], End: [-1, 1], PageDown: [1, 1] },
};
const HELP =
  "With keys: the arrows move the pen, Home, End, Page Up and Page Down move it " +
  "aslant, the space bar sets it down and lifts it, Backspace takes a stroke back.";

// `changed(done)` is called while a stroke grows, and with true when it ends. `buttons` clear
// the board and take a stroke back.
export class Board {
  constructor({ prompt, changed, say }) {
    Object.assign(this, { changed, say, strokes: [], picture: null, pen: [140, 60] });
    this.down = this.keyed = false;
    const help = newId("help");
    this.canvas = h("canvas", {
      ...{ class: "live-board", tabIndex: 0, role: "application" },
      ...{ "aria-label": "Board to draw a digit on", "aria-describedby": help },
    });
    const [clear, undo] = [() => this.clear(), () => this.undo()];
    this.buttons = [button("Clear", clear), button("Undo", undo)];
    this.prompt = text("live-prompt", prompt);
    const keys = h("p", { id: help, class: "live-keys live-quiet" }, HELP);
    this.node = box("live-boardbox", this.canvas, this.prompt, keys);
    this.listen();
    onTheme(() => this.paint());
    new ResizeObserver(() => this.paint()).observe(this.canvas);
  }

  listen() {
    const on = (name, f) => this.canvas.addEventListener(name, f.bind(this));
    on("pointerdown", this.press);
    on("pointermove", this.drag);
    on("pointerup", this.lift);
    on("pointercancel", this.lift);
    on("keydown", this.key);
    on("keyup", ({ key }) => this.held.delete(key));
    on("focus", () => this.focus(this.canvas.matches(":focus-visible"))); // by keyboard
    on("blur", () => this.focus(false));
    this.held = new Set();
  }

  // The board has got the focus by keyboard, or has lost it; then the pen is lifted.
  focus(keyed) {
    this.keyed = keyed;
    this.held.clear();
    if (!keyed && this.down) this.penUp();
    this.paint();
  }

  // Return where a pointer is, in units of the board.
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const at = [event.clientX - box.left, event.clientY - box.top];
    return at.map((v) => Math.min(WIDE, Math.max(0, (v * WIDE) / box.width)));
  }

  press(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.keyed = false;
    this.begin(this.place(event));
    this.drawing = event.pointerId;
  }

  drag(event) {
    if (this.drawing !== event.pointerId) return;
    const all = event.getCoalescedEvents?.() ?? []; // also the places in between
    for (const one of all.length ? all : [event]) this.goOn(this.place(one));
    this.show(false);
  }

  lift(event) {
    if (this.drawing !== event.pointerId) return;
    this.drawing = null;
    this.show(true);
  }

  begin(point) {
    if (this.picture || this.example) {
      const { strokes, picture, example } = this;
      this.before = { strokes, picture, example }; // undo brings it back
      Object.assign(this, { strokes: [], picture: null, example: null });
    }
    this.strokes.push([point]);
    this.show(false);
  }

  // Add a point to the stroke, unless it is less than one unit from the last one.
  goOn(point) {
    const stroke = this.strokes.at(-1);
    if (Math.hypot(...point.map((v, i) => v - stroke.at(-1)[i])) >= 1) stroke.push(point);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const known = event.key in KEYS || event.key === " " || event.key === "Backspace";
    if (!known) return;
    event.preventDefault();
    this.keyed = true;
    if (event.key === "Backspace") return this.undo();
    if (event.key === " " && event.repeat) return;
    if (event.key === " ") return this.down ? this.penUp() : this.penDown();
    this.held.add(event.key); // two arrows at once move the pen diagonally
    const far = STEP * (event.shiftKey ? 3 : 1);
    const directions = [...this.held].map((key) => KEYS[key]);
    this.pen = this.pen.map((v, axis) => {
      const sign = Math.sign(directions.reduce((sum, way) => sum + way[axis], 0));
      return Math.min(WIDE - INK / 2, Math.max(INK / 2, v + far * sign));
    });
    if (!this.down) return this.paint();
    this.goOn([...this.pen]);
    this.show(false);
  }

  penDown() {
    this.down = true;
    this.begin([...this.pen]);
    this.say("The pen is down.", 0);
  }

  penUp() {
    this.down = false;
    this.say("The pen is up.", 0);
    this.show(true);
  }

  undo() {
    if (this.picture || this.example) return this.clear();
    this.strokes.pop();
    if (!this.strokes.length) Object.assign(this, this.before); // what was drawn over
    this.down = false;
    this.show(true);
  }

  clear() {
    const nothing = { strokes: [], picture: null, example: null, before: null };
    Object.assign(this, nothing, { down: false });
    this.show(true);
  }

  // Show strokes until the reader draws.
  setExample(strokes) {
    Object.assign(this, { strokes, example: true, picture: null, before: null, down: false });
    this.show(true);
  }

  // Show a picture (784) instead of strokes.
  setPicture(picture) {
    Object.assign(this, { strokes: [], example: null, picture, before: null, down: false });
    this.show(true);
  }

  show(done) {
    this.paint();
    this.changed(done);
  }

  paint() {
    const size = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (!size) return;
    this.canvas.width = this.canvas.height = size;
    this.prompt.hidden = this.strokes.length > 0 && !this.example;
    const context = this.canvas.getContext("2d");
    context.scale(size / WIDE, size / WIDE);
    Object.assign(context, { lineWidth: INK, lineCap: "round", lineJoin: "round" });
    context.strokeStyle = context.fillStyle = color(this.node, "ink");
    for (const stroke of this.strokes) trace(context, stroke);
    if (this.picture) this.paintPicture(context);
    context.globalAlpha = 1;
    if (this.keyed) this.paintPen(context);
  }

  paintPicture(context) {
    this.prompt.hidden = true;
    context.resetTransform();
    const edge = (k) => Math.round((k * this.canvas.width) / 28); // whole pixels, no seams
    this.picture.forEach((ink, i) => {
      const [x, y] = [i % 28, Math.floor(i / 28)];
      context.globalAlpha = ink;
      context.fillRect(edge(x), edge(y), edge(x + 1) - edge(x), edge(y + 1) - edge(y));
    });
    context.scale(this.canvas.width / WIDE, this.canvas.width / WIDE);
  }

  paintPen(context) {
    context.beginPath();
    context.arc(...this.pen, INK / 2, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle = color(this.node, "against");
    context.lineWidth = 4;
    if (this.down) context.fill();
    else context.stroke();
  }
}

// Draw one stroke; a single point is a dot.
export function trace(context, stroke) {
  context.beginPath();
  context.moveTo(...stroke[0]);
  for (const point of stroke) context.lineTo(...point);
  context.stroke();
}

// Put the lines in order: after a failed check, a reader who is stuck may ask for the lines of
// a right program, shuffled, with wrong lines among them (coursework/notebook/ordering.py).

import { box, button, h, newId } from "../figure.js";

// A state is { taken, left, at }: the lines of the program in order, the lines left out, and
// the chosen line, all as numbers.
export const begin = (count) => ({ taken: [], left: [...Array(count).keys()], at: 0 });

// Return the state after a line was put at a place of the program; or left out, at null.
export function put({ taken, left }, at, to) {
  [taken, left] = [taken, left].map((lines) => lines.filter((line) => line !== at));
  if (to === null) return { taken, left: [...left, at].sort((a, b) => a - b), at };
  return { taken: taken.toSpliced(to, 0, at), left, at };
}

// Return the state after a key. It chooses another line, or moves the chosen one.
export function press(state, key) {
  const { taken, left, at } = state;
  const all = [...taken, ...left];
  const k = all.indexOf(at);
  const chosen = { previous: k - 1, next: k + 1, first: 0, last: all.length - 1 }[key];
  if (chosen !== undefined) return { taken, left, at: all[chosen] ?? at };
  if (key === "toggle") return put(state, at, k < taken.length ? null : taken.length);
  const to = k + (key === "up" ? -1 : 1);
  // Only the lines of the program move, and within the program.
  return Math.max(k, to) >= taken.length || to < 0 ? state : put(state, at, to);
}

// Say where a line is.
export function place({ taken, left }, line) {
  const lines = taken.includes(line) ? taken : left;
  return `${lines === left ? "left out, " : ""}line ${lines.indexOf(line) + 1} of ${lines.length}`;
}

const begins = (head) => `^${/^def \w+/.exec(head)[0]}\\(`;

// Find the cell in which a function is asked for.
export const asked = (cells, head) =>
  cells.find((one) => one.editable && RegExp(begins(head), "m").test(one.source));

// Replace the body of a function in the text of a cell. Its docstring stays, and so does what
// stands before and after the function.
export function filled(source, head, body) {
  const whole = RegExp(`(${begins(head)}.*:(?:\\n +"""[^]*?""")?)(?:\\n+ .*)+`, "m");
  return source.replace(whole, (_, start) => [start, ...body].join("\n"));
}

const KEYS = { ArrowUp: "previous", ArrowDown: "next", Home: "first", End: "last" };
const MOVES = { AltArrowUp: "up", AltArrowDown: "down", Enter: "toggle", " ": "toggle" };
const NAME = "Put the lines in order";
const HOW =
  "The lines of a right program, shuffled, with some wrong lines among them. Drag each to its " +
  "place, or press it twice. Arrow keys choose a line, Enter takes it in or leaves it out, and " +
  "Alt with an arrow moves it.";
const AGAIN = "? Undo (Ctrl+Z) in the cell brings it back.";

export class Puzzle {
  // `given` is { head, lines }. `cell` has the check, and the function belongs into `task`.
  constructor(given, cell, task) {
    Object.assign(this, given, { cell, task, state: begin(given.lines.length) });
    this.options = this.lines.map((line) => {
      const style = `--indent: ${line.search(/\S/)}ch`;
      return h("div", { role: "option", style }, box("python-grip"), line.trim());
    });
    this.groups = [`Below ${this.head}`, "Left out"].map((name) =>
      h("div", { role: "group", "aria-label": name }),
    );
    this.groups[1].append(...this.options);
    const id = newId("puzzle");
    const names = { "aria-label": "Lines", "aria-describedby": id };
    const list = h("div", { role: "listbox", ...names }, ...this.groups);
    list.onkeydown = (event) => this.key(event);
    list.ondblclick = () => this.move("toggle", true);
    list.onpointerdown = (event) => this.grab(event, list);
    const moves = ["toggle", "up", "down"];
    this.buttons = moves.map((move) => button(`Move ${move}`, () => this.move(move)));
    this.check = button("", () => this.hand());
    this.said = h("p", { role: "status" });
    const row = box("python-buttons", ...this.buttons, this.check);
    this.node = h("section", { class: "python-puzzle", "aria-label": NAME });
    this.node.append(h("p", { id }, HOW), list, row, this.said);
    cell.box.after(this.node);
    this.button = button(NAME, () => this.open(this.node.hidden));
    this.offer = box("python-buttons", this.button);
    this.open(false);
    this.show(this.state);
  }

  open(yes) {
    if (!yes && this.node.contains(document.activeElement)) this.cell.box.focus();
    this.node.hidden = !yes;
    this.button.ariaExpanded = String(yes);
    if (!yes) return;
    this.target = this.cell.page.cells.find(({ given }) => given === this.task);
    this.check.textContent = `Put into ${this.target.name} and check`;
    this.node.scrollIntoView({ block: "nearest" });
    this.options[this.state.at].focus();
  }

  key(event) {
    const key = (event.altKey ? "Alt" : "") + event.key;
    if (!KEYS[key] && !MOVES[key]) return;
    event.preventDefault();
    this.move(KEYS[key] ?? MOVES[key], true);
  }

  // Choose the line that is pressed, and let it follow the mouse; or a finger on its grip, since
  // elsewhere a finger moves the page.
  grab({ target, pointerId, pointerType }, list) {
    const at = this.options.indexOf(target.closest("[role=option]"));
    if (at < 0) return;
    this.show({ ...this.state, at }, true);
    if (pointerType !== "mouse" && !target.matches(".python-grip")) return;
    const edges = (node) => node.getBoundingClientRect();
    const middle = (line) => (edges(this.options[line]).top + edges(this.options[line]).bottom) / 2;
    list.setPointerCapture(pointerId);
    list.onpointermove = ({ clientY: y }) => {
      const { top, bottom } = edges(this.options[at]);
      if (y >= top && y <= bottom) return; // the line is where the pointer is
      const isOut = y > edges(this.groups[1]).top;
      const above = this.state.taken.filter((line) => line !== at && middle(line) < y);
      this.show(put(this.state, at, isOut ? null : above.length), true);
      this.say();
    };
    list.onlostpointercapture = () => (list.onpointermove = null);
  }

  // Choose another line; or move the chosen one, and say where it is now.
  move(how, hasFocus) {
    const { at } = this.state;
    this.show(press(this.state, how), hasFocus);
    if (this.state.at === at) this.say();
  }

  say() {
    const { at } = this.state;
    this.said.textContent = `${this.lines[at].trim()} is now ${place(this.state, at)}.`;
  }

  show(state, hasFocus) {
    const { taken, left, at } = state;
    const lines = (numbers) => numbers.map((line) => this.options[line]);
    // A line that is pressed twice must stay in its place in between.
    if (taken !== this.state.taken)
      [taken, left].forEach((all, k) => this.groups[k].replaceChildren(...lines(all)));
    this.state = state;
    this.options.forEach((option, k) => {
      const ariaLabel = `${place(state, k)}: ${this.lines[k].trim()}`;
      Object.assign(option, { ariaLabel, ariaSelected: String(k === at) });
      option.tabIndex = k === at ? 0 : -1;
    });
    this.buttons[0].textContent = taken.includes(at) ? "Leave out" : "Take in";
    this.check.ariaDisabled = String(!taken.length);
    if (hasFocus) this.options[at].focus();
  }

  // Put the program into its cell, and check it.
  async hand() {
    const { cell, target, state } = this;
    if (!state.taken.length) return;
    const isTheirs = ![target.given.source, this.put].includes(target.text);
    const ask = `Put these lines in the place of what stands in ${target.name}${AGAIN}`;
    if (isTheirs && !confirm(ask)) return;
    const body = state.taken.map((k) => this.lines[k]);
    this.put = filled(target.given.source, this.head, body);
    target.editor.set(this.put);
    await cell.page.run(cell); // and the answer above it
  }
}

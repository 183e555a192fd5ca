// Show a confusion matrix whose cells open the digits that they count (mistakes).

import * as figures from "../figure.js";
import { percent } from "../reading.js";
import { paintInk, thumbnail } from "../thumbnails.js";

const { barLine, box, button, h, text } = figures;
const ALL = -1; // a whole row, or a whole column
const TEN = [...Array(10).keys()];
const HEADS = [ALL, ...TEN];
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
// Colors for paintInk: black paper and white ink, in light and dark pages alike.
const SEEN = [null, null, [0, 0, 0], [255, 255, 255]];
const sum = (list) => list.reduce((a, b) => a + b);

figures.figure("confusion", ({ stage, say, data, load }) => {
  const M = TEN.map((i) => data.matrix.slice(10 * i, 10 * i + 10));
  const most = Math.max(...data.matrix.filter((_, at) => at % 11)); // off the diagonal
  let [file, open, shown, moved] = [null, data.open, [], false];

  // Make a button for a cell or, where i or j is ALL (-1), for the class that is the other.
  function count(i, j) {
    if (i === ALL && j === ALL) return null;
    const whole = i === ALL || j === ALL;
    const one = button(whole ? Math.max(i, j) : M[i][j] || "", () => go(i, j));
    one.className = `live-count ${i === j ? "live-diagonal" : ""}`;
    if (!whole && i !== j) one.style.setProperty("--share", M[i][j] / most);
    one.setAttribute("aria-label", name(i, j));
    return one;
  }
  function name(i, j) {
    if (i === ALL) return `all called ${j}`;
    return j === ALL ? `all true ${i}s` : `${i} called ${j}: ${M[i][j] || "never"}`;
  }
  const cells = HEADS.map((i) => HEADS.map((j) => count(i, j)));
  const table = h("table", { class: "live-matrix" });
  table.append(h("caption", {}, "Rows: the truth. Columns: the answer. Choose a number."));
  cells.forEach((row, i) => { // the first row and column are heads
    const scope = i ? "row" : "col";
    const head = (one) => (one ? h("th", { scope }, one) : h("td"));
    table.append(h("tr", {}, ...row.map((one, j) => (i && j ? h("td", {}, one) : head(one)))));
  });
  table.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [i, j] = open.map((v, axis) => Math.min(9, Math.max(ALL, v + move[axis])));
    if (!cells[i + 1][j + 1]) return;
    go(i, j);
    cells[i + 1][j + 1].focus();
  });

  const [title, words] = [text("live-title"), text("live-answer")];
  const digits = h("div", { class: "live-digits", role: "group" });
  digits.addEventListener("keydown", ({ key }) => {
    const [, way] = MOVES[key] ?? [0, 0];
    digits.children[[...digits.children].indexOf(document.activeElement) + way]?.focus();
  });
  const large = thumbnail("");
  const bars = TEN.map((k) => barLine(k));

  function heading(i, j) {
    const k = Math.max(i, j); // the class, if the other number is ALL
    const share = (whole) => (M[k][k] / whole).toFixed(4);
    if (i === ALL) return `Called ${j}: the precision is ${share(sum(M.map((row) => row[j])))}`;
    if (j === ALL) return `True ${i}s: the recall is ${share(sum(M[i]))}`;
    if (i !== j) return name(i, j);
    return `${name(i, j)}; the ${shown.length} least sure`;
  }

  function go(i, j) {
    [open, moved] = [[i, j], true];
    highlight();
    fetchDigits().then((arrived) => arrived && show());
  }

  const fetchDigits = () =>
    load("mistakes").then(
      (loaded) => (file = loaded),
      () => void (words.textContent = "The digits did not arrive. Are you online?"),
    );

  function highlight() {
    for (const one of cells.flat()) {
      const here = one === cells[open[0] + 1][open[1] + 1];
      one?.setAttribute("aria-pressed", String(here));
      if (one) one.tabIndex = here ? 0 : -1;
    }
  }

  // Show the mistakes of a row or a column, or all digits of a cell.
  function show() {
    const [i, j] = open;
    shown = [...file.labels.keys()].filter((n) => {
      const [label, said] = [file.labels[n], file.said[n]];
      if (i === ALL || j === ALL) return label !== said && (i === label || j === said);
      return i === label && j === said;
    });
    title.textContent = heading(i, j);
    digits.setAttribute("aria-label", "Digits of this choice");
    digits.replaceChildren(...shown.map(digit));
    choose(0, `${title.textContent}. `);
  }

  function digit(n, k) {
    const { canvas } = thumbnail("");
    paintInk(canvas, picture(n), SEEN);
    const take = ({ currentTarget }) => {
      moved = true;
      if (currentTarget.tabIndex) choose(k); // the chosen one has tabIndex 0
    };
    const more = { class: "live-digit", "aria-label": description(n) };
    return button(canvas, take, { ...more, onpointermove: take, onfocus: take });
  }

  const picture = (n) =>
    Float64Array.from(file.pictures.subarray(784 * n, 784 * (n + 1)), (v) => v / 255);
  const probability = (n, k) => file.y[10 * n + k] / 65535;

  function description(n) {
    const [label, said] = [file.labels[n], file.said[n]];
    const [p, q] = [said, label].map((k) => probability(n, k).toFixed(4));
    const rest = label === said ? "" : `; ${label} has ${q}`;
    return `Validation image ${file.rows[n]}: ${label === 8 ? "an" : "a"} ${label}, called ${said} with probability ${p}${rest}.`;
  }

  function choose(k, before = "") {
    const n = shown[k];
    words.textContent = n === undefined ? "The network never did this." : description(n);
    large.node.hidden = n === undefined;
    if (n !== undefined) paintInk(large.canvas, picture(n), SEEN);
    [...digits.children].forEach((one, at) => {
      one.setAttribute("aria-pressed", String(at === k));
      one.tabIndex = at === k ? 0 : -1;
    });
    bars.forEach(({ node, set }, digit) => {
      if (n === undefined) set(0, "");
      else set(probability(n, digit), percent(probability(n, digit)));
      node.classList.toggle("live-top", n !== undefined && digit === file.said[n]);
      node.classList.toggle("live-truth", n !== undefined && digit === file.labels[n]);
    });
    if (moved) say(before + words.textContent);
  }

  const lines = box("live-bars", ...bars.map(({ node }) => node));
  const panel = box("live-panel", title, box("live-said", large.node, lines), words, digits);
  stage.append(box("live-near live-open", table, panel));
  figures.onReach(stage, fetchDigits);
  highlight();
  figures.unpacked(data.first).then((first) => {
    file ??= first;
    show();
  });
});

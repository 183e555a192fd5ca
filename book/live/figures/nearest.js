// Which of ten mean images is closest to the digit that the reader draws?

import { Board } from "../board.js";
import { barLine, button, figure, h, onTheme, rgb } from "../figure.js";
import { distances, least } from "../nearest.js";
import { steps } from "../strokes.js";
import { paintInk, thumbnail } from "../thumbnails.js";

const LONGEST = 120; // a squared distance that fills the track

figure("nearest", ({ stage, say, data, load }) => {
  let [file, picture, gaps] = [null, null, null];
  const board = new Board({ prompt: "Draw a digit here", changed, say });
  const seen = thumbnail("28 × 28");
  const words = h("div", { class: "live-answer" });
  const bars = [...Array(10).keys()].map((k) => {
    const { canvas } = thumbnail("");
    const line = barLine(k, { more: { class: "live-row live-mean" }, picture: canvas });
    return { ...line, canvas };
  });
  // Until the means have come: in squares of four pixels.
  const squares = Uint8Array.from(atob(data.means), (letter) => letter.charCodeAt(0));
  const coarse = (k) =>
    Float64Array.from({ length: 784 }, (_, i) => {
      const [row, column] = [Math.floor(i / 28), i % 28];
      return squares[196 * k + 14 * (row >> 1) + (column >> 1)] / 255;
    });
  const colors = () => ["plus", "minus", "paper", "ink"].map((name) => rgb(stage, name));

  function show() {
    paintInk(seen.canvas, picture, colors());
    const best = gaps ? least(gaps) : null;
    bars.forEach(({ node, set, canvas }, k) => {
      if (gaps) set(gaps[k] / LONGEST, gaps[k].toFixed(1));
      else set(0, "");
      node.classList.toggle("live-top", k === best);
      paintInk(canvas, file ? file.means.subarray(784 * k, 784 * (k + 1)) : coarse(k), colors());
    });
    words.textContent = gaps
      ? `The mean of the ${best}s is closest: ${gaps[best].toFixed(1)}.`
      : "Draw a digit from 0 to 9.";
  }

  function changed(done) {
    picture = board.picture ?? (board.strokes.length ? steps(board.strokes).picture : null);
    gaps = picture && file ? distances(picture, file.means) : null;
    if (picture && !file) wake();
    show();
    if (done && gaps) say(words.textContent);
  }

  // Fetch the means when a reader reaches for the figure, not before.
  function wake() {
    return load("means").then(
      (loaded) => {
        if (file) return;
        file = loaded;
        if (picture) gaps = distances(picture, file.means);
        show();
      },
      () => (words.textContent = "The mean images did not arrive. Are you online?"),
    );
  }

  const example = (k) =>
    wake().then(() => {
      const row = file.examples.subarray(784 * k, 784 * (k + 1));
      board.setPicture(Float64Array.from(row, (v) => v / 255));
    });
  const chosen = h("div", { class: "live-buttons", role: "group" });
  chosen.setAttribute("aria-label", "Validation images to choose from");
  data.labels.forEach((label, k) => {
    const hard = k >= 10;
    const one = button(hard ? `${label}?` : String(label), () => example(k));
    one.setAttribute("aria-label", hard ? `A ${label} that it misreads` : `A ${label}`);
    chosen.append(one);
  });

  stage.append(
    h(
      "div",
      { class: "live-near" },
      h(
        "div",
        { class: "live-panel" },
        board.node,
        h(
          "div",
          { class: "live-buttons" },
          button("Clear", () => board.clear()),
          button("Undo", () => board.undo()),
          seen.node,
        ),
      ),
      h("div", { class: "live-distances" }, words, ...bars.map(({ node }) => node)),
    ),
    h("p", { class: "live-quiet" }, "Or take a validation image; it misreads the last three:"),
    chosen,
  );
  for (const event of ["pointerenter", "pointerdown", "focusin"]) {
    stage.addEventListener(event, wake, { once: true });
  }
  onTheme(show);
  board.picture = Float64Array.from(data.first, (v) => v / 255);
  [picture, gaps] = [board.picture, Float64Array.from(data.distances)];
  show();
});

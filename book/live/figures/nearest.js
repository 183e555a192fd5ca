// Show which of ten mean images is closest to the digit that the reader draws (digits).

import { Board } from "../board.js";
import * as figures from "../figure.js";
import { distances, least } from "../nearest.js";
import { steps } from "../strokes.js";
import { paintInk, thumbnail } from "../thumbnails.js";

const { box, button, h } = figures;
const LONGEST = 120; // the squared distance that fills a track

figures.figure("nearest", ({ stage, say, data, load }) => {
  let [file, picture, gaps] = [null, null, null];
  const board = new Board({ prompt: "Draw a digit here", changed, say });
  const seen = thumbnail("28 × 28");
  const words = box("live-answer");
  const bars = [...Array(10).keys()].map((k) => {
    const { canvas } = thumbnail("");
    const line = figures.barLine(k, { more: { class: "live-row live-mean" }, picture: canvas });
    return { ...line, canvas };
  });
  // Until the means arrive, each square of four pixels has one value.
  const squares = figures.bytes(data.means);
  const coarse = (k) =>
    Float64Array.from({ length: 784 }, (_, i) => {
      const [row, column] = [Math.floor(i / 28), i % 28];
      return squares[196 * k + 14 * (row >> 1) + (column >> 1)] / 255;
    });

  function show() {
    const colors = figures.colors(stage);
    paintInk(seen.canvas, picture, colors);
    const best = gaps ? least(gaps) : null;
    bars.forEach(({ node, set, canvas }, k) => {
      if (gaps) set(gaps[k] / LONGEST, gaps[k].toFixed(1));
      else set(0, "");
      node.classList.toggle("live-top", k === best);
      const mean = file ? file.means.subarray(784 * k, 784 * (k + 1)) : coarse(k);
      paintInk(canvas, mean, colors);
    });
    words.textContent = gaps
      ? `The mean of the ${best}s is closest: ${gaps[best].toFixed(1)}.`
      : "Draw a digit from 0 to 9.";
  }

  function changed(done) {
    picture = board.picture ?? (board.strokes.length ? steps(board.strokes).picture : null);
    gaps = picture && file ? distances(picture, file.means) : null;
    if (picture && !file) fetchMeans();
    show();
    if (done && gaps) say(words.textContent);
  }

  function fetchMeans() {
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
    fetchMeans().then(() => {
      const row = file.examples.subarray(784 * k, 784 * (k + 1));
      board.setPicture(Float64Array.from(row, (v) => v / 255));
    });
  const group = { role: "group", "aria-label": "Validation images to choose from" };
  const examples = data.labels.map((label, k) => {
    const hard = k >= 10;
    const name = hard ? `A ${label} that it misreads` : `A ${label}`;
    return button(hard ? `${label}?` : label, () => example(k), { "aria-label": name });
  });
  const chosen = h("div", { class: "live-buttons", ...group }, ...examples);
  const buttons = box("live-buttons", ...board.buttons, seen.node);
  const distancesOf = box("live-distances", words, ...bars.map(({ node }) => node));
  stage.append(
    box("live-near", box("live-panel", board.node, buttons), distancesOf),
    figures.text("live-quiet", "Or take a validation image; it misreads the last three:"),
    chosen,
  );
  figures.onReach(stage, fetchMeans);
  figures.onTheme(show);
  board.picture = Float64Array.from(data.first, (v) => v / 255);
  [picture, gaps] = [board.picture, Float64Array.from(data.distances)];
  show();
});

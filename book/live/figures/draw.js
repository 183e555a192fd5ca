// Let the reader draw a digit that the book's network reads (front page).

import { Board } from "../board.js";
import * as figures from "../figure.js";
import { argmax, forward } from "../network.js";
import * as reading from "../reading.js";
import { steps } from "../strokes.js";
import { paintBox, paintInk, paintWeights, thumbnail } from "../thumbnails.js";

const titles = ["1. in a box of 20 pixels", "2. fixed pen", "3. center of mass in the middle"];
const { box, button, h, text } = figures;
const HINT = "Not what you meant? Choose the bar of your digit, and the units say why.";
const SCALED = "First your ink is made to look like the digits that the network has learned from:";
const COUNTED = "Ink on blue raises a unit's number, ink on red lowers it.";
const NONE = "It cannot answer “none”: softmax shares 100 % among ten digits, and nothing else is on offer.";
// What is no digit, in units of the board.
const OTHERS = {
  "a dash": [[[70, 140], [140, 140], [210, 140]]],
  "an M": [[[60, 230], [75, 60], [140, 160], [205, 60], [220, 230]]],
  "a ?": [
    [[90, 100], [100, 70], [140, 52], [180, 70], [190, 105], [160, 140], [140, 160], [140, 185]],
    [[140, 225], [140, 226]],
  ],
};

figures.figure("draw", ({ stage, say, data, load }) => {
  let [params, picture, rival, examples] = [null, null, null, null];
  let isDigit = true; // as far as is known
  const board = new Board({ prompt: "", changed, say });
  const words = text("live-answer");
  const seen = titles.map((title) => thumbnail(title));
  const hint = h("p", { class: "live-quiet live-hint", id: figures.newId("hint") }, HINT);
  const bars = [...Array(10).keys()].map((k) => {
    const more = { type: "button", onclick: () => compare(k), "aria-describedby": hint.id };
    return figures.barLine(k, { tag: "button", more });
  });
  const decide = text("live-title");
  const units = [...Array(6).keys()].map(() => thumbnail(""));

  // Show an answer: probabilities, and the units that decide between two classes.
  function show({ y, top, against, pushes, asked }) {
    bars.forEach(({ node, set }, k) => {
      set(y[k], reading.percent(y[k]));
      node.classList.toggle("live-top", k === top);
      node.setAttribute("aria-pressed", String(k === against && asked));
      node.disabled = false;
    });
    hint.textContent = isDigit ? HINT : NONE;
    words.textContent = reading.sentence(y, top, against, { isMeant: asked });
    decide.textContent = `The hidden units that decide between ${top} and ${against}`;
    pushes.forEach(({ push, weights }, k) => {
      paintWeights(units[k].canvas, weights, picture, colors());
      const digit = push >= 0 ? top : against;
      units[k].words.textContent = `${Math.abs(push).toFixed(1)} for ${digit}`;
    });
  }

  const colors = () => figures.colors(stage);

  function showSteps() {
    const drawn = board.strokes.length > 0;
    seen[2].words.textContent = drawn ? titles[2] : "what the network sees";
    if (!drawn) {
      seen.forEach(({ node }, k) => (node.hidden = k < 2));
      paintInk(seen[2].canvas, picture, colors());
      return;
    }
    const all = steps(board.strokes);
    picture = all.picture;
    seen.forEach(({ node }) => (node.hidden = false));
    paintBox(seen[0].canvas, all.box, colors());
    paintInk(seen[1].canvas, all.drawn, colors(), all.center);
    paintInk(seen[2].canvas, picture, colors());
  }

  function answer(done) {
    if (!picture || !params) return;
    const { y, A1 } = forward(params, picture, 1);
    const top = argmax(y);
    const asked = rival !== null && rival !== top;
    const against = asked ? rival : reading.second(y, top);
    show({ y, top, against, pushes: reading.deciding(params, A1, top, against), asked });
    if (done) say(isDigit ? words.textContent : `${words.textContent} ${NONE}`);
  }

  function changed(done) {
    rival = null;
    isDigit = !board.example || !board.strokes.length; // drawn examples are no digits
    picture = board.picture;
    showSteps();
    stage.classList.toggle("live-blank", !picture); // hides the units
    if (!picture) return empty();
    fetchWeights();
    if (params) answer(done);
    else words.textContent = "The network is on its way (0.4 MB) ...";
  }

  function empty() {
    bars.forEach(({ node, set }) => {
      set(0, "");
      node.disabled = true; // there is no answer to compare
      node.classList.remove("live-top");
      node.removeAttribute("aria-pressed");
    });
    words.textContent = "Draw a digit from 0 to 9, large or small, anywhere.";
  }

  function compare(k) {
    rival = k;
    inside.open = true;
    fetchWeights().then(() => answer(true));
  }

  function fetchWeights() {
    return load("weights").then(
      (file) => {
        if (params) return;
        params = reading.unpackParams(file);
        examples = file.examples;
        answer(true);
      },
      () => (words.textContent = "The weights did not arrive. Are you online?"),
    );
  }

  function example(k) {
    fetchWeights().then(() => {
      if (!params) return;
      const bytes = examples.subarray(784 * k, 784 * (k + 1));
      board.setPicture(Float64Array.from(bytes, (v) => v / 255));
      if (k >= 10) compare(data.examples[k]); // a misread digit, with the right class
    });
  }

  // Show strokes that are no digit.
  function other(name) {
    board.setExample([...OTHERS[name]]);
    fetchWeights();
  }

  function choice(title, buttons) {
    const node = h("div", { class: "live-buttons", role: "group", "aria-label": title });
    node.append(h("span", { class: "live-quiet" }, title), ...buttons);
    return node;
  }

  // Buttons for digits that come with the weights.
  function written(from, to) {
    return data.examples.slice(from, to).map((label, k) => {
      const name = { "aria-label": `A written ${label}` };
      return button(String(label), () => example(from + k), name);
    });
  }

  const others = Object.keys(OTHERS).map((name) => button(name, () => other(name)));
  const inside = h("details", { class: "live-inside" }, h("summary", {}, "Look inside"));
  inside.append(
    text("live-quiet", SCALED),
    box("live-seen", ...seen.map(({ node }) => node)),
    box("live-units", decide, ...units.map(({ node }) => node)),
    text("live-quiet", COUNTED),
    hint,
    choice("Show it a written digit:", written(0, 10)),
    choice("It misreads these:", written(10)),
    choice("These are no digits. What does it say?", others),
  );
  stage.classList.add("live-draw");
  stage.append(
    words,
    board.node,
    box("live-bars", ...bars.map(({ node }) => node)),
    box("live-buttons", ...board.buttons),
    inside,
  );
  figures.onReach(stage, fetchWeights);
  figures.onTheme(() => (showSteps(), params ? answer(false) : board.example && first()));

  function first() {
    const unpack = ({ push, weights }) => ({ push, weights: figures.bytes(weights, Int8Array) });
    show({ ...data.first, pushes: data.first.units.map(unpack) });
    const [said] = words.textContent.split(/[:;.]/); // without the shares, which the bars have
    words.textContent = `${said}. Now draw a digit of your own.`;
  }
  board.strokes = data.first.strokes;
  board.example = true;
  showSteps();
  first();
});

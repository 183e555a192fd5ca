// Let the reader move every pixel of a digit until the network misreads it (two layers).

import * as figures from "../figure.js";
import { argmax, derivatives, forward } from "../network.js";
import { percent, sentence, unpackParams } from "../reading.js";
import { paintInk, thumbnail } from "../thumbnails.js";

const { box, button, h } = figures;
const PIXELS = 784;
const WHO = ["the slopes", "coin tosses"];
const coins = Array.from({ length: PIXELS }, () => (Math.random() < 0.5 ? -1 : 1));

figures.figure("attack", ({ stage, say, data, load }) => {
  let [params, images, label, who] = [null, null, data.first, 0];
  const words = figures.text("live-answer");
  const seen = ["the digit", "each pixel moved"].map((title) => thumbnail(title));
  const bars = [...Array(10).keys()].map((k) => figures.barLine(k));
  const size = figures.slider({
    label: "How far each pixel moves",
    ...{ min: 0, max: 0.2, step: 0.005, value: 0, words: (v) => v.toFixed(3) },
    oninput: show,
  });
  const sides = figures.radios("Who decides between lighter and darker?", WHO, (k) => {
    who = k;
    show();
  });
  sides.choose(who);
  const digits = data.labels.map((k) => {
    const choose = () => ((label = k), size.set(0), show());
    return button(String(k), choose, { "aria-label": `A written ${k}` });
  });

  // Return in which direction each pixel of image X moves: that of the slopes of its loss.
  function slopes(X) {
    const { dZ1 } = derivatives(params, [label], forward(params, X, 1)); // (H,)
    const H = dZ1.length;
    return X.map((_, i) => Math.sign(dZ1.reduce((sum, v, j) => sum + v * params.W1[i * H + j], 0)));
  }

  function show() {
    if (!params) return fetchWeights();
    const rho = size.value();
    const X = ink(images.subarray(PIXELS * label, PIXELS * (label + 1)));
    const signs = who ? coins : slopes(X);
    const moved = X.map((v, i) => v + rho * signs[i]);
    paint(X, moved.map((v) => (v + rho) / (1 + 2 * rho))); // all in 0 to 1
    answer(forward(params, moved, 1).y);
    say(words.textContent);
  }

  const ink = (bytes) => Float64Array.from(bytes, (v) => v / 255);
  const paint = (...pictures) =>
    pictures.forEach((one, k) => paintInk(seen[k].canvas, one, figures.colors(stage)));

  function answer(y) {
    const top = argmax(y);
    bars.forEach(({ node, set }, k) => {
      set(y[k], percent(y[k]));
      node.classList.toggle("live-top", k === top);
    });
    digits.forEach((node, k) => node.setAttribute("aria-pressed", String(k === label)));
    const rival = argmax(y.map((p, k) => (k === top ? -1 : p)));
    const isFooled = top !== label;
    words.textContent = sentence(y, top, isFooled ? label : rival, { isMeant: isFooled });
  }

  function fetchWeights() {
    return load("weights").then(
      (file) => {
        if (!params) [params, images] = [unpackParams(file), file.examples];
        show();
      },
      () => (words.textContent = "The weights did not arrive. Are you online?"),
    );
  }

  const choice = h("div", { class: "live-buttons", role: "group", "aria-label": "Digits" }, ...digits);
  const pictures = box("live-attacked", ...seen.map(({ node }) => node));
  stage.append(
    ...[choice, size.node, sides.node, words],
    box("live-columns", pictures, box("live-bars", ...bars.map(({ node }) => node))),
  );
  figures.onReach(stage, fetchWeights);
  const begin = () => paint(ink(figures.bytes(data.image)), ink(figures.bytes(data.image)));
  figures.onTheme(() => (params ? show() : begin()));
  begin();
  answer(data.y);
});

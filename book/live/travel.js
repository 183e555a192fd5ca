// Redraw the picture "What lies between ink and answer" (book/_ext/hero.py, which has made
// its places) from the reader's own ink, unit by unit. draw.js loads this script with the
// weights.

import roles from "../../neuralnet/support/roles.json" with { type: "json" };
import { h, isStill, rgb } from "./figure.js";
import { argmax } from "./network.js";
import { percent } from "./reading.js";

// The picture has its own style, which knows the light colors, and lightens them at night.
const lights = ["for", "against", "chosen", "other"].map((role) => roles[role].light);
const [FOR, AGAINST, CHOSEN, OTHER] = lights;
const BAR = 64; // the bar of 100 %, with room for its number
const PAUSE = 350; // milliseconds between two units

// Return the units (numbers) that add most to the score of class `top`, what each of them
// sends to the ten scores, and the sum of ink that has come in.
export function travelled(params, picture, ff, top, count) {
  const C = params.b2.length;
  const H = ff.A1.length;
  const sends = (j, k) => ff.A1[j] * params.W2[j * C + k];
  const order = [...Array(H).keys()].sort((i, j) => sends(j, top) - sends(i, top));
  return order.slice(0, count).map((j) => {
    const weights = Float64Array.from(picture, (_, i) => params.W1[i * H + j]);
    const sum = weights.reduce((all, w, i) => all + w * picture[i], 0);
    return { weights, sum, sent: Array.from({ length: C }, (_, k) => sends(j, k)) };
  });
}

// Return 28 x 28 pixels as the address of an image; paint(i) is [red, green, blue, alpha].
function image(paint) {
  const canvas = h("canvas", { width: 28, height: 28 });
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(28, 28);
  for (let i = 0; i < 784; i++) pixels.data.set(paint(i), 4 * i);
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

// `picture` has the pixels (784) that the network has read, with `params`, as `ff`.
export class Travel {
  constructor(img) {
    this.img = img;
    const code = atob(img.src.split(",")[1]);
    const svg = new TextDecoder().decode(Uint8Array.from(code, (one) => one.charCodeAt(0)));
    this.svg = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const watch = new IntersectionObserver(([{ isIntersecting }]) => {
      this.isSeen = isIntersecting;
      if (isIntersecting) this.go();
    });
    watch.observe(img);
  }

  // Show this digit when the reader comes to the picture.
  take(picture, params, ff) {
    Object.assign(this, { picture, params, ff, isNew: true });
    if (this.isSeen) this.go();
  }

  go() {
    if (!this.isNew) return;
    this.isNew = false;
    clearTimeout(this.timer);
    const images = [...this.svg.querySelectorAll("image")]; // the units, then the digit
    const { y } = this.ff;
    const top = argmax(y);
    this.units = travelled(this.params, this.picture, this.ff, top, images.length - 1);
    const [plus, minus] = [rgb(FOR), rgb(AGAINST)];
    const ink = (i) => [...Array(3).fill(255 * this.picture[i]), 255];
    images.at(-1).setAttribute("href", image(ink));
    images.slice(0, -1).forEach((one, k) => {
      const { weights } = this.units[k];
      const most = weights.reduce((all, w) => Math.max(all, Math.abs(w)), 1e-9);
      const paint = (i) => [...(weights[i] > 0 ? plus : minus), (255 * Math.abs(weights[i])) / most];
      one.setAttribute("href", image(paint));
    });
    const words = `Your digit, read as a ${top} with ${percent(y[top])}`;
    this.img.alt = `${words}: five hidden units, lines from each of them to the ten answers, ten bars.`;
    const caption = this.img.closest("figure").querySelector("figcaption p");
    caption.textContent = caption.textContent.replace(/^A digit/, "Your digit");
    this.step(isStill() ? this.units.length + 1 : 0);
  }

  // Show the first `count` units; one more shows the answer.
  step(count) {
    const { svg, units, ff } = this;
    const most = (values) => Math.max(...values.map(Math.abs), 1e-9);
    const [sums, sent] = [most(units.map(({ sum }) => sum)), most(units.flatMap((one) => one.sent))];
    const paths = [...svg.querySelectorAll("path")]; // into each unit, then out of each
    const draw = (path, share, isShown, color) => {
      if (color) path.setAttribute("stroke", color);
      path.setAttribute("stroke-width", (0.4 + 5 * share).toFixed(2));
      path.setAttribute("opacity", isShown ? (0.25 + 0.6 * share).toFixed(2) : "0");
    };
    units.forEach((unit, k) => {
      draw(paths[k], (0.5 * Math.abs(unit.sum)) / sums, k < count);
      unit.sent.forEach((value, c) => {
        const path = paths[units.length + 10 * k + c];
        draw(path, Math.abs(value) / sent, k < count, value > 0 ? FOR : AGAINST);
      });
    });
    const texts = [...svg.querySelectorAll("text")]; // a digit and its percentage, ten times
    const bars = [...svg.querySelectorAll("rect")].filter((one) => one.getAttribute("fill") !== "none");
    const isDone = count > units.length;
    bars.forEach((bar, c) => {
      const [p, isTop] = [isDone ? ff.y[c] : 0, isDone && c === argmax(ff.y)];
      bar.setAttribute("width", Math.max(BAR * p, 1).toFixed(1));
      bar.setAttribute("fill", isTop ? CHOSEN : OTHER);
      texts[2 * c].setAttribute("font-weight", isTop ? "bold" : "normal");
      texts[2 * c + 1].setAttribute("x", (356 + BAR * p).toFixed(1));
      texts[2 * c + 1].textContent = p >= 0.01 ? percent(p) : "";
    });
    const code = encodeURIComponent(new XMLSerializer().serializeToString(svg));
    this.img.src = `data:image/svg+xml,${code}`;
    if (!isDone) this.timer = setTimeout(() => this.step(count + 1), PAUSE);
  }
}

globalThis.LiveTravel = Travel;

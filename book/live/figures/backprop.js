// Walk forward and backward through a small network, line by line (backprop).

import { grids } from "../arrays.js";
import { box, button, figure, floats, h, menu, radios, text } from "../figure.js";
import { equation, FORWARD, range, used } from "../lines.js";
import { backward, derivatives, forward, slope } from "../network.js";

// Lines in the same form as in lines.js.
const LINES = [
  ...FORWARD,
  {
    code: "dZ2 = y - Y",
    formula: "dZ_2 = y − Y",
    dZ2: (r, k) => [[["y", r, k]], [-1, ["Y", r, k]]],
  },
  {
    code: "dW2 = A1.T @ dZ2",
    formula: "dW_2 = A_1^T dZ_2",
    dW2: (j, k) => range(2).map((n) => [["A1", n, j], ["dZ2", n, k]]),
  },
  {
    code: "db2 = dZ2.sum(axis=0)",
    formula: "db_2 = Σ_n dZ_2",
    db2: (r, k) => range(2).map((n) => [["dZ2", n, k]]),
  },
  {
    code: "dA1 = dZ2 @ W2.T",
    formula: "dA_1 = dZ_2 W_2^T",
    dA1: (r, j) => range(2).map((k) => [["dZ2", r, k], ["W2", j, k]]),
  },
  {
    code: "dZ1 = dA1 * deriv_leaky_relu(Z1)",
    formula: "dZ_1 = dA_1 ⊙ f^′(Z_1)",
    dZ1: (r, j, at) => [[["dA1", r, j], slope(at("Z1", r, j)), ["Z1", r, j, "only seen"]]],
  },
  {
    code: "dW1 = X.T @ dZ1",
    formula: "dW_1 = X^T dZ_1",
    dW1: (d, j) => range(2).map((n) => [["X", n, d], ["dZ1", n, j]]),
  },
  {
    code: "db1 = dZ1.sum(axis=0)",
    formula: "db_1 = Σ_n dZ_1",
    db1: (r, j) => range(2).map((n) => [["dZ1", n, j]]),
  },
];
const result = (line) => Object.keys(line)[2]; // the name after code and formula

// Each array stands beside its gradient, which has the same shape.
const SHAPES = {
  ...{ X: [2, 2], W1: [2, 3], dW1: [2, 3], b1: [3], db1: [3] },
  ...{ Z1: [2, 3], dZ1: [2, 3], A1: [2, 3], dA1: [2, 3] },
  ...{ W2: [3, 2], dW2: [3, 2], b2: [2], db2: [2] },
  ...{ Z2: [2, 2], dZ2: [2, 2], y: [2, 2], Y: [2, 2] },
};

figure("backprop", ({ stage, say, data }) => {
  const X = Float64Array.from(data.X);
  const params = floats(data.params);
  let [values, now, entry] = [{}, data.line, [0, 0]];
  let walked = false; // until the reader moves, all numbers are shown, as in the picture
  const at = (name, row, column) => values[name][row * SHAPES[name].at(-1) + column];

  const arrays = grids(SHAPES, (_, ...place) => ((entry = place), highlight()));
  for (const [name, { node }] of Object.entries(arrays)) {
    if (/^(d|[XZAy])/.test(name))
      node.classList.add(name[0] === "d" ? "live-backward" : "live-forward");
  }

  const codes = LINES.map(({ code }) => h("code", {}, code));
  const lines = radios("Lines, in order", codes, go);
  const [formula, worked] = [text("live-formula"), text("live-worked")];
  const truth = menu({
    label: "Right class of image 0",
    choices: data.classes.map((words, k) => [k, words]),
    value: data.labels[0],
    onchange: () => ((walked = true), compute()),
  });

  function compute() {
    const labels = [Number(truth.value()), data.labels[1]];
    const ff = forward(params, X, labels.length);
    const grads = Object.entries(backward(params, X, labels, ff));
    const Y = labels.flatMap((label) => [0, 1].map((k) => Number(k === label)));
    values = { X, Y, ...params, ...ff, ...derivatives(params, labels, ff) };
    for (const [name, grad] of grads) values[`d${name}`] = grad;
    show();
  }

  function show() {
    const later = walked ? LINES.slice(now + 1).map(result) : [];
    for (const [name, array] of Object.entries(arrays)) {
      array.set(later.includes(name) ? null : values[name]);
      array.open(name === result(LINES[now]));
    }
    lines.choose(now);
    const parts = LINES[now].formula.split(/(?=[_^])|(?<=[_^].)/);
    const tags = { "_": "sub", "^": "sup" };
    const placed = (one) => (one[0] in tags ? h(tags[one[0]], {}, one[1]) : one);
    formula.replaceChildren(...parts.map(placed));
    highlight();
  }

  // Show which numbers make the chosen entry, in the arrays and as a sum.
  function highlight() {
    const name = result(LINES[now]);
    const [row, column] = entry;
    const products = LINES[now][name](row, column, at);
    const taken = used(products);
    for (const [other, array] of Object.entries(arrays)) {
      array.look((r, c) => {
        if (other === name) return r === row && c === column ? "live-picked" : "live-made";
        return taken.includes([other, r, c].join()) ? "live-used" : "";
      });
    }
    const flat = SHAPES[name].length === 1;
    worked.textContent = equation(name, entry, flat, products, at);
    if (walked) say(`${LINES[now].code}. ${worked.textContent}`);
  }

  function go(i) {
    [now, entry, walked] = [(i + LINES.length) % LINES.length, [0, 0], true];
    show();
  }

  const back = button("Back", () => go(now - 1));
  const next = button("Next", () => go(now + 1), { class: "live-button live-first" });
  const steps = box("live-buttons", back, next, truth.node);
  const heads = ["forward ↓", "backward ↑"].map((words) =>
    text(`live-name live-${words.split(" ")[0]}`, h("b", {}, words)),
  );
  const pair = (left, right) => box("live-pair", arrays[left].node, arrays[right]?.node ?? "");
  const pairs = ["W1", "b1", "Z1", "A1", "W2", "b2", "Z2"].map((name) => pair(name, `d${name}`));
  stage.append(
    box(
      "live-walk",
      box("live-panel", steps, lines.node, box("live-why", formula, worked)),
      box("live-pairs", box("live-pair", ...heads), pair("X"), ...pairs, pair("y", "Y")),
    ),
  );
  compute();
});

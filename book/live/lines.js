// Describe the four lines of the forward pass, and the sum behind each number, for the
// network that the book computes on paper.

import { inside, number } from "./arrays.js";

export const range = (n) => [...Array(n).keys()];

// Each line has its code, its formula and, under the name of the array that it computes, a
// function. This function returns the products whose sum is the entry (r, k). A factor is a
// number, or the place of one: [array, row, column]. A fourth item means that the place is
// highlighted but not written.
export const FORWARD = [
  {
    code: "Z1 = X @ W1 + b1",
    formula: "Z_1 = X W_1 + b_1",
    Z1: (r, k) => [...range(2).map((d) => [["X", r, d], ["W1", d, k]]), [["b1", 0, k]]],
  },
  {
    code: "A1 = leaky_relu(Z1)",
    formula: "A_1 = f(Z_1)",
    A1: (r, k, at) => [[at("Z1", r, k) < 0 ? 0.01 : 1, ["Z1", r, k]]],
  },
  {
    code: "Z2 = A1 @ W2 + b2",
    formula: "Z_2 = A_1 W_2 + b_2",
    Z2: (r, k) => [...range(3).map((j) => [["A1", r, j], ["W2", j, k]]), [["b2", 0, k]]],
  },
  {
    code: "y = softmax(Z2)",
    formula: "y = softmax(Z_2)",
    y: (r) => [range(2).map((k) => ["Z2", r, k])],
  },
];

// Return the entries that the products use, as strings "array,row,column".
export const used = (products) =>
  products.flat().filter(Array.isArray).map((factor) => factor.slice(0, 3).join());

// Write how an entry is computed, with the numbers that `at(array, row, column)` returns: a
// quotient for y, a difference for dZ2, otherwise a sum (no parentheses around its first number).
function spelled(name, products, column, at) {
  const value = (factor) => (Array.isArray(factor) ? at(...factor) : factor);
  if (name === "y") {
    const exps = products[0].map((place) => `exp(${number(value(place))})`);
    return `${exps[column]} / (${exps.join(" + ")})`;
  }
  if (name === "dZ2") return products.map((p) => number(value(p.at(-1)))).join(" − ");
  const written = (product, isFirst) =>
    product
      .filter((factor) => !factor[3])
      .map((factor, i) => (isFirst && i === 0 ? number : inside)(value(factor)))
      .join(" · ");
  return products.map((product, i) => written(product, i === 0)).join(" + ");
}

// Write one entry of an array as an equation.
export function equation(name, [row, column], flat, products, at) {
  const sum = spelled(name, products, column, at);
  const result = number(at(name, row, column));
  const place = flat ? column : `${row}, ${column}`;
  return `${name}[${place}] = ${sum === result ? "" : `${sum} = `}${result}`;
}

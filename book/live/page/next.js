// After a right answer: what it has won, and where the reader goes on.

import { h, text } from "../figure.js";
import { read, sumsOf, tables } from "./numbers.js";

const isBelow = (node, place) =>
  place.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING &&
  !place.contains(node);

const wordsOf = (heading) => {
  const copy = heading.cloneNode(true);
  copy.querySelector(".headerlink")?.remove();
  return copy.textContent.trim();
};

// Return the elements that stand below the verdict of a cell.
export function next(cell, page) {
  const made = [];
  const before = cell.wrong && read(cell.wrong);
  cell.wrong = "";
  if (before?.name === "the result") {
    before.sides.forEach((side, k) => (side[0] = ["before", "now"][k]));
    const inputs = before.intro.replace(/\.( [^.]*right\.)? This differs:$/, ":");
    made.push(text("python-won", inputs), tables(before, sumsOf(before.sides)));
  }
  if (!page.work) return made; // the front page
  const heads = [...document.querySelectorAll("article section > :is(h2, h3)")];
  const below = heads.find((one) => isBelow(one, cell.place));
  // An answer may have neighbors in its section.
  const after = page.cells.slice(page.cells.indexOf(cell) + 1).find((one) => one.answer);
  const isNear = after && !(below && isBelow(after.answer.place, below));
  const link = isNear
    ? h("a", { href: `#${after.answer.place.id}` }, h("code", {}, after.judges))
    : below && h("a", { href: `#${below.parentNode.id}` }, wordsOf(below));
  const hasMore = after && after.answer === cell.answer; // the next button of this row
  if (link && !hasMore) made.push(text("python-next", "Next: ", link));
  if (!cell.answer) made.push(done()); // the last cell, which looks over all answers
  return made;
}

// Say that all is done, and where the book goes on.
function done() {
  const number = parseInt(document.querySelector(".bd-sidebar-primary a.current")?.textContent, 10);
  const which = number ? `exercise ${number}` : "this exercise";
  const further = document.querySelector("a.right-next");
  if (!further) return text("python-done", `You have done ${which}.`);
  const title = further.querySelector(".prev-next-title").textContent.trim();
  const [, chapter, name] = /^(\d+)\. (.*)/.exec(title) ?? [];
  const isChapter = chapter && /chapters/.test(further.href);
  const link = h("a", { href: further.href }, isChapter ? `chapter ${chapter}` : title);
  return text("python-done", `You have done ${which}: `, link, isChapter ? `, “${name}”,` : "", " takes it from here.");
}

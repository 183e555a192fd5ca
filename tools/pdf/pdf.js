// Put the articles of all pages into this one: see tools/pdf/__main__.py.
"use strict";

const LONG = 24; // lines of code that may go on on the next page
const slug = (path) => path.replace(/^book\/|\.html$/g, "").replace(/\W+/g, "-");

function make(tag, attributes = {}, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

// Return an element for the page number of a target; `number` fills it in later.
const pageOf = (id) => make("span", { className: "pdf-number" }, `#${id}`);

function link(id, ...content) {
  const node = make("a", {}, ...content);
  node.setAttribute("href", `#${id}`);
  return node;
}

// Return the article of a page, with ids, links and addresses changed for the whole book;
// `known` has the slug of each of its pages.
function article(path, doc, known) {
  const name = slug(path);
  const whole = doc.querySelector("article.bd-article");
  const base = new URL(path, location.origin + "/");
  const unwanted = `script, a.headerlink, .toctree-wrapper, .d-print-none,
    a[href*="colab.research.google"], button, output, .quiz-live, .live-sorry`;
  whole.querySelectorAll(unwanted).forEach((one) => one.remove());
  whole.querySelectorAll("noscript").forEach((one) => (one.outerHTML = one.innerHTML));
  for (const one of whole.querySelectorAll("[id]")) one.id = `${name}--${one.id}`;
  for (const one of whole.querySelectorAll("[for], [aria-labelledby], [aria-describedby]"))
    for (const key of ["for", "aria-labelledby", "aria-describedby"])
      one.removeAttribute(key);
  for (const one of whole.querySelectorAll("svg *"))
    for (const { name: key, value } of [...one.attributes])
      if (/url\(#|^#/.test(value))
        one.setAttribute(key, value.replace("#", `#${name}--`));
  for (const one of whole.querySelectorAll("pre"))
    if (one.textContent.split("\n").length > LONG)
      (one.closest(".cell") ?? one).classList.add("pdf-long");
  for (const one of whole.querySelectorAll("img")) {
    one.src = new URL(one.getAttribute("src"), base);
    one.loading = "eager";
  }
  for (const one of whole.querySelectorAll("a[href]:not(svg a)")) {
    const url = new URL(one.getAttribute("href"), base);
    const place = decodeURIComponent(url.hash.slice(1));
    const target = slug(url.pathname.slice(1));
    if (url.origin !== location.origin) continue;
    if (known.has(target))
      one.setAttribute("href", "#" + target + (place && `--${place}`));
    else one.replaceWith(...one.childNodes);
  }
  return whole;
}

// Move all headings one level down, since the parts of the book have the first level.
function lower(whole) {
  for (const old of whole.querySelectorAll("h1, h2, h3, h4, h5")) {
    const node = make(`h${+old.tagName[1] + 1}`, {}, ...old.childNodes);
    for (const one of node.childNodes)
      if (one.nodeType === 3) one.data = one.data.replace(/\s+/g, " ");
    for (const { name, value } of old.attributes) node.setAttribute(name, value);
    old.replaceWith(node);
    // A section may begin on the page before its heading, so the heading gets its id.
    const section = node.parentElement;
    if (section.matches("section") && section.firstElementChild === node) {
      node.id = section.id;
      section.removeAttribute("id");
    }
  }
}

// Remove the folded code of outputs, and unfold other folded code.
function showCode(whole) {
  whole.querySelectorAll("details.of-output").forEach((fold) => fold.remove());
  for (const fold of whole.querySelectorAll("details.hide")) {
    fold.querySelector("summary").remove();
    fold.replaceWith(...fold.childNodes);
  }
}

function unfold(whole) {
  for (const fold of whole.querySelectorAll("details")) {
    const title = fold.querySelector("summary");
    const label = make("p", { className: "pdf-label" }, title.textContent.trim());
    title.remove();
    fold.replaceWith(make("div", { className: fold.className }, label, ...fold.childNodes));
  }
}

// Replace a quiz by its question and answers; return that element, and the reasons.
function quiz(form) {
  const question = make("div", {}, ...form.querySelector("legend").childNodes);
  const options = [...form.querySelectorAll(".quiz-option")];
  const list = () => make("ol", { type: "a" });
  const [answers, reasons] = [list(), list()];
  for (const option of options) {
    answers.append(make("li", {}, ...option.querySelector(".quiz-choice").childNodes));
    reasons.append(make("li", {}, ...option.querySelector(".quiz-reason").childNodes));
  }
  const body = form.querySelectorAll(".quiz-body");
  const paper = make("div", { className: "pdf-quiz", id: form.id }, question, ...body, answers);
  form.replaceWith(paper);
  return [paper, make("div", {}, make("p", {}, ...question.cloneNode(true).childNodes), reasons)];
}

// Take out what a reader should not see before guessing; return [place, title, content,
// is it a quiz?] for each.
function hidden(whole) {
  const found = [];
  let answers = 0;
  const kinds = "form.quiz, details.fold-answer, details.sd-dropdown";
  for (const node of whole.querySelectorAll(kinds)) {
    const heading = node.querySelector("summary");
    const title = heading?.textContent.trim();
    if (node.matches("form")) {
      const [paper, reasons] = quiz(node);
      reasons.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
      found.push([paper, reasons.querySelector(".quiz-title").textContent, reasons, true]);
    } else if (/^(Hint|Solution|See the answer)/.test(title)) {
      heading.remove();
      const name = node.matches(".fold-answer") ? `Answer ${++answers}` : title;
      const content = make("div", { id: node.id }, ...node.childNodes);
      const place = make("p");
      node.replaceWith(place);
      found.push([place, name.replace(/\s+/g, " "), content, false]);
    }
  }
  return found;
}

// Move what is hidden to the end of the chapter; leave a link with its page number.
function behind(whole, name) {
  const found = hidden(whole);
  if (!found.length) return;
  const title = make("h3", { id: `${name}--behind` }, "Answers, hints and solutions");
  const last = make("section", { className: "pdf-behind" }, title);
  found.forEach(([place, heading, content, isQuiz], k) => {
    const [here, there] = [`${name}--place-${k + 1}`, `${name}--behind-${k + 1}`];
    const said = isQuiz ? "Which is right, and why" : heading;
    const see = link(there, said, ", page\u00a0", pageOf(there));
    place.append(isQuiz ? make("p", { className: "pdf-see" }, see) : see);
    if (!isQuiz) place.className = "pdf-see";
    if (!place.id) place.id = here;
    const back = link(place.id, "page\u00a0", pageOf(place.id));
    const head = make("p", { className: "pdf-item" }, make("strong", {}, heading), " ", back);
    if (isQuiz) content.querySelector(".quiz-title").remove();
    last.append(make("div", { id: there }, head, content));
  });
  whole.append(last);
}

// Return the contents: parts, pages, and the sections of the numbered chapters.
function contents(parts) {
  const list = make("nav", { className: "pdf-contents" }, make("h1", {}, "Contents"));
  const entry = (level, id, ...text) =>
    list.append(make("p", { className: `pdf-level-${level}` },
      link(id, make("span", {}, ...text), make("i"), pageOf(id))));
  for (const { caption, pages } of parts) {
    if (caption) list.append(make("p", { className: "pdf-caption" }, caption));
    for (const whole of pages) {
      const [title, ...others] = whole.querySelectorAll("h2, h3");
      const copy = (node) => [...node.cloneNode(true).childNodes];
      entry(1, whole.id, ...copy(title));
      for (const one of title.querySelector(".section-number") ? others : [])
        entry(2, one.id, ...copy(one));
    }
  }
  return list;
}

// Add the styles of all pages, each once.
async function styles(docs) {
  const seen = new Set();
  for (const doc of docs)
    for (const one of doc.head.querySelectorAll("link[rel=stylesheet], style")) {
      const key = one.href || one.textContent;
      if (seen.has(key)) continue;
      seen.add(key);
      const copy = document.importNode(one, true);
      if (one.href) copy.href = one.href;
      const loaded = one.href && new Promise((done) => (copy.onload = copy.onerror = done));
      document.head.append(copy);
      await loaded;
    }
}

// Make the book of `parts` ({caption, paths}) behind its `cover` (HTML), in `style`.
async function assemble(parts, cover, style) {
  const paths = parts.flatMap((part) => part.paths);
  const known = new Set(paths.map(slug));
  const docs = {};
  for (const path of paths) {
    const text = await (await fetch(`/${path}`)).text();
    const doc = (docs[path] = new DOMParser().parseFromString(text, "text/html"));
    doc.head.prepend(Object.assign(doc.createElement("base"), { href: `/${path}` }));
  }
  await styles(Object.values(docs));
  const frame = document.querySelector("article");
  for (const part of parts) {
    part.pages = part.paths.map((path) => {
      const name = slug(path);
      const whole = article(path, docs[path], known);
      lower(whole);
      showCode(whole);
      behind(whole, name);
      unfold(whole);
      const title = whole.querySelector("h2").textContent;
      style += `@page ${name} { @top-left { content: ${JSON.stringify(title)} } }\n`;
      const page = make("section", { className: "pdf-page", id: name }, whole);
      page.style.page = name;
      return page;
    });
    if (part.caption)
      part.pages[0].prepend(make("h1", { className: "pdf-part" }, part.caption));
  }
  const front = make("section", { className: "pdf-cover", innerHTML: cover });
  frame.append(front, contents(parts), ...parts.flatMap((part) => part.pages));
  document.head.append(make("style", {}, style));
  // Paper waits for the fonts of the pages, which a reader on a slow line does without.
  await Promise.all([...document.fonts].filter(({ family }) => family.includes("Book"))
    .map((face) => ((face.display = "block"), face.load())));
  await Promise.all([...document.images].map((one) => one.decode().catch(() => {})));
}

// Return what is wrong with the book: links that lead nowhere, pictures that are missing,
// boxes that the paper cuts, fonts that are not there.
function faults() {
  const boxes = "pre, table, figure, div.math, .pdf-quiz, .pst-scrollable-table-container";
  const cut = [...document.querySelectorAll(boxes)].filter(
    (one) => one.scrollWidth > one.clientWidth + 1);
  const words = (one) => one.textContent.trim().slice(0, 60);
  return [
    ...[...document.querySelectorAll('article a[href^="#"]')]
      .filter((one) => !document.getElementById(one.getAttribute("href").slice(1)))
      .map((one) => `a link leads nowhere: ${one.getAttribute("href")}`),
    ...[...document.images].filter((one) => !one.naturalWidth)
      .map((one) => `a picture is missing: ${one.src}`),
    ...[...document.fonts].filter((one) => /Book/.test(one.family) && one.status !== "loaded")
      .map((one) => `a font is missing: ${one.family} ${one.weight} ${one.style}`),
    ...cut.map((one) => `a box is cut: ${one.className} ${words(one)}`),
  ];
}

// Return the text of each heading.
const titles = () =>
  [...document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)")]
    .map((one) => one.textContent.trim().replace(/\s+/g, " "));

// Return the names of all places whose page numbers are wanted; then fill in the numbers.
const places = () =>
  [...document.querySelectorAll(".pdf-number")].map((one) => one.textContent.slice(1));
const number = (pages) =>
  document.querySelectorAll(".pdf-number").forEach((one, k) => (one.textContent = pages[k]));

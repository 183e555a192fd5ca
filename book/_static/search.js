// Rank what Sphinx finds: the section that introduces a term, chapters, exercises, the rest.
// Each hit quotes its page from searchtexts.js (book/_ext/searching.py).
/* global Scorer, Search, Stemmer, _finishSearch, splitQuery */
{
  const stem = (word) => new Stemmer().stemWord(word);
  const same = (words) => splitQuery(words.toLowerCase()).map(stem).join(" "); // in any form

  // What the book says, and what others say.
  const OTHERS = {
    activation: "activation function, nonlinearity, non-linearity, transfer function",
    backpropagation: "backprop, back-prop, back-propagation, backpropogation",
    batch: "mini-batch, minibatch",
    committee: "ensemble, model averaging",
    "cross entropy": "log loss, negative log-likelihood, NLL",
    distorted: "augmentation, data augmentation",
    "gradient descent": "steepest descent, optimizer, optimization",
    "hidden unit": "hidden neuron, hidden node",
    hyperparameter: "hyper-parameter, tuning, grid search, model selection",
    initialization: "initial weights, weight initialization, init",
    "learning rate": "learn rate, step size",
    loss: "cost, cost function, loss function, objective function, error function",
    "one-hot": "one-hot encoding, onehot, dummy variable",
    overfitting: "regularization, overtraining",
    ReLU: "rectifier, rectified linear unit",
    "stochastic gradient descent": "SGD, minibatch gradient descent",
    "validation set": "validation, dev set, hold-out set",
  };
  // Return the book's name for what is searched, or the query itself.
  const called = (query) =>
    Object.keys(OTHERS).find((name) =>
      OTHERS[name].split(", ").some((other) => same(other) === same(query)),
    ) ?? query;

  // The kinds of pages in their order; "" is every other one.
  const KINDS = ["chapters", "mathematics", "exercises", "glossary", "notation", "", "solutions"];
  const kind = (page) => KINDS.findIndex((one) => page.startsWith(`book/${one}`));

  // Return where to quote the text of a page: at an entry, or near the words of the query.
  function place([text, starts], title, anchor, wanted) {
    const start = starts[anchor.slice(1)] ?? 0;
    if (start && !title.includes(" > ")) return start; // an entry of a list
    const near = start + Math.max(0, text.slice(start).search(wanted) - 90);
    return near ? text.indexOf(" ", near) + 1 : 0; // where a word begins
  }

  // Make the item of a result, [page, title, anchor, kind of object].
  function item([page, title, anchor, object], wanted) {
    const texts = Search.book.pages[page];
    const at = place(texts, title, anchor, wanted);
    const make = (tag, props) => Object.assign(document.createElement(tag), props);
    const term = anchor.startsWith("#term-") ? ` > ${anchor.slice(6).replaceAll("-", " ")}` : "";
    const link = make("a", { href: `${page}.html${anchor}`, innerHTML: title + term });
    const quoted = texts[0].slice(at, at + 240).replace(/\S*$/, "...");
    const textContent = (at ? "... " : "") + quoted;
    const node = make("li");
    const words = make("p", { className: "context", textContent });
    node.append(link, object ? ` (${object})` : "", words);
    return node;
  }

  // Return the section that introduces a term as a result, if there is one.
  function home(name) {
    const { docnames, titles } = Search._index;
    const found = Object.keys(Search.book.homes).filter((term) => same(term) === same(name));
    return found.map((term) => {
      const [page, heading, anchor] = Search.book.homes[term];
      const title = titles[docnames.indexOf(page)];
      return [page, heading === title ? title : `${title} > ${heading}`, anchor];
    });
  }

  Search.query = (query) => {
    const name = called(query);
    const parsed = Search._parseQuery(name);
    const wanted = new RegExp(`\\b${[...parsed[1]].join("\\w*[\\s-]+")}`, "gi");
    Scorer.score = ([page, , anchor]) => {
      const [text] = Search.book.pages[page];
      const share = (text.match(wanted)?.length ?? 0) / text.length;
      return 10 * (KINDS.length - kind(page)) + share + (anchor ? 1 : 0);
    };
    const all = [...home(name), ...Search._performSearch(...parsed).reverse()];
    // Show a page as a whole only if no place on it is found, and each place once.
    const inner = new Set(all.map(([page, , anchor]) => anchor && page));
    const shown = all.filter(([page, , anchor]) => anchor || !inner.has(page));
    const found = new Map(shown.map((one) => [one[0] + one[2], one]));
    Search.output.append(...[...found.values()].map((one) => item(one, wanted)));
    _finishSearch(found.size);
    if (name !== query) Search.status.append(` Here it is called ${name}.`);
  };
}

// Search the sections of the book (searchtexts.js, from book/_ext/searching.py): first comes
// the one that introduces a term, then those that say most about the words of the query.
/* global Search, Stemmer, _finishSearch, splitQuery, stopwords */
{
  const stems = {};
  const stem = (word) => (stems[word] ??= new Stemmer().stemWord(word));
  const tokens = (text) => splitQuery(text.toLowerCase()).map(stem);
  const same = (words) => tokens(words).join(" "); // in any form

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

  // What readers ask in other words than those of the section that answers.
  const ANSWERS = {
    "always-downhill-and-yet-she-climbs": "loss explodes, loss goes up, learning rate too high",
    "step-1-from-the-loss-to-the-scores":
      "derivative of cross entropy, gradient of cross entropy, derivative of softmax",
    "stop-in-time": "early stopping",
    "is-it-units": "how many hidden units, number of hidden units",
    "four-networks-four-mistakes": "loss does not fall, network does not learn, debugging",
    "when-the-computer-says-impossible": "loss is nan, loss is inf, log of zero",
  };
  // Words of a question that tell nothing, beside those that Sphinx leaves out.
  const EMPTY = "how many much why what when where which do does did should can my i am".split(" ");

  // Return the stems of the words of a query that tell something.
  function telling(query) {
    const all = splitQuery(query.toLowerCase());
    const some = all.filter((word) => !EMPTY.includes(word) && !stopwords.includes(word));
    return [...new Set((some.length ? some : all).map(stem))].sort();
  }

  // The kinds of pages and what a hit there is worth; "" is every other one.
  const KINDS = {
    chapters: 1, mathematics: 0.8, exercises: 0.5, glossary: 0.6, solutions: 0.2, "": 0.4,
  };
  const SUMS_UP = /^(Summary|Symbols|Quiz|Try it|Break it|Further reading)$/;

  const MOST = 30; // places shown
  let sections, rare; // all sections, and how much a word tells

  function read() {
    const seen = {};
    sections = Object.entries(Search.book.pages).flatMap(([page, all]) =>
      all.map(([id, heading, text, code]) => {
        const counts = {};
        const add = (words, weight) => {
          for (const word of tokens(words)) counts[word] = (counts[word] ?? 0) + weight;
        };
        add(heading, 4);
        add(text, 1);
        add(code, 0.5);
        for (const word of Object.keys(counts)) seen[word] = (seen[word] ?? 0) + 1;
        const title = heading === all[0][1] ? heading : `${all[0][1]} > ${heading}`;
        const kind = Object.keys(KINDS).find((one) => page.startsWith(`book/${one}`));
        const worth = KINDS[kind] * (SUMS_UP.test(heading) ? 0.4 : 1);
        const size = 0.5 + (text.length + code.length) / 3000;
        return { page, id, title, text: text || code, counts, worth, size };
      }),
    );
    rare = (word) => Math.log(1 + sections.length / (seen[word] ?? Infinity));
  }

  // Say how much a section tells about the words; a section that lacks one tells little.
  function score({ counts, worth, size }, words) {
    const found = words.filter((word) => counts[word]);
    const told = found.map((word) => (rare(word) * counts[word]) / (counts[word] + size));
    return worth * (found.length / words.length) ** 2 * told.reduce((a, b) => a + b, 0);
  }

  const isAsked = (words) => (word) => words.includes(stem(word.toLowerCase()));

  // Return the first sentence of a text with most of the words, or its first words.
  function quote(text, words) {
    const sentences = text.match(/\S.{60,240}?[.?!](?= |$)/g) ?? [];
    const counts = sentences.map((one) => {
      const said = tokens(one);
      return words.filter((word) => said.includes(word)).length;
    });
    const best = sentences[counts.indexOf(Math.max(...counts))];
    return best ?? text.slice(0, 200).replace(/\S*$/, "...");
  }

  const make = (tag, props, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };

  function item({ page, id, title, text }, words) {
    const said = quote(text, words).split(/([\p{L}\p{N}_]+)/u);
    const parts = said.map((one) => (isAsked(words)(one) ? make("mark", {}, one) : one));
    const link = make("a", { href: `${page}.html#${id}` }, title);
    return make("li", {}, link, make("p", { className: "context" }, ...parts));
  }

  Search.query = (query) => {
    if (!sections) read();
    const name = called(query);
    const words = telling(name);
    const term = Object.keys(Search.book.homes).find((one) => same(one) === same(name));
    const [page, home] = Search.book.homes[term] ?? [];
    const asked = (phrases) => phrases.split(", ").some((one) => `${telling(one)}` === `${words}`);
    const answer = Object.keys(ANSWERS).find((id) => asked(ANSWERS[id]));
    const isFirst = (one) => one.id === answer || (one.page === page && one.id === home);
    const rank = (one) => (isFirst(one) ? Infinity : score(one, words));
    const ranked = sections.map((one) => [rank(one), one]).filter(([points]) => points > 0);
    ranked.sort(([a], [b]) => (b > a) - (b < a));
    const shown = ranked.slice(0, MOST).map(([, one]) => item(one, words));
    Search.output.append(...shown);
    _finishSearch(shown.length);
    const count = ranked.length > MOST ? `The best ${MOST}` : ranked.length;
    const places = `${count} ${count === 1 ? "place" : "places"}.`;
    Search.status.textContent = count ? places : "Nothing found.";
    if (name !== query) Search.status.append(` Here it is called ${name}.`);
  };
}

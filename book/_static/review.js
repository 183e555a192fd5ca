// Keep in this browser alone how the questions that come back (book/_ext/recall.py) were
// answered, and on which day; the page Review shows those that are due. A question is due
// a day after its chapter was ticked or it was answered wrong, then after 7 and 30 days.
// Each time it has other numbers, and its answers stand in another order.
(() => {
  "use strict";
  const KEY = "two-layers-review";
  const GAPS = [1, 7, 30]; // days until a question is due, by right answers in a row
  const now = new Date();
  const today = Math.floor((now - now.getTimezoneOffset() * 60_000) / 864e5);
  const forms = [...document.querySelectorAll("form.quiz[data-name]")];
  const place = document.querySelector(".review-state");

  function load(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {}; // storage is switched off, or holds something else
    }
  }

  // What is kept: the day on which a chapter was ticked, and of each question that was
  // answered, the right answers in a row, the day of the last, and which numbers it had.
  const kept = { seen: {}, asked: {}, ...load(KEY) };
  function save() {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {} // then the answers are lost with the page
  }

  // The first answer of a day counts: who tries on until it is right has not known it.
  function record(form) {
    const options = [...form.querySelectorAll(".quiz-option")];
    const isChosen = (option) => option.querySelector("input").checked;
    const [right, day] = kept.asked[form.dataset.name] ?? [0, 0];
    if (day === today || !options.some(isChosen)) return;
    const isRight = options.every((o) => isChosen(o) === (o.dataset.right === "true"));
    const drawn = Number(form.dataset.drawn ?? 0);
    kept.asked[form.dataset.name] = [isRight ? right + 1 : 0, today, drawn];
    save();
  }

  // Show other numbers than the last time, and shuffle the answers.
  function draw(form) {
    const draws = JSON.parse(form.dataset.draws ?? "[]");
    if (draws.length) {
      const last = kept.asked[form.dataset.name]?.[2] ?? -1; // -1: not asked before
      const step = 1 + Math.floor(Math.random() * (draws.length - (last >= 0)));
      form.dataset.drawn = (last + step) % draws.length;
      for (const place of form.querySelectorAll("[data-n]"))
        place.textContent = draws[form.dataset.drawn][place.dataset.n];
    }
    const options = [...form.querySelectorAll(".quiz-option")];
    const before = options[0].previousElementSibling;
    for (const option of options) option.order = Math.random();
    before.after(...options.sort((a, b) => a.order - b.order));
  }

  // The day on which a question is due; Infinity if it is not, or not any more.
  function due(form, ticked) {
    const { name, about } = form.dataset;
    if (kept.asked[name]) {
      const [right, day] = kept.asked[name];
      return day + (GAPS[right] ?? Infinity);
    }
    if (about in kept.seen) return kept.seen[about] + GAPS[0];
    return ticked.has(about) ? today : Infinity; // ticked before days were kept
  }

  function show(isAll) {
    const read = load("two-layers-read");
    const paths = Array.isArray(read) ? read : [];
    const ticked = new Set(paths.map((path) => path.replace(/.*\//, "")));
    const days = forms.map((form) => due(form, ticked));
    forms.forEach((form, k) =>
      form.classList.toggle("review-asked", isAll || days[k] <= today));
    const waiting = days.filter((day) => day > today && day < Infinity);
    const next = Math.min(...waiting) - today;
    place.querySelector("output").textContent = [
      `Due today: ${days.filter((day) => day <= today).length}.`,
      waiting.length
        ? `Waiting: ${waiting.length}, the next in ${next} ${next === 1 ? "day" : "days"}.`
        : "Tick a chapter at its end, and its questions come a day later.",
    ].join(" ");
  }

  for (const form of forms) {
    draw(form);
    form.addEventListener("submit", () => record(form));
  }
  const chapter = /chapters\/([\w-]+)\.html/.exec(location.pathname)?.[1];
  document.querySelector(".chapter-read input")?.addEventListener("change", (event) => {
    if (event.target.checked) kept.seen[chapter] ??= today;
    else delete kept.seen[chapter];
    save();
  });
  if (!place) return;
  const [all, forget] = place.querySelectorAll("button");
  all.addEventListener("click", () => show(true));
  forget.addEventListener("click", () => {
    if (!confirm("Forget how and when you answered every question?")) return;
    for (const key of [KEY, "two-layers-ten"]) localStorage.removeItem(key);
    location.reload();
  });
  show(false);
  place.classList.add("review-ready"); // quiz.css shows it
})();

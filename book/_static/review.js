// Keep in this browser alone how the questions that come back (book/_ext/recall.py) were
// answered, and on which day; the page Review shows those that are due. A question is due
// a day after its chapter was ticked or it was answered wrong, then after 7 and 30 days.
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
  // answered, the right answers in a row and the day of the last.
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
    kept.asked[form.dataset.name] = [isRight ? right + 1 : 0, today];
    save();
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

  for (const form of forms) form.addEventListener("submit", () => record(form));
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
    localStorage.removeItem(KEY);
    location.reload();
  });
  show(false);
})();

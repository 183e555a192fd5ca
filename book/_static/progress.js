// Mark the chapters that the reader has ticked, and the progress of the exercises begun on
// their pages (live/page/store.js): in the sidebar, and as a list below each exercise
// (chapter-end.html). All is kept only in this browser; nothing is sent.
(() => {
  "use strict";
  const KEY = "two-layers-read";
  const chapter = (address) => /chapters\/[\w-]+(?=\.html)/.exec(address)?.[0];
  const here = chapter(location.pathname);

  function load() {
    try {
      return new Set(JSON.parse(localStorage.getItem(KEY)) ?? []);
    } catch {
      return new Set(); // storage is switched off, or holds something else
    }
  }

  function save(read) {
    try {
      if (read.size) localStorage.setItem(KEY, JSON.stringify([...read]));
      else localStorage.removeItem(KEY);
    } catch {} // then the tick is lost with the page
    show(read);
  }

  // The name under which an exercise is kept; undefined for other pages.
  const exercise = (address) =>
    /.*\/exercises\/[\w-]+(?=(\.html)?$)/.exec(new URL(address).pathname)?.[0];

  // The progress of an exercise, as [mark, words], or null if it was not begun.
  function progress(address) {
    try {
      const kept = localStorage.getItem(`two-layers-work:${exercise(address)}`);
      const { right, checks } = JSON.parse(kept);
      const words = `${right.length} of ${checks} ${checks === 1 ? "check" : "checks"}`;
      const isDone = right.length === checks;
      return [isDone ? "\u2713" : `${right.length}/${checks}`, `${words} correct`];
    } catch {
      return null;
    }
  }

  function show(read) {
    for (const link of document.querySelectorAll(".bd-sidebar-primary li a")) {
      link.querySelector(".read-mark")?.remove();
      const isRead = read.has(chapter(link.href));
      const found = isRead ? ["\u2713", "read"] : progress(link.href);
      if (!found) continue;
      const mark = document.createElement("span");
      mark.className = "read-mark";
      mark.textContent = found[0];
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", `(${found[1]})`);
      link.append(" ", mark);
    }
    showExercises();
    const start = document.querySelector(".front-buttons a");
    const next = start && nextUnread(read);
    if (next) {
      start.href = next.href;
      start.textContent = `Go on with chapter ${parseInt(next.textContent, 10)}`;
    }
  }

  // List all exercises below this one, once any was begun.
  function showExercises() {
    const place = document.querySelector(".exercise-progress");
    if (!place) return;
    const links = [...document.querySelectorAll(".sidebar-part a")];
    const items = links.filter((link) => exercise(link.href)).map((link) => {
      const item = document.createElement("li");
      const copy = document.createElement("a");
      copy.href = link.href.replace(/#$/, "");
      copy.textContent = link.firstChild.textContent.trim();
      item.append(copy, `: ${progress(link.href)?.[1] ?? "not begun"}`);
      return item;
    });
    place.querySelector("ul").replaceChildren(...items);
    place.hidden = !links.some((link) => progress(link.href));
  }

  // Return the link of the first chapter without a tick, once any chapter has one.
  function nextUnread(read) {
    const links = [...document.querySelectorAll(".bd-sidebar-primary li a")];
    return read.size && links.find((a) => chapter(a.href) && !read.has(chapter(a.href)));
  }

  const box = document.querySelector(".chapter-read");
  if (box && here) {
    const tick = box.querySelector("input");
    const forget = box.querySelector("button");
    const refresh = (read) => {
      save(read);
      tick.checked = read.has(here);
      forget.hidden = !read.size;
    };
    tick.addEventListener("change", () => {
      const read = load();
      if (tick.checked) read.add(here);
      else read.delete(here);
      refresh(read);
    });
    forget.addEventListener("click", () => {
      refresh(new Set());
      tick.focus();
    });
    tick.checked = load().has(here);
    forget.hidden = !load().size;
    box.hidden = false;
  }
  show(load());
  document.addEventListener("two-layers-work", () => show(load()));
})();

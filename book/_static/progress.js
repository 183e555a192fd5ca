// Chapters that the reader has ticked, with a mark in the sidebar (chapter-end.html).
// They are kept in this browser alone; nothing is sent.
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
    } catch {} // the tick then lasts as long as the page
    show(read);
  }

  function show(read) {
    for (const link of document.querySelectorAll(".bd-sidebar-primary li a")) {
      link.querySelector(".read-mark")?.remove();
      if (!read.has(chapter(link.href))) continue;
      const mark = Object.assign(document.createElement("span"), {
        className: "read-mark",
        textContent: "\u2713",
      });
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", "(read)");
      link.append(" ", mark);
    }
    const start = document.querySelector(".front-buttons a");
    const next = start && nextUnread(read);
    if (next) {
      start.href = next.href;
      start.textContent = `Go on with chapter ${parseInt(next.textContent, 10)}`;
    }
  }

  // The first chapter without a tick, if there is one and another has a tick.
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
})();

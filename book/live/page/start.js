// Handle the button that loads Python into the page of an exercise or of a chapter.
(() => {
  const root = document.querySelector(".python");
  const button = root.querySelector("button");
  const status = root.querySelector(".python-status");
  const PRESSED = "two-layers-pressed"; // the page that is being reloaded, and its open folds
  const folds = [...document.querySelectorAll("article details")];
  if (location.protocol === "file:") {
    root.style.minHeight = `${root.offsetHeight}px`; // so that nothing below it moves
    button.hidden = true;
    root.querySelector("span").textContent =
      "The code on this page runs when the page comes from a server: make serve starts " +
      "one on your machine.";
    return;
  }
  button.disabled = false;

  // Reload the page once, so that offline.js isolates it; then Stop keeps the variables
  // (python.js). Nothing is lost, since the reader has not written anything yet.
  async function isolate() {
    const site = navigator.serviceWorker; // none in private windows of some browsers
    if (crossOriginIsolated || !site || top !== self || root.dataset.kind === "sample") return;
    await site.register(root.dataset.offline);
    await Promise.race([site.ready, after(5000)]);
    const answer = await fetch(location, { method: "HEAD" });
    await answer.text(); // the reload would wait for its end, too
    if (!answer.ok) throw Error("the page would be lost");
    const open = folds.map((one) => one.open);
    sessionStorage.setItem(PRESSED, JSON.stringify({ page: location.pathname, open }));
    location.reload();
    await after(30_000);
  }

  const after = (time) =>
    new Promise((_, reject) => setTimeout(() => reject(Error(`${time} ms`)), time));

  // Open the cells; start Python, too, unless the reader has not asked for it yet.
  async function press(isAgain, starts = true) {
    button.disabled = true;
    status.textContent = "Opening the cells.";
    if (root.dataset.kind === "chapter" && !document.querySelector("link[href$='page.css']")) {
      const href = new URL(`${root.dataset.base}/../page.css`, location);
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    }
    if (!isAgain) await isolate().catch(() => {}); // if this fails, Stop loses the variables
    const from = (name) => new URL(`${root.dataset.base}/${name}`, location);
    try {
      const { open } = await import(from("page.js"));
      await open(root, starts);
      button.disabled = starts;
    } catch ({ message }) {
      button.disabled = false;
      status.textContent = `The cells did not open: ${message}. Press the button to try again.`;
    }
  }

  function wasPressed() {
    try {
      const { page, open } = JSON.parse(sessionStorage.getItem(PRESSED));
      sessionStorage.removeItem(PRESSED);
      if (page === location.pathname) folds.forEach((one, k) => (one.open = open[k]));
      return page === location.pathname;
    } catch {
      return false; // there is nothing, or storage is switched off
    }
  }

  // Whether this browser keeps work on this page (store.js).
  function hasWork() {
    try {
      return !!localStorage[`two-layers-work:${location.pathname.replace(/\.html$/, "")}`];
    } catch {
      return false;
    }
  }

  button.onclick = () => press(false);
  if (wasPressed()) press(true);
  else if (hasWork()) press(true, false);
})();

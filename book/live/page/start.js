// The button that brings Python into the page of an exercise, when it is pressed.
(() => {
  const root = document.querySelector(".python");
  const button = root.querySelector("button");
  const status = root.querySelector(".python-status");
  const PRESSED = "two-layers-pressed"; // the page that is loaded anew, in this tab
  if (location.protocol === "file:") {
    root.querySelector("span").textContent =
      "You opened this page as a file. Python runs in it where it comes from a server: " +
      "make serve starts one on your machine.";
    return;
  }
  button.disabled = false;

  // Load the page anew, since offline.js isolates it then: Stop keeps the variables
  // (python.js). Nothing is written yet, and once is enough, whatever came of it.
  async function isolate() {
    const site = navigator.serviceWorker; // none in private windows of some browsers
    if (crossOriginIsolated || !site || top !== self || "sample" in root.dataset) return;
    await site.register(root.dataset.offline);
    await Promise.race([site.ready, after(5000)]);
    const answer = await fetch(location, { method: "HEAD" });
    await answer.text(); // whose end the browser awaits, too
    if (!answer.ok) throw Error("the page would be lost");
    sessionStorage.setItem(PRESSED, location.pathname);
    location.reload();
    await after(30_000);
  }

  const after = (time) =>
    new Promise((_, reject) => setTimeout(() => reject(Error(`${time} ms`)), time));

  async function press(isAgain) {
    button.disabled = true;
    status.textContent = "Opening the cells.";
    if (!isAgain) await isolate().catch(() => {}); // Stop costs the variables then
    try {
      const { open } = await import(new URL(`${root.dataset.base}/page.js`, location));
      await open(root);
    } catch ({ message }) {
      button.disabled = false;
      status.textContent = `The cells did not open: ${message}. Press the button to try again.`;
    }
  }

  function wasPressed() {
    try {
      const page = sessionStorage.getItem(PRESSED);
      sessionStorage.removeItem(PRESSED);
      return page === location.pathname;
    } catch {
      return false; // storage is switched off
    }
  }

  button.onclick = () => press(false);
  if (wasPressed()) press(true);
})();

// The button that brings Python into the page of an exercise, when it is pressed.
(() => {
  const root = document.querySelector(".python");
  const button = root.querySelector("button");
  const status = root.querySelector(".python-status");
  if (location.protocol === "file:") {
    root.querySelector("span").textContent =
      "You opened this page as a file. Python runs in it where it comes from a server: " +
      "make serve starts one on your machine.";
    return;
  }
  button.disabled = false;
  button.onclick = async () => {
    button.disabled = true;
    status.textContent = "Opening the cells.";
    try {
      const { open } = await import(new URL(`${root.dataset.base}/page.js`, location));
      await open(root);
    } catch ({ message }) {
      button.disabled = false;
      status.textContent = `The cells did not open: ${message}. Press the button to try again.`;
    }
  };
})();

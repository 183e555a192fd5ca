// The button that brings Python into the page of an exercise, when it is pressed.
(() => {
  const root = document.querySelector(".python");
  const button = root.querySelector("button");
  const status = root.querySelector(".python-status"); // it says that a server is needed
  if (location.protocol === "file:") return;
  status.textContent = "";
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

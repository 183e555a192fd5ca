// The button that brings Python into the page of an exercise, when it is pressed.
(() => {
  const root = document.querySelector(".python");
  const button = root.querySelector("button");
  const say = (text) => {
    root.querySelector(".python-status").textContent = text;
  };
  if (location.protocol === "file:") {
    say(
      "Python runs in this page where it comes from a server: make serve starts one on " +
        "your machine.",
    );
    return;
  }
  button.disabled = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("Opening the cells.");
    try {
      const { open } = await import(new URL(`${root.dataset.base}/page.js`, location));
      await open(root);
    } catch (error) {
      button.disabled = false;
      say(`The cells could not be opened: ${error.message}. Press the button to try again.`);
    }
  });
})();

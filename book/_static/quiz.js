// Let each quiz answer (book/_ext/quiz.py). Nothing is stored or sent.
(() => {
  "use strict";

  const isRight = (option) => option.dataset.right === "true";

  // A copy without ids, which must be unique on a page.
  function copy(node) {
    const clone = node.cloneNode(true);
    clone.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    return clone;
  }

  function sentence(text) {
    const node = document.createElement("p");
    node.textContent = text;
    return node;
  }

  function clear(form) {
    form.querySelector("output").replaceChildren();
    for (const option of form.querySelectorAll(".quiz-option")) {
      option.querySelector(".quiz-mark").textContent = "";
      option.classList.remove("quiz-answered");
    }
  }

  // Say whether each chosen answer is right, and why; screen readers read the output.
  function check(form) {
    const options = [...form.querySelectorAll(".quiz-option")];
    const chosen = options.filter((o) => o.querySelector("input").checked);
    const output = form.querySelector("output");
    clear(form);
    if (!chosen.length) {
      output.append(sentence("Choose an answer first."));
      return;
    }
    for (const option of chosen) {
      option.classList.add("quiz-answered");
      option.querySelector(".quiz-mark").textContent = isRight(option) ? "Right" : "Wrong";
      const reason = copy(option.querySelector(".quiz-reason"));
      if (chosen.length > 1) reason.prepend(copy(option.querySelector(".quiz-choice")));
      output.append(reason);
    }
    if (chosen.every(isRight) && chosen.length < options.filter(isRight).length)
      output.append(sentence("So far so good, but it is not all that is right."));
    form.classList.add("quiz-checked"); // now every reason can be opened
  }

  // On paper every reason shows.
  function unfold(open) {
    for (const details of document.querySelectorAll("form.quiz details"))
      details.open = open;
  }

  for (const form of document.querySelectorAll("form.quiz")) {
    form.classList.add("quiz-scripted");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check(form);
    });
    form.addEventListener("change", () => clear(form));
  }
  addEventListener("beforeprint", () => unfold(true));
  addEventListener("afterprint", () => unfold(false));
})();

// Make a form of the ten questions (book/_ext/recall.py), and score it. The score before
// the book is kept in this browser, to be recalled after it, and nothing is sent; the line
// below can be handed to a teacher: the form, and a letter for each answer.
for (const ten of document.querySelectorAll(".ten")) {
  const { form, key, about } = ten.dataset;
  const groups = [...ten.querySelectorAll("ol ol")];
  const make = (name, props) => Object.assign(document.createElement(name), props);
  groups.forEach((group, k) => {
    const question = group.parentElement.querySelector("p");
    question.id = `ten-${k + 1}`;
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-labelledby", question.id);
    for (const item of group.children) {
      const label = make("label"), words = make("span");
      words.append(...(item.querySelector("p") ?? item).childNodes);
      label.append(make("input", { type: "radio", name: question.id }), words);
      item.replaceChildren(label);
      item.setAttribute("role", "presentation");
    }
    const unsure = make("li", { role: "presentation" }), label = make("label");
    label.append(make("input", { type: "radio", name: question.id }), "I don't know");
    unsure.append(label);
    group.append(unsure);
  });
  ten.querySelector("button").addEventListener("click", () => {
    const chosen = groups.map((group) => {
      const inputs = [...group.querySelectorAll("input")];
      return "ABCD"[inputs.findIndex((input) => input.checked)] ?? "-";
    });
    const right = chosen.map((letter, k) => letter === key[k]);
    const again = new Set(about.split(" ").filter((chapter, k) => !right[k]));
    const score = right.filter(Boolean).length;
    const said = [`${score} of ${key.length} are right.`];
    if (form === "before" && right.slice(0, 4).filter(Boolean).length > 1)
      said.push("Of the first four you had two or more, so you are ready.");
    try {
      if (form === "before") localStorage.setItem("two-layers-ten", score);
      const before = form === "after" && localStorage.getItem("two-layers-ten");
      if (before) said.push(`Before the first chapter it was ${before}.`);
    } catch {} // storage is switched off
    said.push(`For your teacher: ${form} ${chosen.join("")}.`);
    if (form === "after" && again.size)
      said.push(`Chapters to look at again: ${[...again].sort((a, b) => a - b).join(", ")}.`);
    ten.querySelector("output").textContent = said.join(" ");
    ten.querySelector("output").scrollIntoView({ block: "nearest" });
  });
}

// Make a form of the ten questions (book/_ext/recall.py), and score it. Nothing is kept or
// sent; the line below can be handed to a teacher: the form, and a letter for each answer.
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
  });
  ten.querySelector("button").addEventListener("click", () => {
    const chosen = groups.map((group) => {
      const inputs = [...group.querySelectorAll("input")];
      return "ABCD"[inputs.findIndex((input) => input.checked)] ?? "-";
    });
    const right = chosen.map((letter, k) => letter === key[k]);
    const again = new Set(about.split(" ").filter((chapter, k) => !right[k]));
    const said = [`${right.filter(Boolean).length} of ${key.length} are right.`];
    said.push(`For your teacher: ${form} ${chosen.join("")}.`);
    if (form === "after" && again.size)
      said.push(`Chapters to look at again: ${[...again].sort((a, b) => a - b).join(", ")}.`);
    ten.querySelector("output").textContent = said.join(" ");
  });
}

// Open all folds around the target of a link, and the second reading below it if it is a
// heading: on arrival, and within the page.
function openAround() {
  const id = decodeURIComponent(location.hash.slice(1));
  let place = id && document.getElementById(id);
  if (!place) return;
  const target = place;
  const reading = place.querySelector(":scope > details.fold-second-reading:nth-child(2)");
  if (reading) reading.open = true;
  for (; place; place = place.parentElement)
    if (place instanceof HTMLDetailsElement) place.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", openAround);
openAround();

// Above each folded answer, a reader may write a guess, which then stands beside the answer.
// It is kept in this browser, in the order of the page's answers.
const GUESSES = `two-layers-guess:${location.pathname.replace(/\.html$/, "")}`;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(GUESSES)) ?? [];
  } catch {
    return []; // storage is switched off, or holds something else
  }
}

document.querySelectorAll("article details.fold-answer").forEach((answer, k) => {
  const make = (name, props) => Object.assign(document.createElement(name), props);
  const label = make("label", { className: "guess", textContent: "Your guess" });
  const input = make("input", { type: "text", autocomplete: "off", value: kept()[k] ?? "" });
  const echo = make("p", { className: "guess-echo" });
  label.append(input);
  answer.before(label);
  answer.querySelector("summary").after(echo);
  const show = () => {
    echo.textContent = input.value.trim() ? `You guessed: ${input.value.trim()}` : "";
    label.hidden = answer.open;
  };
  answer.addEventListener("toggle", show);
  const keep = () => {
    const guesses = kept();
    guesses[k] = input.value.trim();
    try {
      localStorage.setItem(GUESSES, JSON.stringify(guesses));
    } catch {} // then it is kept until the page is left
  };
  input.addEventListener("change", keep);
  input.addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return;
    keep(); // no change is told of a box that is hidden before the key is done
    answer.open = true;
    show(); // now, since "toggle" comes a moment after the answer is seen
  });
  show();
});

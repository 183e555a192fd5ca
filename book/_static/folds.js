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

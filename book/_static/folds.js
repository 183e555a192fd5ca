// Open all folds around the target of a link: on arrival, and within the page.
function openAround() {
  const id = decodeURIComponent(location.hash.slice(1));
  let place = id && document.getElementById(id);
  if (!place) return;
  const target = place;
  for (; place; place = place.parentElement)
    if (place instanceof HTMLDetailsElement) place.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", openAround);
openAround();

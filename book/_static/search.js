// The search reads a page as text. A formula is on it three times, for the ear, as TeX
// and for the eye: what it quotes of a page has the first, and no TeX.
/* global Search */
const read = Search.htmlToText;
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const twice of page.querySelectorAll("annotation, .katex-html")) twice.remove();
  return read(page.documentElement.outerHTML, anchor);
};

// The search reads a page as text, where each formula is three times: as MathML, as TeX and
// as HTML. Only the MathML is left, so that its excerpts hold no TeX.
/* global Search */
const read = Search.htmlToText;
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const twice of page.querySelectorAll("annotation, .katex-html")) twice.remove();
  return read(page.documentElement.outerHTML, anchor);
};

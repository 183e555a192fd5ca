"""Hold the scripts that find faults in what a page shows: a list, or a number."""

UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true; })"
# Replace all formulas but twenty, which look alike, since axe would need long for them.
SHORTEN = """[...document.querySelectorAll('.katex:has(annotation)')].slice(20).forEach(
  e => e.replaceWith(e.querySelector('annotation').textContent))"""
# Load every picture, also those that would wait until they are seen; list the broken.
BROKEN = """() => Promise.all([...document.images].map(i => {
  i.loading = 'eager';
  return i.decode().then(() => null, () => i.src);
})).then(all => all.filter(Boolean))"""
# Browsers with overlay scroll bars give no sign that a box goes on to the right: on a
# wide screen none may, on a phone its edge must show a shadow (book.css).
CUT = """signed => [...document.querySelectorAll('article *:not(.katex *, pre *)')]
  .filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
  .filter(e => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX))
  .filter(e => !signed || !getComputedStyle(e).backgroundAttachment.includes('local'))
  .map(e => [e.className, e.scrollWidth - e.clientWidth,
    e.textContent.trim().slice(0, 60)])"""
# What stands beyond the right edge of a live figure and is not clipped, its letters
# below 11 pixels, and the bars that move although the reader has asked for no motion.
WIDER = """e => [...e.querySelectorAll('*')].filter(
  x => !x.closest('.live-heard') && !x.closest('[clip-path]')
    && !x.matches('g:has([clip-path])') && x.getBoundingClientRect().right
    > e.getBoundingClientRect().right + 1).map(x => x.outerHTML.slice(0, 80))"""
# The words of a live figure that touch another word, or leave their button, table or
# picture. The middle half of each line counts, since lines stand close.
CROWDED = """e => {
  const words = [];
  for (const x of e.querySelectorAll('.live-stage :not(option, .live-heard)')) {
    if (!x.checkVisibility({ visibilityProperty: true })) continue;
    const home = x.closest('button, td, svg, .live-stage').getBoundingClientRect();
    for (const node of x.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right, top, bottom, height } of range.getClientRects())
        words.push({ x, home, left, right,
          top: top + height / 4, bottom: bottom - height / 4 });
    }
  }
  const common = (a, b, from, to) =>
    Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  const touch = (a, b) => a.x !== b.x
    && common(a, b, 'left', 'right') > 1 && common(a, b, 'top', 'bottom') > 1;
  const inside = (a, b, from, to) => a[from] > b[from] - 1 && a[to] < b[to] + 1;
  const cut = (a) => !inside(a, a.home, 'left', 'right')
    || !inside(a, a.home, 'top', 'bottom');
  const text = ({ x }) => x.textContent.slice(0, 30);
  const pairs = words.flatMap((a, k) => words.slice(k + 1).filter(b => touch(a, b))
    .map(b => `${text(a)} touches ${text(b)}`));
  return [...pairs, ...words.filter(cut).map(a => `${text(a)} is cut`)];
}"""
SMALL_IN_FIGURE = """e => [...e.querySelectorAll('.live-stage *')].filter(x => {
  const svg = x.ownerSVGElement;
  const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  const size = scale * parseFloat(getComputedStyle(x).fontSize);
  const text = [...x.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return text && x.getBoundingClientRect().width && size < 11;
}).map(x => x.outerHTML.slice(0, 90))"""
MOVING = """e => [...e.querySelectorAll('.live-bar')].filter(
  x => getComputedStyle(x).transitionDuration !== '0s').map(x => x.outerHTML)"""
# Mark two of the visible elements with text that look alike on the same background, in
# light and in dark.
CHOOSE = """() => {
  const all = document.querySelectorAll('*'), clear = 'rgba(0, 0, 0, 0)';
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    const grounds = new Map([[null, '']]), counts = {};
    for (const e of all) {
      const s = getComputedStyle(e), lifted = !/static|relative/.test(s.position);
      // Axe judges no text above a gradient, such as the shadow at the edge of code.
      if (s.backgroundImage.includes('gradient')) e.style.backgroundImage = 'none';
      const own = [
        s.backgroundColor === clear ? '' : s.backgroundColor,
        s.backgroundImage === 'none' ? '' : s.backgroundImage,
        s.opacity === '1' ? '' : s.opacity,
        lifted ? e.getAttribute('class') : '',
      ].join('');
      const ground = grounds.get(e.parentElement) + own;
      grounds.set(e, ground);
      const { width, height } = e.getBoundingClientRect();
      const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
      if (!words || width < 2 || height < 2 || !e.checkVisibility()) continue;
      const look = [s.color, s.fontSize, s.fontWeight, s.visibility, ground].join();
      counts[look] = (counts[look] ?? 0) + 1;
      if (counts[look] <= 2) e.dataset.contrast = '';
    }
  }
}"""
# Empty the article around what is marked: axe reads every element of a page, however
# few it is asked about.
EMPTY = """() => {
  const kept = new Set();
  for (let e of document.querySelectorAll('[data-contrast]')) {
    for (; e && !kept.has(e); e = e.parentElement) kept.add(e);
  }
  for (const e of document.querySelectorAll('article *')) {
    if (!kept.has(e)) e.replaceChildren();
  }
}"""
AXE = """([context, options]) => axe.run(context ?? document, options)
  .then(found => found.violations)"""

// Show the slides, in letters that become smaller until each slide fits.
"use strict";
Reveal.initialize({
  width: 1280, height: 720, margin: 0, center: false, hash: true, slideNumber: "c/t", transition: "none",
});
document.fonts.ready.then(() => {
  const frame = document.querySelector(".slides");
  frame.classList.add("measured");
  for (const one of frame.children)
    for (let size = 30; size >= 12; size--) {
      one.style.fontSize = `${size}px`;
      if (one.scrollHeight <= 720 && one.scrollWidth <= 1280) break;
    }
  frame.classList.remove("measured");
});

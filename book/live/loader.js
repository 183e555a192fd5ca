// Load the script of each live figure when the reader comes near it. On paper, without
// JavaScript, or where something fails, a picture replaces the figure.
(() => {
  /* global VERSION */

  function load(root) {
    if (root.dataset.asked) return;
    root.dataset.asked = "yes";
    const name = root.dataset.live;
    const script = document.createElement("script");
    script.src = `${root.dataset.base}/${name}.js?${VERSION}`;
    script.onerror = () => root.classList.add("live-failed");
    document.head.append(script);
  }

  const near = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) load(target);
    },
    { rootMargin: "600px" },
  );
  for (const root of document.querySelectorAll("[data-live]")) near.observe(root);
})();

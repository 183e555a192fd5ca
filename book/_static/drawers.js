// On a phone, the drawers at both sides close when the reader has chosen where to go.
for (const side of ["primary", "secondary"]) {
  const drawer = document.querySelector(`.bd-sidebar-${side}`);
  drawer?.addEventListener("click", ({ target }) => {
    if (target.closest("a")) document.getElementById(`pst-${side}-sidebar-checkbox`).checked = false;
  });
}

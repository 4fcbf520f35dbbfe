// The menu lies over the page: Escape closes it and gives focus back to its button, and it closes by
// itself when focus moves on, so that nothing that has focus stays hidden below it.

const menu = document.querySelector("details.menu");

if (menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

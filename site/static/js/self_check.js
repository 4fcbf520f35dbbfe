/* Ticks beside the questions to oneself. They exist in this page only: no name, no form, no storage, and
   gone when the page is left or comes back. Without this module the questions are plain text. */

for (const list of document.querySelectorAll("[data-self-check]")) {
  for (const item of list.children) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.autocomplete = "off";
    box.className = "self-check__box";
    label.className = "self-check__label";
    label.append(box, ...item.childNodes);
    item.append(label);
  }
  const clear = () => {
    for (const box of list.querySelectorAll("input")) box.checked = false;
  };
  window.addEventListener("pagehide", clear);
  window.addEventListener("pageshow", clear);
}

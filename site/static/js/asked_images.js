// Images that wait until they are asked for: one press puts one in its place, another all of them. Without
// this each opens by itself, and the page comes back with all. Attached by data-asked.

function show(asked) {
  const way = asked.querySelector("a");
  const image = document.createElement("img");
  image.className = "text-first__image";
  image.width = Number(way.dataset.width);
  image.height = Number(way.dataset.height);
  image.alt = asked.querySelector("[data-asked-alt]")?.textContent ?? "";
  image.src = way.href;
  asked.replaceWith(image);
  return image;
}

const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey);

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-asked] a")?.closest("[data-asked]");
  const all = event.target.closest("[data-asked-all]");
  if (!(asked || all) || !isPlain(event)) return;
  event.preventDefault();
  if (asked) {
    const image = show(asked);
    image.tabIndex = -1;
    image.focus({ preventScroll: true });
    return;
  }
  for (const each of document.querySelectorAll("[data-asked]")) show(each);
  for (const each of document.querySelectorAll("[data-asked-all]")) each.remove();
  document.getElementById("main")?.focus({ preventScroll: true });
});

// Steps moved with buttons instead of numbers. The numbers stay in the form and follow the order.

export function attachOrdering(question, say) {
  const list = question.querySelector("[data-steps]");
  const moves = question.querySelector("[data-moves]");
  const keep = question.querySelector("[data-keep-order]");
  const steps = () => [...list.querySelectorAll("[data-step]")];
  const words = (step) => step.querySelector("[data-words]").textContent;

  for (const step of steps()) {
    step.querySelector("select").hidden = true;
    for (const move of step.querySelectorAll("[data-move]")) {
      const saying = move.dataset.move === "up" ? say.up : say.down;
      move.querySelector(".visually-hidden").textContent = saying.replace("{step}", words(step));
    }
  }

  function refresh() {
    const all = steps();
    all.forEach((step, index) => {
      mark(step, "up", index === 0);
      mark(step, "down", index === all.length - 1);
    });
    keep.parentElement.hidden = all.every((step) => step.querySelector("select").value !== "");
  }

  function mark(step, direction, ended) {
    step.querySelector(`[data-move=${direction}]`).setAttribute("aria-disabled", String(ended));
  }

  function settle() {
    steps().forEach((step, index) => {
      step.querySelector("select").value = String(index + 1);
    });
    refresh();
    question.dispatchEvent(new Event("change", { bubbles: true }));
  }

  list.addEventListener("click", (event) => {
    const move = event.target.closest("[data-move]");
    if (!move || move.getAttribute("aria-disabled") === "true") return;
    const step = move.closest("[data-step]");
    if (move.dataset.move === "up") step.previousElementSibling.before(step);
    else step.nextElementSibling.after(step);
    settle();
    move.focus();
    moves.textContent = say.moved
      .replace("{step}", words(step))
      .replace("{place}", String(steps().indexOf(step) + 1))
      .replace("{total}", String(steps().length));
  });
  keep.addEventListener("click", () => {
    settle();
    list.querySelector("[data-move]").focus();
  });
  list.addEventListener("quiz:written", refresh);
  refresh();
}

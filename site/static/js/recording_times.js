// Rows of times beside the player: one key marks, marks on the strip are dragged or moved by arrow keys,
// what is typed moves them. The inputs hold everything; this only fills them. Attached by data-times.

import { read, write } from "./recording_moments.js";
import { sourceOf } from "./recording_source.js";

const STEPS = {
  ArrowLeft: -500,
  ArrowDown: -500,
  ArrowRight: 500,
  ArrowUp: 500,
  PageDown: -10_000,
  PageUp: 10_000,
};
const KEY = "m";

function attach(form) {
  const source = sourceOf(form);
  const list = form.querySelector("[data-rows]");
  const words = form.querySelector("[data-words]").dataset;
  const total = form.querySelector("[name=rows-TOTAL_FORMS]");
  const template = form.querySelector("[data-empty-row]");
  const strip = form.querySelector("[data-strip]");
  const line = form.querySelector("[data-line]");
  const undo = form.querySelector("[data-undo]");
  const next = form.querySelector("[data-next]");
  const done = []; // inputs filled by the key, the last one last
  const marks = new Map(); // input -> its mark on the strip
  const slides = list.querySelector("select[name$=slide]") !== null;

  const rows = () => [...list.querySelectorAll("[data-row]")];
  const times = (within = list) => [...within.querySelectorAll("[data-time]")];
  const keyed = () => times().filter((input) => "key" in input.dataset);
  const labelOf = (input) => form.querySelector(`label[for="${input.id}"]`).textContent.trim();

  function nameOf(input) {
    const row = input.closest("[data-row]");
    const chosen = row.querySelector("select[name$=slide]")?.selectedOptions[0]?.textContent;
    const title = row.querySelector("input[name$=title]")?.value;
    return chosen || title || String(rows().indexOf(row) + 1);
  }

  function set(input, milliseconds) {
    input.value = write(Math.min(Math.max(Math.round(milliseconds), 0), source.duration));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // --- Rows

  function dress(row) {
    for (const input of times(row)) {
      if (input.dataset.dressed) continue;
      input.dataset.dressed = "1";
      const field = `${labelOf(input)}: `;
      const now = button(words.nowWords, () => set(input, source.now()), field);
      const go = button("▶", () => source.go(read(input.value) ?? 0), field, words.goWords);
      const box = document.createElement("span");
      box.className = "rec-row__acts";
      box.append(now, go);
      input.after(box);
    }
    if (!row.querySelector("[data-clear]")) {
      const clear = button("×", () => empty(row), "", words.emptyWords);
      clear.dataset.clear = "";
      clear.classList.add("rec-row__clear");
      row.append(clear);
    }
  }

  function button(text, act, field, name = text) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "rec-row__act";
    made.textContent = text;
    made.setAttribute("aria-label", field + name);
    made.title = name;
    made.addEventListener("click", act);
    return made;
  }

  function empty(row) {
    for (const input of row.querySelectorAll("input:not([type=hidden])")) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    row.querySelector("input, select").focus();
  }

  function add() {
    const number = Number(total.value);
    const made = template.content.firstElementChild.cloneNode(true);
    for (const part of made.querySelectorAll("[id], [name], [for]")) {
      for (const name of ["id", "name", "for"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace("__prefix__", number));
      }
    }
    list.append(made);
    total.value = String(number + 1);
    dress(made);
    return made;
  }

  // --- The one key

  const slideOf = (input) => input.closest("[data-row]").querySelector("select[name$=slide]");

  // The next to fill: the first empty one after the latest time there is.
  function waiting() {
    const inputs = keyed().filter((input) => slideOf(input)?.value !== "");
    const last = inputs.findLastIndex((input) => input.value.trim());
    return inputs.slice(last + 1).find((input) => !input.value.trim()) ?? null;
  }

  function mark() {
    // Every slide has its time: which one comes back is for the editor to say.
    if (!waiting() && slides) return;
    const input = waiting() ?? keyedIn(add());
    set(input, source.now());
    done.push(input);
    undo.disabled = false;
    input.closest("[data-row]").scrollIntoView({ block: "nearest" });
  }

  const keyedIn = (row) => times(row).find((input) => "key" in input.dataset);

  function tellNext() {
    const input = waiting();
    const name = input && `${nameOf(input)} · ${labelOf(input)}`;
    next.textContent = name ? words.nextWords.replace("{name}", name) : "";
    if (!input && slides) next.textContent = words.doneWords;
  }

  // --- The strip

  function draw() {
    for (const [input, mark] of marks) {
      if (!input.isConnected || read(input.value) === null) {
        mark.remove();
        marks.delete(input);
      }
    }
    for (const input of times()) {
      const at = read(input.value);
      if (at === null) continue;
      if (!marks.has(input)) marks.set(input, markFor(input));
      place(marks.get(input), at, input);
    }
    drawSpans();
  }

  function place(mark, at, input) {
    mark.style.insetInlineStart = `${(100 * Math.min(at, source.duration)) / source.duration}%`;
    mark.setAttribute("aria-valuenow", String(at));
    mark.setAttribute("aria-valuetext", write(at));
    const name = words.markWords.replace("{name}", nameOf(input)).replace("{field}", labelOf(input));
    mark.setAttribute("aria-label", name);
    mark.title = `${name}: ${write(at)}`;
  }

  function markFor(input) {
    const made = document.createElement("div");
    made.className = "rec-strip__mark";
    made.tabIndex = 0;
    made.setAttribute("role", "slider");
    made.setAttribute("aria-valuemin", "0");
    made.setAttribute("aria-valuemax", String(source.duration));
    made.dataset.of = input.name.replace(/^rows-\d+-/, "");
    made.addEventListener("keydown", (event) => {
      if (!(event.key in STEPS)) return;
      event.preventDefault();
      const at = read(input.value) + STEPS[event.key] / (event.shiftKey ? 5 : 1);
      set(input, at);
      source.go(read(input.value));
    });
    made.addEventListener("pointerdown", (event) => {
      made.setPointerCapture(event.pointerId);
      event.preventDefault();
      made.focus();
    });
    made.addEventListener("pointermove", (event) => {
      if (!made.hasPointerCapture(event.pointerId)) return;
      set(input, momentAt(event.clientX));
      source.go(read(input.value));
    });
    line.append(made);
    return made;
  }

  function momentAt(x) {
    const box = line.getBoundingClientRect();
    return (Math.min(Math.max(x - box.left, 0), box.width) / box.width) * source.duration;
  }

  // What is cut, or may be skipped, as a bar between two marks of a row.
  function spans() {
    return rows().flatMap((row) => {
      const [from, to] = times(row)
        .slice(-2)
        .map((input) => read(input.value));
      return times(row).length > 1 && from !== null && to > from ? [[from, to]] : [];
    });
  }

  function drawSpans() {
    for (const old of line.querySelectorAll("[data-span]")) old.remove();
    for (const [from, to] of spans()) {
      const bar = document.createElement("div");
      bar.className = "rec-strip__span";
      bar.dataset.span = "";
      bar.style.insetInlineStart = `${(100 * from) / source.duration}%`;
      bar.style.inlineSize = `${(100 * (to - from)) / source.duration}%`;
      line.prepend(bar);
    }
  }

  const head = document.createElement("div");
  head.className = "rec-strip__head";

  // --- Beside the player: the slide that stands

  const slide = form.querySelector("[data-slide]");
  const pictures = JSON.parse(document.getElementById("rec-slides")?.textContent ?? "[]");

  function show() {
    head.style.insetInlineStart = `${(100 * source.now()) / source.duration}%`;
    if (!slide) return;
    const standing = rows()
      .map((row) => [read(row.querySelector("[data-time]").value), row.querySelector("select").value])
      .filter(([at]) => at !== null && at <= source.now())
      .sort(([one], [other]) => one - other)
      .at(-1);
    const picture = standing && pictures.find(({ number }) => String(number) === standing[1]);
    slide.hidden = false;
    const image = slide.querySelector("img");
    image.hidden = !picture?.src;
    if (picture?.src && image.getAttribute("src") !== picture.src) image.src = picture.src;
    slide.querySelector("figcaption").textContent = picture?.title ?? "—";
  }

  // --- As viewers see it: past what is cut

  const skip = form.querySelector("[data-skip-cuts]");
  if (skip) form.querySelector("[data-as-viewers]").hidden = false;

  function pass() {
    if (!skip?.checked || source.media.paused) return;
    const cut = spans().find(([from, to]) => from <= source.now() && source.now() < to - 50);
    if (cut) source.go(cut[1]);
  }

  // --- Together

  function renew() {
    draw();
    tellNext();
    show();
  }

  rows().forEach(dress);
  const adding = form.querySelector("[data-add]");
  adding.hidden = false;
  adding.addEventListener("click", () => add().querySelector("input, select").focus());
  list.addEventListener("input", renew);
  list.addEventListener("change", renew);
  form.querySelector("[data-key-box]").hidden = !source.media;
  form.querySelector("[data-mark]").addEventListener("click", mark);
  undo.addEventListener("click", () => {
    const input = done.pop();
    if (!input) return;
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    undo.disabled = !done.length;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== KEY || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.repeat || event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    mark();
  });
  if (source.media) {
    strip.hidden = false;
    line.append(head);
    line.addEventListener("click", (event) => {
      if (event.target === line || event.target.dataset.span !== undefined) {
        source.go(momentAt(event.clientX));
      }
    });
    source.each(() => {
      show();
      pass();
    });
  }
  renew();
}

for (const form of document.querySelectorAll("[data-times]")) attach(form);

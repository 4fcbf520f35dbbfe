// Captions as rows beside the player. The text field below holds everything and is what is saved; each
// change of a row is written into it. Attached by data-captions.

import { sourceOf } from "./recording_source.js";

const TIMES = /^(\S+)[ \t]+-->[ \t]+(\S+)(.*)$/;
const STAMP = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;
// As people write a time: 1:30, 1:02:03,5.
const TYPED = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,3}))?$/;
// Lines with something on them, up to an empty one.
const BLOCK = /(?:[^\n]*\S[^\n]*(?:\n|$))+/g;

function stamp(text) {
  const found = STAMP.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes, seconds, ms] = found.map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

// What was typed, as the file holds it; as it stands where it is no time.
function asStamp(text) {
  const found = TYPED.exec(text.trim());
  if (stamp(text) !== null || !found) return text.trim();
  const [, hours, minutes, seconds] = found.map((part) => Number(part ?? 0));
  return written((hours * 3600 + minutes * 60 + seconds) * 1000 + Number((found[4] ?? "").padEnd(3, "0")));
}

function written(ms) {
  const part = (number, size = 2) => String(number).padStart(size, "0");
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${clock.map((number) => part(number)).join(":")}.${part(ms % 1000, 3)}`;
}

// What can be shown as rows, each with the lines it stands on; null where the text is not what the server
// would take as it stands.
function cuesOf(text) {
  const whole = text.replace(/\r\n?/g, "\n");
  const blocks = [...whole.matchAll(BLOCK)];
  if (!blocks.shift()?.[0].startsWith("WEBVTT")) return null;
  const cues = [];
  for (const { 0: block, index } of blocks) {
    if (/^(NOTE|STYLE|REGION)\b/.test(block)) return null;
    const lines = block.trimEnd().split("\n");
    const first = whole.slice(0, index).split("\n").length;
    // A text that is missing is a fault of the line after the times.
    const last = first + lines.length;
    if (!TIMES.test(lines[0])) lines.shift();
    const found = TIMES.exec(lines[0] ?? "");
    if (!found) return null;
    const [, from, to, settings] = found;
    cues.push({ from, to, settings: settings.trim(), text: lines.slice(1).join("\n"), first, last });
  }
  return cues;
}

function attach(form) {
  const source = sourceOf(form);
  const area = form.querySelector("textarea[name=text]");
  const list = form.querySelector("[data-cues]");
  const raw = form.querySelector("[data-raw]");
  const said = form.querySelector("[data-said]");
  const words = form.dataset;
  const cuts = JSON.parse(document.getElementById("rec-cuts").textContent);
  let cues = cuesOf(area.value);
  if (!cues) return; // Shown as text, as it would be without this.
  const line = Number(words.faultLine);
  const faulty = line ? cues.find(({ first, last }) => first <= line && line <= last) : null;
  if (faulty) faulty.fault = words.faultWords;

  const keep = () => {
    const blocks = cues.map(({ from, to, settings, text }) => {
      const kept = text.split("\n").filter((line) => line.trim()).join("\n");
      return `${from} --> ${to}${settings ? ` ${settings}` : ""}\n${kept}\n`;
    });
    area.value = ["WEBVTT\n", ...blocks].join("\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const isCut = ({ from, to }) =>
    cuts.some(([start, end]) => start < (stamp(to) ?? 0) && (stamp(from) ?? 0) < end);

  function row(cue) {
    const item = document.createElement("li");
    item.className = "rec-cue";
    const go = key("▶", words.goWords, () => source.go(stamp(cue.from) ?? 0));
    const warn = document.createElement("p");
    const judge = () => {
      for (const [input, name] of [[from, "from"], [to, "to"]]) {
        const at = stamp(cue[name]);
        // One that begins after the end is seen by nobody, and is refused.
        const isLate = input === from && at !== null && at >= source.duration;
        input.setAttribute("aria-invalid", String(at === null || isLate));
      }
      warn.textContent = cue.fault ?? (isCut(cue) ? words.cutWords : "");
      warn.className = cue.fault ? "error-message" : "rec-warn";
    };
    const changed = () => {
      delete cue.fault;
      judge();
      keep();
    };
    const from = field(cue, "from", words.fromWords, changed);
    const to = field(cue, "to", words.toWords, changed);
    const text = document.createElement("textarea");
    text.rows = Math.max(2, cue.text.split("\n").length);
    text.value = cue.text;
    text.className = "rec-cue__text";
    text.setAttribute("aria-label", words.textWords);
    text.addEventListener("input", () => {
      cue.text = text.value;
      changed();
    });
    const acts = document.createElement("div");
    acts.className = "rec-cue__acts";
    acts.append(
      key(words.splitWords, words.splitWords, () => split(cue, text.selectionStart)),
      key(words.addWords, words.addWords, () => after(cue)),
      key(words.removeWords, words.removeWords, () => remove(cue)),
    );
    const clock = document.createElement("div");
    clock.className = "rec-cue__times";
    clock.append(go, from, "–", to);
    item.append(clock, text, warn, acts);
    cue.item = item;
    judge();
    return item;
  }

  function field(cue, name, label, changed) {
    const input = document.createElement("input");
    input.type = "text";
    input.value = cue[name];
    input.size = 12;
    input.className = "rec-cue__time";
    input.setAttribute("aria-label", label);
    input.addEventListener("input", () => {
      cue[name] = asStamp(input.value);
      changed();
    });
    input.addEventListener("change", () => {
      input.value = cue[name];
    });
    return input;
  }

  function key(text, name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "rec-row__act";
    made.textContent = text;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    return made;
  }

  // Between two words, as near to the middle as can be.
  function middle(text) {
    const gaps = [...text.matchAll(/\s+/g)].map(({ index }) => index);
    const far = (place) => Math.abs(place - text.length / 2);
    return gaps.sort((one, other) => far(one) - far(other))[0] ?? text.length;
  }

  // At the moment the player stands at, when it lies within; else half way. The words at the cursor.
  function split(cue, cursor) {
    const [from, to] = [stamp(cue.from), stamp(cue.to)];
    if (from === null || to === null || to - from < 2) return;
    delete cue.fault;
    const now = source.now();
    const at = from < now && now < to ? now : Math.round((from + to) / 2);
    const place = cursor > 0 && cursor < cue.text.length ? cursor : middle(cue.text);
    const second = { ...cue, from: written(at), text: cue.text.slice(place).trim() };
    Object.assign(cue, { to: written(at), text: cue.text.slice(0, place).trim() });
    cues.splice(cues.indexOf(cue) + 1, 0, second);
    redraw(second);
  }

  function after(cue) {
    const start = stamp(cue.to) ?? 0;
    const following = stamp(cues[cues.indexOf(cue) + 1]?.from ?? "") ?? source.duration;
    const end = Math.min(start + 2000, Math.max(following, start + 500));
    const made = { from: written(start), to: written(end), settings: "", text: "" };
    cues.splice(cues.indexOf(cue) + 1, 0, made);
    redraw(made);
  }

  function remove(cue) {
    const next = cues[cues.indexOf(cue) + 1] ?? cues[cues.indexOf(cue) - 1];
    cues = cues.filter((one) => one !== cue);
    redraw(next);
  }

  function redraw(focus) {
    list.replaceChildren(...cues.map(row));
    keep();
    focus?.item.querySelector("textarea").focus();
  }

  let current = null;
  function follow() {
    const now = source.now();
    const cue = cues.find(({ from, to }) => (stamp(from) ?? 0) <= now && now < (stamp(to) ?? 0));
    if (cue === current) return;
    current?.item.removeAttribute("aria-current");
    current = cue ?? null;
    said.textContent = cue ? cue.text : "";
    if (!cue) return;
    cue.item.setAttribute("aria-current", "true");
    if (!list.contains(document.activeElement)) reveal(cue);
  }

  function reveal(cue) {
    list.scrollTop += cue.item.getBoundingClientRect().top - list.getBoundingClientRect().top - 60;
  }

  list.replaceChildren(...cues.map(row));
  list.hidden = false;
  raw.open = false;
  if (faulty) reveal(faulty);
  // Whoever writes in the text itself sees the rows follow.
  area.addEventListener("change", () => {
    const read = cuesOf(area.value);
    if (!read) return;
    cues = read;
    list.replaceChildren(...cues.map(row));
  });
  source.each(follow);
  const asked = /^#t=(\d+)$/.exec(location.hash);
  if (asked) source.go(Number(asked[1]) * 1000);
}

for (const form of document.querySelectorAll("[data-captions]")) attach(form);

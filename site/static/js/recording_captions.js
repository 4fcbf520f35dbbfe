// Captions as rows beside the player. The text field below holds everything and is what is saved; each
// change of a row is written into it. Attached by data-captions.

import { sourceOf } from "./recording_source.js";

const TIMES = /^(\S+)[ \t]+-->[ \t]+(\S+)(.*)$/;
const STAMP = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;

function stamp(text) {
  const found = STAMP.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes, seconds, ms] = found.map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

function written(ms) {
  const part = (number, size = 2) => String(number).padStart(size, "0");
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${clock.map((number) => part(number)).join(":")}.${part(ms % 1000, 3)}`;
}

// What can be shown as rows; null where the text is not what the server would take as it stands.
function cuesOf(text) {
  const blocks = text.replace(/\r\n?/g, "\n").trim().split(/\n[ \t]*\n\s*/);
  if (!blocks.shift().startsWith("WEBVTT")) return null;
  const cues = [];
  for (const block of blocks.filter((block) => block.trim())) {
    if (/^(NOTE|STYLE|REGION)\b/.test(block)) return null;
    const lines = block.split("\n");
    if (!TIMES.test(lines[0])) lines.shift();
    const found = TIMES.exec(lines[0] ?? "");
    if (!found) return null;
    const [, from, to, settings] = found;
    cues.push({ from, to, settings: settings.trim(), text: lines.slice(1).join("\n") });
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
    warn.className = "rec-warn";
    const judge = () => {
      for (const [input, name] of [[from, "from"], [to, "to"]]) {
        const at = stamp(cue[name]);
        // One that begins after the end is seen by nobody, and is refused.
        const isLate = input === from && at !== null && at >= source.duration;
        input.setAttribute("aria-invalid", String(at === null || isLate));
      }
      warn.textContent = isCut(cue) ? words.cutWords : "";
    };
    const from = field(cue, "from", words.fromWords, judge);
    const to = field(cue, "to", words.toWords, judge);
    const text = document.createElement("textarea");
    text.rows = Math.max(2, cue.text.split("\n").length);
    text.value = cue.text;
    text.className = "rec-cue__text";
    text.setAttribute("aria-label", words.textWords);
    text.addEventListener("input", () => {
      cue.text = text.value;
      keep();
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

  function field(cue, name, label, judge) {
    const input = document.createElement("input");
    input.type = "text";
    input.value = cue[name];
    input.size = 12;
    input.className = "rec-cue__time";
    input.setAttribute("aria-label", label);
    input.addEventListener("input", () => {
      cue[name] = input.value.trim();
      judge();
      keep();
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
    if (!list.contains(document.activeElement)) {
      list.scrollTop += cue.item.getBoundingClientRect().top - list.getBoundingClientRect().top - 60;
    }
  }

  list.replaceChildren(...cues.map(row));
  list.hidden = false;
  raw.open = false;
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

/* Search on the device: the index is fetched once, the question never leaves this page. Without this
   module the form asks the server. The rules are those of search/answers.py; a test compares them. */

const MOST_WORDS = 8;
const LONGEST_WORD = 80;
const SHORTEST_BEGINNING = 3;
const SHORTEST_STEM = 4;
const LONGEST_COMPOUND = 40;
const ONE_WRONG = 5;
const TWO_WRONG = 8;
const LONG_QUESTION = 3;
const MOST_SHOWN = [5, 12, 5];
const PROFESSIONALS = 2;
const ALIKE = { f: "v", z: "s", c: "s", k: "s" };

/** The words of a text in small letters without accents, as search/tokens.py makes them. */
export function words(text) {
  const plain = text.replace(/(?<=[\p{L}\p{N}_])['’]s(?![\p{L}\p{N}_])/gu, "").normalize("NFKD");
  const letters = plain.replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  const found = letters.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.map((word) => (word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join("") : word));
}

const has = (table, key) => Object.hasOwn(table, key);
const tokenOf = (index, word) => (has(index.words, word) ? index.words[word] : word);

/** Where a word itself stands: [entry, weight] pairs. */
function places(index, word) {
  const token = tokenOf(index, word);
  return has(index.tokens, token) ? index.tokens[token] : [];
}

/** Words that lead somewhere: as they are written, then as they are sought. */
function known(index) {
  return [
    ...Object.keys(index.words).filter((word) => has(index.tokens, index.words[word])),
    ...Object.keys(index.tokens).filter((token) => !has(index.words, token)),
  ];
}

function begun(index, word) {
  const best = new Map();
  for (const other of known(index)) {
    if (!other.startsWith(word)) continue;
    for (const [entry, weight] of places(index, other)) {
      best.set(entry, Math.max(weight, best.get(entry) ?? 0));
    }
  }
  return [...best];
}

const isKnown = (index, part) => has(index.words, part) || has(index.tokens, part);

/** The known parts a word is made of, the longest first one that leads to an end; or nothing. */
function split(index, word) {
  for (let cut = word.length - SHORTEST_STEM; cut >= SHORTEST_STEM; cut -= 1) {
    if (!isKnown(index, word.slice(0, cut))) continue;
    for (const link of index.links) {
      const right = word.slice(cut + link.length);
      if (!word.startsWith(link, cut) || right.length < SHORTEST_STEM) continue;
      if (isKnown(index, right)) return [word.slice(0, cut), right];
      const further = split(index, right);
      if (further.length) return [word.slice(0, cut), ...further];
    }
  }
  return [];
}

/** What holds every part of a compound that itself stands nowhere. */
function withAll(index, parts) {
  const each = parts.map((part) => new Map(places(index, part)));
  return [...each[0].keys()]
    .filter((entry) => each.every((part) => part.has(entry)))
    .map((entry) => [entry, Math.min(...each.map((part) => part.get(entry)))]);
}

/** How many letters were left out, added, mistaken or exchanged with their neighbour. */
function typingErrors(left, right) {
  let before = [];
  let row = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i += 1) {
    const [above, twoAbove] = [row, before];
    row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const mistaken = Number(left[i - 1] !== right[j - 1]);
      let least = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + mistaken);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        least = Math.min(least, twoAbove[j - 2] + 1);
      }
      row.push(least);
    }
    before = above;
  }
  return row[right.length];
}

/** The word that was probably meant, or nothing. Of two as near, one that somebody wrote rather than a
    stem, then the one that is found more often. */
function nearest(index, word) {
  const most = word.length >= TWO_WRONG ? 2 : Number(word.length >= ONE_WRONG);
  if (!most || /\p{N}/u.test(word)) return "";
  const first = (other) => ALIKE[other[0]] ?? other[0];
  const bare = (other) => Number(!has(index.words, other));
  const near = known(index)
    .filter((other) => first(other) === first(word) && Math.abs(other.length - word.length) <= most)
    .map((other) => ({ other, errors: typingErrors(word, other), often: places(index, other).length }))
    .filter(({ errors }) => errors <= most)
    .sort((a, b) => a.errors - b.errors || bare(a.other) - bare(b.other) || b.often - a.often || (a.other < b.other ? -1 : 1));
  return near.length ? near[0].other : "";
}

/** Where a word stands, and the word that was taken for it. */
function lookUp(index, word) {
  const own = places(index, word);
  if (own.length) return [own, word];
  if (word.length >= SHORTEST_BEGINNING) {
    const found = begun(index, word);
    if (found.length) return [found, word];
  }
  const parts = word.length > LONGEST_COMPOUND || !index.links.length ? [] : split(index, word);
  if (parts.length) return [withAll(index, parts), word];
  if (has(index.words, word)) return [[], word];
  for (const ending of index.endings) {
    const base = word.slice(0, word.length - ending.length);
    if (!word.endsWith(ending) || base.length < SHORTEST_STEM) continue;
    const found = places(index, base);
    if (found.length) return [found, word];
  }
  const near = nearest(index, word);
  return near ? [places(index, near), near] : [[], word];
}

/** Of each shelf the entries that hold enough of the words, best first. */
function shelved(index, scores) {
  const shelves = MOST_SHOWN.map(() => []);
  for (const [entry, score] of scores) shelves[index.entries[entry][3]].push([entry, score]);
  const most = shelves.map((found) => Math.max(0, ...found.map(([, score]) => score.held)));
  if (most[PROFESSIONALS] < Math.max(...most.slice(0, PROFESSIONALS))) shelves[PROFESSIONALS] = [];
  return shelves.map((found, shelf) => {
    const enough = most[shelf] - Number(most[shelf] >= LONG_QUESTION);
    return found
      .filter(([, score]) => score.held >= enough)
      .sort(([a, left], [b, right]) => right.held - left.held || right.weight - left.weight || a - b)
      .slice(0, MOST_SHOWN[shelf])
      .map(([entry]) => index.entries[entry]);
  });
}

/** `shelves`: helplines, pages, for professionals, each a list of [title, address, excerpt, shelf,
    telephone number]. `understood`: the question without its typing errors, if it had any. */
export function find(index, question) {
  const asked = [...new Set(words(question).filter((word) => !index.stop.includes(word)))].slice(0, MOST_WORDS);
  const scores = new Map();
  const understood = [];
  for (const word of asked) {
    const [found, meant] = lookUp(index, word);
    understood.push(meant);
    for (const [entry, weight] of found) {
      const score = scores.get(entry) ?? { held: 0, weight: 0 };
      scores.set(entry, { held: score.held + 1, weight: score.weight + weight });
    }
  }
  const corrected = understood.some((word, place) => word !== asked[place]);
  return { shelves: shelved(index, scores), understood: corrected ? understood.join(" ") : "" };
}

function drawn(template, [title, address, excerpt, , phone]) {
  const item = template.content.cloneNode(true);
  const link = item.querySelector("[data-search-link]");
  link.textContent = title;
  link.href = address;
  item.querySelector("[data-search-excerpt]").textContent = excerpt;
  const call = item.querySelector("[data-search-call]");
  if (!phone) call.remove();
  else {
    call.href = `tel:${phone.replace(/[^\p{Nd}+]/gu, "")}`;
    call.querySelector("[data-search-phone]").textContent = phone;
  }
  return item;
}

function show(form, { shelves, understood }, question) {
  const part = (name) => document.querySelector(`[data-search-${name}]`);
  document.querySelectorAll("[data-search-shelf]").forEach((section, shelf) => {
    const items = shelves[shelf].map((entry) => drawn(part("result"), entry));
    section.querySelector("ul").replaceChildren(...items);
    section.hidden = items.length === 0;
  });
  const { none, one, many, idle } = form.dataset;
  const number = shelves.flat().length;
  const asked = question.trim() !== "";
  part("none").hidden = !asked || number > 0;
  part("understood").hidden = !understood || number === 0;
  part("understood").querySelector("b").textContent = understood;
  if (!asked) part("status").textContent = idle;
  else if (number === 0) part("status").textContent = none;
  else part("status").textContent = number === 1 ? one : many.replace("0", number);
}

function attach(form) {
  const field = form.querySelector("input");
  let index = null;
  const load = () => {
    index ??= fetch(form.dataset.search, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    }).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));
    return index;
  };
  const answer = async () => {
    const question = field.value;
    try {
      const found = find(await load(), question);
      if (question === field.value) show(form, found, question);
    } catch {
      index = null;
      document.querySelector("[data-search-status]").textContent = form.dataset.failed;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  field.addEventListener("input", answer);
  // A page that comes back shows no earlier question.
  window.addEventListener("pagehide", () => {
    form.reset();
    show(form, { shelves: [[], [], []], understood: "" }, "");
  });
  if (field.value) answer();
}

for (const form of document.querySelectorAll("[data-search]")) attach(form);

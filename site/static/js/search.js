/* Search on the device: the index is fetched once, the question never leaves this page. Without this
   module the form asks the server. The rules are those of search/queries.py; a test compares them. */

const SHORTEST_BEGINNING = 3;
const MOST_WORDS = 8;
const MOST_FOUND = 20;

/** The words of a text in small letters without accents, as search/tokens.py makes them. */
export function words(text) {
  const plain = text.replace(/(?<=[\p{L}\p{N}_])['’]s(?![\p{L}\p{N}_])/gu, "").normalize("NFKD");
  const letters = plain.replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return letters.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Places of a word: under its own token, else under those of the words that begin with it. */
function places(index, word) {
  const own = index.tokens[index.words[word] ?? word];
  if (own) return own;
  if (word.length < SHORTEST_BEGINNING) return [];
  const begun = new Set();
  for (const token of Object.keys(index.tokens)) if (token.startsWith(word)) begun.add(token);
  for (const [form, token] of Object.entries(index.words)) if (form.startsWith(word)) begun.add(token);
  return [...begun].flatMap((token) => index.tokens[token]);
}

/** The entries that hold most of the words, best first: [title, address, excerpt]. */
export function find(index, question) {
  const all = words(question);
  const telling = all.filter((word) => !index.stop.includes(word));
  const sought = (telling.length ? telling : all).slice(0, MOST_WORDS);
  const scores = new Map();
  for (const word of new Set(sought)) {
    const best = new Map();
    for (const [entry, weight] of places(index, word)) {
      best.set(entry, Math.max(weight, best.get(entry) ?? 0));
    }
    for (const [entry, weight] of best) {
      const score = scores.get(entry) ?? { held: 0, weight: 0 };
      scores.set(entry, { held: score.held + 1, weight: score.weight + weight });
    }
  }
  const most = Math.max(0, ...[...scores.values()].map((score) => score.held));
  return [...scores]
    .filter(([, score]) => score.held === most)
    .sort(([a, left], [b, right]) => right.weight - left.weight || a - b)
    .slice(0, MOST_FOUND)
    .map(([entry]) => index.entries[entry]);
}

function show(form, found, question) {
  const list = document.querySelector("[data-search-results]");
  const status = document.querySelector("[data-search-status]");
  const template = document.querySelector("[data-search-result]");
  list.replaceChildren(
    ...found.map(([title, address, excerpt]) => {
      const item = template.content.cloneNode(true);
      const link = item.querySelector("a");
      link.textContent = title;
      link.href = address;
      item.querySelector("p").textContent = excerpt;
      return item;
    }),
  );
  const { none, one, many, idle } = form.dataset;
  if (!question.trim()) status.textContent = idle;
  else if (found.length === 0) status.textContent = none;
  else status.textContent = found.length === 1 ? one : many.replace("0", found.length);
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
    show(form, [], "");
  });
  if (field.value) answer();
}

for (const form of document.querySelectorAll("[data-search]")) attach(form);

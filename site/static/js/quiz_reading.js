// What is answered on the page, read from it and written back to it, by the shape of the question.
// Shapes: choice, choices, order, pairs, text, ratings, gaps. An untouched question reads as null.
// A path is walked by sending the form, so it is never read here.

const READ = {
  choice(question) {
    const chosen = question.querySelector("input:checked");
    return chosen ? { choice: chosen.value } : null;
  },
  choices(question) {
    const chosen = [...question.querySelectorAll("input:checked")];
    return { choices: chosen.map((box) => box.value) };
  },
  order(question) {
    const steps = [...question.querySelectorAll("[data-step]")];
    if (steps.some((step) => step.querySelector("select").value === "")) return null;
    return { order: steps.map((step) => step.dataset.step) };
  },
  pairs(question) {
    const filled = [...question.querySelectorAll("[data-left]")].filter((list) => list.value);
    return { pairs: Object.fromEntries(filled.map((list) => [list.dataset.left, list.value])) };
  },
  text(question) {
    return { text: question.querySelector("input[type=text]").value };
  },
  ratings(question) {
    const rated = [...question.querySelectorAll("[data-item]:has(:checked)")];
    const rating = (item) => Number(item.querySelector(":checked").value);
    return { ratings: Object.fromEntries(rated.map((item) => [item.dataset.item, rating(item)])) };
  },
  gaps(question) {
    const filled = [...question.querySelectorAll("[data-gap]")].filter((gap) => gap.value.trim());
    return { gaps: Object.fromEntries(filled.map((gap) => [gap.dataset.gap, gap.value])) };
  },
};

const WRITE = {
  choice(question, response) {
    for (const radio of question.querySelectorAll("input[type=radio]")) {
      radio.checked = radio.value === response?.choice;
    }
  },
  choices(question, response) {
    const chosen = response?.choices ?? [];
    for (const box of question.querySelectorAll("input[type=checkbox]")) {
      box.checked = chosen.includes(box.value);
    }
  },
  order(question, response) {
    const list = question.querySelector("[data-steps]");
    for (const id of response?.order ?? []) {
      const step = [...list.children].find((item) => item.dataset.step === id);
      if (step) list.append(step);
    }
    [...list.children].forEach((step, index) => {
      step.querySelector("select").value = response ? String(index + 1) : "";
    });
    list.dispatchEvent(new CustomEvent("quiz:written"));
  },
  pairs(question, response) {
    for (const list of question.querySelectorAll("[data-left]")) {
      list.value = response?.pairs?.[list.dataset.left] ?? "";
    }
  },
  text(question, response) {
    question.querySelector("input[type=text]").value = response?.text ?? "";
  },
  ratings(question, response) {
    for (const radio of question.querySelectorAll("input[type=radio]")) {
      const item = radio.closest("[data-item]").dataset.item;
      radio.checked = Number(radio.value) === response?.ratings?.[item];
    }
  },
  gaps(question, response) {
    for (const gap of question.querySelectorAll("[data-gap]")) {
      gap.value = response?.gaps?.[gap.dataset.gap] ?? "";
    }
  },
};

export const read = (question) => READ[question.dataset.shape](question);

export const write = (question, response) => WRITE[question.dataset.shape](question, response);

/** Whether two answers say the same; the order of chosen options on the screen does not matter. */
export function same(one, other) {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/** Whether an answer says nothing yet. */
function isBlank(response) {
  if (response === null) return true;
  const [value] = Object.values(response);
  return typeof value === "string" ? value.trim() === "" : Object.keys(value).length === 0;
}

/** Whether nothing is left to fill in. */
export function isWhole(question, response) {
  if (isBlank(response)) return false;
  const lines = { ratings: "[data-item]", gaps: "[data-gap]" }[question.dataset.shape];
  if (!lines) return true;
  return Object.keys(response[question.dataset.shape]).length === question.querySelectorAll(lines).length;
}

function canonical(response) {
  if (!response) return null;
  if (response.choices) return { choices: [...response.choices].sort() };
  if (response.pairs) return { pairs: Object.entries(response.pairs).sort() };
  if (response.ratings) return { ratings: Object.entries(response.ratings).sort() };
  if (response.gaps) {
    const filled = Object.entries(response.gaps).map(([gap, value]) => [gap, value.trim()]);
    return { gaps: filled.sort() };
  }
  if (typeof response.text === "string") return { text: response.text.trim() };
  return response;
}

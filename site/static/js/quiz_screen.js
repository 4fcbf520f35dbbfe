// What the learner sees of saving: a word at each question, and one line below them all.

const PAUSE_MS = 100;

export class Screen {
  constructor(form) {
    this.form = form;
    this.say = form.querySelector("[data-quiz-sayings]").dataset;
    this.line = form.querySelector("[data-quiz-line]");
    this.heard = form.querySelector("[data-quiz-heard]");
    this.unsaid = [];
    this.counter = form.querySelector("[data-quiz-count]");
    this.troubled = false;
  }

  saving(question) {
    this.#status(question, "saving", this.say.saving);
  }

  saved(question, message) {
    this.#status(question, message ? "saved" : "untouched", message);
    if (message) this.#hear(question, message);
  }

  waiting(question) {
    this.#status(question, "waiting", this.say.waiting);
  }

  refused(question, message) {
    this.#status(question, "refused", message || this.say.refused);
    this.#hear(question, message || this.say.refused);
  }

  lost() {
    this.troubled = true;
    this.#tell("lost", this.say.offline);
  }

  /** The line works; say so only after it was lost, and once everything has gone. */
  back(everything) {
    if (!this.troubled || !everything) return;
    this.troubled = false;
    this.#tell("good", this.say.back);
  }

  unsentFirst() {
    this.troubled = true;
    this.#tell("lost", this.say.unsentFirst);
  }

  stopped(reply) {
    this.troubled = true;
    if (reply.outcome === "signed_out") {
      this.#tell("lost", this.say.signedOut, reply.sign_in, this.say.signIn);
    } else if (reply.outcome === "unknown") {
      // The page was its owner's when it was opened: by now somebody else is signed in.
      this.#tell("lost", this.say.somebodyElse);
    } else if (reply.outcome === "closed") {
      this.#tell("lost", this.say.closed, location.pathname, this.say.seeResult);
    } else {
      this.#tell("lost", this.say.refused, location.href, this.say.reload);
    }
  }

  /** Another window was first: offer the newest, or keep what stands here. */
  choose(question, { takeNewest, keepMine }) {
    this.#status(question, "waiting", this.say.waiting);
    const place = question.querySelector("[data-choose]");
    const done = (act) => () => {
      place.hidden = true;
      place.replaceChildren();
      question.querySelector("input:not([type=hidden]), select, button")?.focus();
      act();
    };
    const words = document.createElement("p");
    words.textContent = this.say.stale;
    const buttons = document.createElement("p");
    buttons.className = "buttons";
    buttons.append(
      button(this.say.takeNewest, done(takeNewest)),
      button(this.say.keepMine, done(keepMine)),
    );
    place.replaceChildren(words, buttons);
    place.hidden = false;
  }

  count(question, answered) {
    question.toggleAttribute("data-answered", answered);
    const here = this.form.querySelectorAll("[data-question][data-answered]").length;
    const { total, elsewhere } = this.counter.dataset;
    this.counter.textContent = this.say.count
      .replace("{answered}", String(here + Number(elsewhere)))
      .replace("{total}", total);
  }

  /** Read out, once: a screen reader hears it wherever it is on the page. */
  readOut(words) {
    clearTimeout(this.speaking);
    this.unsaid.push(words);
    // Emptied first, so that the same words a second time are heard too.
    this.heard.textContent = "";
    this.speaking = setTimeout(() => {
      this.heard.textContent = this.unsaid.splice(0).join(" ");
    }, PAUSE_MS);
  }

  #hear(question, words) {
    const { question: position } = question.dataset;
    this.readOut(this.say.heard.replace("{position}", position).replace("{words}", words));
  }

  #status(question, state, words) {
    const status = question.querySelector("[data-status]");
    status.dataset.state = state;
    status.querySelector("[data-status-text]").textContent = words ?? "";
  }

  #tell(state, words, address, label) {
    this.line.dataset.state = state;
    const sentence = document.createElement("p");
    sentence.textContent = words;
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = label;
      sentence.append(" ", link);
    }
    this.line.replaceChildren(sentence);
    this.readOut(sentence.textContent);
  }
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--quiet button--small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

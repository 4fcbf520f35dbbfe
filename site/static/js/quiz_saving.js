// Autosave: every change is put in the outbox first and leaves it once the server has acknowledged it.

import { send, token } from "./quiz_line.js";
import { isWhole, read, same, write } from "./quiz_reading.js";

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

export class Saving {
  constructor(form, outbox, screen) {
    this.form = form;
    this.outbox = outbox;
    this.screen = screen;
    this.held = new Set(); // positions that wait for a person's choice
    this.stopped = false;
    this.pause = FIRST_PAUSE_MS;
    this.pumping = null;
  }

  question(position) {
    return this.form.querySelector(`[data-question="${position}"]`);
  }

  get waiting() {
    return this.outbox.positions.filter((place) => !this.held.has(place) && this.question(place));
  }

  /** What this device still had from before, against what the server knows. */
  takeUp(positions = this.outbox.positions) {
    for (const position of positions) {
      const question = this.question(position);
      if (!question) continue;
      const entry = this.outbox.get(position);
      if (question.hasAttribute("data-checked")) {
        this.outbox.delete(position);
        continue;
      }
      const known = read(question);
      const sequence = this.#sequence(question);
      if (same(known, entry.response)) {
        this.outbox.delete(position);
      } else if (sequence === entry.sequence || entry.sent.some((sent) => same(sent, known))) {
        write(question, entry.response);
        this.outbox.put(position, { ...entry, sequence });
        this.screen.waiting(question);
      } else {
        write(question, entry.response);
        this.#choose(question, { sequence, response: known });
      }
    }
    return this.pump();
  }

  /** What another window of this attempt left unsent: for before handing in. */
  takeOver() {
    const left = this.outbox.takeOver();
    if (left.length > 0) this.takeUp(left);
  }

  /** A question changed on the page. */
  changed(question) {
    const position = question.dataset.question;
    const response = read(question);
    this.screen.count(question, isWhole(question, response));
    if (response === null || this.held.has(position)) return;
    const before = this.outbox.get(position);
    this.outbox.put(position, {
      sequence: this.#sequence(question),
      response,
      sent: before?.sent ?? [],
    });
    this.screen.saving(question);
    this.pump();
  }

  /** Send what waits, one after the other; resolves when nothing is left or the line is lost. */
  pump() {
    this.pumping ??= this.#pump().finally(() => {
      this.pumping = null;
    });
    return this.pumping;
  }

  async #pump() {
    while (this.waiting.length > 0 && !this.stopped) {
      const position = this.waiting[0];
      const entry = this.outbox.get(position);
      this.outbox.put(position, { ...entry, sent: [...entry.sent, entry.response].slice(-5) });
      const reply = await send(this.form.dataset.answerUrl, token(this.form), {
        position: Number(position),
        sequence: entry.sequence,
        response: entry.response,
      });
      if (!this.#settle(position, entry, reply)) return false;
    }
    return !this.stopped;
  }

  #settle(position, entry, reply) {
    const question = this.question(position);
    const settled = {
      saved: () => this.#saved(question, entry, reply),
      stale: () => this.#stale(question, entry, reply),
      checked: () => this.#dropped(question, reply),
      refused: () => this.#dropped(question, reply),
    }[reply.outcome];
    if (settled) {
      this.#lineIsBack();
      settled();
      return true;
    }
    this.screen.waiting(question);
    if (reply.outcome === "lost") this.#tryLater();
    else this.#stop(reply);
    return false;
  }

  #saved(question, entry, reply) {
    const position = question.dataset.question;
    this.#sequence(question, reply.sequence);
    const now = this.outbox.get(position);
    if (same(now.response, entry.response)) {
      this.outbox.delete(position);
      this.screen.saved(question, reply.message);
    } else {
      this.outbox.put(position, { ...now, sequence: reply.sequence, sent: [] });
    }
  }

  #stale(question, entry, { newest }) {
    const position = question.dataset.question;
    const now = this.outbox.get(position);
    // The newest is one of ours whose acknowledgement was lost: go on from there.
    if (newest && now.sent.some((sent) => same(sent, newest.response))) {
      this.#sequence(question, newest.sequence);
      this.outbox.put(position, { ...now, sequence: newest.sequence, sent: [] });
    } else {
      this.#choose(question, newest ?? { sequence: 0, response: null });
    }
  }

  #choose(question, newest) {
    const position = question.dataset.question;
    this.held.add(position);
    this.screen.choose(question, {
      takeNewest: () => {
        this.held.delete(position);
        this.outbox.delete(position);
        this.#sequence(question, newest.sequence);
        write(question, newest.response);
        this.screen.saved(question, newest.message ?? "");
        this.screen.count(question, isWhole(question, newest.response));
      },
      keepMine: () => {
        this.held.delete(position);
        this.#sequence(question, newest.sequence);
        this.outbox.delete(position);
        this.changed(question);
      },
    });
  }

  #dropped(question, reply) {
    this.outbox.delete(question.dataset.question);
    this.screen.refused(question, reply.message);
  }

  #stop(reply) {
    if (reply.outcome === "closed") {
      this.stopped = true;
      this.outbox.clear();
    }
    this.screen.stopped(reply);
  }

  #tryLater() {
    this.screen.lost();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  #lineIsBack() {
    this.pause = FIRST_PAUSE_MS;
    clearTimeout(this.timer);
    this.screen.back(this.waiting.length <= 1);
  }

  #sequence(question, value) {
    const field = question.querySelector("[data-sequence]");
    if (value !== undefined) field.value = String(value);
    return Number(field.value);
  }
}

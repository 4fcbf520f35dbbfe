// The page of an attempt. Attached by data-quiz on its form; without it the form saves and hands in.

import { renew } from "./quiz_line.js";
import { attachOrdering } from "./quiz_ordering.js";
import { Outbox } from "./quiz_outbox.js";
import { Saving } from "./quiz_saving.js";
import { Screen } from "./quiz_screen.js";
import { attachTimer } from "./quiz_timer.js";

const TYPING_PAUSE_MS = 800;

function attach(form) {
  const screen = new Screen(form);
  const saving = new Saving(form, new Outbox(form.dataset.outbox), screen);
  let typing = null; // the question being typed in
  let handedIn = false;

  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
  for (const question of form.querySelectorAll("[data-shape=order]:not([data-checked])")) {
    attachOrdering(question, screen.say);
  }

  const questionOf = (event) => event.target.closest("[data-question]:not([data-checked], [data-shape=path])");

  function typed() {
    if (!typing) return;
    clearTimeout(typing.timer);
    const { question } = typing;
    typing = null;
    saving.changed(question);
  }

  form.addEventListener("change", (event) => {
    const question = questionOf(event);
    if (!question) return;
    if (typing?.question === question) typed();
    else saving.changed(question);
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=text]")) return;
    if (typing) clearTimeout(typing.timer);
    typing = { question: questionOf(event), timer: setTimeout(typed, TYPING_PAUSE_MS) };
  });

  form.addEventListener("submit", async (event) => {
    typed();
    renew(form);
    if (!handedIn) saving.takeOver();
    if (handedIn || saving.waiting.length === 0) return;
    event.preventDefault();
    if (await saving.pump()) {
      handedIn = true;
      form.requestSubmit(event.submitter);
    } else if (!saving.stopped) {
      screen.unsentFirst();
    }
  });

  attachTimer(form, screen, async () => {
    typed();
    await saving.pump();
    handedIn = true;
    const ended = document.createElement("input");
    Object.assign(ended, { type: "hidden", name: "tijd", value: "om" });
    form.append(ended);
    renew(form);
    form.submit();
  });

  addEventListener("online", () => saving.pump());
  addEventListener("offline", () => screen.lost());
  document.addEventListener("visibilitychange", () => {
    typed();
    saving.pump();
  });
  addEventListener("pagehide", typed);
  addEventListener("pageshow", (event) => {
    // Kept by the browser as it was: what the server knows may be newer.
    if (event.persisted) location.reload();
  });

  form.querySelector("[data-quiz-focus]")?.focus();
  saving.takeUp();
}

for (const form of document.querySelectorAll("[data-quiz]")) attach(form);

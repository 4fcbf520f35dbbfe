// How many minutes are left; at the end `over` is called once. The server keeps the real time.

const LOOK_EVERY_MS = 1_000;

export function attachTimer(form, say, over) {
  const place = form.querySelector("[data-quiz-timer]");
  if (!place) return;
  const end = performance.now() + Number(form.dataset.secondsLeft) * 1_000;
  place.hidden = false;

  function look() {
    const left = end - performance.now();
    const minutes = Math.ceil(left / 60_000);
    const words = minutes > 1 ? say.minutes.replace("{minutes}", String(minutes)) : say.lastMinute;
    if (place.textContent !== words) place.textContent = words;
    if (left > 0) return;
    clearInterval(timer);
    over();
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
}

// How many minutes are left; at the end `over` is called once. The server keeps the real time.
// Five minutes and one minute before the end it is read out.

const LOOK_EVERY_MS = 1_000;
const READ_OUT_AT = [5, 1];

export function attachTimer(form, screen, over) {
  const place = form.querySelector("[data-quiz-timer]");
  if (!place) return;
  const end = performance.now() + Number(form.dataset.secondsLeft) * 1_000;
  const { say } = screen;
  let before = Infinity;
  place.hidden = false;

  function look() {
    const left = end - performance.now();
    const minutes = Math.ceil(left / 60_000);
    const words = minutes > 1 ? say.minutes.replace("{minutes}", String(minutes)) : say.lastMinute;
    if (place.textContent !== words) place.textContent = words;
    if (READ_OUT_AT.some((mark) => before > mark && minutes <= mark)) screen.readOut(words);
    before = minutes;
    if (left > 0) return;
    clearInterval(timer);
    over();
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
}

// Leave at once. Without this module the link itself leads to /weg/; with it nothing of the page is
// left to see or hear while the browser goes on, the page is not in the way back, and Shift pressed
// three times does the same.

const PRESSES = 3;
const PATIENCE = 5000;

const links = document.querySelectorAll("a[data-quick-exit]");
const status = document.querySelector("[data-quick-exit-status]");
const words = status ? status.dataset : {};
const hint = document.querySelector("[data-quick-exit-keys]");
let leaving = null;

function cover() {
  document.documentElement.classList.add("is-leaving");
  if (document.querySelector(".exit-cover")) return;
  const sheet = document.createElement("div");
  sheet.className = "exit-cover";
  sheet.setAttribute("role", "alert");
  document.body.append(sheet);
  // Filled after it stands there, so that it is read aloud.
  sheet.textContent = words.leaving || "";
}

function leave(address) {
  leaving = address;
  for (const sound of document.querySelectorAll("audio, video")) sound.pause();
  cover();
  window.location.replace(address);
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
}

// The browser may bring the page back as it was left: stay blank and go on.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && leaving) leave(leaving);
});

let presses = 0;
let timer = 0;
let withAnother = false;

function say(text) {
  if (status) status.textContent = text || "";
}

function startAgain() {
  window.clearTimeout(timer);
  presses = 0;
  say("");
}

function tooLate() {
  presses = 0;
  say(words.tooSlow);
  timer = window.setTimeout(() => say(""), PATIENCE);
}

function onKeyUp(event) {
  // Shift held for a capital letter is no wish to leave.
  if (event.key === "Shift" && !withAnother) {
    presses += 1;
    window.clearTimeout(timer);
    if (presses >= PRESSES) {
      startAgain();
      leave(links[0].href);
      return;
    }
    say(presses === 1 ? words.twoMore : words.oneMore);
    timer = window.setTimeout(tooLate, PATIENCE);
  } else if (presses > 0) {
    startAgain();
  }
  withAnother = event.shiftKey;
}

if (links.length > 0) {
  document.addEventListener("keyup", onKeyUp, { capture: true });
  if (hint) hint.hidden = false;
}

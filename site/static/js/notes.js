// Keeping a place without leaving the recording. Attached by data-notes; without this the form is sent
// as any form is. What is refused goes the plain way too: its page shows again what was typed.

const REFUSED = "A page says why.";

function label(seconds) {
  const whole = Math.floor(seconds);
  const pair = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours
    ? `${hours}:${pair(minutes)}:${pair(whole % 60)}`
    : `${minutes}:${pair(whole % 60)}`;
}

function attach(root) {
  const form = root.querySelector("[data-note-form]");
  const around = root.querySelector("[data-note-new]");
  const said = root.querySelector("[data-note-said]");
  const list = root.querySelector("[data-note-list]");
  const moment = form.elements.namedItem("moment");
  const words = form.elements.namedItem("text");
  const place = root.closest("[data-player]") ?? root;
  const media = moment && place.querySelector("video, audio");
  let chosen = false; // The learner typed a moment of their own.
  let sending = false;

  const propose = () => {
    if (media && !chosen && !words.value) moment.value = label(media.currentTime);
  };
  moment?.addEventListener("input", () => {
    chosen = true;
  });
  around.addEventListener("toggle", () => {
    if (around.open) propose();
  });
  // Who opened the field and plays on means the moment at which they begin to write.
  words.addEventListener("focus", propose);

  if (media) {
    root.querySelector("[data-note-key]")?.removeAttribute("hidden");
    place.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, select, textarea");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.toLowerCase() !== "b") return;
      event.preventDefault();
      around.open = true;
      propose();
      words.focus();
    });
  }

  async function keep() {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
    });
    if (!answer.ok) throw new Error(REFUSED);
    return answer.json();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    try {
      const kept = await keep();
      list.innerHTML = kept.notes;
      said.textContent = kept.said;
      words.value = "";
      chosen = false;
      around.open = false;
      around.querySelector("summary").focus();
    } catch (failure) {
      if (failure.message === REFUSED) form.submit();
      else said.textContent = root.dataset.noLine;
    }
    sending = false;
  });
}

for (const root of document.querySelectorAll("[data-notes]")) attach(root);

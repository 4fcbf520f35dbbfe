// Keeps the lists of uploads and of work up to date while something moves. Nothing is renewed under the
// hands of who has the keyboard in it.

const EVERY_MS = 3_000;

function keep(place) {
  const busy = () => place.querySelector("[data-busy]")?.dataset.busy === "yes";
  let timer = null;

  async function renew() {
    clearTimeout(timer);
    if (!document.hidden && !place.contains(document.activeElement)) {
      try {
        const reply = await fetch(place.dataset.state, {
          credentials: "same-origin",
          redirect: "error",
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        if (reply.ok) place.innerHTML = await reply.text();
      } catch {
        // The line is broken: the next turn tries again.
      }
    }
    if (busy()) timer = setTimeout(renew, EVERY_MS);
  }

  if (busy()) timer = setTimeout(renew, EVERY_MS);
  document.addEventListener("intake:changed", renew);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && busy()) renew();
  });
}

for (const place of document.querySelectorAll("[data-state]")) keep(place);

// Honest progress: the stretches that were really played, and where the viewer is.
// Attached by data-player. Tells the page (player:progress) and, with data-progress-url, the server:
// POST {"intervals": [[from_ms, to_ms], ...], "position_ms": ...}. What is not acknowledged is sent again.

const EVERY_MS = 15_000;
// Between two beats a player at double speed moves half a second or so; more was a jump.
const LONGEST_BEAT_S = 2;

function attach(root) {
  const media = root.querySelector("video, audio");
  if (!media) return;
  const address = root.dataset.progressUrl;
  let waiting = []; // played, not yet acknowledged
  let stretch = null; // what is being played now
  let sentPosition = Number(root.dataset.resume);
  let sending = false;

  const position = () => Math.round(media.currentTime * 1000);

  function beat() {
    const at = media.currentTime;
    const moved = stretch === null ? 0 : at - stretch.to;
    if (media.seeking) return;
    if (stretch !== null && moved >= 0 && moved <= LONGEST_BEAT_S * media.playbackRate) {
      stretch.to = at;
    } else {
      close();
    }
    if (stretch === null && !media.paused) stretch = { from: at, to: at };
  }

  function close() {
    if (stretch === null) return;
    const from = Math.round(stretch.from * 1000);
    const to = Math.round(stretch.to * 1000);
    stretch = null;
    if (to <= from) return;
    waiting.push([from, to]);
    root.dispatchEvent(
      new CustomEvent("player:progress", {
        bubbles: true,
        detail: { from, to, position: position() },
      }),
    );
  }

  // A stretch goes on after it was reported: its end is the next one's beginning.
  function report() {
    const open = stretch?.to;
    close();
    if (open !== undefined && !media.paused) stretch = { from: open, to: open };
    void send();
  }

  async function send() {
    if (!address || sending) return;
    const at = position();
    if (!waiting.length && at === sentPosition) return;
    const batch = waiting;
    waiting = [];
    sending = true;
    let kept = false;
    try {
      const answer = await fetch(address, {
        method: "POST",
        keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ intervals: batch, position_ms: at }),
      });
      kept = answer.ok;
    } catch {
      kept = false; // No line: later.
    }
    sending = false;
    if (kept) sentPosition = at;
    else waiting = [...batch, ...waiting];
  }

  const token = () => root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  media.addEventListener("timeupdate", beat);
  media.addEventListener("playing", beat);
  media.addEventListener("seeking", () => close());
  for (const name of ["pause", "ended"]) {
    media.addEventListener(name, () => {
      beat();
      report();
    });
  }
  setInterval(() => {
    if (!media.paused || waiting.length) report();
  }, EVERY_MS);
  addEventListener("online", () => report());
  addEventListener("pagehide", () => report());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") report();
  });
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

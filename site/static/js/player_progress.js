// Honest progress: the stretches that were really played, and where the viewer is.
// Attached by data-player. Tells the page (player:progress, player:kept) and, with data-progress-url,
// the server: POST {"recording", "intervals": [[from_ms, to_ms], ...], "position_ms"}. What is not
// acknowledged waits in the outbox and is sent again, also by another page after a lost line.

import { Outbox } from "./progress_outbox.js";

const EVERY_MS = 15_000;
// Between two beats a player at double speed moves half a second or so; more was a jump.
const LONGEST_BEAT_S = 2;
// Signed out, too busy: it may be kept later. What the lesson itself refuses (it answers JSON) never is.
const LATER = new Set([401, 408, 425, 429, 500, 502, 503, 504]);

async function post(address, token, message) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      keepalive: true,
      redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(message),
    });
    if (answer.ok) return { kept: await answer.json().catch(() => ({})) };
    const said = answer.headers.get("Content-Type") ?? "";
    return { refused: said.startsWith("application/json") && !LATER.has(answer.status) };
  } catch {
    return { refused: false };
  }
}

function attach(root) {
  const media = root.querySelector("video, audio");
  if (!media) return;
  const address = root.dataset.progressUrl;
  const recording = root.dataset.recording;
  const outbox = new Outbox(root.dataset.outbox || "voortgang");
  let stretch = null; // what is being played now
  let sentPosition = Number(root.dataset.resume);
  let sending = false;
  let begun = false;

  const position = () => Math.round(media.currentTime * 1000);
  const token = () => root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

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
    if (address) outbox.put(address, recording, [[from, to]]);
    root.dispatchEvent(
      new CustomEvent("player:progress", {
        bubbles: true,
        detail: { from, to, position: position() },
      }),
    );
  }

  // A stretch goes on after it was reported: its end is the next one's beginning.
  function report({ leaving = false } = {}) {
    const open = stretch?.to;
    close();
    if (open !== undefined && !media.paused) stretch = { from: open, to: open };
    void send(leaving);
  }

  // Who leaves does not wait for what is under way: it may never come back.
  async function send(leaving) {
    if (!address || (sending && !leaving)) return;
    const at = position();
    const intervals = outbox.next(address, recording);
    if (!intervals.length && at === sentPosition && begun) return;
    sending = begun = true;
    const { kept, refused } = await post(address, token(), {
      recording,
      intervals,
      position_ms: at,
    });
    sending = false;
    if (refused) outbox.forget(address, recording);
    if (!kept) return;
    sentPosition = at;
    outbox.settle(address, recording, intervals);
    root.dispatchEvent(
      new CustomEvent("player:kept", { bubbles: true, detail: { ...kept, recording } }),
    );
    if (outbox.next(address, recording).length) void send(false);
  }

  // What another page could not send, of this lesson or another one. Not where the viewer is now.
  async function deliver() {
    if (!address) return;
    for (const entry of Object.values(outbox.entries())) {
      const intervals = outbox.next(entry.address, entry.recording);
      if (!intervals.length) continue;
      const message = { recording: entry.recording, intervals };
      const { kept, refused } = await post(entry.address, token(), message);
      if (refused) outbox.forget(entry.address, entry.recording);
      else if (kept) outbox.settle(entry.address, entry.recording, intervals);
      else return; // No line: later.
    }
  }

  media.addEventListener("timeupdate", beat);
  media.addEventListener("playing", () => {
    beat();
    if (!begun) report(); // From here on the server's clock counts too.
  });
  media.addEventListener("seeking", () => close());
  for (const name of ["pause", "ended"]) {
    media.addEventListener(name, () => {
      beat();
      report();
    });
  }
  setInterval(() => {
    if (!media.paused || (address && outbox.next(address, recording).length)) report();
  }, EVERY_MS);
  addEventListener("online", () => void deliver());
  addEventListener("pagehide", () => report({ leaving: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") report({ leaving: true });
  });
  void deliver();
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

// What still counts of a lesson, as the server knows it: data-watched, with what each recording has.
for (const line of document.querySelectorAll("[data-watched]")) {
  const seen = JSON.parse(line.dataset.seen);
  addEventListener("player:kept", ({ detail }) => {
    if (typeof detail.seen_ms !== "number" || !(detail.recording in seen)) return;
    seen[detail.recording] = detail.seen_ms;
    const total = Object.values(seen).reduce((sum, each) => sum + each, 0);
    const percent = Math.min(100, Math.floor((100 * total) / Number(line.dataset.wanted)));
    for (const words of line.querySelectorAll("[data-watched-percent]")) words.textContent = percent;
    const meter = line.querySelector("meter, progress");
    if (meter) meter.value = percent;
    const enough = total * 100 >= Number(line.dataset.wanted) * Number(line.dataset.share);
    line.querySelector("[data-watched-not-yet]").hidden = enough;
    line.querySelector("[data-watched-enough]").hidden = !enough;
  });
}

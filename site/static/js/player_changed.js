// The recording was cut anew, got another film, or was closed, while it is played: its files are no longer
// those that this page began with. Says so over the picture, with one way on: the same place of what is
// shown now. Attached by data-player; data-standing is the address that says by which cuts the recording is
// shown, and which film of it.

const GONE = new Set([403, 404, 410]);
// Who comes back after so long a pause is told before the first second plays.
const LONG_PAUSE_MS = 60_000;

async function standing(address) {
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "error" });
    if (answer.ok) return await answer.json();
    return GONE.has(answer.status) ? {} : undefined;
  } catch {
    return undefined; // No line, or no answer that can be read: nothing is known.
  }
}

function attach(root) {
  const media = root.querySelector("video, audio");
  const notice = root.querySelector("[data-player-changed]");
  if (!media || !notice) return;
  const { standing: address, cuts, film, recording } = root.dataset;
  let place = Number(root.dataset.resume) / 1000;
  let pausedAt = 0;

  const look = async () => {
    const now = await standing(address);
    if (now && (now.cuts !== cuts || String(now.film) !== film)) tell();
  };

  // A file that fails to load starts at nought again: where the viewer was is remembered.
  function remember() {
    if (media.currentTime > 0 && notice.hidden) place = media.currentTime;
  }

  function tell() {
    if (!notice.hidden) return;
    media.pause();
    remember();
    if (document.fullscreenElement) void document.exitFullscreen();
    if (document.pictureInPictureElement === media) void document.exitPictureInPicture();
    const held = document.activeElement === media;
    notice.hidden = false;
    media.inert = true;
    if (held) notice.querySelector("button").focus();
  }

  media.addEventListener("timeupdate", remember);
  // Also of the source inside: errors of that do not come up.
  media.addEventListener("error", () => void look(), true);
  media.addEventListener("pause", () => {
    pausedAt = Date.now();
  });
  media.addEventListener("play", () => {
    if (!notice.hidden) media.pause(); // By a key: what plays is no longer what is shown.
    else if (pausedAt && Date.now() - pausedAt > LONG_PAUSE_MS) void look();
    pausedAt = 0;
  });
  root.addEventListener("player:kept", ({ detail }) => {
    if (detail.recording === recording && detail.cuts !== undefined && detail.cuts !== cuts) tell();
  });

  notice.querySelector("button").addEventListener("click", () => {
    const way = new URL(location.href);
    way.hash = "";
    way.searchParams.set("t", place.toFixed(3));
    way.searchParams.delete("knippen");
    if (cuts) way.searchParams.set("knippen", cuts);
    location.assign(way);
  });
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

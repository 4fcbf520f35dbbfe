// The recording an editor works on: steps of a second or less, and the moment it is at.
// Attached by data-source. Other modules ask `sourceOf(form)`.

import { write } from "./recording_moments.js";

export function sourceOf(root) {
  const box = root.querySelector("[data-source]");
  const media = box?.querySelector("video");
  const duration = Number(box?.dataset.duration ?? 0);
  return {
    media,
    duration,
    now: () => Math.min(Math.round((media?.currentTime ?? 0) * 1000), duration),
    go(milliseconds) {
      if (!media) return;
      const move = () => {
        media.currentTime = milliseconds / 1000;
      };
      if (media.readyState >= HTMLMediaElement.HAVE_METADATA) move();
      else media.addEventListener("loadedmetadata", move, { once: true });
    },
    each(act) {
      for (const name of ["timeupdate", "seeking", "seeked", "loadedmetadata"]) {
        media?.addEventListener(name, act);
      }
    },
  };
}

function attach(box) {
  const media = box.querySelector("video");
  if (!media) return;
  const shown = box.querySelector("[data-now]");
  const bar = box.querySelector("[data-bar]");
  bar.hidden = false;
  const tell = () => {
    shown.textContent = write(Math.round(media.currentTime * 10) * 100);
  };
  bar.addEventListener("click", (event) => {
    const by = event.target.closest("[data-by]")?.dataset.by;
    if (by) media.currentTime = Math.max(0, media.currentTime + Number(by) / 1000);
  });
  for (const name of ["timeupdate", "seeking", "seeked", "loadedmetadata"]) {
    media.addEventListener(name, tell);
  }
}

for (const box of document.querySelectorAll("[data-source]")) attach(box);

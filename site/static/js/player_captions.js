// How large and in which colours captions stand, and the key that switches them on and off. The browser
// draws them (::cue), so they are there in full screen too; iOS goes by the settings of the device.
// Attached by data-player.

import { attachChoice } from "./player_choices.js";

const SPOKEN = new Set(["captions", "subtitles"]);

function attach(root) {
  const media = root.querySelector("video, audio");
  const settings = root.querySelector("[data-player-captions]");
  if (!media || !settings) return;
  for (const [choice, name] of [
    ["captionSize", "ondertitels"],
    ["captionContrast", "contrast"],
  ]) {
    const select = settings.querySelector(`select[name=${name}]`);
    attachChoice(select, name, (value) => {
      root.dataset[choice] = value;
    });
  }

  const tracks = () => [...media.textTracks].filter(({ kind }) => SPOKEN.has(kind));
  let last = null;
  root.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "c" || event.target.closest("input, select, textarea")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const shown = tracks().find(({ mode }) => mode === "showing");
    if (shown) {
      last = shown;
      shown.mode = "disabled";
      return;
    }
    const track = last ?? tracks().find(({ language }) => language === document.documentElement.lang) ?? tracks()[0];
    if (track) track.mode = "showing";
  });
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

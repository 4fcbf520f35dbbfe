// The player of a segment: go to a moment, keep to the segment, speed, keys, another file.
// Attached by data-player; the native controls stay and everything reads without this.

import { attachChoice, choices, choose } from "./player_choices.js";

const KEYS = { j: -10_000, l: 10_000 };

function attach(root) {
  const media = root.querySelector("video, audio");
  if (!media) return;
  const end = Number(root.dataset.end) / 1000;
  let before = 0;

  const whenReady = (act) => {
    if (media.readyState >= HTMLMediaElement.HAVE_METADATA) act();
    else media.addEventListener("loadedmetadata", act, { once: true });
  };
  const moveTo = (seconds) => {
    whenReady(() => {
      media.currentTime = Math.min(Math.max(seconds, 0), media.duration || seconds);
    });
    if (media.readyState === HTMLMediaElement.HAVE_NOTHING) media.load();
  };
  const goTo = (seconds) => {
    moveTo(seconds);
    media.play().catch(() => {}); // A browser may refuse to start sound by itself.
  };

  // The end of the segment pauses once; who then plays on, or moves past it, is free to.
  media.addEventListener("timeupdate", () => {
    if (!media.paused && !media.seeking && before < end && media.currentTime >= end) media.pause();
    before = media.currentTime;
  });
  media.addEventListener("seeked", () => {
    before = media.currentTime;
  });

  root.addEventListener("click", (event) => {
    const target = event.target.closest("[data-go-to], [data-go-by], [data-player-source]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (target.dataset.goBy) moveTo(media.currentTime + Number(target.dataset.goBy) / 1000);
    else if (target.dataset.goTo) goTo(Number(target.dataset.goTo) / 1000);
    else change(target.dataset.playerSource);
  });

  // The same film with a voice that says what is to be seen: a file like the others, so that it works
  // wherever they do. The choice stays on this device.
  const described = root.querySelector("[data-player-described]");
  const source = media.querySelector("source");
  let usual = source.getAttribute("src").split("#")[0];
  described?.addEventListener("click", () => {
    const wanted = described.getAttribute("aria-pressed") !== "true";
    choose("audiodescriptie", wanted ? "aan" : "");
    change(wanted ? described.dataset.playerDescribed : usual);
  });

  // The same moment in another file.
  function change(address) {
    const moment = media.currentTime;
    const playing = !media.paused;
    const rate = media.playbackRate;
    source.src = address;
    const isDescribed = address === described?.dataset.playerDescribed;
    described?.setAttribute("aria-pressed", String(isDescribed));
    if (!isDescribed) usual = address;
    media.load();
    moveTo(moment);
    whenReady(() => {
      media.playbackRate = rate;
      if (playing) media.play().catch(() => {});
    });
  }

  root.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key in KEYS) moveTo(media.currentTime + KEYS[key] / 1000);
    else if (key === "k") media.paused ? media.play().catch(() => {}) : media.pause();
    else return;
    event.preventDefault();
  });

  const speed = root.querySelector("[data-player-speed]");
  if (speed) {
    attachChoice(speed, "snelheid", (rate) => {
      // Another file begins at the usual rate.
      media.defaultPlaybackRate = media.playbackRate = Number(rate);
    });
  }
  root.querySelector("[data-player-bar]")?.removeAttribute("hidden");

  // Where the reader asked for less data: the small file first, and the other ways in sight.
  const small = root.querySelector("[data-player-small]");
  let replaced = false;
  const begin = (address) => {
    replaced = true;
    change(address);
  };
  if (navigator.connection?.saveData) {
    media.preload = "none";
    root.querySelector("[data-player-files]")?.setAttribute("open", "");
    if (small) begin(small.dataset.playerSource);
  }
  if (described && choices().audiodescriptie === "aan") begin(described.dataset.playerDescribed);

  // An address that ends in #t=72 goes there; otherwise where the viewer stopped last time.
  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  const start = asked ? Number(asked[1]) : Number(root.dataset.resume) / 1000;
  if (asked || replaced || root.dataset.resume !== root.dataset.start) moveTo(start);
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

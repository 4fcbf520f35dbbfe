// Leave out what a content warning is about, exactly: the rest of the chapter is played. A choice that is
// made before the moment comes, and can be taken back. Attached by data-skip-from; without it a link goes
// past the part at once.

function attach(button) {
  const root = button.closest("[data-player]");
  const media = root?.querySelector("video, audio");
  if (!media) return;
  const from = Number(button.dataset.skipFrom) / 1000;
  const to = Number(button.dataset.skipTo) / 1000;
  const end = Number(root.dataset.end) / 1000;
  button.parentElement.querySelector("[data-skip-link]")?.setAttribute("hidden", "");
  button.hidden = false;

  const isChosen = () => button.getAttribute("aria-pressed") === "true";
  const pass = () => {
    if (!isChosen() || media.seeking) return;
    if (media.currentTime < from || media.currentTime >= to) return;
    media.currentTime = to;
    // What follows is another lesson's.
    if (to >= end) media.pause();
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!isChosen()));
    pass();
  });
  media.addEventListener("timeupdate", pass);
  // A beat comes four times a second; so that not even that much of it is heard:
  const watch = () => {
    pass();
    if (!media.paused) requestAnimationFrame(watch);
  };
  media.addEventListener("playing", watch);
}

for (const button of document.querySelectorAll("[data-skip-from]")) attach(button);

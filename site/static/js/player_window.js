// The picture in a small window of its own above other windows, where the browser can do that and there
// is a picture. Attached by data-player.

function attach(root) {
  const media = root.querySelector("video");
  const button = root.querySelector("[data-player-window]");
  if (!media || !button || !document.pictureInPictureEnabled) return;

  const hasPicture = () =>
    media.readyState === HTMLMediaElement.HAVE_NOTHING
      ? media.querySelector("source").type.startsWith("video/")
      : media.videoWidth > 0;
  const look = () => {
    const isApart = document.pictureInPictureElement === media;
    button.hidden = !hasPicture() && !isApart;
    button.setAttribute("aria-pressed", String(isApart));
  };
  const open = () => media.requestPictureInPicture().catch(() => {}); // A browser may refuse it.

  button.addEventListener("click", () => {
    if (document.pictureInPictureElement === media) {
      document.exitPictureInPicture().catch(() => {});
    } else if (media.readyState === HTMLMediaElement.HAVE_NOTHING) {
      media.addEventListener("loadedmetadata", open, { once: true });
      media.load();
    } else {
      open();
    }
  });
  for (const name of ["loadedmetadata", "enterpictureinpicture", "leavepictureinpicture"]) {
    media.addEventListener(name, look);
  }
  look();
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

// A question at a moment of the recording: the player pauses once and opens it below the picture. It
// never holds anybody: going on is one press, and in full screen or a window apart nothing pauses.
// Answers are sent without leaving the page. Attached by data-player; forms work without this.

const JUMP_S = 2;

const elsewhere = (media) =>
  Boolean(document.fullscreenElement || document.pictureInPictureElement) ||
  media.webkitDisplayingFullscreen === true;

function attach(root) {
  const media = root.querySelector("video, audio");
  if (!media) return;
  let before = media.currentTime;

  media.addEventListener("timeupdate", () => {
    const now = media.currentTime;
    const passed = now - before;
    const due = [...root.querySelectorAll("[data-checkpoint]:not([data-answered], [data-offered])")].find(
      ({ dataset }) => Number(dataset.at) / 1000 > before && Number(dataset.at) / 1000 <= now,
    );
    before = now;
    if (!due || media.paused || media.seeking || passed > JUMP_S * media.playbackRate) return;
    if (!elsewhere(media)) offer(due);
  });
  media.addEventListener("seeked", () => {
    before = media.currentTime;
  });

  function offer(checkpoint) {
    media.pause();
    checkpoint.dataset.offered = "";
    checkpoint.open = true;
    checkpoint.querySelector("[data-checkpoint-on]").hidden = false;
    checkpoint.querySelector("summary").focus({ preventScroll: true });
    checkpoint.scrollIntoView({ block: "nearest" });
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-checkpoint-go-on]");
    if (!button) return;
    button.closest("[data-checkpoint]").open = false;
    media.focus({ preventScroll: true });
    media.play().catch(() => {});
  });
}

// In the player and in the text view alike.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-checkpoint-form]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Fragment": "1" },
      redirect: "error",
    });
    if (!answer.ok && answer.status !== 400) throw new Error(String(answer.status));
    show(form.closest("[data-checkpoint]"), await answer.text());
  } catch {
    form.submit(); // No line, or signed out: the browser says so in its own way.
  }
});

function show(checkpoint, markup) {
  const offered = "offered" in checkpoint.dataset;
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  const fresh = holder.content.querySelector("[data-checkpoint]");
  if (offered) {
    fresh.dataset.offered = "";
    fresh.querySelector("[data-checkpoint-on]").hidden = false;
  }
  checkpoint.replaceWith(fresh);
  (fresh.querySelector("[data-checkpoint-review]") ?? fresh.querySelector("summary")).focus();
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

// What stands and is said at this moment: the slide beside the video, its place in the row, the
// chapter, the line of the transcript. Attached by data-player.

const quiet = matchMedia("(prefers-reduced-motion: reduce)");

function attach(root) {
  const media = root.querySelector("video, audio");
  if (!media) return;
  const marks = { slide: [], chapter: [], line: [] };
  for (const link of root.querySelectorAll("[data-follow]")) {
    marks[link.dataset.follow].push({
      link,
      from: Number(link.dataset.goTo),
      until: Number(link.dataset.until),
    });
  }
  const current = {};
  const beside = root.querySelector("[data-player-slide]");
  const follow = root.querySelector("[data-transcript-follow]");
  root.querySelector("[data-transcript-switch]")?.removeAttribute("hidden");

  function step() {
    const moment = Math.round(media.currentTime * 1000);
    for (const [kind, list] of Object.entries(marks)) {
      const mark = list.findLast(({ from }) => from <= moment) ?? null;
      if (mark === current[kind]) continue;
      current[kind]?.link.removeAttribute("aria-current");
      current[kind] = mark;
      if (!mark) continue;
      mark.link.setAttribute("aria-current", "true");
      if (kind === "slide") show(mark.link);
      if (kind === "line" && follow?.checked) bring(mark.link);
    }
  }

  function show(link) {
    if (beside) {
      const image = beside.querySelector("img");
      if (image.getAttribute("src") !== link.dataset.src) {
        // An empty set is passed over: browsers then take the image's own.
        beside.querySelector("source").srcset = link.dataset.avif;
        image.srcset = link.dataset.srcset;
        image.src = link.dataset.src;
        image.alt = link.dataset.alt;
        beside.querySelector("figcaption").textContent =
          link.querySelector("[data-title]").textContent;
      }
    }
    within(link.closest("ol"), link);
  }

  // A list that scrolls by itself moves within; on a telephone the page moves, and only while the
  // transcript is what is being read.
  function bring(link) {
    const list = link.closest("[data-transcript-lines]");
    if (list.scrollHeight > list.clientHeight + 1) {
      within(list, link);
      return;
    }
    const { top, bottom } = list.getBoundingClientRect();
    const covered = root.querySelector("[data-player-picture]").getBoundingClientRect().bottom;
    if (top > covered || bottom < covered) return;
    const line = link.getBoundingClientRect();
    const wanted = covered + (innerHeight - covered) / 3;
    scrollBy({ top: line.top - wanted, behavior: quiet.matches ? "auto" : "smooth" });
  }

  function within(list, link) {
    const box = list.getBoundingClientRect();
    const item = link.getBoundingClientRect();
    const behavior = quiet.matches ? "auto" : "smooth";
    list.scrollTo({
      left: list.scrollLeft + (item.left + item.width / 2) - (box.left + box.width / 2),
      top: list.scrollTop + (item.top + item.height / 2) - (box.top + box.height / 2),
      behavior,
    });
  }

  for (const name of ["timeupdate", "seeking", "loadedmetadata"]) {
    media.addEventListener(name, step);
  }
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

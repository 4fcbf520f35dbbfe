// What is said, written above the keys where there is no picture: a browser lays captions small behind its
// own keys there. They follow the same tracks, size and colours. Attached by data-player.

const SPOKEN = new Set(["captions", "subtitles"]);

function lineOf(cue) {
  const line = document.createElement("span");
  line.append(cue.getCueAsHTML());
  return line;
}

function attach(root) {
  const media = root.querySelector("video");
  const said = root.querySelector("[data-player-said]");
  if (!media || !said) return;
  const picture = said.closest("[data-player-picture]");
  const tracks = [...media.textTracks].filter(({ kind }) => SPOKEN.has(kind));

  const tell = () => {
    const shown = tracks.find(({ mode }) => mode === "showing");
    const isSound = picture.classList.contains("player__picture--sound");
    said.hidden = !isSound || !shown;
    said.replaceChildren(...[...(shown?.activeCues ?? [])].map(lineOf));
  };
  // The sound may take the place of the picture, and give it back.
  media.addEventListener("loadedmetadata", () => {
    picture.classList.toggle("player__picture--sound", media.videoWidth === 0);
    tell();
  });
  for (const track of tracks) track.addEventListener("cuechange", tell);
  media.textTracks.addEventListener("change", tell);
  tell();
}

for (const root of document.querySelectorAll("[data-player]")) attach(root);

"""Make the demonstration recording and its slides from content/webinar.yaml.

A tool for developers: needs espeak-ng (with the voice `nl`) and ffmpeg on PATH. Its results are committed
below content/recording/, so nothing here runs at `make run`. From the top of the repository:

    .venv/bin/python site/demo/recording/make.py

Each clause is spoken by itself, so that captions, cues and chapters carry the times that are really
heard. Slides begin on whole frames.
"""

import json
import re
import subprocess
import tempfile
import wave
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import typst
import yaml

DEMO = Path(__file__).resolve().parents[1]
FONTS = DEMO.parent / "design" / "fonts"
SCRIPT = DEMO / "content" / "webinar.yaml"
RESULT = DEMO / "content" / "recording"

VOICE = ("-v", "nl", "-s", "150", "-p", "42", "-g", "2")
RATE = 22_050
FRAMES_A_SECOND = 10
# Slides stand still: a key frame at each change (found by the encoder) and every so many seconds.
SECONDS_A_KEY_FRAME = 12
MS_A_FRAME = 1000 // FRAMES_A_SECOND
LEAD_MS = 900
AFTER_CLAUSE_MS = 160
AFTER_SENTENCE_MS = 520
AFTER_SLIDE_MS = 1_300
LONGEST_CAPTION = 84
LONGEST_LINE = 42

# How the voice must read it.
SPOKEN = {
    "1712": "zeventien twaalf",
    "106": "honderd en zes",
    "CAW": "see aa wee",
    "webinar": "webbinaar",
}
# How a reader reads what the notes spell out for a speaker.
WRITTEN = {
    "tweehonderdtweeëntachtig": "282",
    "honderdveertien": "114",
    "honderdvier": "104",
    "honderdeen": "101",
    "honderdtwaalf": "112",
    "het nummer honderd en twee": "het nummer 102",
}


@dataclass(frozen=True)
class Clause:
    text: str
    ends_sentence: bool


@dataclass
class Timeline:
    """What was said when. Times are whole milliseconds from the start."""

    sound: bytearray = field(default_factory=bytearray)
    captions: list[tuple[int, int, str]] = field(default_factory=list)
    cues: list[dict] = field(default_factory=list)
    chapters: list[tuple[int, str]] = field(default_factory=list)

    @property
    def now_ms(self) -> int:
        return round(len(self.sound) / 2 / RATE * 1000)

    def wait(self, ms: int) -> None:
        self.sound += bytes(2 * round(ms * RATE / 1000))

    def wait_for_frame(self) -> None:
        samples = len(self.sound) // 2
        a_frame = RATE // FRAMES_A_SECOND
        self.sound += bytes(2 * (-samples % a_frame))


def main() -> None:
    script = yaml.safe_load(SCRIPT.read_text(encoding="utf-8"))
    RESULT.mkdir(parents=True, exist_ok=True)
    draw_deck(RESULT / "slides.pdf")
    with tempfile.TemporaryDirectory() as folder:
        workshop = Path(folder)
        timeline = speak(script["slides"], workshop)
        write_words(timeline)
        write_media(timeline, workshop)


def draw_deck(target: Path) -> None:
    """The slides as a tagged PDF (PDF/UA-1)."""
    typst.compile(
        str(DEMO / "recording" / "deck.typ"),
        output=str(target),
        root=str(DEMO),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


def speak(slides: list[dict], workshop: Path) -> Timeline:
    timeline = Timeline()
    chapter = None
    for slide in slides:
        timeline.wait_for_frame()
        start = timeline.now_ms
        timeline.cues.append({"slide": slide["number"], "at_ms": start})
        if slide["chapter"] != chapter:
            chapter = slide["chapter"]
            timeline.chapters.append((start, chapter))
        timeline.wait(LEAD_MS)
        for clause in clauses(slide["notes"]):
            begin = timeline.now_ms
            timeline.sound += voiced(clause.text, workshop)
            timeline.captions.append((begin, timeline.now_ms, broken(written(clause.text))))
            timeline.wait(AFTER_SENTENCE_MS if clause.ends_sentence else AFTER_CLAUSE_MS)
        timeline.wait(AFTER_SLIDE_MS)
    timeline.wait_for_frame()
    return timeline


def clauses(notes: str) -> list[Clause]:
    """Sentences; one too long for a caption is parted at a comma or colon near its middle."""
    parts = []
    for sentence in re.split(r"(?<=[.?!]) ", notes):
        pieces = parted(sentence)
        parts += [Clause(piece, piece is pieces[-1]) for piece in pieces]
    return parts


def parted(sentence: str) -> list[str]:
    if len(written(sentence)) <= LONGEST_CAPTION:
        return [sentence]
    places = [match.end() for match in re.finditer(r"[,:;] |(?= en | of | maar )", sentence)]
    inside = [place for place in places if 12 < place < len(sentence) - 12]
    if not inside:
        return [sentence]
    # A comma or colon is a better place than a word.
    middle = len(sentence) / 2
    best = min(inside, key=lambda at: abs(at - middle) + (0 if sentence[at - 1] == " " else 18))
    return parted(sentence[:best].strip()) + parted(sentence[best:].strip())


def replaced(text: str, table: dict[str, str]) -> str:
    for old, new in table.items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return text


def written(text: str) -> str:
    return replaced(text, WRITTEN)


def broken(text: str) -> str:
    """At most two lines of about equal length."""
    if len(text) <= LONGEST_LINE:
        return text
    spaces = [match.start() for match in re.finditer(" ", text)]
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def voiced(text: str, workshop: Path) -> bytes:
    """The sound of one clause, without the silence the voice adds around it."""
    target = workshop / "clause.wav"
    run("espeak-ng", *VOICE, "-w", str(target), replaced(text, SPOKEN))
    with wave.open(str(target)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (RATE, 1)
        samples = sound.readframes(sound.getnframes())
    return trimmed(samples)


def trimmed(samples: bytes, threshold: int = 200, margin: int = RATE // 50) -> bytes:
    values = memoryview(samples).cast("h")
    heard = [index for index, value in enumerate(values) if abs(value) > threshold]
    first, last = max(heard[0] - margin, 0), min(heard[-1] + margin, len(values))
    return samples[2 * first : 2 * last]


def write_words(timeline: Timeline) -> None:
    write_vtt("captions.nl.vtt", timeline.captions)
    ends = [start for start, _ in timeline.chapters[1:]] + [timeline.now_ms]
    write_vtt(
        "chapters.nl.vtt",
        [(start, end, title) for (start, title), end in zip(timeline.chapters, ends, strict=True)],
    )
    cues = {"duration_ms": timeline.now_ms, "cues": timeline.cues}
    (RESULT / "cues.json").write_text(json.dumps(cues, indent=2) + "\n", encoding="utf-8")


def write_vtt(name: str, captions: list[tuple[int, int, str]]) -> None:
    blocks = [f"{stamp(start)} --> {stamp(end)}\n{text}\n" for start, end, text in captions]
    (RESULT / name).write_text("\n".join(["WEBVTT\n", *blocks]), encoding="utf-8")


def stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def write_media(timeline: Timeline, workshop: Path) -> None:
    sound = workshop / "sound.wav"
    with wave.open(str(sound), "wb") as target:
        target.setparams((1, 2, RATE, 0, "NONE", ""))
        target.writeframes(bytes(timeline.sound))
    stills = draw_stills(workshop)
    stills[0].convert("RGB").save(RESULT / "poster.webp", "WEBP", quality=82, method=6)
    picture = list_of_stills(timeline, workshop)
    # A gentle low cut, a soft top, and one loudness (EBU R 128) for all.
    tone = "highpass=f=80,lowpass=f=9000,loudnorm=I=-18:TP=-2:LRA=9,alimiter=limit=0.8:level=false"
    still = ("-c:v", "libx264", "-preset", "slow", "-tune", "stillimage", "-pix_fmt", "yuv420p")
    frames = (
        "-r",
        str(FRAMES_A_SECOND),
        "-g",
        str(SECONDS_A_KEY_FRAME * FRAMES_A_SECOND),
        "-movflags",
        "+faststart",
    )
    both = ("-f", "concat", "-safe", "0", "-i", str(picture), "-i", str(sound), "-af", tone)
    voice = ("-ac", "1", "-ar", "24000", "-c:a", "aac")
    length = f"{timeline.now_ms / 1000:.3f}"
    bare = ("-map_metadata", "-1", "-fflags", "+bitexact", "-t", length)
    encode(*both, *still, "-crf", "25", *frames, *voice, "-b:a", "48k", *bare, to="video.mp4")
    encode(
        *both, *still, "-vf", "scale=640:360:flags=lanczos", "-crf", "27", *frames,
        *voice, "-b:a", "24k", *bare, to="small.mp4",
    )  # fmt: skip
    encode(
        "-i", str(sound), "-af", tone, *voice, "-b:a", "28k", *bare, "-movflags", "+faststart", to="audio.m4a",
    )  # fmt: skip


def draw_stills(workshop: Path) -> list:
    with pypdfium2.PdfDocument(RESULT / "slides.pdf") as deck:
        stills = [page.render(scale=1).to_pil() for page in deck]
    for number, still in enumerate(stills, start=1):
        still.save(workshop / f"{number:02}.png")
    return stills


def list_of_stills(timeline: Timeline, workshop: Path) -> Path:
    """ffmpeg's list: each slide for as long as it stands. The last is named twice, as it asks."""
    moments = [cue["at_ms"] for cue in timeline.cues] + [timeline.now_ms]
    lines = []
    for cue, (start, end) in zip(
        timeline.cues, zip(moments, moments[1:], strict=False), strict=True
    ):
        lines += [f"file {cue['slide']:02}.png", f"duration {(end - start) / 1000:.3f}"]
    lines.append(lines[-2])
    target = workshop / "stills.txt"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def encode(*arguments: str, to: str) -> None:
    run("ffmpeg", "-v", "error", "-y", *arguments, str(RESULT / to))


def run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 -- fixed programs, our own text, no shell


if __name__ == "__main__":
    main()

"""What ffmpeg is asked to make of a recording: arguments only, nothing is run.

Titles, places and other tags that a camera wrote never go along: a telephone notes where it was.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from .encoding import source
from .enums import FileFormat
from .probing import MediaFacts

CLEAN = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"]
PICTURE, SOUND = ["-map", "0:V:0"], ["-map", "0:a:0?"]
STREAMABLE = ["-movflags", "+faststart"]
EVERYWHERE = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
# EBU R 128's way of measuring; speech on the web is usually set at -16 LUFS.
TARGET_LUFS = -16.0
LOUDNESS = f"loudnorm=I={TARGET_LUFS:.0f}:TP=-1.5:LRA=11"
# Two voices at once stay below what a telephone can play without a crackle.
CEILING = "alimiter=limit=0.84:level=0"
MEASURED = ("input_i", "input_tp", "input_lra", "input_thresh", "target_offset")


def plays_everywhere(facts: MediaFacts) -> bool:
    """H.264 with AAC or MP3, eight bits: every browser plays it as it is."""
    video, audio = facts.video, facts.audio
    return (
        video is not None
        and video.codec == "h264"
        and video.pixels in ("yuv420p", "yuvj420p")
        and (audio is None or audio.codec in ("aac", "mp3"))
    )


def video(path: Path, found: FileFormat, facts: MediaFacts, to: Path) -> list[str | Path]:
    """The recording as MP4, its packets as they are where every browser plays them."""
    if plays_everywhere(facts):
        how = ["-c", "copy"]
    else:
        how = [*EVERYWHERE, "-crf", "23", "-vf", _at_most(1920), "-c:a", "aac", "-b:a", "128k"]
    return [*_read(path, found), *PICTURE, *SOUND, *CLEAN, *how, *STREAMABLE, "-f", "mp4", to]


def small_video(path: Path, found: FileFormat, to: Path) -> list[str | Path]:
    """For a slow line: 640 pixels wide, at most 15 pictures and 300 kilobits a second."""
    how = [*EVERYWHERE, "-crf", "30", "-maxrate", "250k", "-bufsize", "500k"]
    how += ["-fpsmax", "15", "-vf", _at_most(640), "-c:a", "aac", "-ac", "1", "-b:a", "48k"]
    return [*_read(path, found), *PICTURE, *SOUND, *CLEAN, *how, *STREAMABLE, "-f", "mp4", to]


def still_picture(path: Path, found: FileFormat, at_ms: int, to: Path) -> list[str | Path]:
    """The most telling of fifty pictures from there on."""
    how = ["-vf", f"thumbnail=50,{_at_most(1280)}", "-frames:v", "1", "-update", "1"]
    seek = ["-ss", f"{at_ms / 1000:.3f}"]
    return [*seek, *_read(path, found), *PICTURE, "-an", *CLEAN, *how, "-f", "image2", to]


def loudness(path: Path, found: FileFormat) -> list[str | Path]:
    """Only measures; the answer stands at the end of what ffmpeg writes (`measured`)."""
    how = ["-vn", "-af", f"{LOUDNESS}:print_format=json", "-v", "info", "-f", "null", "-"]
    return [*_read(path, found), "-map", "0:a:0", *how]


def measured(said: str) -> dict[str, str] | None:
    """The loudness that ffmpeg measured; None for silence, which cannot be made louder."""
    start, end = said.rfind("{"), said.rfind("}")
    if start < 0 or end < start:
        return None
    found = json.loads(said[start : end + 1])
    if not all(math.isfinite(float(found[name])) for name in MEASURED):
        return None
    return {name: found[name] for name in MEASURED}


def audio(path: Path, found: FileFormat, loud: dict[str, str] | None, to: Path) -> list[str | Path]:
    """Sound alone at an even loudness, one channel: an hour is about 29 MB."""
    how = ["-c:a", "aac", "-ac", "1", "-ar", "48000", "-b:a", "64k"]
    if loud:
        known = (
            f"measured_I={loud['input_i']}:measured_TP={loud['input_tp']}"
            f":measured_LRA={loud['input_lra']}:measured_thresh={loud['input_thresh']}"
            f":offset={loud['target_offset']}:linear=true"
        )
        how = ["-af", f"{LOUDNESS}:{known}", *how]
    return [*_read(path, found), "-map", "0:a:0", "-vn", *CLEAN, *how, *STREAMABLE, "-f", "mp4", to]


def gain(loud: dict[str, str] | None) -> float:
    """How many decibels bring sound to the usual loudness; silence stays as it is."""
    return TARGET_LUFS - float(loud["input_i"]) if loud else 0.0


@dataclass(frozen=True)
class Sound:
    """One file with sound, and by how many decibels it is to be louder."""

    path: Path
    format: FileFormat
    decibels: float


def described_sound(
    own: Sound | None, voice: Sound, *, duration_ms: int, to: Path
) -> list[str | Path]:
    """One channel over the whole length: `own` sound, lower while the `voice` speaks; or the voice alone.

    The voice itself lowers the other (side chain), so that nobody has to say when it speaks.
    """
    sounds = [voice] if own is None else [own, voice]
    steps = [
        f"[{number}:a:0]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=mono,"
        f"volume={sound.decibels:.2f}dB,apad[in{number}]"
        for number, sound in enumerate(sounds)
    ]
    if own is None:
        steps.append(f"[in0]{CEILING}[out]")
    else:
        steps.append("[in1]asplit=2[key][said]")
        steps.append(
            "[in0][key]sidechaincompress=threshold=0.03:ratio=6:attack=40:release=700[low]"
        )
        steps.append(f"[low][said]amix=inputs=2:normalize=0,{CEILING}[out]")
    how = ["-filter_complex", ";".join(steps), "-map", "[out]", "-t", f"{duration_ms / 1000:.3f}"]
    how += ["-c:a", "aac", "-ac", "1", "-ar", "48000", "-b:a", "64k"]
    read = [argument for sound in sounds for argument in _read(sound.path, sound.format)]
    return [*read, *how, "-vn", *CLEAN, *STREAMABLE, "-f", "mp4", to]


def with_sound(picture: Path, sound: Path, to: Path) -> list[str | Path]:
    """A film with other sound, the packets of both as they are."""
    read = [*_read(picture, FileFormat.MP4), *_read(sound, FileFormat.MP4)]
    mapped = ["-map", "0:V:0", "-map", "1:a:0"]
    return [*read, *mapped, *CLEAN, "-c", "copy", *STREAMABLE, "-f", "mp4", to]


def _read(path: Path, found: FileFormat) -> list[str]:
    return source(path, demuxer=found.demuxer)


def _at_most(width: int) -> str:
    return f"scale='trunc(min({width},iw)/2)*2':-2:flags=bicubic,setsar=1"

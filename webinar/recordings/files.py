"""A file of timed text as it was uploaded: WebVTT or SubRip, by what is in it."""

from .captions import Caption, read_srt, read_text, read_vtt

# An hour of speech is some 100 KB.
LARGEST = 2_000_000


def captions_in(content: bytes, ends_ms: int | None = None) -> list[Caption]:
    """What the strict reader finds in it, for a recording that lasts `ends_ms`. Raises CaptionFault."""
    return captions_in_text(read_text(content), ends_ms)


def captions_in_text(text: str, ends_ms: int | None = None) -> list[Caption]:
    is_vtt = text.lstrip("\ufeff").startswith("WEBVTT")
    return read_vtt(text, ends_ms) if is_vtt else read_srt(text, ends_ms)

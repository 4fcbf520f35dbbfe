"""A file of timed text as it was uploaded: WebVTT or SubRip, by what is in it."""

from .captions import Caption, read_srt, read_text, read_vtt

# An hour of speech is some 100 KB.
LARGEST = 2_000_000


def captions_in(content: bytes) -> list[Caption]:
    """What the strict reader finds in it. Raises CaptionFault."""
    return captions_in_text(read_text(content))


def captions_in_text(text: str) -> list[Caption]:
    return read_vtt(text) if text.lstrip("\ufeff").startswith("WEBVTT") else read_srt(text)

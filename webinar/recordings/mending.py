"""Repair timed text that the strict readers refuse, and say what was repaired. Knows no database.

Nothing is repaired unasked: a person sees the list first. What comes out, the strict reader accepts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import wrap

from django.db import models
from django.utils.translation import gettext_lazy as _

from .captions import LONGEST_SETTINGS, LONGEST_TEXT, Caption
from .moments import MS_A_MINUTE, MS_A_SECOND, MS_AN_HOUR

_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{1,2})(?:([.,])(\d{1,3}))?"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-{{1,3}}\s*>\s*{_TIME}(?P<settings>(?:\s+\S+:\S+)*)\s*$")
_UNSEEN = "\ufeff\u200b"
SHORTEST_MS = 1_000


class Repair(models.TextChoices):
    """What can be repaired, each as a sentence for whoever asked for it."""

    UTF_16 = "utf_16", _("The file was in UTF-16 and is now in UTF-8.")
    OTHER_SIGNS = (
        "other_signs",
        _("The file was not in UTF-8; letters with accents were converted."),
    )
    NO_SIGN = "no_sign", _("Signs that are no text were left out.")
    TIME_FORM = "time_form", _("Times were written anew, such as 00:01,5 as 00:00:01.500.")
    EMPTY_LINE = "empty_line", _("An empty line was put between two captions.")
    REVERSED = "reversed", _("Start and end were exchanged.")
    NO_LENGTH = "no_length", _("The caption lasted no time; it now lasts a second at most.")
    ORDER = "order", _("The caption was put in the order of the recording.")
    OVERLAP = "overlap", _("The caption now ends where the next one starts.")
    SAME_START = "same_start", _("Two captions at one moment became one.")
    TOO_LONG = "too_long", _("A caption that was too long was divided over several.")
    NO_TEXT = "no_text", _("A caption without text was left out.")
    AFTER_END = "after_end", _("A caption that begins after the recording has ended was left out.")
    LEFT_OUT = "left_out", _("Words that belong to no caption were left out.")


@dataclass(frozen=True)
class Mended:
    """What can be read, and what was done to it: the lines of the file, by repair."""

    captions: list[Caption]
    repairs: dict[Repair, list[int]]


@dataclass(frozen=True)
class _Read:
    line: int
    caption: Caption


def lenient_text(content: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with or without its mark, or in Windows' own signs."""
    return _decoded(content)[0]


def mend(content: bytes | str, ends_ms: int | None = None) -> Mended:
    """Read as much as can be read of captions for a recording that lasts `ends_ms`.

    Never raises: where nothing can be read, there are no captions.
    """
    repairs: dict[Repair, list[int]] = {}
    text, repair = (content, None) if isinstance(content, str) else _decoded(content)
    if repair:
        repairs[repair] = [1]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if "\x00" in line:
            _note(repairs, Repair.NO_SIGN, number)
    lines = [line.replace("\x00", "").strip(_UNSEEN) for line in lines]
    found = list(_blocks(lines, repairs))
    found = [mended for read in found if (mended := _forwards(read, repairs))]
    if ends_ms is not None:
        found = _before(ends_ms, found, repairs)
    return Mended(_apart(_in_order(found, repairs), repairs), repairs)


def _decoded(content: bytes) -> tuple[str, Repair | None]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), Repair.UTF_16
    start = content[:200]
    if b"\x00" in start:
        order = "utf-16-be" if start[:1] == b"\x00" else "utf-16-le"
        return content.decode(order, "replace"), Repair.UTF_16
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), Repair.OTHER_SIGNS


def _note(repairs: dict[Repair, list[int]], repair: Repair, line: int) -> None:
    lines = repairs.setdefault(repair, [])
    if line not in lines:
        lines.append(line)


def _blocks(lines: list[str], repairs: dict[Repair, list[int]]) -> Iterator[_Read]:
    """Each line of times with the text below it, up to an empty line or the next times."""
    is_vtt = lines[0].startswith("WEBVTT")
    starts = [number for number, line in enumerate(lines) if _TIMES.match(line)]
    used: set[int] = set()
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else len(lines)
        end = start + 1
        while end < following and lines[end].strip():
            end += 1
        # The number or name above the next times is not text of this one.
        named = end == following and following < len(lines) and _is_name(lines[end - 1])
        used.update(range(start, end))
        text = [line.strip() for line in lines[start + 1 : end - named]]
        if end == following and following < len(lines):
            _note(repairs, Repair.EMPTY_LINE, following + 1)
        if start and _is_name(lines[start - 1]):
            used.add(start - 1)
        read = _read(lines[start], start + 1, [line for line in text if "-->" not in line])
        if len(read.caption.settings) > LONGEST_SETTINGS:
            read = replace(read, caption=replace(read.caption, settings=""))
            _note(repairs, Repair.LEFT_OUT, start + 1)
        if _is_badly_written(lines[start], is_vtt=is_vtt):
            _note(repairs, Repair.TIME_FORM, start + 1)
        if read.caption.text:
            yield read
        else:
            _note(repairs, Repair.NO_TEXT, start + 1)
    _note_left_out(lines, used, repairs)


def _is_name(line: str) -> bool:
    return line.strip().isdigit()


def _note_left_out(lines: list[str], used: set[int], repairs: dict[Repair, list[int]]) -> None:
    remark = False
    for number, line in enumerate(lines):
        if not line.strip():
            remark = False
        elif re.match(r"(WEBVTT|NOTE|STYLE|REGION)\b", line):
            remark = True
        elif number not in used and not remark and "-->" not in (lines[number + 1 :] or [""])[0]:
            _note(repairs, Repair.LEFT_OUT, number + 1)


def _is_badly_written(line: str, *, is_vtt: bool) -> bool:
    mark = r"\." if is_vtt else "[.,]"
    strict = rf"(\d{{1,2}}:)?[0-5]\d:[0-5]\d{mark}\d{{3}}"
    return re.match(rf"^\s*{strict}[ \t]+-->[ \t]+{strict}([ \t]|$)", line) is None


def _read(times: str, line: int, text: list[str]) -> _Read:
    match = _TIMES.match(times)
    assert match is not None  # only lines of times come here
    parts = match.groups()
    start, end = _moment(parts[:5]), _moment(parts[5:10])
    settings = " ".join((match["settings"] or "").split())
    return _Read(line, Caption(start, end, "\n".join(text), settings))


def _moment(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, _mark, fraction = parts
    return (
        int(hours or 0) * MS_AN_HOUR
        + int(minutes or 0) * MS_A_MINUTE
        + int(seconds or 0) * MS_A_SECOND
        + int((fraction or "").ljust(3, "0"))
    )


def _forwards(read: _Read, repairs: dict[Repair, list[int]]) -> _Read:
    start, end = read.caption.start_ms, read.caption.end_ms
    if end < start:
        _note(repairs, Repair.REVERSED, read.line)
        start, end = end, start
    elif end == start:
        _note(repairs, Repair.NO_LENGTH, read.line)
        end = start + SHORTEST_MS
    return replace(read, caption=replace(read.caption, start_ms=start, end_ms=end))


def _before(ends_ms: int, found: list[_Read], repairs: dict[Repair, list[int]]) -> list[_Read]:
    for read in found:
        if read.caption.start_ms >= ends_ms:
            _note(repairs, Repair.AFTER_END, read.line)
    return [read for read in found if read.caption.start_ms < ends_ms]


def _in_order(found: list[_Read], repairs: dict[Repair, list[int]]) -> list[_Read]:
    latest = -1
    for read in found:
        if read.caption.start_ms < latest:
            _note(repairs, Repair.ORDER, read.line)
        latest = max(latest, read.caption.start_ms)
    return sorted(found, key=lambda read: read.caption.start_ms)


def _apart(found: list[_Read], repairs: dict[Repair, list[int]]) -> list[Caption]:
    """No two at once: the earlier one ends where the later one starts."""
    apart: list[_Read] = []
    for read in found:
        before = apart[-1] if apart else None
        if before and before.caption.start_ms == read.caption.start_ms:
            _note(repairs, Repair.SAME_START, read.line)
            apart[-1] = replace(before, caption=_together(before.caption, read.caption))
            continue
        if before and before.caption.end_ms > read.caption.start_ms:
            _note(repairs, Repair.OVERLAP, before.line)
            shorter = replace(before.caption, end_ms=read.caption.start_ms)
            apart[-1] = replace(before, caption=shorter)
        apart.append(read)
    return [caption for read in apart for caption in _short(read, repairs)]


def _short(read: _Read, repairs: dict[Repair, list[int]]) -> list[Caption]:
    """Divided between words, each with an equal part of the time; of no time at all nothing is left."""
    caption = read.caption
    if len(caption.text) <= LONGEST_TEXT:
        return [caption]
    texts = wrap(caption.text, LONGEST_TEXT)
    lasts = (caption.end_ms - caption.start_ms) // len(texts)
    if not lasts:
        _note(repairs, Repair.LEFT_OUT, read.line)
        return []
    _note(repairs, Repair.TOO_LONG, read.line)
    starts = [caption.start_ms + lasts * number for number in range(len(texts))]
    ends = [*starts[1:], caption.end_ms]
    return [
        replace(caption, start_ms=start, end_ms=end, text=text)
        for start, end, text in zip(starts, ends, texts, strict=True)
    ]


def _together(one: Caption, other: Caption) -> Caption:
    return replace(one, end_ms=max(one.end_ms, other.end_ms), text=f"{one.text}\n{other.text}")

"""Timed text: WebVTT and SubRip, read strictly and written plainly. Knows no database.

Source: W3C, WebVTT: The Web Video Text Tracks Format. Times are whole milliseconds.
Read strictly: what a browser would silently drop (a reversed time, a cue without text) is a fault with
its line and column, so that the person who uploads it can mend it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .moments import LONGEST_MS, MS_A_MINUTE, MS_A_SECOND, MS_AN_HOUR, clock_label

_VTT_TIME = r"(?:(?P<{0}h>\d{{2,}}):)?(?P<{0}m>[0-5]\d):(?P<{0}s>[0-5]\d)\.(?P<{0}ms>\d{{3}})"
_SRT_TIME = r"(?P<{0}h>\d{{1,2}}):(?P<{0}m>[0-5]\d):(?P<{0}s>[0-5]\d)[,.](?P<{0}ms>\d{{3}})"
_VTT_STAMP = re.compile(_VTT_TIME.format(""))
_SRT_STAMP = re.compile(_SRT_TIME.format(""))
_ARROW = "-->"
_TAG = re.compile(r"<[^>]*>")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LONGEST_SETTINGS = 200
# In signs. Nobody reads more of it while it is shown, and a page of text is divided between captions.
LONGEST_TEXT = 2_000
# Of how many captions after the end the lines are named.
MOST_LINES = 12


@dataclass(frozen=True)
class Caption:
    start_ms: int
    end_ms: int
    text: str
    settings: str = ""


class CaptionFault(ValueError):
    """Where a file of captions goes wrong: `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, message: object) -> None:
        self.line = line
        self.column = column
        self.message = message
        super().__init__(line, column, message)

    def __str__(self) -> str:
        return _("Line %(line)d, column %(column)d: %(fault)s") % {
            "line": self.line,
            "column": self.column,
            "fault": self.message,
        }


def read_text(content: bytes) -> str:
    """The text of an uploaded file: UTF-8, with or without a mark. Raises CaptionFault."""
    if content.startswith(_UTF16_MARKS) or b"\x00" in content[:200]:
        raise CaptionFault(
            1, 1, _("This file is in UTF-16. Save it again as UTF-8 and upload it once more.")
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise CaptionFault(
            line, column, _("This sign is not UTF-8. Save the file again as UTF-8.")
        ) from None
    return text


def read_vtt(text: str, ends_ms: int | None = None) -> list[Caption]:
    """The captions of a WebVTT file, in their order. Raises CaptionFault at the first fault.

    `ends_ms` is how long the recording lasts: a caption that begins later is a fault, one that merely ends
    later is none.
    """
    lines = _lines(text)
    if not lines or not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise CaptionFault(1, 1, _("A WebVTT file starts with the line WEBVTT."))
    blocks = _blocks(lines)
    first_number, first = next(blocks)
    for offset, line in enumerate(first):
        if _ARROW in line:
            raise CaptionFault(
                first_number + offset, 1, _("Leave an empty line between WEBVTT and the captions.")
            )
    captions = [_vtt_caption(number, block) for number, block in blocks if not _is_remark(block[0])]
    return _checked(captions, ends_ms)


def read_srt(text: str, ends_ms: int | None = None) -> list[Caption]:
    """The same of a SubRip file."""
    captions = [_srt_caption(number, block) for number, block in _blocks(_lines(text))]
    return _checked(captions, ends_ms)


def write_vtt(captions: Iterable[Caption]) -> str:
    """A WebVTT file that `read_vtt` reads back to the same captions."""
    parts = ["WEBVTT\n"]
    for caption in captions:
        times = f"{vtt_time(caption.start_ms)} {_ARROW} {vtt_time(caption.end_ms)}"
        settings = f" {caption.settings}" if caption.settings else ""
        parts.append(f"{times}{settings}\n{caption.text}\n")
    return "\n".join(parts)


def vtt_time(ms: int) -> str:
    hours, rest = divmod(ms, MS_AN_HOUR)
    minutes, rest = divmod(rest, MS_A_MINUTE)
    seconds, rest = divmod(rest, MS_A_SECOND)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def plain_text(text: str) -> str:
    """A caption without its marks (voices, styles) and on one line, as a transcript shows it."""
    bare = _TAG.sub("", text)
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        bare = bare.replace(name, sign)
    return " ".join(bare.split())


def _lines(text: str) -> list[str]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if "\x00" in line:
            raise CaptionFault(
                number, line.index("\x00") + 1, _("Here stands a sign that is no text.")
            )
    return lines


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not empty, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _is_remark(first_line: str) -> bool:
    return bool(re.match(r"(NOTE|STYLE|REGION)([ \t]|$)", first_line))


def _vtt_caption(number: int, block: list[str]) -> tuple[int, Caption]:
    """The caption of one block; an identifier may stand above its times."""
    at = 0 if _ARROW in block[0] else 1
    if at >= len(block) or _ARROW not in block[at]:
        raise CaptionFault(number, 1, _("A caption has times such as 00:01.000 --> 00:04.000."))
    return _caption(number + at, block[at], block[at + 1 :], _VTT_STAMP)


def _srt_caption(number: int, block: list[str]) -> tuple[int, Caption]:
    if not block[0].strip().isdigit():
        raise CaptionFault(number, 1, _("A caption in an SRT file starts with its number."))
    if len(block) < 2 or _ARROW not in block[1]:
        raise CaptionFault(
            number + 1, 1, _("A caption has times such as 00:00:01,000 --> 00:00:04,000.")
        )
    return _caption(number + 1, block[1], block[2:], _SRT_STAMP)


def _caption(
    number: int, times: str, text: list[str], stamp: re.Pattern[str]
) -> tuple[int, Caption]:
    begin, after = _stamp(number, times, _skip_space(times, 0), stamp)
    arrow = _skip_space(times, after)
    if not times.startswith(_ARROW, arrow):
        raise CaptionFault(number, arrow + 1, _("Between the two times stands an arrow, -->."))
    place = _skip_space(times, arrow + len(_ARROW))
    finish, rest = _stamp(number, times, place, stamp)
    if rest < len(times) and times[rest] not in " \t":
        raise CaptionFault(number, rest + 1, _("This time cannot be read."))
    if finish <= begin:
        raise CaptionFault(number, place + 1, _("This caption ends before it starts."))
    if not text:
        raise CaptionFault(number + 1, 1, _("This caption has no text."))
    if len("\n".join(text)) > LONGEST_TEXT:
        raise CaptionFault(number + 1, 1, _("This caption is too long. Divide it over several."))
    for offset, line in enumerate(text, start=1):
        if _ARROW in line:
            raise CaptionFault(
                number + offset,
                line.index(_ARROW) + 1,
                _("Leave an empty line between two captions."),
            )
    settings = " ".join(times[rest:].split())
    if len(settings) > LONGEST_SETTINGS:
        raise CaptionFault(number, rest + 1, _("What follows these times is too long."))
    return number, Caption(begin, finish, "\n".join(text), settings)


def _skip_space(line: str, at: int) -> int:
    while at < len(line) and line[at] in " \t":
        at += 1
    return at


def _stamp(number: int, line: str, at: int, stamp: re.Pattern[str]) -> tuple[int, int]:
    match = stamp.match(line, at)
    if match is None:
        raise CaptionFault(number, at + 1, _("This time cannot be read."))
    moment = (
        int(match["h"] or 0) * MS_AN_HOUR
        + int(match["m"]) * MS_A_MINUTE
        + int(match["s"]) * MS_A_SECOND
        + int(match["ms"])
    )
    if moment >= LONGEST_MS:
        raise CaptionFault(number, at + 1, _("No recording lasts that long."))
    return moment, match.end()


def _checked(numbered: list[tuple[int, Caption]], ends_ms: int | None) -> list[Caption]:
    captions = list(_in_order(numbered))
    if ends_ms is not None:
        _refuse_after(ends_ms, numbered)
    return captions


def _refuse_after(ends_ms: int, numbered: list[tuple[int, Caption]]) -> None:
    """A caption that begins once the recording has ended is seen by nobody: it belongs elsewhere."""
    late = [(number, caption) for number, caption in numbered if caption.start_ms >= ends_ms]
    if not late:
        return
    (line, first), *others = late
    fault = gettext("This caption begins at %(moment)s, and the recording ends at %(end)s.") % {
        "moment": clock_label(first.start_ms),
        "end": clock_label(ends_ms),
    }
    if others:
        fault += " " + ngettext(
            "So does %(count)s more, at line %(lines)s. Do these captions belong to this recording?",
            "So do %(count)s more, at lines %(lines)s. Do these captions belong to this recording?",
            len(others),
        ) % {"count": len(others), "lines": _lines_named([number for number, _caption in others])}
    raise CaptionFault(line, 1, fault)


def _lines_named(numbers: list[int]) -> str:
    """The first ones, and that there are more."""
    more = ", …" if len(numbers) > MOST_LINES else ""
    return ", ".join(map(str, numbers[:MOST_LINES])) + more


def _in_order(numbered: list[tuple[int, Caption]]) -> Iterator[Caption]:
    """The captions, each starting no earlier than the one before, and none over another.

    Overlapping captions would show two texts at once, and a transcript could not follow both.
    """
    before: Caption | None = None
    for number, caption in numbered:
        if before and caption.start_ms < before.start_ms:
            raise CaptionFault(number, 1, _("This caption starts before the previous one."))
        if before and caption.start_ms < before.end_ms:
            raise CaptionFault(
                number, 1, _("This caption starts while the previous one is still shown.")
            )
        before = caption
        yield caption

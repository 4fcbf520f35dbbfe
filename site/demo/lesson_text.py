"""Reads the course's text files: modules with lessons, as blocks of a lesson's stream.

A file opens with a head in YAML; each `## lesson` carries a few `name: value` lines. In the text:
`[S12]` and `[vakkennis]` are sources (content/course/sources.yaml), `[[key|words]]` is a claim,
`**Kernpunt.**` a key point, `> **Title.**` a callout, `### Casus` and `### Reflectievraag` what they say.
"""

import re
from dataclasses import dataclass, field
from html import escape

import yaml

KEY_POINT = "**Kernpunt.**"
CASE = "### Casus"
REFLECTION = "### Reflectievraag"
DISCUSS = "*Bespreek*:"


@dataclass(frozen=True)
class LessonText:
    title: str
    slug: str
    minutes: int
    slides: tuple[int, int] | None
    warns: bool
    library: list[str]
    looks_back: bool
    blocks: list[tuple[str, object]]


@dataclass(frozen=True)
class ModuleText:
    title: str
    slug: str
    quiz: str
    goals: list[str]
    lessons: list[LessonText]


@dataclass
class Notes:
    """The sources of one lesson, numbered as the reader meets them."""

    sources: dict[str, str]
    codes: list[str] = field(default_factory=list)

    def number(self, code: str) -> int:
        if code not in self.codes:
            self.codes.append(code)
        return self.codes.index(code) + 1

    def listed(self) -> list[str]:
        return [self.sources[code] for code in self.codes]


def read_module(text: str, sources: dict[str, str]) -> ModuleText:
    _, head, body = text.split("---\n", 2)
    facts = yaml.safe_load(head)
    return ModuleText(
        title=facts["title"],
        slug=facts["slug"],
        quiz=facts["quiz"],
        goals=[typographic(goal) for goal in facts["goals"]],
        lessons=[_lesson(part, sources) for part in re.split(r"^## ", body, flags=re.M)[1:]],
    )


def _lesson(text: str, sources: dict[str, str]) -> LessonText:
    head, body = text.split("\n\n", 1)
    title, *lines = head.splitlines()
    facts = dict(line.split(": ", 1) for line in lines)
    first, _, last = facts.get("slides", "").partition("-")
    return LessonText(
        title=typographic(title),
        slug=facts["slug"],
        minutes=int(facts["minutes"]),
        slides=(int(first), int(last or first)) if first else None,
        warns=facts.get("warning") == "yes",
        library=facts.get("library", "").split(),
        looks_back=facts.get("looks_back") == "yes",
        blocks=_blocks(body, Notes(sources)),
    )


def _blocks(body: str, notes: Notes) -> list[tuple[str, object]]:
    blocks: list[tuple[str, object]] = []
    running: list[str] = []
    paragraphs = [part for part in body.strip().split("\n\n") if part.strip()]

    def close() -> None:
        if running:
            blocks.append(("text", "".join(running)))
            running.clear()

    while paragraphs:
        part = paragraphs.pop(0)
        special = _special(part, paragraphs, notes)
        if special is None:
            running.append(rich(part, notes))
        else:
            close()
            blocks.append(special)
    close()
    if notes.codes:
        blocks.append(("sources", {"sources": notes.listed()}))
    return blocks


def _special(part: str, following: list[str], notes: Notes) -> tuple[str, object] | None:
    """A block of its own that begins here; it may take the paragraphs that belong to it."""
    if part.startswith(KEY_POINT):
        return "key_point", {"text": rich(part.removeprefix(KEY_POINT).strip(), notes)}
    if part.startswith("> **"):
        title, text = re.findall(r"^> \*\*(.+?)\.\*\* (.+)$", part, flags=re.S)[0]
        return "callout", {"title": title, "text": rich(text, notes)}
    if part == REFLECTION:
        return "reflection", {"prompt": typographic(following.pop(0))}
    if part == CASE:
        story = []
        while following and not following[0].startswith(DISCUSS):
            story.append(rich(following.pop(0), notes))
        questions = following.pop(0).removeprefix(DISCUSS).strip()
        return "case", {
            "title": "",
            "story": "".join(story),
            "questions": _questions(questions),
        }
    return None


def _questions(text: str) -> str:
    """ "which signs, which pattern?" as a list of questions."""
    asked = [question.strip() for question in typographic(text).rstrip("?").split(", ")]
    items = "".join(f"<li>{escape(q[0].upper() + q[1:], quote=False)}?</li>" for q in asked)
    return f"<ul>{items}</ul>"


def rich(part: str, notes: Notes) -> str:
    """A paragraph or a list as rich text; a list may follow its introduction directly."""
    lines = part.splitlines()
    if all(re.match(r"- ", line) for line in lines):
        return _list("ul", [line[2:] for line in lines], notes)
    if all(re.match(r"\d+\. ", line) for line in lines):
        return _list("ol", [line.split(". ", 1)[1] for line in lines], notes)
    return f"<p>{inline(' '.join(lines), notes)}</p>"


def _list(tag: str, items: list[str], notes: Notes) -> str:
    return f"<{tag}>{''.join(f'<li>{inline(item, notes)}</li>' for item in items)}</{tag}>"


def inline(text: str, notes: Notes) -> str:
    html = escape(typographic(text), quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"\*(.+?)\*", r"<i>\1</i>", html)
    html = re.sub(r"\[\[([\w-]+)\|(.+?)\]\]", r'<span data-claim="\1">\2</span>', html)
    return re.sub(r"\s*\[(S\d+|vakkennis)\]", lambda found: _note(found[1], notes), html)


def _note(code: str, notes: Notes) -> str:
    number = notes.number(code)
    return f'<a href="#bron-{number}"><sup>{number}</sup></a>'


def typographic(text: str) -> str:
    """Straight quotation marks as printed ones."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text.strip())
    text = re.sub(r"(?<![\w’])'([^']+)'(?!\w)", r"‘\1’", text)
    return text.replace("'", "’")

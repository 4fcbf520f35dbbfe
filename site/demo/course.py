"""The course of the demonstration, from content/course. What exists is left as editors made it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import yaml
from wagtail.models import Page

from directory.models import Claim
from learning.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, Resource
from quizzes.models import Question, Quiz
from webinar.recordings.models import Cue, Recording

from .lesson_text import LessonText, ModuleText, read_module
from .library import load_library
from .self_assessment import open_question

CONTENT = Path(__file__).parent / "content" / "course"
QUESTIONS = CONTENT.parent / "quiz.yaml"
# Lessons in which a question is asked just before the fragment ends.
ASKED_WHILE_WATCHING = {"A2", "C1"}
A_MOMENT_MS = 2_000
CATALOGUE = "leren"
# Stands above every case and wherever the text asks for it.
WARNING = (
    "<p>Dit onderdeel gaat over geweld in gezinnen. Er staan geen gruwelijke details in, maar het kan je "
    "raken. Je mag pauzeren, overslaan of later terugkomen.</p><p>Heb je zelf nood aan een gesprek? 1712, "
    "Tele-Onthaal 106 of je vertrouwenspersoon op het werk.</p>"
)


def load_course(
    parent: Page,
    now: datetime,
    recording: Recording | None = None,
    quizzes: Mapping[str, Quiz] | None = None,
    self_assessment: Quiz | None = None,
    look_back: Quiz | None = None,
) -> CoursePage:
    """The catalogue and the course below `parent`; a course that is there stays as it is.

    `quizzes` by the letter of their module (A to D); lessons show the stretches of `recording`
    in which their slides stand. `look_back` stands in the lesson that asks to look back.
    """
    facts = _yaml("course.yaml")
    index = CourseIndexPage.objects.child_of(parent).filter(slug=CATALOGUE).first()
    if index is None:
        index = _published(
            parent,
            CourseIndexPage(
                title=facts["catalogue"]["title"],
                slug=CATALOGUE,
                intro=f"<p>{facts['catalogue']['intro']}</p>",
                show_in_menus=True,
            ),
        )
    course = CoursePage.objects.child_of(index).filter(slug=facts["slug"]).first()
    if course is not None:
        return course
    load_claims()
    load_library()
    sources = _yaml("sources.yaml")
    modules = [
        read_module((CONTENT / f"{name}.md").read_text(encoding="utf-8"), sources)
        for name in facts["modules"]
    ]
    course = _published(index, _course(facts, modules, self_assessment))
    moments = slide_moments(recording) if recording else {}
    questions = questions_by_lesson()
    for module in modules:
        page = _published(course, _module(module, facts, (quizzes or {}).get(module.quiz)))
        for number, lesson in enumerate(module.lessons, start=1):
            explained = questions[f"{module.quiz}{number}"]
            asks = f"{module.quiz}{number}" in ASKED_WHILE_WATCHING
            blocks = _with_look_back(lesson, look_back)
            _published(page, _lesson(lesson, blocks, recording, moments, explained, asks))
    return course


def questions_by_lesson() -> Mapping[str, list[Question]]:
    """The questions of the bank by the code of the lesson that explains them, such as A2."""
    known = {question.key: question for question in Question.objects.all()}
    found: dict[str, list[Question]] = defaultdict(list)
    for entry in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["quiz"]:
        if (question := known.get(f"ifg-{entry['id'].lower()}")) is not None:
            found[entry["les"]].append(question)
    return found


def load_claims() -> None:
    """What the lessons say and nobody confirmed: held back until somebody does."""
    sources = _yaml("sources.yaml")
    for facts in _yaml("claims.yaml"):
        code = facts.get("source_code", "")
        Claim.objects.get_or_create(
            key=facts["key"],
            defaults={
                "statement": facts["statement"],
                "language": "nl",
                "source_code": code,
                "source": sources.get(code, ""),
                "held_back_because": facts["held_back_because"],
            },
        )


def slide_moments(recording: Recording) -> dict[int, tuple[int, int]]:
    """From when to when each slide stands, by its number."""
    cues = list(
        Cue.objects.filter(recording=recording)
        .of_present_deck()
        .order_by("at_ms")
        .values_list("slide__number", "at_ms")
    )
    ends = [at_ms for _, at_ms in cues[1:]] + [recording.duration_ms]
    return {number: (at_ms, end) for (number, at_ms), end in zip(cues, ends, strict=True)}


def _yaml(name: str):
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def _published(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _course(facts: dict, modules: list[ModuleText], self_assessment: Quiz | None) -> CoursePage:
    lessons = sum(lesson.minutes for module in modules for lesson in module.lessons)
    return CoursePage(
        title=facts["title"],
        slug=facts["slug"],
        intro=facts["intro"].strip(),
        objectives=_items(facts["objectives"]),
        audience=facts["audience"].strip(),
        self_assessment=self_assessment,
        open_question=open_question() if self_assessment else "",
        minutes=lessons + len(modules) * facts["quiz_minutes"],
    )


def _module(module: ModuleText, facts: dict, quiz: Quiz | None) -> ModulePage:
    return ModulePage(
        title=module.title,
        slug=module.slug,
        goals=_items(module.goals),
        quiz=quiz,
        quiz_minutes=facts["quiz_minutes"],
    )


def _with_look_back(lesson: LessonText, quiz: Quiz | None) -> list[tuple[str, object]]:
    """The blocks of a lesson; one that looks back has the quiz above its sources."""
    blocks = list(lesson.blocks)
    if quiz is not None and lesson.looks_back:
        kinds = [kind for kind, _value in blocks]
        place = kinds.index("sources") if "sources" in kinds else len(blocks)
        blocks.insert(place, ("quiz", {"quiz": quiz}))
    return blocks


def _lesson(
    lesson: LessonText,
    blocks: list[tuple[str, object]],
    recording: Recording | None,
    moments: dict[int, tuple[int, int]],
    explained: list[Question],
    asks: bool,
) -> LessonPage:
    """The first of what is explained is asked while watching, where the lesson `asks`."""
    if recording and lesson.slides and set(lesson.slides) <= set(moments):
        first, last = lesson.slides
        segment = {
            "recording": recording,
            "start": moments[first][0],
            "end": moments[last][1],
            "questions": [
                {
                    "question": question,
                    "at": moments[last][1] - A_MOMENT_MS,
                    "look_from": moments[first][0],
                    "asks": asks and place == 0,
                }
                for place, question in enumerate(explained)
            ],
        }
        blocks.insert(0, ("segment", segment))
    entries = [Resource.objects.get(slug=slug) for slug in lesson.library]
    if entries:
        blocks.append(("library", {"resources": entries}))
    if lesson.warns or any(kind == "case" for kind, _ in blocks):
        blocks.insert(0, ("content_warning", {"text": WARNING}))
    return LessonPage(title=lesson.title, slug=lesson.slug, minutes=lesson.minutes, body=blocks)


def _items(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"

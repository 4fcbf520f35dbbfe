"""The demo's quizzes: one for each module, from content/quiz.yaml, and one to look back with."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from taggit.models import Tag

from quizzes.enums import FeedbackMoment, Layout
from quizzes.models import Question, Quiz, QuizDraw, QuizQuestion
from quizzes.services import current_versions

CONTENT = Path(__file__).parent / "content" / "quiz.yaml"
PASS_MARK = 70
TITLES = {
    "A": "Toets: signalen herkennen",
    "B": "Toets: risicofactoren",
    "C": "Toets: impact op kinderen",
    "D": "Toets: ingrijpen en doorverwijzen",
}
INTRO = "Kijk wat je al meeneemt. Na het indienen lees je bij elke vraag waarom een antwoord klopt of niet."


# To practise with, in a lesson of the last module. It draws from the modules before it only: what is asked
# beforehand with feedback tells nothing any more in the quiz of the module itself.
LOOK_BACK = {
    "key": "terugblik",
    "title": "Oefenen: wat weet je nog?",
    "intro": (
        "Zes vragen uit de eerste drie modules, telkens andere. Je leest meteen na elke vraag waarom een"
        " antwoord klopt of niet. Niemand ziet wat je antwoordt, en het telt nergens voor mee."
    ),
}
LOOK_BACK_AT = ("module-a", "module-b", "module-c")
ASKED_OF_EACH = 2


def load_look_back() -> Quiz:
    """The quiz to look back with, after `load_quizzes`; what exists stays as editors made it."""
    with transaction.atomic():
        quiz, created = Quiz.objects.get_or_create(
            key=LOOK_BACK["key"],
            defaults={
                "title": LOOK_BACK["title"],
                "intro": LOOK_BACK["intro"],
                "feedback": FeedbackMoment.NOW,
                "layout": Layout.ONE_BY_ONE,
                "shuffle_questions": True,
            },
        )
        if created:
            for place, name in enumerate(LOOK_BACK_AT):
                tag = Tag.objects.get(name=name)
                QuizDraw.objects.create(quiz=quiz, tag=tag, number=ASKED_OF_EACH, sort_order=place)
    return quiz


def load_quizzes(now: datetime) -> dict[str, Quiz]:
    """The quizzes by module letter. What exists stays as editors made it, its questions included."""
    entries = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["quiz"]
    with transaction.atomic():
        return {
            letter: Quiz.objects.filter(key=_key(letter)).first()
            or _quiz(letter, [entry for entry in entries if entry["module"] == letter], now)
            for letter in TITLES
        }


def _key(letter: str) -> str:
    return f"module-{letter.lower()}"


def _quiz(letter: str, entries: list[dict[str, Any]], now: datetime) -> Quiz:
    quiz = Quiz.objects.create(
        key=_key(letter), title=TITLES[letter], intro=INTRO, pass_mark=PASS_MARK
    )
    questions = [_question(entry) for entry in entries]
    for place, question in enumerate(questions):
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=place)
    current_versions(questions=[question for question in questions if question.live], now=now)
    return quiz


def _question(entry: dict[str, Any]) -> Question:
    """The question of the bank under this key: the one that is there, or a new one, published."""
    key = f"ifg-{entry['id'].lower()}"
    if found := Question.objects.filter(key=key).first():
        return found
    question_type, value = BUILDERS[entry["type"]](entry)
    value |= {"explanation": entry["uitleg"]}
    question = Question(
        key=key,
        live=False,
        difficulty=entry["moeilijkheid"],
        content=[{"type": question_type, "value": value, "id": _id(key)}],
    )
    question.save()
    question.tags.add(f"module-{entry['module'].lower()}", f"les-{entry['les'].lower()}")
    question.save_revision().publish()
    question.refresh_from_db()
    return question


def _choices(question_type: str) -> Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]:
    def build(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return question_type, {"stem": entry["vraag"], "options": _options(entry)}

    return build


def _case(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The last sentence is the question, what comes before it the story."""
    story, _dot, stem = entry["vraag"].rpartition(". ")
    return "case", {"story": f"{story}.", "stem": stem, "options": _options(entry)}


def _true_false(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    options = {option["id"]: option for option in entry["opties"]}
    return "true_false", {
        "stem": entry["vraag"],
        "answer": "true" if options["waar"]["juist"] else "false",
        "feedback_true": options["waar"]["feedback"],
        "feedback_false": options["onwaar"]["feedback"],
    }


def _ordering(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    steps = [
        _item(entry["id"], step["tekst"], {"text": step["tekst"], "feedback": step["feedback"]})
        for step in entry["items"]
    ]
    return "ordering", {"stem": entry["vraag"], "steps": steps}


def _matching(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    pairs = [
        _item(
            entry["id"],
            pair["links"],
            {"left": pair["links"], "right": pair["rechts"], "feedback": pair["feedback"]},
        )
        for pair in entry["paren"]
    ]
    return "matching", {"stem": entry["vraag"], "pairs": pairs, "extras": []}


BUILDERS: dict[str, Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "enkelvoudig": _choices("single_choice"),
    "meervoudig": _choices("multiple_response"),
    "waar_onwaar": _true_false,
    "casus": _case,
    "volgorde": _ordering,
    "koppelen": _matching,
}


def _options(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "id": option["id"],
            "value": {
                "text": option["tekst"],
                "correct": option["juist"],
                "feedback": option["feedback"],
            },
        }
        for option in entry["opties"]
    ]


def _item(question: str, text: str, value: dict[str, str]) -> dict[str, Any]:
    """An item whose id stays from load to load and tells nothing about its place."""
    return {"type": "item", "id": _id(question, text), "value": value}


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

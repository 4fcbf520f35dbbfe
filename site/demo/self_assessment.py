"""The demo's self-assessment, from content/self_assessment.yaml. What exists stays as editors made it."""

from datetime import datetime
from pathlib import Path

import yaml
from django.db import transaction

from quizzes.enums import FeedbackMoment
from quizzes.models import Question, Quiz, QuizQuestion
from quizzes.services import current_version

CONTENT = Path(__file__).parent / "content" / "self_assessment.yaml"
KEY = "zelfinschatting"


def load_self_assessment(now: datetime) -> Quiz:
    """The statements as a quiz of one question, taken once for each moment."""
    words = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    with transaction.atomic():
        quiz, created = Quiz.objects.get_or_create(
            key=KEY,
            defaults={
                "title": words["titel"],
                "intro": words["inleiding"].strip(),
                "attempts_allowed": 1,
                "feedback": FeedbackMoment.END,
            },
        )
        if created:
            question = Question.objects.filter(key=f"ifg-{KEY}").first() or _question(words)
            QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=0)
            current_version(question=question, now=now)
    return quiz


def open_question() -> str:
    """What is asked beside the statements, for each learner alone."""
    asked: str = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["open_vraag"]
    return asked


def _question(words: dict) -> Question:
    question = Question(key=f"ifg-{KEY}", live=False, content=_content(words))
    question.save()
    question.save_revision().publish()
    question.refresh_from_db()
    return question


def _content(words: dict) -> list[dict]:
    return [
        {
            "type": "likert",
            "id": KEY,
            "value": {
                "stem": words["vraag"],
                "items": [
                    {
                        "type": "item",
                        "id": line["id"],
                        "value": {
                            "text": line["tekst"],
                            "reversed": line.get("omgekeerd", False),
                        },
                    }
                    for line in words["stellingen"]
                ],
                "lowest": words["laagste"],
                "middle": words["midden"],
                "highest": words["hoogste"],
                "explanation": words["uitleg"].strip(),
            },
        }
    ]

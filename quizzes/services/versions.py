"""Versions of questions: made when what is live has changed, never changed themselves."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from quizzes.models import Question, QuestionVersion, VersionPicture
from quizzes.pictures import image_ids


def current_versions(*, questions: Sequence[Question], now: datetime) -> list[QuestionVersion]:
    """The version of each question as it is live now, in the order given; made where it was missing.

    Questions are locked only when one of them needs a new version.
    """
    latest = _latest(questions)
    if any(_differs(question, latest.get(question.pk)) for question in questions):
        with transaction.atomic():
            ids = [question.pk for question in questions]
            # As they are live by now: what was at hand may have been published anew since it was read.
            locked = Question.objects.select_for_update(no_key=True).filter(pk__in=ids)
            present = {question.pk: question for question in locked.order_by("pk")}
            questions = [present[pk] for pk in ids]
            latest = _latest(questions)
            for question in questions:
                if _differs(question, latest.get(question.pk)):
                    latest[question.pk] = _make(question, latest.get(question.pk), now)
    return [latest[question.pk] for question in questions]


def current_version(*, question: Question, now: datetime) -> QuestionVersion:
    """The version of one question as it is live now."""
    return current_versions(questions=[question], now=now)[0]


def _latest(questions: Sequence[Question]) -> dict[int, QuestionVersion]:
    versions = (
        QuestionVersion.objects.filter(question__in=[question.pk for question in questions])
        .annotate(newest=Max("question__versions__number"))
        .filter(number=F("newest"))
    )
    return {version.question_id: version for version in versions}


def _differs(question: Question, version: QuestionVersion | None) -> bool:
    return version is None or (version.type, version.body) != (question.type, question.body())


def _make(question: Question, latest: QuestionVersion | None, now: datetime) -> QuestionVersion:
    version = QuestionVersion.objects.create(
        question=question,
        number=latest.number + 1 if latest else 1,
        type=question.type,
        body=question.body(),
        made_at=now,
    )
    # One by one: Wagtail's index of references, which guards an image against deletion, listens to saves.
    for image_id in sorted(set(image_ids(version.body))):
        VersionPicture.objects.create(version=version, image_id=image_id)
    return version

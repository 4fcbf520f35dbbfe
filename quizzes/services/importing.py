"""Questions from a file into the bank: as drafts, all that are accepted at once or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from taggit.models import Tag
from wagtail.log_actions import log

from accounts.models import User
from quizzes.enums import Difficulty
from quizzes.errors import BankChanged, UploadGone
from quizzes.exchange import bank
from quizzes.exchange.formats import read_file
from quizzes.import_plan import ImportPlan, Planned, plan_import
from quizzes.keys import hold_keys
from quizzes.models import Question, QuestionTag, QuestionUpload

from .importing_images import images_of

KEPT_FOR = timedelta(days=1)


def import_questions(*, content: bytes, expected: str = "", user: User | None = None) -> ImportPlan:
    """Bring in every question that is accepted, as a draft, in one transaction; says what it did.

    Raises FileRefused, and BankChanged when the plan is not the `expected` one any more (its digest).
    """
    reading = read_file(content)
    try:
        with transaction.atomic():
            # Sameness is judged against a bank that stands still.
            hold_keys(Question)
            plan = plan_import(reading)
            if expected and plan.digest != expected:
                raise BankChanged
            _store(plan.coming_in, user)
    except IntegrityError as taken:
        # An editor has just saved a question under one of the keys.
        raise BankChanged from taken
    return plan


def keep_upload(
    *, content: bytes, name: str, subject_id: UUID, now: datetime
) -> tuple[QuestionUpload, ImportPlan]:
    """Keep a file until its dry run is confirmed, in the place of this person's last one.

    Raises FileRefused for a file of which nothing can be read; then nothing is kept.
    """
    plan = plan_import(read_file(content))
    with transaction.atomic():
        QuestionUpload.objects.filter(subject_id=subject_id).delete()
        upload = QuestionUpload.objects.create(
            subject_id=subject_id, name=name[:200], content=content, uploaded_at=now
        )
    return upload, plan


def confirm_upload(
    *, public_id: UUID, subject_id: UUID, expected: str, user: User, now: datetime
) -> ImportPlan:
    """Import this person's kept file and forget it; raises UploadGone the second time."""
    with transaction.atomic():
        upload = (
            QuestionUpload.objects.select_for_update(no_key=True)
            .filter(public_id=public_id, subject_id=subject_id, uploaded_at__gt=now - KEPT_FOR)
            .first()
        )
        if upload is None:
            raise UploadGone
        plan = import_questions(content=bytes(upload.content), expected=expected, user=user)
        upload.delete()
    return plan


def discard_upload(*, public_id: UUID, subject_id: UUID) -> None:
    """Forget a kept file."""
    QuestionUpload.objects.filter(public_id=public_id, subject_id=subject_id).delete()


def forget_old_uploads(*, now: datetime) -> None:
    """Forget what nobody confirmed within a day."""
    QuestionUpload.objects.filter(uploaded_at__lte=now - KEPT_FOR).delete()


def _store(lines: Sequence[Planned], user: User | None) -> None:
    """Write the drafts with as few queries as Wagtail's history allows: on SQLite nobody else can
    write meanwhile."""
    images = images_of(
        [image for line in lines if line.question for image in line.question.pictures], user
    )
    questions = Question.objects.bulk_create([_draft(line, images) for line in lines])
    names = {name for line in lines if line.question for name in line.question.tags}
    tags = {name: Tag.objects.get_or_create(name=name)[0] for name in sorted(names)}
    QuestionTag.objects.bulk_create(
        QuestionTag(content_object=question, tag=tags[name])
        for question, line in zip(questions, lines, strict=True)
        if line.question
        for name in sorted(line.question.tags)
    )
    for question in questions:
        log(instance=question, action="wagtail.create", user=user, content_changed=True)
        # The plan has judged the content by the editor's own rules.
        question.save_revision(user=user, clean=False)


def _draft(line: Planned, images: Mapping[str, int]) -> Question:
    assert line.question is not None
    return Question(
        key=line.key,
        content=[bank.to_content(line.question, images)],
        difficulty=line.question.difficulty or Difficulty.BASIC,
        live=False,
    )

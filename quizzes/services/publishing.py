"""Publishing several questions of the bank at once, such as those that came in from a file."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from quizzes.models import Question


@transaction.atomic
def publish_drafts(*, question_ids: Iterable[int], user: User) -> tuple[int, list[Question]]:
    """Publish what was saved last of each question: how many changed, and those that are not finished.

    What is published as it stands stays untouched; what lacks something stays a draft.
    """
    published, unfinished = 0, []
    chosen = Question.objects.select_for_update(no_key=True).filter(pk__in=question_ids)
    for question in chosen.order_by("pk"):
        revision = question.latest_revision
        if revision is None or (question.live and not question.has_unpublished_changes):
            continue
        draft = revision.as_object()
        if not _is_finished(draft):
            unfinished.append(draft)
            continue
        revision.publish(user=user)
        published += 1
    return published, unfinished


def _is_finished(draft: Question) -> bool:
    """As the editor's form judges it: the field itself does not look into its blocks."""
    try:
        draft.full_clean()
        draft.content.stream_block.clean(draft.content)
    except ValidationError:
        return False
    return True

"""What a learner attempted in a course; and whether the quiz that stands in a lesson was passed."""

from collections.abc import Iterable
from uuid import UUID

from learning.outline import CourseOutline
from learning.versions import reads_otherwise_since
from quizzes.models import Attempt


def attempts_for(subject_id: UUID, *occasions: str) -> list[Attempt]:
    """Those of some occasions, at whichever quiz: what stood in a lesson when one began was asked.

    One query, also for what was granted beyond the limits and for which module each was begun.
    """
    found = Attempt.objects.of(subject_id).filter(occasion__in=occasions)
    return list(
        found.with_what_is_beyond_the_limit().select_related("module_attempt").order_by("pk")
    )


def pass_that_counts(
    attempts: Iterable[Attempt], *, course: CourseOutline, lesson_key: UUID, is_done: bool
) -> Attempt | None:
    """The pass begun last; None where there is none that counts.

    A lesson that is done and reads otherwise since is taken again: then only a pass counts that was
    begun after the change.
    """
    passed = [attempt for attempt in attempts if attempt.passed_now]
    newest = max(passed, key=lambda attempt: (attempt.started_at, attempt.pk), default=None)
    if newest and is_done and reads_otherwise_since(course, lesson_key, newest.started_at):
        return None
    return newest

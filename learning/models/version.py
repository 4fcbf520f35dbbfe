from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.enums import Role

LONGEST_SENTENCE = 300


class CourseVersion(models.Model):
    """A substantive change of a course, in every language of it: its number, and what changed.

    Written once, when the change is published. Who did it stands as a role; the page's own log knows
    more for as long as it is kept. Version 1 is the first publication and has no row.
    """

    course_key = models.UUIDField(_("course, in any language"))
    number = models.PositiveIntegerField(_("version"))
    noted_at = models.DateTimeField(_("published"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    # A sentence by language; only those that somebody wrote.
    sentences = models.JSONField(_("what changed"), default=dict)
    # Keys of the lessons that read otherwise, and of the modules whose quiz asks otherwise.
    lessons = models.JSONField(default=list)
    quizzes = models.JSONField(default=list)
    by_role = models.CharField(_("by"), max_length=20, choices=Role.choices, blank=True)

    class Meta:
        verbose_name = _("version of a course")
        verbose_name_plural = _("versions of courses")
        ordering = ["course_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course_key", "number"], name="a_course_has_a_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gt=1), name="the_first_version_is_not_a_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_key} {self.number}"


class DeclaredChange(models.Model):
    """An editor said that what they are about to publish of this page changes what people must know.

    It waits for the page's next publication, at once or on schedule, and is used up by it.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    sentence = models.CharField(_("what changed"), max_length=LONGEST_SENTENCE)
    by_role = models.CharField(_("by"), max_length=20, choices=Role.choices, blank=True)

    class Meta:
        verbose_name = _("declared change")
        verbose_name_plural = _("declared changes")

    def __str__(self) -> str:
        return f"{self.page_id}"

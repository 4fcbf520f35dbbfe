from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class CourseInvitation(models.Model):
    """A mail address that may enrol in a course. Names a person, so it goes with the enrolment."""

    course_key = models.UUIDField(_("course, in any language"))
    email = models.EmailField(_("mail address"))
    invited_at = models.DateTimeField(_("invited on"))

    class Meta:
        verbose_name = _("invitation to a course")
        verbose_name_plural = _("invitations to courses")
        constraints = [
            models.UniqueConstraint(
                "course_key", Lower("email"), name="an_address_is_invited_once_to_a_course"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

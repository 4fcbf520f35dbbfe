"""What whoever publishes a course is told about the same course in another language."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .doors import BY_ORGANISATION
from .models import CoursePage


def tell_who_may_enrol_in_another_language(request: HttpRequest, page: Page) -> None:
    """A page decides who may enrol on it, and whoever enrols takes the course in every language."""
    course = page.specific
    if not isinstance(course, CoursePage) or not course.live:
        return
    for other in course.get_translations().live().select_related("locale"):
        if _door(other) == _door(course):
            continue
        words = _(
            "Who may enrol is not the same in each language. %(language)s: %(who)s. Whoever enrols there"
            " takes this course too."
        )
        messages.warning(
            request,
            words
            % {"language": other.locale.get_display_name(), "who": other.get_open_to_display()},
            buttons=[
                messages.button(
                    reverse("wagtailadmin_pages:edit", args=[other.pk]), _("See that page")
                )
            ],
        )


def _door(course: CoursePage) -> tuple:
    """What decides who may enrol, and when."""
    named = (
        frozenset(each.pk for each in course.organisations.all())
        if course.open_to in BY_ORGANISATION
        else frozenset()
    )
    return (course.open_to, named, course.opens_at, course.closes_at)

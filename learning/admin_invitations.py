"""An editor invites people to a course that is for whoever is invited."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.forms import AddressListForm
from accounts.models import User
from accounts.services.invitations import LineResult
from core.clock import now
from core.errors import Refusal

from . import services
from .admin_course import CourseAdminView
from .enums import OpenTo
from .models import CoursePage


class InviteToCourseView(CourseAdminView):
    """A list of addresses: first what would happen, line by line; with `sure` it happens."""

    page_title = gettext_lazy("Invite")
    header_icon = "mail"
    template_name = "accounts/admin/invite.html"

    def get_context_data(self, results: Sequence[LineResult] = (), **kwargs: object) -> dict:
        fresh = [str(found.line.email) for found in results if found.is_new]
        return super().get_context_data(**kwargs) | {
            "results": results,
            "fresh": fresh,
            "fresh_addresses": "\n".join(fresh),
            "form": kwargs.get("form") or AddressListForm(),
            "done_url": reverse("wagtailadmin_pages:edit", args=[self.course.pk]),
            "done_label": _("To the course"),
            "says": _(
                "Each gets a mail with a link to the course, and may enrol with that address."
            ),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AddressListForm(request.POST, request.FILES)
        results: list[LineResult] = []
        is_done = "sure" in request.POST
        if form.is_valid():
            try:
                results = services.invite(
                    course=self.course, lines=form.lines(), now=now(), dry_run=not is_done
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        return self.render_to_response(
            self.get_context_data(form=form, results=results, is_done=is_done)
        )


def invite_button(page: Page, user: User) -> Iterator[Button]:
    """Beside the title of a course that is for whoever is invited."""
    if not isinstance(page, CoursePage) or page.open_to != OpenTo.INVITATION:
        return
    if page.live and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Invite"),
            url=reverse("course_invite", args=[page.pk]),
            icon_name="mail",
            priority=60,
        )

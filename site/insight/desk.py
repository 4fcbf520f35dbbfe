"""The first page of the admin: the day's work, by what a person may do."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from campaigns.models import CampaignIndexPage, HomePage
from learning.models import CourseIndexPage
from quizzes.access import may_grant_attempts

from .access import may_read_item_statistics, may_read_reports


@dataclass(frozen=True)
class Task:
    """Something to do, where it is done, and what it is for."""

    label: str
    says: str
    url: str
    icon: str


class DeskPanel(Component):
    """What you can do here; empty for whoever may do nothing of it."""

    name = "desk"
    template_name = "insight/desk.html"
    order = 50

    def get_context_data(self, parent_context: dict) -> dict:
        user = parent_context["request"].user
        pages = _pages(user)
        return {
            "tasks": [*pages, *_content(user), *_people(user), *_proof(user)],
            "edits_pages": bool(pages),
        }


def _pages(user: User) -> list[Task]:
    policy = PagePermissionPolicy()
    if not policy.user_has_permission(user, "change"):
        return []
    home = HomePage.objects.order_by("path").first()
    topics = CampaignIndexPage.objects.order_by("path").first()
    courses = CourseIndexPage.objects.order_by("path").first()
    tasks = []
    if topics:
        tasks.append(
            Task(
                _("Write a page for citizens"),
                _("A draft first; it is seen when you publish it."),
                reverse("wagtailadmin_pages:add_subpage", args=[topics.pk]),
                "doc-empty",
            )
        )
    if home:
        tasks.append(
            Task(
                _("Change a page"),
                _("Every page of the site, in its place in the tree."),
                reverse("wagtailadmin_explore", args=[home.pk]),
                "folder-open-inverse",
            )
        )
    if courses:
        tasks.append(
            Task(
                _("Work on a course"),
                _("Courses, their modules and their lessons."),
                reverse("wagtailadmin_explore", args=[courses.pk]),
                "clipboard-list",
            )
        )
    return tasks


def _content(user: User) -> list[Task]:
    tasks = []
    if user.has_perm("directory.change_claim"):
        tasks.append(
            Task(
                _("Confirm what is held back"),
                _(
                    "Numbers, hours and articles that no reader sees until someone has checked them."
                ),
                reverse("claims_to_review"),
                "check",
            )
        )
    if user.has_perm("recordings.change_recording"):
        tasks.append(
            Task(
                _("Recordings"),
                _("Captions, chapters, consents, and who may see a recording."),
                reverse("opnames:index"),
                "media",
            )
        )
    if may_read_item_statistics(user):
        tasks.append(
            Task(
                _("How the questions do"),
                _("Which questions are too hard, tell nobody apart, or have an idle option."),
                reverse("quizzes_report"),
                "help",
            )
        )
    return tasks


def _people(user: User) -> list[Task]:
    tasks = []
    if user.has_perm("live.change_livesession"):
        tasks.append(
            Task(
                _("Live sessions"),
                _("Plan a session, see who takes part, mark who was there."),
                reverse("livesessies:index"),
                "calendar-alt",
            )
        )
    if user.has_perm("accounts.change_organisation"):
        tasks.append(
            Task(
                _("Organisations"),
                _("Make one, say who its contact persons are, invite members."),
                reverse("organisaties:index"),
                "group",
            )
        )
    if may_grant_attempts(user):
        tasks.append(
            Task(
                _("Stuck at a quiz"),
                _("Who has used every attempt; give one more."),
                reverse("stuck_learners"),
                "help",
            )
        )
    return tasks


def _proof(user: User) -> list[Task]:
    tasks = []
    if user.has_perm("credentials.view_certificate"):
        tasks.append(
            Task(
                _("Certificates"),
                _("Find one, revoke it, or issue it again with another name."),
                reverse("credentials_admin:index"),
                "clipboard-list",
            )
        )
    if user.has_perm("credentials.hand_over_register"):
        tasks.append(
            Task(
                _("Professional registers"),
                _("Points of the participants, handed over as a file."),
                reverse("registers_admin:index"),
                "list-ul",
            )
        )
    if may_read_reports(user):
        tasks.append(
            Task(
                _("From enrolment to certificate"),
                _("How many people took each step of a course."),
                reverse("course_report"),
                "doc-full",
            )
        )
    return tasks

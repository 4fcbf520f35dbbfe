from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.images import get_image_model
from wagtail.signals import published
from wagtail.snippets.models import register_snippet

from accounts.models import User
from core.clock import now

from . import queries, services
from .access import may_see_regrades, may_start_regrade
from .bulk_actions import ExportChosen, PublishChosen
from .image_forms import KEPT, delete_image, is_kept
from .models import Question, Quiz
from .views import exporting, importing, regrades
from .viewsets import QuizzesGroup

register_snippet(QuizzesGroup)
hooks.register("register_bulk_action", ExportChosen)
hooks.register("register_bulk_action", PublishChosen)


@receiver(published, sender=Question)
def make_version(instance: Question, **kwargs: object) -> None:
    """What is published is what the next attempt asks. Wagtail's signal, since Wagtail publishes."""
    services.current_version(question=instance, now=now())


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_what_is_not_asked(request: HttpRequest, instance: Model) -> None:
    """Whoever publishes a quiz is told how many of its questions learners do not get."""
    if not isinstance(instance, Quiz) or "action-publish" not in request.POST:
        return
    drafts = len(queries.not_asked(instance))
    if drafts:
        words = ngettext(
            "%(count)s question of “%(name)s” is a draft. Learners do not get it until it is published too.",
            "%(count)s questions of “%(name)s” are drafts. Learners do not get them until they are published"
            " too.",
            drafts,
        )
        messages.warning(request, words % {"count": drafts, "name": instance})


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """What a quiz asks or an attempt was about is unpublished, not deleted."""
    for instance in instances:
        if isinstance(instance, (Question, Quiz)) and instance.is_used():
            words = _("“%(name)s” has been used and cannot be deleted. Unpublish it instead.")
            messages.error(request, words % {"name": instance})
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None


@hooks.register("register_admin_urls")
def regrade_addresses() -> list[URLPattern]:
    return [
        path("hercorrecties/", regrades.Regrades.as_view(), name="regrades"),
        path(
            "hercorrecties/vraag/<int:pk>/",
            regrades.RegradeQuestion.as_view(),
            name="regrade_question",
        ),
        path("hercorrecties/toets/<int:pk>/", regrades.RegradeQuiz.as_view(), name="regrade_quiz"),
        path("hercorrecties/<uuid:public_id>/", regrades.RegradeResult.as_view(), name="regrade"),
    ]


class RegradesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_regrades(request.user)


@hooks.register("register_reports_menu_item")
def regrades_item() -> MenuItem:
    return RegradesItem(
        gettext_lazy("Corrections of quizzes"),
        reverse_lazy("regrades"),
        name="regrades",
        icon_name="rotate",
        order=120,
    )


@hooks.register("register_snippet_listing_buttons")
def mark_again(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    """From the list of questions and of quizzes to the dry run."""
    name = {Question: "regrade_question", Quiz: "regrade_quiz"}.get(type(snippet))
    if name and may_start_regrade(user):
        yield Button(
            _("Mark finished attempts again"),
            url=reverse(name, args=[snippet.pk]),
            icon_name="rotate",
            priority=60,
        )


@hooks.register("before_bulk_action")
def keep_pictures_of_versions(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action: object
) -> HttpResponse | None:
    """Nor many at once: an image that an attempt may show stays."""
    images = [each.pk for each in objects if isinstance(each, get_image_model())]
    if action_type == "delete" and is_kept(*images):
        messages.error(request, KEPT)
        return redirect("wagtailimages:index")
    return None


@hooks.register("register_admin_urls", order=-1)
def keeping_images_addresses() -> list[URLPattern]:
    """Before Wagtail's own addresses, of which the first that fits is taken."""
    return [path("images/<int:image_id>/delete/", delete_image)]


@hooks.register("register_admin_urls")
def exchange_addresses() -> list[URLPattern]:
    upload = "vragen/importeren/<uuid:public_id>/"
    return [
        path("vragen/importeren/", importing.ImportUpload.as_view(), name="import_questions"),
        path(upload, importing.ImportPlanned.as_view(), name="import_plan"),
        path(f"{upload}bevestigen/", importing.ImportConfirm.as_view(), name="import_confirm"),
        path(f"{upload}weg/", importing.ImportDiscard.as_view(), name="import_discard"),
        path("vragen/exporteren/", exporting.ExportQuestions.as_view(), name="export_questions"),
    ]

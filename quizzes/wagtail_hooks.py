from collections.abc import Iterable

from django.db.models import Model
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.signals import published
from wagtail.snippets.models import register_snippet

from core.clock import now

from . import services
from .models import Question, Quiz
from .viewsets import QuizzesGroup

register_snippet(QuizzesGroup)


@receiver(published, sender=Question)
def make_version(instance: Question, **kwargs: object) -> None:
    """What is published is what the next attempt asks. Wagtail's signal, since Wagtail publishes."""
    services.current_version(question=instance, now=now())


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """What a quiz asks or an attempt was about is unpublished, not deleted."""
    for instance in instances:
        if isinstance(instance, (Question, Quiz)) and instance.is_used():
            words = _("“%(name)s” has been used and cannot be deleted. Unpublish it instead.")
            messages.error(request, words % {"name": instance})
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None

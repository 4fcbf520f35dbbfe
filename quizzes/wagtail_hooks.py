from django.dispatch import receiver
from wagtail.signals import published
from wagtail.snippets.models import register_snippet

from core.clock import now

from . import services
from .models import Question
from .viewsets import QuizzesGroup

register_snippet(QuizzesGroup)


@receiver(published, sender=Question)
def make_version(instance: Question, **kwargs: object) -> None:
    """What is published is what the next attempt asks. Wagtail's signal, since Wagtail publishes."""
    services.current_version(question=instance, now=now())

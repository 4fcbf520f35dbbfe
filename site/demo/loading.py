"""The whole demonstration, in order. Every step is safe to repeat and leaves edited content alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from campaigns.models import HomePage
from credentials.models import CertificateSettings
from search.services import indexed_at_the_end

from .course import load_course
from .finished import finish_course
from .live import load_sessions
from .organisations import load_organisation
from .people import load_people
from .public import load_public_pages
from .quizzes import load_look_back, load_quizzes
from .recording.load import load_recording
from .self_assessment import load_self_assessment


def site_is_empty() -> bool:
    """Nobody has made a page yet: nothing beyond what Wagtail's own migrations left."""
    return not HomePage.objects.exists()


def load_demo(*, now: datetime, say: Callable[[str], object]) -> None:
    """Load everything; what exists stays as it is. All of it or nothing."""
    with transaction.atomic(), indexed_at_the_end(), wagtail_indexed_at_the_end():
        load_locales()
        mark_certificates()
        say("Accounts …")
        people = load_people(now)
        load_organisation(people, now)
        say("Public pages and services …")
        home = load_public_pages(Page.get_first_root_node(), now)
        say("Recording and slides …")
        recording = load_recording(now)
        say("Quizzes …")
        quizzes = load_quizzes(now)
        say("Course …")
        course = load_course(
            home, now, recording, quizzes, load_self_assessment(now), load_look_back()
        )
        say("Live sessions …")
        load_sessions(now, recording)
        say("The account that has finished …")
        finish_course(user=people["finished@example.org"], course=course, now=now)
    say("The demonstration is loaded.")


def load_public_site(*, now: datetime) -> None:
    """Only the citizens' pages and the list of services: what a real site may begin with. No account."""
    with transaction.atomic(), indexed_at_the_end(), wagtail_indexed_at_the_end():
        load_locales()
        load_public_pages(Page.get_first_root_node(), now)


@contextmanager
def wagtail_indexed_at_the_end() -> Iterator[None]:
    """What Wagtail's own search finds, and what refers to what, is worked out once, when all is there.

    A task for each of some 850 saves would keep the background worker busy for half a minute.
    """
    with disable_reference_index_auto_update():
        yield
    of_search = insert_or_update_object_task.module_path
    DBTaskResult.objects.ready().filter(task_path=of_search).delete()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


def load_locales() -> None:
    """The languages of the site; Dutch is the first and comes with Wagtail's migrations."""
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def mark_certificates() -> None:
    """Certificates of the demonstration say that they prove nothing: no professional has read it yet."""
    if not CertificateSettings.objects.exists():
        CertificateSettings.objects.create(demonstration_notice=True)

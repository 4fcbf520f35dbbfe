"""Two editors save at the very same moment: one is kept, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.test import Client

from core.clock import now
from tests.at_once import meanwhile
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    ConsentFactory,
    RecordingFactory,
    SlideDeckFactory,
    SlideFactory,
)
from webinar.recordings.captions import Caption
from webinar.recordings.enums import Audience, TrackKind
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.models import Consent
from webinar.recordings.services import (
    NewChapter,
    erase_subject,
    hide,
    record_consent,
    save_captions,
    save_chapters,
    save_cues,
    set_rights,
    withdraw_consent,
)
from webinar.recordings.versions import (
    captions_version,
    chapters_version,
    cues_version,
    rights_version,
)

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def recording():
    recording = RecordingFactory(deck=SlideDeckFactory())
    SlideFactory(deck=recording.deck, number=1)
    return recording


def both(save):
    """What became of saving 1 and 2 at once."""

    def one(number):
        try:
            save(number)
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, (1, 2)))


def test_times_of_slides(recording):
    version = cues_version(recording)

    assert both(
        lambda number: save_cues(recording=recording, cues=[(1, number * 1_000)], based_on=version)
    ) == ["saved", "told"]
    assert recording.cues.count() == 1


def test_who_may_see_it(recording):
    version = rights_version(recording)
    audiences = {1: Audience.EVERYONE, 2: Audience.SIGNED_IN}

    assert both(
        lambda number: set_rights(
            recording=recording,
            audience=audiences[number],
            visible_until=None,
            nobody_is_recorded=True,
            based_on=version,
        )
    ) == ["saved", "told"]


def test_consent_given_by_two_editors_at_once_is_one_fact(recording):
    consent = ConsentFactory(recording=recording, given_at=None)

    both(
        lambda _number: record_consent(
            recording=recording, name="An", subject_id=consent.subject_id, now=now()
        )
    )

    assert recording.consent_facts.count() == 1


def test_consent_taken_back_in_the_moment_the_person_is_erased(recording):
    """Of two recordings: the erasure has gone past the first, and an editor is at the second."""
    first, second = ConsentFactory(), ConsentFactory(recording=recording)
    Consent.objects.filter(pk=second.pk).update(subject=first.subject)

    with meanwhile(
        lambda: withdraw_consent(consent=second, now=now()), after='UPDATE "safety_generation"'
    ):
        erase_subject(first.subject_id)

    assert list(Consent.objects.values_list("name", flat=True)) == ["", ""]
    assert recording.consent_facts.count() == 1


def test_chapters(recording):
    version = chapters_version(recording)

    assert both(
        lambda number: save_chapters(
            recording=recording, chapters=[NewChapter(0, f"Van {number}")], based_on=version
        )
    ) == ["saved", "told"]
    assert recording.chapters.count() == 1


def test_captions(recording):
    version = captions_version(recording, "nl", "captions")

    assert both(
        lambda number: save_captions(
            recording=recording,
            language="nl",
            kind=TrackKind.CAPTIONS,
            captions=[Caption(0, 1_000, f"Van {number}.")],
            based_on=version,
        )
    ) == ["saved", "told"]
    assert recording.tracks.get().cues.count() == 1


def signed_in():
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


class Meeting:
    """Each thread waits, once it has read the row that it will change, until the other has too.

    Who may not read yet cannot come; then nobody waits for long.
    """

    def __init__(self, table):
        self.read = f'FROM "{table}"'
        self.barrier = Barrier(2, timeout=1)

    def __call__(self, execute, sql, *rest):
        answer = execute(sql, *rest)
        if sql.startswith("SELECT") and self.read in sql:
            with suppress(BrokenBarrierError):
                self.barrier.wait()
        return answer


@pytest.mark.parametrize("part", ["opnames", "dias"])
def test_title_in_the_forms_of_the_admin(recording, part):
    row = recording if part == "opnames" else recording.deck.slides.get()
    address = f"/admin/{part}/edit/{row.pk}/"
    editors = {number: signed_in() for number in (1, 2)}
    form = editors[1].get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    meeting = Meeting(row._meta.db_table)

    def save(number):
        with connection.execute_wrapper(meeting):
            answer = editors[number].post(address, typed | {"title": f"Van {number}"})
        if answer.status_code == 200:
            raise ChangedMeanwhile

    assert both(save) == ["saved", "told"]


def test_form_writes_nothing_over_of_what_another_screen_saved(recording):
    """Somebody hides the recording while its title is saved: hidden it stays."""
    address = f"/admin/opnames/edit/{recording.pk}/"
    editor = signed_in()
    form = editor.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    meeting = Meeting(recording._meta.db_table)

    def act(number):
        with connection.execute_wrapper(meeting):
            if number == 1:
                editor.post(address, typed | {"title": "Nieuw"})
            else:
                hide(recording=recording)

    both(act)
    recording.refresh_from_db()
    assert recording.title == "Nieuw"
    assert recording.published_at is None

"""Which courses come first: chosen once, and the same for whoever learns in another language."""

import pytest
from wagtail.models import Locale

from core.clock import now
from learning import services
from learning.enums import ClosedBecause
from learning.errors import EnrolmentClosed
from learning.models import CoursePage, Enrolment
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course

from .pages import course_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return make_course(title="The basics").page


@pytest.fixture
def second():
    return make_course(title="Further").page


def in_french(page):
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    for each in (page.get_site().root_page, page.get_parent()):
        if not each.specific.has_translation(locale):
            each.specific.copy_for_translation(locale).save_revision().publish()
    copy = page.specific.copy_for_translation(locale)
    copy.save_revision().publish()
    page_cache.forget()
    return CoursePage.objects.get(pk=copy.pk)


def choose(page, *courses):
    page = CoursePage.objects.get(pk=page.pk)
    page.prerequisites = list(courses)
    page.save_revision().publish()
    page_cache.forget()


def finished(user, page):
    EnrolmentFactory(subject=user.subject, course=page).complete(now())


def enrol(user, page):
    return services.enrol(course=page, subject_id=user.subject_id, now=now())


def test_course_chosen_after_the_translation_was_made_comes_first_there_too(first, second):
    french = in_french(second)
    choose(second, first)
    user = UserFactory()

    with pytest.raises(EnrolmentClosed):
        enrol(user, french)
    finished(user, first)
    assert enrol(user, french).course_key == second.translation_key


def test_course_that_is_not_asked_any_more_is_not_asked_in_french_either(first, second):
    choose(second, first)
    french = in_french(second)
    choose(second)

    assert enrol(UserFactory(), french).course == french


def test_finished_in_french_is_finished_for_a_dutch_course(first, second):
    choose(second, first)
    user = UserFactory()
    finished(user, in_french(first))

    assert enrol(user, second).course == second


def test_learner_reads_of_the_course_in_their_own_language(client, first, second):
    choose(second, first)
    french_first = in_french(first)
    french = in_french(second)
    client.force_login(UserFactory(language="fr"))

    page = client.get(french.url, headers={"accept-language": "fr"}).content.decode()

    assert f'href="{french_first.url}"' in page
    assert f'href="{first.url}"' not in page


def test_courses_that_wait_for_each_other_wait_for_nobody(first, second):
    third = make_course(title="Last").page
    choose(first, second)
    choose(second, first)
    choose(third, first)

    assert enrol(UserFactory(), first).course == first
    assert enrol(UserFactory(), second).course == second
    with pytest.raises(EnrolmentClosed):
        enrol(UserFactory(), third)


def test_course_that_waits_for_one_that_is_offline_says_so(client, first, second):
    choose(second, first)
    CoursePage.objects.get(pk=first.pk).unpublish()
    page_cache.forget()
    user = UserFactory()
    client.force_login(user)

    door = client.get(second.url).context["screen"].door

    assert (door.reason, door.first) == (ClosedBecause.FIRST, ())
    assert door.do == "Die is op dit moment niet beschikbaar. Kom later terug."
    finished(user, first)
    assert enrol(user, second).course == second


# --- the editor


def offered(form):
    return list(form.fields["prerequisites"].queryset)


def test_editor_is_offered_every_other_course_once_in_their_language(first, second):
    french_first = in_french(first)
    french = in_french(second)

    assert offered(course_form(second)) == [first]
    assert offered(course_form(french)) == [french_first]


def test_form_of_a_translation_shows_what_holds_and_says_where_to_change_it(first, second):
    french_first = in_french(first)
    french = in_french(second)
    choose(second, first)
    form = course_form(french, prerequisites=[])

    assert form.initial["prerequisites"] == [french_first.pk]
    assert form.fields["prerequisites"].disabled
    assert "gelden in elke taal" in str(form.fields["prerequisites"].help_text)
    assert form.is_valid(), form.errors
    form.save().save_revision().publish()
    with pytest.raises(EnrolmentClosed):
        enrol(UserFactory(), french)


def test_choice_that_was_made_on_a_page_in_another_language_stays_when_the_form_is_saved(
    first, second
):
    french_first = in_french(first)
    choose(second, french_first)
    form = course_form(second)

    assert form.initial["prerequisites"] == [first.pk]
    assert not form.fields["prerequisites"].disabled


def test_two_courses_cannot_come_before_each_other_through_a_translation(first, second):
    choose(second, in_french(first))
    form = course_form(first, prerequisites=[second.pk])

    assert set(form.errors) == {"prerequisites"}
    assert not Enrolment.objects.exists()

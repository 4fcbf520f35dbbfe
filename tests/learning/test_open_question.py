"""The open question beside a self-assessment: for the learner alone, in a row that can be erased."""

import pytest
from django.test import Client

from accounts import merging
from accounts.services import erase
from core import personal_data
from core.clock import now
from insight.queries.confidence import confidence_reports
from learning.errors import NothingToAssess
from learning.models import OpenAnswer
from learning.self_assessment import Moment
from learning.services import answer_open_question, invite_later
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory

from .test_self_assessment import (
    WHOLE,
    course,
    enrolment,
    finished,
    link_in_mail,
    take,
)

__all__ = ["course", "enrolment"]

pytestmark = pytest.mark.django_db

ASKED = "What would help you next time?"
NOON = now()
SECRET = "Time, and a colleague"


@pytest.fixture(autouse=True)
def asked(course):
    course.page.open_question = ASKED
    course.page.save_revision().publish()


@pytest.fixture
def browser(client, enrolment):
    client.force_login(enrolment.subject.user)
    return client


def mine(enrolment):
    return f"/mijn/zelfinschatting/{enrolment.uuid}/"


def address(enrolment, moment="before"):
    return f"{mine(enrolment)}open-vraag/{moment}/"


def test_question_is_asked_once_the_statements_are_in_and_what_is_written_comes_back(
    browser, enrolment
):
    assert ASKED not in browser.get(mine(enrolment)).content.decode()
    take(enrolment)
    assert ASKED in browser.get(mine(enrolment)).content.decode()
    for _ in range(2):
        browser.post(address(enrolment), {"text": f"  {SECRET} "})
    kept = OpenAnswer.objects.get()
    assert (kept.question, kept.text, kept.moment) == (ASKED, SECRET, "before")
    assert SECRET in browser.get(mine(enrolment)).content.decode()
    browser.post(address(enrolment), {"text": " "})
    assert not OpenAnswer.objects.exists()


def test_nobody_else_reads_or_writes_it(browser, enrolment):
    take(enrolment)
    browser.post(address(enrolment), {"text": SECRET})
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(mine(enrolment)).status_code == 404
    assert stranger.post(address(enrolment), {"text": "x"}).status_code == 404
    assert Client().post(address(enrolment), {"text": "x"}).status_code == 302
    assert OpenAnswer.objects.get().text == SECRET


@pytest.mark.parametrize("moment", ["after", "later", "never"])
def test_moment_that_was_not_taken_is_refused(browser, enrolment, moment):
    take(enrolment)
    browser.post(address(enrolment, moment), {"text": SECRET})
    assert not OpenAnswer.objects.exists()


def test_text_that_is_too_long_is_refused_and_nothing_is_stored(browser, enrolment):
    take(enrolment)
    reply = browser.post(address(enrolment), {"text": "x" * 5_001}, follow=True)
    assert "5000" in reply.content.decode()
    assert not OpenAnswer.objects.exists()


def test_question_that_is_not_asked_any_more_leaves_what_was_written(browser, course, enrolment):
    take(enrolment)
    answer_open_question(enrolment=enrolment, moment=Moment.BEFORE, text=SECRET, now=NOON)
    course.page.open_question = ""
    course.page.save_revision().publish()
    page = browser.get(mine(enrolment)).content.decode()
    assert SECRET in page
    assert ASKED in page
    enrolment.course.refresh_from_db()
    with pytest.raises(NothingToAssess):
        answer_open_question(enrolment=enrolment, moment=Moment.BEFORE, text="more", now=NOON)
    browser.post(address(enrolment), {"text": ""})
    assert not OpenAnswer.objects.exists()


def test_link_of_a_mail_asks_it_too_and_keeps_it_with_the_answers(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    link = link_in_mail()
    reader = Client()
    assert ASKED in reader.get(link).content.decode()
    open_still = reader.post(link, {"vraag-1-ask": "2", "text": SECRET})
    assert open_still.status_code == 422
    assert SECRET in open_still.content.decode()
    assert not OpenAnswer.objects.exists()
    assert reader.post(link, WHOLE | {"text": SECRET}).status_code == 200
    kept = OpenAnswer.objects.get()
    assert (kept.enrolment, kept.moment, kept.text) == (enrolment, "later", SECRET)


def test_it_is_handed_over_and_erased_and_no_report_shows_it(browser, enrolment):
    take(enrolment)
    answer_open_question(enrolment=enrolment, moment=Moment.BEFORE, text=SECRET, now=NOON)
    holding = next(each for each in personal_data.holdings() if each.key == "learning.open_answers")
    [exported] = holding.export(enrolment.subject_id)
    assert (exported["question"], exported["text"]) == (ASKED, SECRET)
    assert SECRET not in repr(confidence_reports())
    erase(user=enrolment.subject.user)
    assert not OpenAnswer.objects.exists()
    # A request that was on its way meanwhile leaves nothing either.
    with pytest.raises(NothingToAssess):
        answer_open_question(enrolment=enrolment, moment=Moment.BEFORE, text=SECRET, now=NOON)


def test_two_persons_who_are_one_keep_what_both_wrote(course, enrolment):
    other = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    for each, text in ((enrolment, "One"), (other, "Two")):
        take(each)
        answer_open_question(enrolment=each, moment=Moment.BEFORE, text=text, now=NOON)
    for merge in merging.merges():
        merge(other.subject_id, enrolment.subject_id)
    assert OpenAnswer.objects.get().text == "Two\n\nOne"

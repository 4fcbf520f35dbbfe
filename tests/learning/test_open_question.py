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

from .test_notes import token
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
    browser.post(address(enrolment), {"text": " ", "gezien": kept.fingerprint})
    assert not OpenAnswer.objects.exists()


def test_nobody_else_reads_or_writes_it(browser, enrolment):
    take(enrolment)
    browser.post(address(enrolment), {"text": SECRET})
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(mine(enrolment)).status_code == 404
    assert stranger.post(address(enrolment), {"text": "x"}).status_code == 404
    signed_out = Client().post(address(enrolment), {"text": "x"})
    assert signed_out.status_code == 401
    assert SECRET not in signed_out.content.decode()
    assert ASKED not in signed_out.content.decode()
    assert OpenAnswer.objects.get().text == SECRET


@pytest.mark.parametrize("moment", ["after", "later", "never"])
def test_moment_that_was_not_taken_is_refused(browser, enrolment, moment):
    take(enrolment)
    reply = browser.post(address(enrolment, moment), {"text": SECRET})
    assert reply.status_code == (404 if moment == "never" else 409)
    assert (SECRET in reply.content.decode()) == (moment != "never")
    assert not OpenAnswer.objects.exists()


def test_text_that_is_too_long_is_refused_and_nothing_is_stored(browser, enrolment):
    take(enrolment)
    reply = browser.post(address(enrolment), {"text": "x" * 5_001})
    assert reply.status_code == 409
    assert "5000" in reply.content.decode()
    assert "x" * 5_001 in reply.content.decode()
    assert not OpenAnswer.objects.exists()


def test_question_that_is_not_asked_any_more_leaves_what_was_written(browser, course, enrolment):
    take(enrolment)
    answer_open_question(enrolment=enrolment, moment=Moment.BEFORE, text=SECRET, seen="", now=NOON)
    course.page.open_question = ""
    course.page.save_revision().publish()
    page = browser.get(mine(enrolment)).content.decode()
    assert SECRET in page
    assert ASKED in page
    enrolment.course.refresh_from_db()
    seen = OpenAnswer.objects.get().fingerprint
    with pytest.raises(NothingToAssess):
        answer_open_question(
            enrolment=enrolment, moment=Moment.BEFORE, text="more", seen=seen, now=NOON
        )
    browser.post(address(enrolment), {"text": "", "gezien": seen})
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
    answer_open_question(enrolment=enrolment, moment=Moment.BEFORE, text=SECRET, seen="", now=NOON)
    holding = next(each for each in personal_data.holdings() if each.key == "learning.open_answers")
    [exported] = holding.export(enrolment.subject_id)
    assert (exported["question"], exported["text"]) == (ASKED, SECRET)
    assert SECRET not in repr(confidence_reports())
    erase(user=enrolment.subject.user)
    assert not OpenAnswer.objects.exists()
    # A request that was on its way meanwhile leaves nothing either.
    with pytest.raises(NothingToAssess):
        answer_open_question(
            enrolment=enrolment, moment=Moment.BEFORE, text=SECRET, seen="", now=NOON
        )


def test_two_persons_who_are_one_keep_what_both_wrote(course, enrolment):
    other = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    for each, text in ((enrolment, "One"), (other, "Two")):
        take(each)
        answer_open_question(enrolment=each, moment=Moment.BEFORE, text=text, seen="", now=NOON)
    for merge in merging.merges():
        merge(other.subject_id, enrolment.subject_id)
    assert OpenAnswer.objects.get().text == "Two\n\nOne"


def test_end_of_a_line_counts_as_one_as_it_does_in_the_browser(browser, course, enrolment):
    lines = ["x" * 48] * 101
    take(enrolment)
    browser.post(address(enrolment), {"text": "\r\n".join(lines)})
    assert OpenAnswer.objects.get().text == "\n".join(lines)


def test_link_of_a_mail_shows_again_what_was_typed_and_rated(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    reply = Client().post(link_in_mail(), WHOLE | {"text": "x" * 5_001})
    assert reply.status_code == 400
    assert "x" * 5_001 in reply.content.decode()
    assert reply.content.decode().count(" checked") == len(WHOLE)
    assert not OpenAnswer.objects.exists()


def test_what_was_typed_outlives_a_session_that_ended(enrolment):
    take(enrolment)
    browser = Client(enforce_csrf_checks=True)
    sent = {"text": SECRET, "gezien": "", "csrfmiddlewaretoken": "a" * 64}
    signed_out = browser.post(address(enrolment), sent)
    browser.force_login(enrolment.subject.user)
    stale = browser.post(address(enrolment), sent)
    assert not OpenAnswer.objects.exists()
    sent["csrfmiddlewaretoken"] = token(stale)
    again = browser.post(address(enrolment), sent)
    assert [reply.status_code for reply in (signed_out, stale, again)] == [401, 403, 302]
    for reply in (signed_out, stale):
        assert f">{SECRET}</textarea>" in reply.content.decode()
        assert "no-store" in reply.headers["Cache-Control"]
    assert f"/accounts/login/?next={mine(enrolment)}" in signed_out.content.decode()
    assert OpenAnswer.objects.get().text == SECRET
    back = browser.get(address(enrolment))
    assert (back.status_code, back.url) == (302, mine(enrolment))


@pytest.mark.parametrize("typed", ["From the older tab", ""])
def test_older_tab_shows_both_texts_and_takes_nothing_away(browser, enrolment, typed):
    take(enrolment)
    assert 'name="gezien" value=""' in browser.get(mine(enrolment)).content.decode()
    for _sent_twice in range(2):
        assert browser.post(address(enrolment), {"text": SECRET, "gezien": ""}).status_code == 302
    conflict = browser.post(address(enrolment), {"text": typed, "gezien": ""})
    assert conflict.status_code == 409
    assert f"<p>{SECRET}</p>" in conflict.content.decode()
    assert f">{typed}</textarea>" in conflict.content.decode()
    assert OpenAnswer.objects.get().text == SECRET
    again = {"text": typed, "gezien": conflict.context["asked"].seen}
    assert browser.post(address(enrolment), again).status_code == 302
    assert [row.text for row in OpenAnswer.objects.all()] == ([typed] if typed else [])

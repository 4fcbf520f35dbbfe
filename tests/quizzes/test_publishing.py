"""Several questions are published at once, such as those that came in from a file."""

import pytest

from quizzes.models import Question
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db

BULK = "/admin/bulk/quizzes/question/publish/?next=/admin/snippets/quizzes/question/"


def draft(key, **fields):
    question = QuestionFactory(key=key, live=False, **fields)
    question.save_revision()
    return question


def address(*questions):
    return BULK + "".join(f"&id={question.pk}" for question in questions)


def test_drafts_are_published_after_asking_and_answers_can_point_at_them(admin_client):
    drafts = [draft("first"), draft("second")]

    asked = admin_client.get(address(*drafts)).content.decode()
    assert "first: " in asked
    assert not Question.objects.filter(live=True).exists()

    page = admin_client.post(address(*drafts), follow=True).content.decode()
    assert "2 vragen zijn gepubliceerd." in page
    assert [question.versions.count() for question in Question.objects.filter(live=True)] == [1, 1]


def test_question_that_is_not_finished_stays_a_draft_and_is_named(admin_client):
    whole, half = draft("whole"), draft("half")
    half.content[0].value["stem"] = ""
    half.save_revision(clean=False)

    page = admin_client.post(address(whole, half), follow=True).content.decode()

    assert "1 vraag is gepubliceerd." in page
    assert "1 vraag is niet af en blijft een concept: half" in page
    assert list(Question.objects.filter(live=True)) == [whole]


def test_what_is_locked_or_published_as_it_stands_is_left_alone(admin_client):
    locked, live = draft("locked"), QuestionFactory(key="live")
    Question.objects.filter(pk=locked.pk).update(locked=True, locked_by=UserFactory())
    live.save_revision().publish()

    assert "locked: " in admin_client.get(address(locked, live)).content.decode()
    page = admin_client.post(address(locked, live), follow=True).content.decode()

    assert "0 vragen zijn gepubliceerd." in page
    assert not Question.objects.get(pk=locked.pk).live
    assert live.revisions.count() == 1

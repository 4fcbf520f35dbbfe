"""The screens of a regrade: the dry run, the start, the decisions, and who may see what."""

import pytest
from django.urls import reverse

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from core.clock import now
from quizzes.models import Attempt, Regrade, RegradedAttempt
from quizzes.regrade_screens import regrades
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory, option
from tests.factories.sittings import sit

from .test_regrading import c_is_right, correct, regrade

pytestmark = pytest.mark.django_db


def enter(client, role):
    user = UserFactory()
    if role:
        user.groups.add(ensure_roles()[role])
    client.force_login(user)
    return client


@pytest.fixture
def quiz():
    """Somebody named passes and would lose it, somebody named fails and would gain it."""
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    sit(quiz, "b", subject=UserFactory(name="Lotte Verliest").subject)
    sit(quiz, "c", subject=UserFactory(name="Wim Wint").subject)
    return quiz


def dry_run_of(quiz):
    return reverse("regrade_question", args=[quiz.quiz_questions.get().question_id])


def start(client, address):
    page = client.get(address)
    hidden = {name: page.context["form"].initial[name] for name in ("public_id", "closed_until")}
    chosen = dict(page.context["rule_fields"])
    return client.post(
        address, {"reason": "wrong_key", "note": "Key.", **hidden, **chosen}, follow=True
    )


def test_coordinator_reads_names_and_starts(client, quiz, work):
    c_is_right(quiz)
    enter(client, COORDINATORS)
    html = client.get(dry_run_of(quiz)).content.decode()
    assert "Lotte Verliest" in html
    assert "Wim Wint" in html
    assert not Regrade.objects.exists()
    answer = start(client, dry_run_of(quiz))
    assert "0 klaar, nog 2 te gaan" in answer.content.decode()
    work()
    answer = client.get(answer.request["PATH_INFO"])
    assert "2 pogingen werden bekeken" in answer.content.decode()
    assert answer.context["screen"].undecided[0].who == "Lotte Verliest"
    assert Attempt.objects.filter(regraded_passed=True).count() == 2


def test_editor_sees_no_name_and_decides_nothing(client, quiz):
    regrade(c_is_right(quiz))
    enter(client, EDITORS)
    address = reverse("regrade", args=[Regrade.objects.get().public_id])
    html = client.get(address).content.decode()
    assert "Lotte" not in html
    assert str(Attempt.objects.order_by("pk")[0].public_id)[:8] in html
    row = RegradedAttempt.objects.undecided().get()
    client.post(address, {"regraded": row.pk, "decision": "take_back"})
    row.refresh_from_db()
    assert row.decision == ""


def test_coordinator_takes_a_pass_back(client, quiz):
    regrade(c_is_right(quiz))
    enter(client, COORDINATORS)
    address = reverse("regrade", args=[Regrade.objects.get().public_id])
    row = RegradedAttempt.objects.undecided().get()
    # The button lies behind a first press that says what the second one does.
    asked = (
        client.get(address).content.decode().partition("Terugnemen…")[2].partition("</details>")[0]
    )
    assert "Dit kan niet ongedaan worden gemaakt" in asked
    assert 'value="take_back"' in asked
    client.post(address, {"regraded": row.pk, "decision": "take_back"})
    assert row.attempt.passed is True
    row.attempt.refresh_from_db()
    assert row.attempt.passed_now is False


def test_start_without_a_reason_or_a_dry_run_does_nothing(client, quiz):
    c_is_right(quiz)
    enter(client, COORDINATORS)
    for values in ({}, {"reason": "wrong_key", "public_id": "x", "closed_until": "yesterday"}):
        client.post(dry_run_of(quiz), values)
    assert not Regrade.objects.exists()


def test_no_reason_is_chosen_beforehand(client, quiz):
    c_is_right(quiz)
    enter(client, COORDINATORS)
    page = client.get(dry_run_of(quiz))
    assert '<option value="" selected>Kies een reden</option>' in page.content.decode()
    client.post(dry_run_of(quiz), {**page.context["form"].initial, "reason": ""})
    assert not Regrade.objects.exists()


def test_rule_is_asked_for_what_is_gone(client, quiz, work):
    correct(quiz, option("a"), option("b"), option("d", correct=True))
    enter(client, COORDINATORS)
    page = client.get(dry_run_of(quiz))
    assert (page.context["run"].unmapped, page.context["run"].gains) == (1, 0)
    version = page.context["target_form"].fields["version"].queryset.get()
    address = f"{dry_run_of(quiz)}?version={version.pk}&regel-c=d"
    assert client.get(address).context["run"].gains == 1
    start(client, address)
    work()
    assert Attempt.objects.filter(passed=False, regraded_passed=True).count() == 1


def test_rule_that_names_nothing_in_the_version_is_refused(client, quiz):
    version = correct(quiz, option("a"), option("b"), option("d", correct=True))
    enter(client, COORDINATORS)
    page = client.get(f"{dry_run_of(quiz)}?version={version.pk}&regel-c=nonsense")
    assert page.context["run"].attempts == 0
    assert client.get(f"{dry_run_of(quiz)}?version=9999").status_code == 200


def test_quiz_takes_every_corrected_question_at_once(client, work):
    quiz = QuizFactory(pass_mark=100, types=["single_choice"] * 2)
    sit(quiz, "cc")
    for place in (0, 1):
        correct(quiz, option("a"), option("b"), option("c", correct=True), place=place)
    enter(client, EDITORS)
    address = reverse("regrade_quiz", args=[quiz.pk])
    assert client.get(address).context["run"].gains == 1
    start(client, address)
    work()
    attempt = Attempt.objects.get()
    assert (attempt.score_now, attempt.passed_now) == (1, True)
    assert RegradedAttempt.objects.count() == 1


def test_nothing_to_mark_again_is_said(client, quiz):
    enter(client, COORDINATORS)
    for address in (dry_run_of(quiz), reverse("regrade_quiz", args=[quiz.pk])):
        assert "niets opnieuw na te kijken" in client.get(address).content.decode()


def test_list_of_questions_leads_to_the_dry_run(client, quiz):
    enter(client, EDITORS)
    html = client.get(reverse("wagtailsnippets_quizzes_question:list")).content.decode()
    assert dry_run_of(quiz) in html


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(count, quiz, django_assert_num_queries):
    for number in range(count):
        sit(quiz, "b")
        regrade(correct(quiz, option("a"), option("b", correct=True), stem=f"Stem {number}"))
    with django_assert_num_queries(5):
        assert len(regrades()) == count


def test_learners_may_not_enter(client, quiz):
    regrade(c_is_right(quiz))
    enter(client, None)
    for address in (
        reverse("regrades"),
        dry_run_of(quiz),
        reverse("regrade_quiz", args=[quiz.pk]),
        reverse("regrade", args=[Regrade.objects.get().public_id]),
    ):
        assert client.get(address).status_code in (302, 403)


def test_learner_reads_that_the_attempt_was_marked_again(client, quiz):
    regrade(c_is_right(quiz))
    attempt = Attempt.objects.get(passed=False)
    client.force_login(attempt.subject.user)
    html = client.get(reverse("quizzes:result", args=[attempt.public_id])).content.decode()
    assert "Geslaagd" in html
    assert "Je score was eerst 0%." in html
    assert "Corrected." in html


def test_moment_of_a_dry_run_that_is_not_there_yet_counts_as_now(quiz):
    from datetime import timedelta

    found = regrade(c_is_right(quiz), until=now() + timedelta(days=1))
    assert found.closed_until <= now()

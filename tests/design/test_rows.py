"""Rows below a page or snippet: what may stand there once is refused in words, and rows may change places."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.roles import EDITORS, ensure_roles
from campaigns.models import ResultFigure, ResultsPage
from directory.models import Service
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import make_home, publish
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db

EMPTY_CLAIM = dict.fromkeys(
    ["source", "source_code", "held_back_because", "confirmed_by", "confirmed_on", "review_by"], ""
)


@pytest.fixture
def editor(client):
    user = UserFactory()
    user.groups.add(ensure_roles()[EDITORS])
    client.force_login(user)
    return client


def rows(given, initial=0):
    return inline_formset([{"id": "", **row} for row in given], initial=initial)


def save_quiz(editor, quiz, *questions, away=()):
    """Its rows, in their order, each with the question of that number; those in `away` are removed."""
    kept = zip(quiz.quiz_questions.all(), questions, strict=True)
    given = [
        {"id": row.pk, "question": question} | ({"DELETE": "1"} if row in away else {})
        for row, question in kept
    ]
    data = {"title": quiz.title, "key": quiz.key, "intro": "", "pass_mark": ""}
    data |= {"attempts_allowed": "", "wait_minutes": "0", "time_limit_minutes": ""}
    data |= {"feedback": "end", "layout": "one_page", "draws": inline_formset([])}
    data |= {"quiz_questions": rows(given, initial=2), "action-publish": "yes"}
    return editor.post(f"/admin/snippets/quizzes/quiz/edit/{quiz.pk}/", nested_form_data(data))


def test_question_chosen_twice_is_named_on_its_row(editor):
    quiz = QuizFactory()
    first = quiz.quiz_questions.first()
    page = save_quiz(editor, quiz, first.question_id, first.question_id).content.decode()
    assert "Deze vraag staat al in de toets: kies een andere, of verwijder deze rij." in page
    assert "Corrigeer de dubbele" not in page


def test_questions_change_places_in_one_go(editor):
    quiz = QuizFactory()
    first, second = quiz.quiz_questions.all()
    response = save_quiz(editor, quiz, second.question_id, first.question_id)
    assert response.status_code == 302
    assert list(quiz.quiz_questions.values_list("question", flat=True)) == [
        second.question_id,
        first.question_id,
    ]


def test_row_that_is_taken_away_leaves_its_question_to_another(editor):
    quiz = QuizFactory()
    first, second = quiz.quiz_questions.all()
    response = save_quiz(editor, quiz, second.question_id, second.question_id, away=[second])
    assert response.status_code == 302
    assert [row.question_id for row in quiz.quiz_questions.all()] == [second.question_id]


@pytest.fixture
def results():
    page = ResultsPage(
        title="Resultaten",
        slug="resultaten",
        lead="Wat het project deed.",
        figures_heading="Van melding tot gesprek",
        figures_summary="<p>Van tien kwamen er vijf.</p>",
        figures_source="Verslag",
    )
    page.figures = [
        ResultFigure(label="Meldingen", number=10, kind="whole"),
        ResultFigure(label="Gesprekken", number=5, kind="part"),
    ]
    return publish(make_home(), page)


def save_results(editor, page, kinds):
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {
        name: "" if form[name].value() is None else form[name].value()
        for name in form.fields
        if name not in ("before", "body", "figures_summary", "figures_note")
    }
    figures = [
        {"id": figure.pk, "label": figure.label, "number": figure.number, "kind": kind}
        for figure, kind in zip(page.figures.all(), kinds, strict=True)
    ]
    data |= {
        "before": streamfield([]),
        "body": streamfield([]),
        "figures_summary": rich_text("<p>Van tien kwamen er vijf.</p>"),
        "figures_note": rich_text(""),
        "figures": rows(figures, initial=2),
        "comments": inline_formset([]),
        "action-publish": "yes",
    }
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data))


def test_second_whole_of_the_figures_is_refused_in_words(editor, results):
    page = save_results(editor, results, ["whole", "whole"])
    assert page.status_code == 200
    assert "Er is al een geheel" in page.content.decode()


def test_whole_of_the_figures_moves_to_another_row(editor, results):
    response = save_results(editor, results, ["part", "whole"])
    assert response.status_code == 302
    response = save_results(editor, ResultsPage.objects.get(), ["whole", "part"])
    assert response.status_code == 302
    figures = Page.objects.get(pk=results.pk).specific.figures
    assert [figure.kind for figure in figures.all()] == ["whole", "part"]


def save_service(editor, service, claims, words=(), initial=0):
    data = {"name": service.name, "slug": service.slug, "kind": "talk", "area": ""}
    data |= {"sort_order": "1", "for_citizens": "on", "languages": "nl"}
    data |= {"search_words": rows(words), "claims": rows(claims, initial=initial)}
    name = Service.snippet_viewset.get_url_name("edit")
    return editor.post(reverse(name, args=[service.pk]), nested_form_data(data))


def claim_row(field, claim=None, language="nl"):
    given = {"field": field, "language": language, "value": "106"}
    return EMPTY_CLAIM | given | ({"id": claim.pk} if claim else {})


def test_value_given_twice_below_a_service_is_refused_in_words(editor):
    page = save_service(editor, ServiceFactory(), [claim_row("phone"), claim_row("phone")])
    assert page.status_code == 200
    assert "Deze dienst heeft al zo’n waarde in deze taal." in page.content.decode()


def test_values_that_change_places_keep_their_rows(editor):
    service = ServiceFactory()
    phone = ClaimFactory(service=service, field="phone", language="nl", value="106")
    hours = ClaimFactory(service=service, field="hours", language="nl", value="106")
    page = save_service(
        editor, service, [claim_row("hours", phone), claim_row("phone", hours)], initial=2
    )
    assert page.status_code == 200
    assert "Bewaar die rij eerst" in page.content.decode()
    phone.refresh_from_db()
    assert phone.field == "phone"


def test_search_words_given_twice_in_a_language_are_refused_in_words(editor):
    words = [{"language": "nl", "words": "eenzaam"}, {"language": "nl", "words": "verdriet"}]
    page = save_service(editor, ServiceFactory(), [], words).content.decode()
    assert "Er zijn al zoekwoorden in deze taal." in page
    assert "Corrigeer de dubbele" not in page

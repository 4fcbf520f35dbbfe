"""Every kind of block of a lesson, as a learner reads it and as an editor takes it over into a copy."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from credentials.models import Certificate
from directory.enums import ServiceField
from directory.queries import services_for_help
from directory.services import let_go
from learning.blocks import LessonBody
from learning.enums import ResourceKind
from learning.models import CoursePage, LessonPage, ModulePage, Resource
from learning.services import complete_lesson, enrol, save_resource
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.learning import EnrolmentFactory, make_course, quiz_block, reflection, segment
from tests.factories.quizzes import QuestionFactory, QuizFactory
from tests.factories.recordings import SlideDeckFactory, SlideFactory, SlideImageFactory

from .pages import words
from .test_services import NOON, pass_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    service = ServiceFactory(name="Luisterlijn", for_citizens=True)
    return ClaimFactory(service=service, field=ServiceField.PHONE, value="078 15 00 00")


@pytest.fixture
def body(recording, phone):
    """One of each kind."""
    recording.deck = SlideDeckFactory()
    recording.save()
    slide = SlideFactory(deck=recording.deck, number=1, title="Dia van de avond")
    SlideImageFactory(slide=slide)
    document = get_document_model().objects.create(
        title="Handreiking", file=ContentFile(b"%PDF-1.7", "handreiking.pdf")
    )
    entry = save_resource(
        resource=Resource(
            slug="draaiboek", title="Draaiboek", kind=ResourceKind.PLAYBOOK, summary="Bellen."
        )
    )
    kind, value = segment(recording)
    asked = {"question": QuestionFactory(), "at": 30_000, "look_from": None, "asks": True}
    return [
        ("content_warning", {"text": "<p>Dit kan raken.</p>"}),
        (kind, value | {"questions": [asked]}),
        ("text", "<h2>Kijken</h2><p>Wat deze les zegt.</p>"),
        ("key_point", {"text": "<p>Vraag het gewoon.</p>"}),
        ("case", {"title": "Gewoon moe", "story": "<p>Ze zegt niets.</p>", "questions": ""}),
        reflection("Wat zou jij zeggen?"),
        quiz_block(QuizFactory(title="Wat zie je?")),
        ("slides", {"recording": recording, "first": 1, "last": 1}),
        ("callout", {"title": "Let op", "text": "<p>Bel niet als hij meeluistert.</p>"}),
        ("checklist", {"title": "Voor je belt", "items": ["Zoek een rustige plek"]}),
        ("glossary", {"terms": [{"term": "IFG", "meaning": "Geweld tussen mensen thuis"}]}),
        ("download", {"document": document, "text": "De handreiking"}),
        ("library", {"title": "Meer", "resources": [entry]}),
        ("sources", {"sources": ["Projectverslag, 2024"]}),
        ("services", {"heading": "Bel hen", "services": [phone.service]}),
    ]


SHOWN = {
    "content_warning": ["Dit kan raken."],
    "segment": ['<section class="player"', "data-checkpoint"],
    "text": ["Kijken", "Wat deze les zegt."],
    "key_point": ["Vraag het gewoon."],
    "case": ["Gewoon moe", "Deze casus is verzonnen.", "Ze zegt niets."],
    "reflection": ["Wat zou jij zeggen?", "Schrijf geen namen"],
    "quiz": ["Wat zie je?", "/toets/"],
    "slides": ["Dia van de avond", "lesson-slide"],
    "callout": ["Let op", "Bel niet als hij meeluistert."],
    "checklist": ["Voor je belt", "Zoek een rustige plek"],
    "glossary": ["IFG", "Geweld tussen mensen thuis"],
    "download": ["De handreiking", "handreiking"],
    "library": ["Draaiboek", "/leren/bibliotheek/draaiboek/"],
    "sources": ["Projectverslag, 2024"],
    "services": ["Bel hen", "Luisterlijn", 'href="tel:078150000"'],
}


def test_learner_reads_every_kind_of_block(client, learner, body):
    course = make_course(lessons=1, body=body)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    page = words(client.get(course.all_lessons[0].url)).partition("<article")[2]

    assert set(SHOWN) == set(LessonBody().child_blocks) == {kind for kind, _value in body}
    for kind, expected in SHOWN.items():
        for said in expected:
            assert said in page, kind
    order = [page.index(expected[0]) for expected in SHOWN.values()]
    assert order == sorted(order)


def test_number_taken_off_the_list_is_gone_from_the_lesson_as_from_the_help_page(
    client, learner, phone
):
    course = make_course(body=[("services", {"heading": "", "services": [phone.service]})])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    lesson = course.all_lessons[0]

    def numbers():
        page_cache.forget()
        return [service.phone for service in services_for_help("nl", "citizens")]

    assert "078 15 00 00" in words(client.get(lesson.url))
    assert "078 15 00 00" in numbers()
    phone.held_back_because = "wrong number"
    phone.save()
    let_go()
    assert "078 15 00 00" not in numbers()
    assert "078 15 00 00" not in words(client.get(lesson.url))


def test_editor_copies_a_whole_course_and_who_takes_the_copy_is_certified_for_it(
    client, learner, body
):
    course = make_course(lessons=1, body=body)
    own = enrol(course=course.page, subject_id=learner.subject_id, now=NOON)
    complete_lesson(enrolment=own, lesson=course.all_lessons[0], now=NOON)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    client.post(
        reverse("wagtailadmin_pages:copy", args=[course.page.pk]),
        {
            "new_title": "Kopie",
            "new_slug": "kopie",
            "new_parent_page": course.page.get_parent().pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
    )
    page_cache.forget()

    copy = CoursePage.objects.get(slug="kopie")
    [lesson] = LessonPage.objects.live().descendant_of(copy)
    assert [block.block_type for block in lesson.body] == [kind for kind, _value in body]
    taken = enrol(course=copy, subject_id=learner.subject_id, now=NOON)
    assert taken.done.lessons == frozenset()
    complete_lesson(enrolment=taken, lesson=lesson, now=NOON)
    pass_quiz(taken, ModulePage.objects.descendant_of(copy).get())
    assert [each.title for each in Certificate.objects.all()] == ["Kopie"]
    own.refresh_from_db()
    assert own.completed_at is None

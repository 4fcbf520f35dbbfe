"""The demonstration's course: complete, unmarked, honest about what nobody confirmed, and left alone."""

import re

import pytest
from wagtail.models import Site

from core.clock import now
from demo.course import load_course, slide_moments
from demo.lesson_text import Notes, rich, typographic
from directory.models import Claim
from directory.services import let_go
from learning.models import CoursePage, LessonPage, ModulePage
from learning.queries.body import draw
from learning.queries.outlines import read_outline
from safety import page_cache
from tests import databases
from tests.factories.quizzes import QuizFactory
from webinar.recordings.models import Cue, Recording, Slide, SlideDeck

pytestmark = pytest.mark.django_db

MODULES = ["signalen", "risicofactoren", "impact-op-kinderen", "doorverwijzen"]
HELD_BACK = {
    "een-kind-leeft-mee": "Verdrag van Istanbul vraagt",
    "instrumenten": "Welk instrument vandaag",
    "eerst-veilig": "Of de chat ook mag",
    "zes-stappen": "algemene wettelijke meldcode",
    "beroepsgeheim-en-spreekrecht": "Huidige nummers",
}


@pytest.fixture
def home():
    return _home()


def _home():
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def recording(db):
    """Twelve slides of ten seconds each."""
    deck = SlideDeck.objects.create(title="Slides", pdf_size=1, created_at=now())
    found = Recording.objects.create(
        title="Webinar",
        duration_ms=120_000,
        deck=deck,
        nobody_is_recorded=True,
        published_at=now(),
        created_at=now(),
    )
    for number in range(1, 13):
        slide = Slide.objects.create(deck=deck, number=number)
        Cue.objects.create(recording=found, slide=slide, at_ms=10_000 * (number - 1))
    return found


@pytest.fixture
def course(transactional_db):
    """The course alone, loaded once for all tests that only read it or begin with it."""
    databases.hold("demo-course", lambda: load_course(_home(), now()))
    return CoursePage.objects.get()


def as_read(lesson):
    """What a reader finds in the text of a lesson."""
    html = " ".join(piece.html or piece.prompt for piece in draw(lesson.body))
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_course_has_its_modules_lessons_quizzes_and_the_whole_recording(home, recording):
    quizzes = {letter: QuizFactory() for letter in "ABCD"}

    assessment = QuizFactory(types=["likert"])

    course = load_course(home, now(), recording, quizzes, assessment)

    outline = read_outline(course)
    assert course.url == "/leren/intrafamiliaal-geweld/"
    assert [module.url.split("/")[-2] for module in outline.modules] == MODULES
    assert [len(module.lessons) for module in outline.modules] == [6, 6, 6, 7]
    assert [module.quiz_id for module in outline.modules] == [
        quizzes[letter].pk for letter in "ABCD"
    ]
    assert course.self_assessment == assessment
    assert course.minutes == sum(module.minutes for module in outline.modules)
    assert all(35 <= module.minutes <= 45 for module in outline.modules)
    shown = [segment for lesson in outline.lessons for segment in lesson.segments]
    assert sum(segment.end_ms - segment.start_ms for segment in shown) == recording.duration_ms


def test_one_lesson_of_the_last_module_looks_back_with_a_quiz_that_completes_nothing(home):
    look_back = QuizFactory()

    outline = read_outline(load_course(home, now(), look_back=look_back))

    found = [(lesson.url.split("/")[-2], lesson.quiz_id) for lesson in outline.lessons]
    assert [each for each in found if each[1]] == [("proactief-contact", look_back.pk)]
    assert not any(lesson.is_quizzed for lesson in outline.lessons)
    kinds = [block.block_type for block in LessonPage.objects.get(slug="proactief-contact").body]
    assert kinds.index("key_point") < kinds.index("quiz") < kinds.index("sources")


def confirm(key, *, by):
    """As the admin does for an editor who asked somebody: the mark falls away, and it is let go of."""
    claim = Claim.objects.get(key=key)
    claim.confirmed_by, claim.confirmed_on = by, now().date()
    claim.confirmed_value, claim.held_back_because = claim.value, ""
    claim.save()
    let_go()
    return claim


def test_loading_again_overwrites_nothing_an_editor_changed(home, course):
    lesson = LessonPage.objects.get(slug="de-eerste-vraag")
    lesson.title = "Anders verteld"
    lesson.save_revision().publish()
    LessonPage.objects.get(slug="laag-risico").delete()
    claim = confirm("istanbul-artikel-26", by="Een jurist")

    assert load_course(home, now()) == course
    assert LessonPage.objects.get(pk=lesson.pk).title == "Anders verteld"
    assert not LessonPage.objects.filter(slug="laag-risico").exists()
    assert Claim.objects.get(pk=claim.pk).confirmed_by == "Een jurist"
    assert ModulePage.objects.count() == 4


def test_no_mark_is_left_for_readers(course):
    for lesson in LessonPage.objects.descendant_of(course):
        words = as_read(lesson)
        assert not re.search(r"\[|\]|\*\*|na te kijken|vakkennis\]", words), lesson.slug
        assert "'" not in words.replace("…", ""), lesson.slug


def test_unconfirmed_sentences_are_left_out_until_somebody_confirms(course):
    lessons = {slug: LessonPage.objects.get(slug=slug) for slug in HELD_BACK}
    for slug, words in HELD_BACK.items():
        assert words not in as_read(lessons[slug]), slug

    confirm("meldcode-in-vlaanderen", by="Een medewerker")
    page_cache.forget()

    assert HELD_BACK["zes-stappen"] in as_read(lessons["zes-stappen"])
    assert "Sectoren hebben eigen stappenplannen" in as_read(lessons["zes-stappen"])


def test_every_claim_of_the_lessons_is_on_the_list(course):
    used = set()
    for lesson in LessonPage.objects.descendant_of(course):
        used |= set(re.findall(r'data-claim=\\?"([\w-]+)', str(list(lesson.body.raw_data))))
    assert used == set(Claim.objects.values_list("key", flat=True))
    assert not Claim.objects.shown().exists()


def test_every_number_in_a_text_leads_to_a_source(course):
    for lesson in LessonPage.objects.descendant_of(course):
        html = "".join(piece.html for piece in draw(lesson.body))
        numbers = set(re.findall(r'href="#bron-(\d+)"', html))
        assert numbers == set(re.findall(r'id="bron-(\d+)"', html)), lesson.slug


def test_every_lesson_has_a_key_point_or_is_a_case_with_its_warning(course):
    for lesson in LessonPage.objects.descendant_of(course):
        kinds = [block.block_type for block in lesson.body]
        if "case" in kinds:
            assert kinds == ["content_warning", "case", "reflection"], lesson.slug
        else:
            assert "key_point" in kinds, lesson.slug


def test_course_loads_without_a_recording_and_without_quizzes(course):

    assert CoursePage.objects.get() == course
    assert not any(lesson.segments for lesson in read_outline(course).lessons)


def test_slides_stand_until_the_next_or_the_end(recording):
    moments = slide_moments(recording)

    assert moments[1] == (0, 10_000)
    assert moments[12] == (110_000, 120_000)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een **woord** [S1].", '<p>Een <b>woord</b><a href="#bron-1"><sup>1</sup></a>.</p>'),
        ("- een\n- *twee*", "<ul><li>een</li><li><i>twee</i></li></ul>"),
        ("1. een\n2. twee", "<ol><li>een</li><li>twee</li></ol>"),
        ("[[een-gegeven|die zin]].", '<p><span data-claim="een-gegeven">die zin</span>.</p>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_text_becomes_rich_text(text, html):
    assert rich(text, Notes({"S1": "Een bron"})) == html


def test_quotation_marks_are_printed_ones():
    assert typographic("\"Ja\", zei 'hij'. Foto's.") == "“Ja”, zei ‘hij’. Foto’s."

"""Pictures in question files: in Moodle XML both ways, named where they cannot come."""

import base64
import zlib
from dataclasses import is_dataclass, replace
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from wagtail.images import get_image_model

from quizzes.exchange import limits
from quizzes.exchange.formats import Format, read_file, write_file
from quizzes.exchange.portable import (
    ChoiceGap,
    Image,
    Matching,
    Ordering,
    Pair,
    ShortText,
    SingleChoice,
    Step,
)
from quizzes.exchange.reasons import Loss, Reason
from quizzes.export_file import export_file
from quizzes.models import Question
from quizzes.services import import_questions
from tests.factories.quizzes import QuestionFactory

from . import strategies

ImageModel = get_image_model()


def drawn(colour="red", kind="PNG", size=(8, 8)):
    file = BytesIO()
    Pillow.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


RED, BLUE = drawn("red"), drawn("blue", "JPEG")
images = st.sampled_from([RED, BLUE, drawn("green", "WEBP")]).flatmap(
    lambda content: st.builds(Image.of, st.just(content), strategies.legible)
)
maybe_images = st.none() | images


# An option in a list box, and so in a gap, shows none of its own.
IN_A_GAP = ("feedback_picture",)


def drawn_on(draw, part, names=None):
    """The part with a picture, or none, in each place that it has for one, and in its own parts."""
    changed = {}
    for name, value in vars(part).items():
        if name.endswith("picture") and (names is None or name in names):
            changed[name] = draw(maybe_images)
            words = name.removesuffix("_picture")
            if changed[name] and words.startswith(("feedback", "explanation")):
                # Beside a picture a text is HTML; it may also be the picture that says it all.
                changed[words] = draw(st.just("") | strategies.legible)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            inside = IN_A_GAP if isinstance(part, ChoiceGap) else None
            changed[name] = tuple(drawn_on(draw, each, inside) for each in value)
    return replace(part, **changed)


@st.composite
def pictured(draw, contents=strategies.LEGIBLE_CONTENTS):
    """A question with pictures at itself and at what of it can show one."""
    question = drawn_on(draw, draw(strategies.legible_questions(contents)))
    return replace(question, content=drawn_on(draw, question.content))


def assert_comes_back(question):
    [finding] = read_file(write_file([question], Format.MOODLE_XML).encode()).findings
    assert finding.refused is None, str(finding.refused)
    assert finding.question == question
    assert [each.content for each in finding.question.pictures] == [
        each.content for each in question.pictures
    ]
    assert not finding.losses


few = settings(max_examples=60)
many = settings(max_examples=600)


@few
@given(pictured())
def test_pictures_come_back_equal_in_moodle_xml(question):
    assert_comes_back(question)


@pytest.mark.long
@many
@given(pictured())
def test_many_pictures_come_back_equal_in_moodle_xml(question):
    assert_comes_back(question)


# --- into the bank and out of it ------------------------------------------------------------------


@pytest.fixture
def image(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return ImageModel.objects.create(title="A door", file=ImageFile(BytesIO(RED), name="door.png"))


def pictured_question(image, kind, part):
    question = QuestionFactory(type=kind)
    value = question.content[0].value
    value["picture"] = {"image": image, "alt": "A half-open door"}
    value[part][0]["picture"] = {"image": image, "alt": "A closed door"}
    question.save()
    return question


@pytest.mark.parametrize(
    ("kind", "part"), [("single_choice", "options"), ("ordering", "steps"), ("matching", "pairs")]
)
def test_pictures_go_out_of_the_bank_and_come_in_again(image, kind, part):
    question = pictured_question(image, kind, part)
    text = export_file(Question.objects.all(), Format.MOODLE_XML).text
    question.delete()
    ImageModel.objects.all().delete()
    plan = import_questions(content=text.encode())
    assert [line.refused for line in plan.lines] == [None]
    body = Question.objects.get().get_latest_revision_as_object().body()
    assert body["picture"]["alt"] == "A half-open door"
    assert body[part][0]["picture"]["alt"] == "A closed door"
    # The same bytes twice are one image.
    made = ImageModel.objects.get()
    assert made.pk == body["picture"]["id"]
    with made.open_file() as file:
        assert file.read() == RED


def test_picture_that_is_in_the_library_serves_again_and_the_question_is_known(image):
    pictured_question(image, "single_choice", "options")
    text = export_file(Question.objects.all(), Format.MOODLE_XML).text
    [line] = import_questions(content=text.encode()).lines
    assert line.verdict == "same"
    assert ImageModel.objects.count() == 1
    other = text.replace("A closed door", "An open door").replace("question-", "other-")
    [line] = import_questions(content=other.encode()).lines
    assert line.verdict == "comes_in"
    assert ImageModel.objects.get() == image


def test_file_that_is_refused_in_part_leaves_its_pictures_out(image):
    question = pictured_question(image, "single_choice", "options")
    text = export_file(Question.objects.all(), Format.MOODLE_XML).text
    question.delete()
    ImageModel.objects.all().delete()
    broken = text.replace("A closed door", "")
    [line] = import_questions(content=broken.encode()).lines
    assert line.refused.code == Reason.NO_ALT
    assert not ImageModel.objects.exists()


def test_gift_says_that_a_picture_is_left_out(image):
    question = pictured_question(image, "single_choice", "options")
    result = export_file(Question.objects.all(), Format.GIFT)
    assert result.count == 0
    [left_out] = result.left_out
    assert (left_out.key, left_out.why.code) == (question.key, Reason.PICTURE_OUT)
    assert "GIFT" in str(left_out.why)


def test_image_whose_file_is_gone_keeps_the_question_out_of_the_file(image):
    pictured_question(image, "single_choice", "options")
    image.file.storage.delete(image.file.name)
    [left_out] = export_file(Question.objects.all(), Format.MOODLE_XML).left_out
    assert left_out.why.code == Reason.NOT_PORTABLE


# --- what a stranger's file may hold --------------------------------------------------------------


def moodle(*, text='<img src="@@PLUGINFILE@@/door.png" alt="A door">', files="", options=""):
    return (
        '<quiz><question type="multichoice"><name><text>x</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>What now?</p>{text}]]></text>{files}'
        "</questiontext><single>true</single>"
        f'<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text>{options}'
        "</answer></question></quiz>"
    ).encode()


def file(content, name="door.png", **more):
    extra = "".join(f' {key}="{value}"' for key, value in more.items())
    packed = base64.b64encode(content).decode() if isinstance(content, bytes) else content
    return f'<file name="{name}" encoding="base64"{extra}>{packed}</file>'


def finding_of(content):
    [finding] = read_file(content).findings
    return finding


def test_picture_of_a_moodle_question_comes_in_with_its_words():
    finding = finding_of(moodle(files=file(RED, path="/")))
    assert finding.question.picture == Image.of(RED, "A door")
    assert finding.question.stem == "What now?"


def test_name_with_spaces_and_a_folder_is_found():
    text = '<img src="@@PLUGINFILE@@/in%20here/a%20door.png?x=1" alt="A door">'
    finding = finding_of(moodle(text=text, files=file(RED, "a door.png", path="/in here/")))
    assert finding.question.picture == Image.of(RED, "A door")


def bomb():
    """A PNG of a few hundred bytes that says it is 60,000 by 60,000."""
    start = drawn()
    head = bytearray(start[12:29])
    head[4:12] = (60_000).to_bytes(4, "big") * 2
    return start[:12] + bytes(head) + zlib.crc32(bytes(head)).to_bytes(4, "big") + start[33:]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ("", Reason.PICTURE),
        (file(RED, "other.png"), Reason.PICTURE),
        (file(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Reason.NOT_A_PICTURE),
        (file(b"GIF89a, and nothing more"), Reason.NOT_A_PICTURE),
        (file(RED[:-30]), Reason.NOT_A_PICTURE),
        (file("not base64!"), Reason.NOT_A_PICTURE),
        (file(drawn(kind="BMP")), Reason.NOT_A_PICTURE),
        (file(RED + b"0" * limits.PICTURE_BYTES), Reason.PICTURE_TOO_LARGE),
        (file(bomb()), Reason.TOO_MANY_PIXELS),
    ],
    ids=["none", "another", "svg", "broken", "cut", "text", "bmp", "large", "bomb"],
)
def test_picture_that_is_none_is_refused_by_name(files, reason):
    assert finding_of(moodle(files=files)).refused.code == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<img src="@@PLUGINFILE@@/door.png">', Reason.NO_ALT),
        ('<img src="@@PLUGINFILE@@/door.png" alt=" ">', Reason.NO_ALT),
        ('<img src="@@PLUGINFILE@@/door.png" alt="x">' * 2, Reason.SECOND_PICTURE),
        ('<img src="https://example.org/door.png" alt="x">', Reason.PICTURE),
        ('<img src="data:image/png;base64,AAAA" alt="x">', Reason.PICTURE),
        ('<img src="@@PLUGINFILE@@/../door.png" alt="x">', Reason.PICTURE),
    ],
)
def test_picture_without_words_or_from_elsewhere_is_refused_by_name(text, reason):
    assert finding_of(moodle(text=text, files=file(RED))).refused.code == reason


def feedback(alt="A door", name="feedback"):
    text = f'No.<img src="@@PLUGINFILE@@/door.png" alt="{alt}">'
    return f'<{name} format="html"><text><![CDATA[{text}]]></text>{file(RED)}</{name}>'


def test_picture_in_feedback_comes_in_with_its_words():
    [right, wrong] = finding_of(moodle(text="", options=feedback())).question.content.options
    assert right.feedback_picture is None
    assert (wrong.feedback, wrong.feedback_picture) == ("No.", Image.of(RED, "A door"))
    assert wrong.picture is None


def test_picture_of_an_explanation_comes_in():
    content = moodle(text="").replace(
        b"<single>", feedback(name="generalfeedback").encode() + b"<single>"
    )
    question = finding_of(content).question
    assert (question.explanation, question.explanation_picture) == (
        "No.",
        Image.of(RED, "A door"),
    )


def test_picture_in_feedback_without_words_is_refused_by_name():
    assert finding_of(moodle(text="", options=feedback(""))).refused.code == Reason.NO_ALT


@pytest.mark.parametrize("name", ["correctfeedback", "hint"])
def test_picture_in_feedback_on_the_whole_answer_has_no_place(name):
    content = moodle(text="").replace(b"<single>", feedback(name=name).encode() + b"<single>")
    assert finding_of(content).refused.code == Reason.PICTURE


GAP = (
    '<quiz><question type="cloze"><name><text>x</text></name><questiontext format="html"><text>'
    "<![CDATA[<p>Whom do you call?</p><p>I call {1:SHORTANSWER:=1712~%%0%%*#No.%s}.</p>]]></text>%s"
    "</questiontext></question></quiz>"
)


def test_picture_in_the_feedback_of_a_gap_comes_in():
    img = '<img src="@@PLUGINFILE@@/door.png" alt="A door">'
    [gap] = finding_of((GAP % (img, file(RED))).encode()).question.content.gaps
    assert (gap.feedback, gap.feedback_picture) == ("No.", Image.of(RED, "A door"))


def test_picture_in_the_feedback_of_a_gap_from_elsewhere_is_refused():
    img = '<img src="https://example.org/door.png" alt="A door">'
    assert finding_of((GAP % (img, "")).encode()).refused.code == Reason.PICTURE


def test_file_that_no_text_shows_is_left_out_and_said():
    finding = finding_of(moodle(text="", files=file(RED)))
    assert finding.question.picture is None
    assert [loss.code for loss in finding.losses] == [Loss.UNUSED_FILE]


def test_name_does_not_tell_what_a_file_is():
    finding = finding_of(moodle(files=file(BLUE)))
    [text] = [write_file([replace(finding.question, key="k")], Format.MOODLE_XML)]
    assert ".jpg" in text


# --- keys -----------------------------------------------------------------------------------------


def test_pictures_are_part_of_what_makes_a_question_this_one():
    plain = SingleChoice(())
    for one, other in (
        (Ordering((Step("a"),)), Ordering((Step("a", picture=Image.of(RED, "x")),))),
        (Matching((Pair("a", "b"),)), Matching((Pair("a", "b", picture=Image.of(RED, "x")),))),
        (Image.of(RED, "x"), Image.of(BLUE, "x")),
        (ShortText(("a",)), ShortText(("a",), feedback_picture=Image.of(RED, "x"))),
    ):
        assert one != other
    assert "picture" not in repr(plain)

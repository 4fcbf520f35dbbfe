"""Pictures in QTI packages: they come in with their words, and named where they cannot."""

import zipfile
from io import BytesIO

import pytest

from quizzes.exchange.portable import Image
from quizzes.exchange.reasons import Reason

from .test_pictures import RED, finding_of
from .test_qti import SINGLE


def package(item, **files):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("items/one.xml", item)
        for name, inner in files.items():
            packed.writestr(name, inner)
    return content.getvalue()


def with_img(address):
    return SINGLE.replace("<p>Look", f'<img src="{address}" alt="A door"/><p>Look')


def test_picture_of_a_qti_package_comes_in():
    content = package(with_img("../images/a%20door.png"), **{"images/a door.png": RED})
    assert finding_of(content).question.picture == Image.of(RED, "A door")


FED_BACK = """\
  <modalFeedback outcomeIdentifier="FEEDBACK" identifier="%s" showHide="show">
    <p>Look again.</p><img src="%s" alt="A door"/>
  </modalFeedback>
</assessmentItem>"""


def with_feedback(identifier, address="../images/door.png"):
    return SINGLE.replace("</assessmentItem>", FED_BACK % (identifier, address))


def test_picture_in_the_explanation_of_a_qti_item_comes_in():
    content = package(with_feedback("solution"), **{"images/door.png": RED})
    question = finding_of(content).question
    assert question.explanation_picture == Image.of(RED, "A door")
    assert "Look again." in question.explanation


def test_picture_in_the_feedback_of_a_qti_option_comes_in():
    bare = SINGLE.replace("</assessmentItem>", FED_BACK % ("B", "../images/door.png"))
    question = finding_of(package(bare, **{"images/door.png": RED})).question
    assert [option.feedback_picture for option in question.content.options].count(
        Image.of(RED, "A door")
    ) == 1


def test_picture_in_qti_feedback_from_elsewhere_is_refused():
    content = package(with_feedback("solution", "https://example.org/door.png"))
    assert finding_of(content).refused.code == Reason.PICTURE


@pytest.mark.parametrize(
    "address",
    [
        "../../images/door.png",
        "/images/door.png",
        "images/door.png",
        "https://example.org/door.png",
    ],
)
def test_picture_outside_the_package_is_refused_by_name(address):
    content = package(with_img(address), **{"images/door.png": RED})
    assert finding_of(content).refused.code == Reason.PICTURE


def test_picture_of_an_item_without_its_package_is_refused_by_name():
    assert finding_of(with_img("images/door.png").encode()).refused.code == Reason.PICTURE

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText

from directory.preview import claims_marked
from tests.factories.directory import ClaimFactory

pytestmark = pytest.mark.django_db

TEXT = '<p data-block-key="a">Zie <span data-claim="article"><b>artikel 26</b></span> van het verdrag. Klaar.</p>'


def test_claim_survives_the_editor_unchanged():
    converter = ContentstateConverter(["bold", "claim"])
    state = json.loads(converter.from_database_format(TEXT))
    assert state["entityMap"]["0"] == {
        "mutability": "MUTABLE",
        "type": "CLAIM",
        "data": {"key": "article"},
    }
    assert converter.to_database_format(json.dumps(state)) == TEXT


def test_rich_text_of_wagtail_leaves_the_sentence_out():
    assert "artikel" not in str(RichText(TEXT))
    assert "Klaar." in str(RichText(TEXT))


def test_rich_text_shows_a_claim_with_a_source():
    ClaimFactory(key="article", value="artikel 26, lid 1")
    html = str(RichText(TEXT))
    assert "Zie artikel 26, lid 1 van het verdrag." in html
    assert "data-claim" not in html


def test_rich_text_for_editors_keeps_and_marks_the_sentence():
    ClaimFactory(key="article", source="", held_back_because="number not checked")
    with claims_marked():
        html = str(RichText(TEXT))
    assert "artikel 26" in html and "number not checked" in html
    assert "artikel 26" not in str(RichText(TEXT))

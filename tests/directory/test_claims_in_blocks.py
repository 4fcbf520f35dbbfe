"""In every block of every page that holds running text, what nobody vouches for is left out."""

from datetime import date

import pytest
from django.apps import apps
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from directory.preview import claims_marked
from learning.blocks import LessonBody
from tests.factories.directory import ClaimFactory

pytestmark = pytest.mark.django_db

KNOWN = "Dit is bekend."
HELD_BACK = "ongeziene woorden"
TEXT = f'<p>{KNOWN} Dit zijn <span data-claim="nobody-knows">{HELD_BACK}</span>.</p>'


def children(block):
    if isinstance(block, blocks.StructBlock | blocks.StreamBlock):
        return list(block.child_blocks.values())
    if isinstance(block, blocks.ListBlock):
        return [block.child_block]
    return []


def rich_texts(block):
    """Every block of running text in a block, itself included."""
    own = [block] if isinstance(block, blocks.RichTextBlock) else []
    return own + [found for child in children(block) for found in rich_texts(child)]


def filled(block):
    """What would be stored of a block whose every running text hangs on a claim."""
    if isinstance(block, blocks.RichTextBlock):
        return TEXT
    if isinstance(block, blocks.StreamBlock):
        return [
            {"type": name, "id": name, "value": filled(child)}
            for name, child in block.child_blocks.items()
        ]
    if isinstance(block, blocks.StructBlock):
        return {name: filled(child) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [{"type": "item", "id": "first", "value": filled(block.child_block)}]
    if isinstance(block, blocks.DateBlock):
        return date(2026, 1, 1).isoformat()
    return block.get_prep_value(block.get_default())


def drawn(block):
    """As a page draws it that has something to list."""
    around = {"topics": [{"title": "A topic", "url": "/a-topic/"}]}
    return str(block.render(block.to_python(filled(block)), context=around))


def streams():
    """(name, block) of every kind of block in a page that holds running text."""
    for model in apps.get_models():
        if not issubclass(model, Page):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                for name, block in field.stream_block.child_blocks.items():
                    if rich_texts(block):
                        yield pytest.param(block, id=f"{model.__name__}.{field.name}.{name}")


@pytest.mark.parametrize("block", streams())
def test_readers_see_the_sentence_beside_it_and_not_what_is_held_back(block):
    ClaimFactory(key="nobody-knows", source="", held_back_because="nobody looked")
    html = drawn(block)

    assert html.count(KNOWN) == len(rich_texts(block))
    assert HELD_BACK not in html
    assert "data-claim" not in html


@pytest.mark.parametrize("block", streams())
def test_editors_see_what_is_held_back_and_why(block):
    ClaimFactory(key="nobody-knows", source="", held_back_because="nobody looked")
    with claims_marked():
        html = drawn(block)

    assert html.count(HELD_BACK) == len(rich_texts(block))
    assert html.count("nobody looked") >= len(rich_texts(block))


@pytest.mark.parametrize("block", streams())
def test_confirmed_the_same_words_are_shown(block):
    ClaimFactory(key="nobody-knows", value="gezien op papier")
    html = drawn(block)

    assert html.count("gezien op papier") == len(rich_texts(block))


@pytest.mark.parametrize("name", [name for name, _block in LessonBody().child_blocks.items()])
def test_every_running_text_of_a_lesson_can_be_bound_to_a_claim(name):
    for text in rich_texts(LessonBody().child_blocks[name]):
        assert "claim" in text.features, name

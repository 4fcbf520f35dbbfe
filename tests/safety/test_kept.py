import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from safety import page_cache

pytestmark = pytest.mark.django_db(transaction=True)


def draw(key, word):
    source = '{% load kept %}{% kept "part" key %}<p>{{ word }}</p>{% endkept %}'
    return Template(source).render(Context({"key": key, "word": word}))


def test_kept_part_is_drawn_once_per_key_language_and_generation():
    assert draw(1, "first") == "<p>first</p>"
    assert draw(1, "second") == "<p>first</p>"
    assert draw(2, "other") == "<p>other</p>"
    with translation.override("fr"):
        assert draw(1, "premier") == "<p>premier</p>"
    page_cache.bump()
    assert draw(1, "third") == "<p>third</p>"


def test_part_without_a_key_is_drawn_each_time():
    assert draw(None, "first") == "<p>first</p>"
    assert draw(None, "second") == "<p>second</p>"


def test_kept_needs_a_name_and_a_key():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load kept %}{% kept "part" %}{% endkept %}')


def test_generation_starts_anew_when_a_page_becomes_private_or_public_again():
    page = Page.objects.get(depth=2)
    before = page_cache.generation()

    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    after = page_cache.generation()
    assert after > before

    restriction.delete()
    assert page_cache.generation() > after


def test_generation_starts_anew_when_a_site_changes():
    before = page_cache.generation()
    Site.objects.get(is_default_site=True).save()
    assert page_cache.generation() > before

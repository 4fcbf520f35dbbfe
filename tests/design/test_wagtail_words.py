"""Sentences of Wagtail's admin in the languages of this site, as editors read them."""

import json
import re
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
from babel.messages.mofile import read_mo
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from design.translation_words import TranslationWords

RUN_TOGETHER = re.compile(r"[^\W\d_]%\(\w+\)[sd]|%\(\w+\)[sd](?:[^\W\d_]|%\()")
RUN_TOGETHER_IN_A_SCRIPT = re.compile(r"[^\W\d_]%s|%s[^\W\d_]")


def sentences(language):
    """Every sentence that Wagtail has in this language: as its English, with the plural where it has one."""
    for package in (wagtail, wagtail_localize):
        for file in Path(package.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/django.mo"):
            with file.open("rb") as opened:
                yield from (message for message in read_mo(opened) if message.id)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_sentence_runs_a_word_and_a_value_together(language):
    found, looked_at = [], 0
    with override(language):
        for message in sentences(language):
            english = message.id if message.pluralizable else (message.id,)
            if message.context or any(map(RUN_TOGETHER.search, english)):
                continue
            if message.pluralizable:
                said = [ngettext(*message.id, number) for number in (1, 2)]
            else:
                said = [gettext(message.id)]
            looked_at += 1
            found += [words for words in said if RUN_TOGETHER.search(words)]

    assert looked_at > 500
    assert found == []


def words_in(script):
    return json.loads(re.search(r"newcatalog = (\{.*?\});", script, re.DOTALL).group(1))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_words_of_the_translation_screen_do_not_run_into_what_follows(rf, language):
    with override(language):
        words = words_in(TranslationWords.as_view()(rf.get("/")).text)

    assert len(words) > 40
    assert [said for english, said in words.items() if english[-1] == " " and said[-1] != " "] == []
    assert [said for said in words.values() if RUN_TOGETHER_IN_A_SCRIPT.search(said)] == []


def test_translation_screen_reads_these_words(admin_client):
    words = words_in(admin_client.get(reverse("wagtail_localize:javascript_catalog")).text)

    assert words["Publish in "] == "Publiceer in het "

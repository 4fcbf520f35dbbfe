"""Every mail of the site: it belongs to a kind, and neither subject nor first line says what it is about."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation

from outbox import kinds

TEMPLATES = Path(settings.BASE_DIR) / "templates"
MAILS = sorted(
    f"{path.parent.name}/{path.name.removesuffix('.subject.txt')}"
    for path in TEMPLATES.glob("emails/*/*.subject.txt")
)
ACCOUNT_SUBJECTS = sorted(
    str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("account/email/*_subject.txt")
)
# Somebody may look over the reader's shoulder.
TOPIC = re.compile(
    r"geweld|gewelt|famili|ifg|violen|partner|huiselijk|thuis|mishandel|misbruik|maltrait|abus"
    r"|slachtoffer|dader|victim|agress|kinder|enfant|child|hulplijn|helpline|1712|hoe gaat het",
    re.IGNORECASE,
)


class Says(dict):
    """A context in which every word that a mail could name is the topic itself."""

    def __missing__(self, name):
        return "geweld in het gezin"

    def __contains__(self, name):
        return True


def test_every_mail_belongs_to_a_kind():
    registered = kinds.templates(kinds.all_kinds())

    assert registered == set(MAILS)
    assert len(MAILS) > 15


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize(
    "subject", [*(f"emails/{mail}.subject.txt" for mail in MAILS), *ACCOUNT_SUBJECTS]
)
def test_no_subject_says_what_a_mail_is_about(subject, language):
    with translation.override(language):
        said = get_template(subject).template.render(_context())

    assert said.strip()
    assert not TOPIC.search(said), said


def _context():
    context = Context()
    context.dicts.append(Says())
    return context


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("mail", MAILS)
def test_no_first_line_says_what_a_mail_is_about(mail, language):
    """What a telephone shows below the subject, before it is unlocked."""
    with translation.override(language):
        said = render_to_string(
            f"emails/{mail}.txt", {"name": "Ann", "organisation": "Politiezone"}
        )

    assert not TOPIC.search(" ".join(said.split())[:90]), said


@pytest.mark.parametrize("mail", MAILS)
def test_link_that_is_the_one_thing_to_do_is_a_button(mail):
    """A finger finds it: in each mail, what stands alone in a paragraph."""
    html = get_template(f"emails/{mail}.html").template.render(_context())
    alone = re.findall(r"<p>\s*<a ([^>]*)>[^<]*</a>\s*</p>", html)

    assert all('class="button"' in attributes for attributes in alone)


@pytest.mark.parametrize(
    "message",
    sorted(
        str(path.relative_to(TEMPLATES))
        for pattern in ("emails/*/*.txt", "account/email/*_message.txt")
        for path in TEMPLATES.glob(pattern)
    ),
)
def test_french_mail_has_a_space_before_every_colon(message):
    with translation.override("fr"):
        said = get_template(message).template.render(_context())

    assert said.strip()
    assert not re.search(r"\w:(?!//)", said), said

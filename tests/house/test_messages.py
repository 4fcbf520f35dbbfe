"""The tool that keeps the message files."""

import importlib.util
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

TOOL = Path(__file__).resolve().parents[2] / ".ci" / "messages.py"
ONE = '_("A day")'
MANY = 'ngettext("A day", "%(count)d days", count)'


@pytest.fixture
def messages(monkeypatch, tmp_path):
    """The tool, over a tree of one file."""
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "LOCALE", tmp_path / "locale")
    (tmp_path / "site").mkdir()
    return tool


@pytest.mark.parametrize(("before", "after"), [(ONE, MANY), (MANY, ONE)])
def test_sentence_that_gets_or_loses_its_plural_waits_for_new_words(
    messages, tmp_path, before, after
):
    source, file = tmp_path / "site" / "a.py", tmp_path / "locale/nl/LC_MESSAGES/django.po"
    source.write_text(f'{before}; _("A week")')
    messages.update()
    words = file.read_text()
    for empty, translated in [
        ('msgid "A day"\nmsgstr ""', 'msgid "A day"\nmsgstr "Een dag"'),
        ('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "Een dag"\nmsgstr[1] "%(count)d dagen"'),
        ('msgid "A week"\nmsgstr ""', 'msgid "A week"\nmsgstr "Een week"'),
    ]:
        words = words.replace(empty, translated)
    file.write_text(words)
    source.write_text(f'{after}; _("A week")')

    messages.update()

    with file.open("rb") as content:
        catalog = read_po(content, locale="nl")
    assert catalog.get("A week").string == "Een week"
    day = catalog.get("A day")
    assert day.pluralizable is (after == MANY)
    assert not any(day.string)


@pytest.mark.parametrize(
    ("words", "status"), [("Een dag", 0), ("Een dag.Een dag.", 1), ("Een dag, een dag.", 0)]
)
def test_sentence_glued_to_itself_is_a_fault(messages, tmp_path, capsys, words, status):
    (tmp_path / "site" / "a.py").write_text(ONE)
    messages.update()
    for language in ("nl", "fr"):
        file = tmp_path / f"locale/{language}/LC_MESSAGES/django.po"
        file.write_text(file.read_text().replace('day"\nmsgstr ""', f'day"\nmsgstr "{words}"'))
    messages.compile_all()

    assert messages.check() == status
    assert ("nl: said twice: 'A day'" in capsys.readouterr().out) is bool(status)

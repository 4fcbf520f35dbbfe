#!/usr/bin/env python3
"""The message files, by Babel (no GNU gettext): `messages.py update | compile | check`.

update    bring every site/locale/*/LC_MESSAGES/django.po to the sentences in the source
compile   write the .mo beside each .po
check     say what is missing, empty, fuzzy, superfluous, or holds other placeholders than its source
"""

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "site" / "locale"
LANGUAGES = ("nl", "fr", "en")
SOURCE_LANGUAGE = "en"
CODE = ("learning", "webinar", "quizzes", "site")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Dates in the files would change without a sentence having changed.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    commands = {"update": update, "compile": compile_all, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    return commands[arguments[0]]()


def update() -> int:
    """Sentences that are new come in empty (in English as they are), the others keep their words."""
    source = extracted()
    for language in LANGUAGES:
        old = read(language)
        catalog = empty(language)
        for message in source:
            if message.id:
                words = kept_words(old, message) or own_words(message, language)
                catalog.add(message.id, words, context=message.context, flags=message.flags)
        write(catalog, language)
    return 0


def kept_words(old: Catalog, message: Message) -> str | tuple[str, ...]:
    """The words of before; none for a sentence that became one with a plural, or is one no more."""
    kept = old.get(message.id, message.context)
    return kept.string if kept and kept.pluralizable == message.pluralizable else ""


def own_words(message: Message, language: str) -> str | tuple[str, ...]:
    if language == SOURCE_LANGUAGE:
        return message.id
    return ("", "") if message.pluralizable else ""


def compile_all() -> int:
    for language in LANGUAGES:
        compiled(language).write_bytes(compiled_bytes(read(language)))
    return 0


def check() -> int:
    source = extracted()
    faults = [fault for language in LANGUAGES for fault in faults_of(language, source)]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults. `make messages` brings the files to the source.")
    return 1 if faults else 0


def faults_of(language: str, source: Catalog) -> Iterator[str]:
    catalog = read(language)
    known = {(message.id, message.context): message for message in catalog if message.id}
    wanted = {(message.id, message.context) for message in source if message.id}
    for key in wanted - known.keys():
        yield f"{language}: missing: {key[0]!r}"
    for key in known.keys() - wanted:
        yield f"{language}: no longer in the source: {key[0]!r}"
    for message in known.values():
        yield from (f"{language}: {fault}: {message.id!r}" for fault in faults_in(message, catalog))
    file = compiled(language)
    if not file.exists() or file.read_bytes() != compiled_bytes(catalog):
        yield f"{language}: the compiled file is not that of the .po"


def faults_in(message: Message, catalog: Catalog) -> Iterator[str]:
    words = message.string if isinstance(message.string, list | tuple) else [message.string]
    if not all(words):
        yield "empty"
        return
    if message.fuzzy:
        yield "fuzzy"
    for each in words:
        if each == each[: len(each) // 2] * 2:
            yield "said twice"
    for error in message.check(catalog):
        yield str(error)


# --- Extraction ---------------------------------------------------------------------------------


def extracted() -> Catalog:
    """Every sentence of the code and the templates, in the order of the sentences."""
    catalog = empty(SOURCE_LANGUAGE)
    for text in sources():
        found = extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
        for _line, function, arguments, _comments in found:
            add(catalog, function, arguments)
    return catalog


def sources() -> Iterator[str]:
    """Python as it is; templates as Django turns them into something like Python."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- path first

    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.read_text(encoding="utf-8")
    for file in sorted((ROOT / "templates").rglob("*")):
        if file.suffix in (".html", ".txt", ".xml", ".svg", ".typ"):
            text = templatize(file.read_text(encoding="utf-8"), origin=str(file))
            # Indentation means nothing in a template, and something in Python.
            yield "\n".join(line.strip() for line in text.splitlines()) + "\n"


def add(catalog: Catalog, function: str, arguments: object) -> None:
    """One call of a gettext function; a call with a variable for its sentence names no sentence."""
    given = list(arguments) if isinstance(arguments, tuple) else [arguments]
    shape = KEYWORDS[function] or (1,)
    context, numbers = None, []
    for position in shape:
        if isinstance(position, tuple):
            context = given[position[0] - 1]
        else:
            numbers.append(given[position - 1])
    if all(isinstance(text, str) and text for text in numbers):
        catalog.add(tuple(numbers) if len(numbers) > 1 else numbers[0], context=context)


# --- Files --------------------------------------------------------------------------------------


def empty(language: str) -> Catalog:
    return with_our_header(Catalog(locale=language, fuzzy=False), language)


def read(language: str) -> Catalog:
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not file.exists():
        return empty(language)
    with file.open("rb") as content:
        catalog = read_po(content, locale=language)
    return with_our_header(catalog, language)


def with_our_header(catalog: Catalog, language: str) -> Catalog:
    catalog.project, catalog.version = "ifg-platform", ""
    catalog.header_comment = f"# {language}"
    catalog.msgid_bugs_address = ""
    catalog.last_translator, catalog.language_team = "", language
    catalog.creation_date = catalog.revision_date = NO_DATE
    return catalog


def write(catalog: Catalog, language: str) -> None:
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as content:
        write_po(content, catalog, width=100, sort_output=True, no_location=True)


def compiled(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.mo"


def compiled_bytes(catalog: Catalog) -> bytes:
    content = io.BytesIO()
    write_mo(content, catalog)
    return content.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What is read has seven to one, what must be seen three to one, in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.SITE_DIR) / "static" / "css"
GROUNDS = ["page", "surface", "sunken", "lamp-soft", "good-soft", "info-soft", "exit-soft"]
WORDS = ["text", "muted", "primary", "primary-strong", "lamp-text", "good", "exit-text"]
FILLED = [
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("on-exit", "exit"),
    ("on-exit", "exit-strong"),
]
TOKEN = re.compile(r"--color-([\w-]+):\s*(#[0-9A-Fa-f]{6});")


def _themes():
    source = (CSS / "site.css").read_text(encoding="utf-8")
    tokens = source[source.index("@layer tokens {") : source.index("@layer base {")]
    light, rest = tokens.split("@media (prefers-color-scheme: dark)")
    dark = rest.split("@media (prefers-reduced-motion")[0]
    in_light = dict(TOKEN.findall(light))
    return {"light": in_light, "dark": in_light | dict(TOKEN.findall(dark))}


THEMES = _themes()


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_low(theme, pairs, least):
    colours = THEMES[theme]
    return [
        f"{word} on {ground}: {contrast(colours[word], colours[ground]):.2f}"
        for word, ground in pairs
        if contrast(colours[word], colours[ground]) < least
    ]


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_pair_has_seven_to_one(theme):
    assert too_low(theme, [*product(WORDS, GROUNDS), *FILLED], 7) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_ring_and_edges_are_seen_on_every_ground(theme):
    assert too_low(theme, product(["primary", "edge"], GROUNDS), 3) == []


def test_focus_ring_is_drawn_in_the_colour_that_is_tested():
    for sheet in CSS.glob("*.css"):
        outlines = re.findall(r"outline:\s*([^;]+);", sheet.read_text(encoding="utf-8"))
        assert set(outlines) <= {"none", "3px solid var(--color-primary)"}, sheet.name


def test_dark_names_every_colour_that_light_names():
    source = (CSS / "site.css").read_text(encoding="utf-8")
    dark = source.split("@media (prefers-color-scheme: dark)")[1].split("@media")[0]

    assert set(dict(TOKEN.findall(dark))) == set(THEMES["light"])


def test_shared_sheets_take_colours_from_the_tokens_only():
    allowed = {"#FFFFFF"}  # behind a code that a camera reads
    for sheet in CSS.glob("*.css"):
        source = sheet.read_text(encoding="utf-8")
        if sheet.name == "site.css":
            source = source[source.index("@layer base {") :]
        colours = re.findall(r"(?<!&)#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?![\w-])", source)
        assert set(colours) <= allowed, sheet.name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_server_error_page_uses_the_same_colours(theme):
    source = (CSS.parent / "errors" / "500.html").read_text(encoding="utf-8")
    light, dark = source.split("prefers-color-scheme: dark")
    used = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", dark if theme == "dark" else light))

    for name in ("page", "lamp-soft", "text", "muted", "primary", "on-primary", "line", "lamp"):
        assert used[name] == THEMES[theme][name], name

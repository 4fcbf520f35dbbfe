"""What a badge looks like: the lit doorway, the title, who issued it. The same for all who earned it."""

import json
from functools import lru_cache

import typst
from django.conf import settings

from credentials.document import FONTS, as_it_is, in_latin

TEMPLATE = settings.BASE_DIR / "templates" / "credentials" / "badge.typ"
# 600 pixels wide: the template is 144 points.
PNG_DOTS_PER_INCH = 300.0


@lru_cache(maxsize=32)
def draw(title: str, issuer: str, language: str) -> tuple[bytes, str]:
    """The picture as PNG and as SVG."""
    try:
        return _draw(as_it_is(title), as_it_is(issuer), language)
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            raise
        return _draw(in_latin(title), in_latin(issuer), language)


def _draw(title: str, issuer: str, language: str) -> tuple[bytes, str]:
    facts = json.dumps({"title": title, "issuer": issuer, "language": language})
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    png = typst.compile(
        TEMPLATE,
        font_paths=fonts,
        format="png",
        ppi=PNG_DOTS_PER_INCH,
        sys_inputs={"facts": facts},
    )
    svg = typst.compile(TEMPLATE, font_paths=fonts, format="svg", sys_inputs={"facts": facts})
    return bytes(png), bytes(svg).decode()

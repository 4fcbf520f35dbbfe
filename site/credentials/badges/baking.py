"""A credential inside a picture ("baked").

Source: Open Badges 3.0, section "Baked Badge": an uncompressed iTXt chunk `openbadgecredential` in a
PNG, an `openbadges:credential` element directly after the opening tag of an SVG.
"""

import re
import struct
import zlib

from defusedxml import ElementTree

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
PNG_START = b"\x89PNG\r\n\x1a\n"
# Signature, then the header chunk: length, name, thirteen bytes, checksum.
AFTER_HEADER = len(PNG_START) + 4 + 4 + 13 + 4


class NotBaked(ValueError):
    """There is no credential in this picture."""


def into_png(picture: bytes, credential: str) -> bytes:
    """The picture with the credential's text right behind its header chunk."""
    text = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + credential.encode()
    chunk = struct.pack(">I", len(text)) + b"iTXt" + text
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + text))
    return picture[:AFTER_HEADER] + chunk + picture[AFTER_HEADER:]


def out_of_png(picture: bytes) -> str:
    """The text of the first chunk with our keyword; raises NotBaked."""
    place = len(PNG_START)
    while place + 8 <= len(picture):
        length, name = struct.unpack(">I4s", picture[place : place + 8])
        body = picture[place + 8 : place + 8 + length]
        if name == b"iTXt" and body.startswith(KEYWORD + b"\0"):
            return body[len(KEYWORD) + 5 :].decode()
        place += length + 12
    raise NotBaked


def into_svg(picture: str, credential: str) -> str:
    """The picture with the credential's text as the first thing in it."""
    inside = credential.replace("]]>", "]]]]><![CDATA[>")
    element = f"<openbadges:credential><![CDATA[{inside}]]></openbadges:credential>"

    def opened(found: re.Match[str]) -> str:
        return f'<svg xmlns:openbadges="{NAMESPACE}"{found[1]}>{element}'

    return re.sub(r"<svg\b([^>]*)>", opened, picture, count=1)


def out_of_svg(picture: str) -> str:
    """The text of the first credential element; raises NotBaked."""
    found = ElementTree.fromstring(picture).find(f"{{{NAMESPACE}}}credential")
    if found is None or not found.text:
        raise NotBaked
    return found.text

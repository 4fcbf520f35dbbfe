"""Which credentials are withdrawn, as a bitstring that says nothing about who looks up whom.

Source: W3C Bitstring Status List 1.0 (sections 2.2 and 3.3). At least 131,072 entries in a list, so
that asking for one does not tell which; the first entry is the leftmost bit of the first byte. Encoded
as "u" and base 64 for addresses of the compressed (GZIP) bits.
"""

import base64
import gzip
from collections.abc import Iterable

ENTRIES = 131_072


def encode(withdrawn: Iterable[int], entries: int = ENTRIES) -> str:
    """The list with the bits at these indices set. The same indices always give the same text."""
    bits = bytearray(entries // 8)
    for index in withdrawn:
        bits[index // 8] |= 0x80 >> (index % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def is_set(encoded: str, index: int) -> bool:
    """Whether the bit at `index` is set; raises IndexError beyond the end."""
    text = encoded.removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return bool(bits[index // 8] & (0x80 >> (index % 8)))

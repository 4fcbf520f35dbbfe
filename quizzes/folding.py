"""Typed words made comparable. No ORM."""

import unicodedata

# As telephones and word processors write them by themselves, and as keyboards do.
KEYS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′´`", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)


def folded(text: str) -> str:
    """The text without case, accents, superfluous spaces and signs that nobody sees, with plain quotation
    marks and dashes."""
    # Twice: folding case takes some signs apart, and taking signs apart gives some a case.
    decomposed = unicodedata.normalize("NFKD", text.translate(KEYS)).casefold()
    signs = unicodedata.normalize("NFKD", decomposed)
    plain = "".join(sign for sign in signs if not _is_unseen(sign))
    return " ".join(plain.split())


def _is_unseen(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) == "Cf"

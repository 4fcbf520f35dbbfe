"""Telephone numbers, as people write them and as a telephone dials them."""


def dial(number: str) -> str:
    """A number as written, for a tel: link: without spaces, points and brackets."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")

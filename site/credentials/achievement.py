from dataclasses import dataclass


@dataclass(frozen=True)
class Achievement:
    """What was achieved, in the words and numbers that a certificate copies and keeps.

    `key` is the caller's own and stays the same in every language and version ("course:<uuid>",
    "session:<uuid>"); `version` counts substantive changes of the content; `minutes` is the time it
    stands for; `title` is in `language`, which is also the language of the certificate.
    """

    key: str
    title: str
    version: int
    minutes: int
    language: str

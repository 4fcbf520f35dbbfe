from dataclasses import dataclass


@dataclass(frozen=True)
class Achievement:
    """What was achieved, in the words and numbers that a certificate copies and keeps.

    `key` is the caller's own and stays the same in every language and version ("course:<uuid>",
    "session:<uuid>"); `version` counts substantive changes of the content; `minutes` is the time it
    stands for; `title` is in `language`, which is also the language of the certificate. The certificate
    holds for `validity_months`, or for ever without; `accreditation_number` is the achievement's own,
    and goes before the one that all certificates bear. What was earned again by a part of it says how long
    that part took, in `renewal_minutes`: points by the hour are counted from those.
    """

    key: str
    title: str
    version: int
    minutes: int
    language: str
    validity_months: int | None = None
    accreditation_number: str = ""
    renewal_minutes: int | None = None

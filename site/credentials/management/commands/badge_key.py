from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.clock import now
from credentials import services
from credentials.badges import issuer
from credentials.badges.multikey import public_multikey
from credentials.models import Certificate, IssuerKey


class Command(BaseCommand):
    help = "The keys that sign badges: list them, sign with a new one from now on, or withdraw one."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="Every key that ever signed a badge.")
        verbs.add_parser("replace", help="Make a new key; the old one stays published.")
        withdraw = verbs.add_parser(
            "withdraw", help="A key fell into other hands: it counts no more."
        )
        withdraw.add_argument("key", help="the public key, as `list` shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "replace":
            self._replace()
        elif options["verb"] == "withdraw":
            self._withdraw(options["key"])
        for key in IssuerKey.objects.all():
            self.stdout.write(f"{key.multikey}  {key.first_used_at:%Y-%m-%d}{_standing(key)}")

    def _replace(self) -> None:
        if settings.CERTIFICATE_BADGE_KEY:
            raise CommandError(
                "The key comes from CERTIFICATE_BADGE_KEY: put another file there. What the old one"
                " signed stays proved."
            )
        services.replace_key(now=now())

    def _withdraw(self, multikey: str) -> None:
        if not services.withdraw_key(multikey=multikey, now=now()):
            raise CommandError("No badge was signed with that key.")
        waiting = Certificate.objects.unbadged().count()
        self.stdout.write(
            f"Badges to sign again: {waiting}. The clock does that, and tells the holders."
        )
        if IssuerKey.objects.withdrawn().filter(multikey=_signs_now()).exists():
            self.stdout.write(
                "The key in CERTIFICATE_BADGE_KEY is withdrawn: until another stands there nothing is"
                " signed, and no list of withdrawn badges is given out."
            )


def _standing(key: IssuerKey) -> str:
    if key.withdrawn_at:
        return f"  withdrawn {key.withdrawn_at:%Y-%m-%d}"
    return "  signs now" if key.multikey == _signs_now() else ""


def _signs_now() -> str:
    return public_multikey(issuer.signing_key())

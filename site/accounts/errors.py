from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class DomainTaken(Refusal):
    def __init__(self, *, domain: str, organisation: str) -> None:
        super().__init__(
            gettext("%(domain)s stands with %(organisation)s already.")
            % {"domain": domain, "organisation": organisation}
        )


class NameTaken(Refusal):
    message = _("There is an organisation with this name already.")


class LastAdministrator(Refusal):
    message = _("You are the last administrator. Make somebody else administrator first.")


class NoSuchCode(Refusal):
    message = _("No organisation has this code. Look again, or ask who gave it to you.")


class TooManyTries(Refusal):
    message = _("That were many codes. Try again in an hour, or ask who gave you the code.")


class NotOfferedToYou(Refusal):
    message = _(
        "You cannot join this organisation with your mail address. Ask its contact person for the code."
    )


class ListUnreadable(Refusal):
    message = _("This file is not a list that can be read. Save it as CSV and try again.")


class ListTooLong(Refusal):
    message = _("Up to 500 addresses at a time, please: cut the list in parts.")


class ListEmpty(Refusal):
    message = _("Give a file, or type at least one mail address.")

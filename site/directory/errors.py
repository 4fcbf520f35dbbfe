"""What may be refused here."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class NobodyConfirms(Refusal):
    message = _("Give the name of the person who checked this value.")


class NoReason(Refusal):
    message = _("Say why this value is held back.")

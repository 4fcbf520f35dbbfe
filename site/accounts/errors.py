from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class LastAdministrator(Refusal):
    message = _("You are the last administrator. Make somebody else administrator first.")

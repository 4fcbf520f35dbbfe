from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class AlreadyRevoked(Refusal):
    message = _("This certificate is already revoked.")


class AlreadySuperseded(Refusal):
    message = _("This certificate is already replaced by another one.")


class HolderErased(Refusal):
    message = _("The holder's name was erased on request: there is nobody to put on a new one.")


class KeyWithdrawn(Refusal):
    message = _("The key that signs badges was withdrawn: name another in the settings.")


class NameMissing(Refusal):
    message = _("A certificate needs the name of its holder.")


class NothingToHandOver(Refusal):
    message = _("There is nothing to hand over: every line has gone already.")


class RegisterClosed(Refusal):
    message = _("This register takes no new numbers.")

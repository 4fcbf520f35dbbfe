"""What a person may be told about seats and registrations."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class RegistrationClosed(Refusal):
    message = _("Registration for this session is not open.")


class PersonErased(Refusal):
    message = _("Your account was erased, so nobody is registered.")


class SessionFull(Refusal):
    message = _("All seats are taken, and there is no waiting list.")


class ManyUnconfirmed(Refusal):
    message = _(
        "Many people are registering right now and have yet to confirm. Try again in half an hour, or"
        " sign in first: then you can register at once."
    )


class CapacityTaken(Refusal):
    message = _("More seats than that are taken already. Cancel registrations first.")


class OfferGone(Refusal):
    message = _("This seat is no longer offered to you.")


class HoldGone(Refusal):
    message = _("The time to confirm has passed, so this seat is free again. Please register anew.")


class RegistrationOver(Refusal):
    message = _("This session is over, so nothing can be changed any more.")


class NotYetStarted(Refusal):
    message = _("Attendance can be recorded once the session has started.")


class NotRegistered(Refusal):
    message = _("You have no seat in this session.")


class TooEarlyToJoin(Refusal):
    message = _("You can take part from 15 minutes before the start.")


class SessionHasRegistrations(Refusal):
    message = _("People have registered for this session. Cancel it instead of deleting it.")

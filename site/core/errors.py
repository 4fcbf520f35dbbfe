"""Refusals: what a user may be told. Anything else that is raised is a bug."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A rule said no; `message` is a whole sentence for the user, in the user's language."""

    message = _("This is not possible.")

    def __init__(self, message: object = None) -> None:
        if message is not None:
            self.message = message  # type: ignore[assignment] -- a lazy string
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)
